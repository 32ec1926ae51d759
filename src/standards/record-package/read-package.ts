import { fail } from '../../base/outcome/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import { manifest_name, read_manifest, seal_name, type Manifest, type ManifestFile } from './manifest.ts'
import { read_zip, usual_limits, type ZipLimits } from './read-zip.ts'

export type PackageFile = ManifestFile & { bytes: Uint8Array }
export type RecordPackage = { manifest: Manifest; manifest_bytes: Uint8Array; seal: Uint8Array; files: PackageFile[] }

/**
 * The files of a package as its manifest names them. Signatures are not judged here (verify_package does).
 * @throws 400 no package, 413 too large, 422 files that are missing, not named, changed, or hostile
 */
export const read_package = (bytes: Uint8Array, limits: ZipLimits = usual_limits): RecordPackage => {
  const { files, faults } = read_zip(bytes, limits)
  const by_name = new Map(files.map((one) => [one.name, one.bytes]))
  const [sealed, seal] = [by_name.get(manifest_name), by_name.get(seal_name)]
  const wrong = faults.map(({ name, message }) => ({ name, message }))
  if (wrong.length === 0 && (!sealed || !seal))
    throw fail.invalid(`Gói thiếu ${sealed ? seal_name : manifest_name}; đây không phải gói hồ sơ bệnh án`)
  const manifest = sealed && read_manifest(sealed)
  const read = (manifest?.files ?? []).flatMap((file): PackageFile[] => {
    const own = by_name.get(file.name)
    if (own && own.length === file.size && sha256_hex(own) === file.sha256) return [{ ...file, bytes: own }]
    wrong.push({
      name: file.name,
      message: own ? 'nội dung đã bị thay đổi' : 'có trong danh mục nhưng không có trong gói',
    })
    return []
  })
  const known = new Set([manifest_name, seal_name, ...(manifest?.files ?? []).map(({ name }) => name)])
  for (const { name } of files) if (!known.has(name)) wrong.push({ name, message: 'không có trong danh mục' })
  if (wrong.length > 0 || !manifest || !sealed || !seal)
    throw fail.many(
      422,
      wrong.map(({ name, message }) => ({
        ...{ severity: 'error', code: 'value', expression: name || 'gói' },
        message: `${name || 'Gói'}: ${message}`,
      })),
    )
  return { manifest, manifest_bytes: sealed, seal, files: read }
}
