export { drug_import_command, drug_import_usage } from './catalogue/command.ts'
export { seed_drugs } from './catalogue/seed.ts'
export {
  copy_lines,
  discard_prescription_draft,
  find_drugs_by_words,
  get_prescription_pdf,
  open_desk,
  preview_prescriptions,
  save_prescription_draft,
} from './desk.ts'
export { draft_shape, sign_shape } from './shapes.ts'
export { seal_prescription } from './seal-prescription.ts'
export { sign_prescriptions, type Onward, type SignedBytes, type WhenSigned } from './sign-prescriptions.ts'
export {
  find_prescription,
  list_prescriptions,
  list_prescriptions_of_stay,
  type StoredPrescription,
} from './prescription-store.ts'
export { request_guard } from './request-guard.ts'
