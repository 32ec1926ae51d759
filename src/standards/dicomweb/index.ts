export {
  check_instance,
  sha256_of_bytes,
  type ManifestInstance,
  type ManifestSeries,
  type StudyManifest,
} from './manifest.ts'
export {
  instance_fields,
  instances_of,
  list_instances,
  studies_in,
  study_fields,
  type FoundInstance,
  type FoundStudy,
} from './qido.ts'
export { read_multipart, write_multipart } from './multipart.ts'
export { read_file_meta, type FileMeta } from './file-meta.ts'
export { refused_in } from './stow.ts'
export {
  accession_of,
  dicom_uid_system,
  endpoint_resource,
  is_uid,
  read_study,
  study_resource,
  uids_of,
} from './study-resource.ts'
