// Which test files share a process, and which process starts when.
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Each takes long, or watches the memory or the life of its process: alone, and first, so that the cores end together. */
const alone = [
  'tests/journeys/launcher',
  'tests/conformance/crash',
  'forms/forms',
  'tests/conformance/isolation-walk',
  'tests/conformance/province',
  'tests/conformance/network-cuts',
  'tests/conformance/board-year',
  'tests/conformance/board-walk',
  'tests/conformance/exchange-kill',
  'tests/conformance/one-facility-plans',
  'tests/conformance/fhir-examples',
  'tests/conformance/search-oracle',
  'tests/conformance/package',
  'tests/conformance/replica',
  'tests/conformance/two-servers',
  'tests/conformance/bulk-import',
  'src/apps/console/console',
]

/** What starts most comes early; what starts nothing fills the last gaps. */
const order = ['tests/journeys', 'tests/conformance', 'tests/refusals', '']
const files_together_max = 9

const place_of = (path, places) => places.findIndex((place) => path.startsWith(place))

const cut = (files) => {
  const parts = Math.ceil(files.length / files_together_max)
  return Array.from({ length: parts }, (_, part) => files.filter((_file, i) => i % parts === part))
}

const write_together = (root, dir, name, files) => {
  const path = join(dir, `${name}.test.mjs`)
  const runner = pathToFileURL(join(root, 'tests/together.ts')).href
  writeFileSync(path, `import { run_together } from '${runner}'\nawait run_together(${JSON.stringify(files)})\n`)
  return path
}

/**
 * Loading the server costs a test file more than most of its stories: files that start and stop what they need go nine by
 * nine through one process (tests/together.ts).
 * @param dir where the programs of those processes are written
 * @returns what `node --test` is to run, in this order
 */
export const plan_processes = (root, dir, files) => {
  const named = (file) => relative(root, file).replaceAll('\\', '/')
  const single = files.filter((file) => place_of(named(file), alone) >= 0)
  single.sort((one, other) => place_of(named(one), alone) - place_of(named(other), alone))
  const shared = files.filter((file) => !single.includes(file))
  const rooms = order.map((_, i) => shared.filter((file) => place_of(named(file), order) === i))
  const parts = [...single.map((file) => [file]), ...rooms.flatMap(cut)]
  // node --test sorts by name.
  return parts.map((part, i) => write_together(root, dir, String(i + 1).padStart(3, '0'), part))
}
