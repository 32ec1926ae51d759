export {
  ensure_certificate,
  ensure_facility_certificate,
  facility_of_identifier,
  find_facility_provider,
  get_facility_provider,
  get_identity,
  get_provider,
  load_authority,
  type CertificateOwner,
  list_signer_names,
  seal_signing_keys,
} from './certificates.ts'
export {
  keep_revocation_list,
  list_revocation_lists,
  open_revocation_register,
  type TakenList,
} from './revocation-lists.ts'
export {
  fetch_revocation_lists,
  put_revocation_source,
  show_revocations,
  start_fetching_lists,
} from './revocation-sources.ts'
export {
  add_document,
  find_document,
  get_document,
  keep_signed,
  list_documents,
  type DocumentHead,
  type KeptVersion,
  type SignedDocument,
} from './documents.ts'
