import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'

/** A hospital's machine asks nobody for packages: no word of ours may send it there. */
const registries =
  /\b(registry\.(npmjs\.org|yarnpkg\.com)|npmjs\.com|pypi\.org|deb\.debian\.org|docker\.io|ghcr\.io|quay\.io)\b/

/** @throws for a file of ours that names the host of a package registry; what others made is carried as they made it */
export const demand_no_registry = (root: string, files: string[]): void => {
  const own = files.filter((path) => !path.startsWith('node_modules/') && !/\.(png|ttf|woff2?|pdf|ico)$/.test(path))
  const found = own.find(
    (path) => !path.endsWith('demand-no-registry.ts') && registries.test(readFileSync(join(root, path), 'utf8')),
  )
  if (found !== undefined) throw fail.rule(`Tệp ${found} nêu máy chủ cấp gói ngoài; gói cài phải tự đủ`)
}
