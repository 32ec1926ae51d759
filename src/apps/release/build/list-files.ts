import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'
import { node_package } from './production-tree.ts'

const own_directories = ['db', 'demo', 'docs', 'forms', 'src']
const own_files = ['package.json', 'LICENSE', 'README.md', 'README.vi.md', 'ARCHITECTURE.md']
const web_client = 'src/apps/clinic-web/dist'

const below = (root: string, path: string, is_wanted: (path: string, name: string) => boolean): string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${path}/${entry.name}`
    if (!is_wanted(inner, entry.name)) return []
    return entry.isDirectory() ? below(root, inner, is_wanted) : [inner]
  })

const is_own = (path: string, name: string): boolean =>
  name !== 'node_modules' && (name !== 'dist' || path === web_client) && !/\.test\.tsx?$/.test(name)

const is_licence = (name: string): boolean => /^(licen[cs]e|notice|copying)/i.test(name)

const unneeded_names = new Set([
  ...[
    'node_modules',
    '.bin',
    '.github',
    'test',
    'tests',
    '__tests__',
    'example',
    'examples',
    'benchmark',
    'benchmarks',
  ],
])

/** Of what others made: no maps, types, static libraries, descriptions, tests. Packages inside packages are listed by the lock. */
const is_running = (_path: string, name: string): boolean =>
  is_licence(name) ||
  !(/\.(map|d\.[cm]?ts|a|md|markdown|flow)$|\.test\.[cm]?[jt]s$/.test(name) || unneeded_names.has(name))

const files_of_package = (root: string, path: string): string[] =>
  path === `node_modules/${node_package}`
    ? [`${path}/bin/node`, `${path}/package.json`, ...licence_files(root, path)]
    : below(root, path, is_running)

export const licence_files = (root: string, path: string): string[] =>
  readdirSync(join(root, path))
    .filter((name) => is_licence(name) && lstatSync(join(root, path, name)).isFile())
    .map((name) => `${path}/${name}`)

/** Every file that goes into a package, by its path below the clone. */
export const list_files = (root: string, packed: string[]): string[] => {
  if (!existsSync(join(root, web_client, 'index.html')))
    throw fail.rule('Chưa dựng ứng dụng web (npm run build); gói không có màn hình thì không dùng được')
  const files = [
    ...own_files.filter((name) => existsSync(join(root, name))),
    ...own_directories.flatMap((name) => below(root, name, is_own)),
    ...packed.flatMap((path) => files_of_package(root, path)),
  ]
  const strange = files.find((path) => /[\n\\]/.test(path))
  if (strange !== undefined) throw fail.rule(`Tên tệp ${JSON.stringify(strange)} không đóng gói được`)
  return files
}
