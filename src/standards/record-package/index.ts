export { carried_roots } from './carried-roots.ts'
export {
  file_kinds,
  manifest_name,
  package_schema,
  seal_name,
  type FileKind,
  type Manifest,
  type ManifestFile,
  type PackageStay,
} from './manifest.ts'
export { read_package, type PackageFile, type RecordPackage } from './read-package.ts'
export type { Told, ZipLimits } from './read-zip.ts'
export { judge_enclosed } from './judge-enclosed.ts'
export { verify_package, type FileVerdict, type PackageTrust, type PackageVerdict } from './verify-package.ts'
export { write_package, type PackageInput, type PackageItem } from './write-package.ts'
