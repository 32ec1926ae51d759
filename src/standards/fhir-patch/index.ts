export { apply_json_patch, patch_document } from './json-patch.ts'
export { apply_fhirpath_patch } from './fhirpath-patch.ts'
