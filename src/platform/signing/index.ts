export { load_authority, ensure_certificate, get_provider, type CertificateOwner } from './certificates.ts'
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
