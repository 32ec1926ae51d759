import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'

/** What stands in a package beside the program. */
export const packed_files = {
  facts: 'PACKAGE.json',
  sums: 'SHA256SUMS',
  signature: 'SHA256SUMS.sig',
  key: 'package-key.pem',
  licences: 'LICENCES.txt',
} as const

/** SHA-256 in hex of each file, by its path in the package. */
export type Sums = Map<string, string>

/** As `sha256sum` writes and checks it (GNU coreutils). */
export const say_sums = (sums: Sums): string =>
  [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, digest]) => `${digest}  ${path}\n`)
    .join('')

export const read_sums = (text: string): Sums => {
  const sums: Sums = new Map()
  for (const line of text.split('\n').filter(Boolean)) {
    const [, digest, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? []
    if (digest === undefined || path === undefined) throw fail.rule(`${packed_files.sums} có dòng hỏng: ${line}`)
    sums.set(path, digest)
  }
  return sums
}

export const digest_text = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** Below this a file is read at once: thousands of small ones are waited for otherwise. */
const at_once_max_bytes = 4 * 1024 * 1024

export const digest_file = async (path: string): Promise<string> => {
  if (statSync(path).size <= at_once_max_bytes) return digest_text(readFileSync(path))
  const digest = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>)
    digest.update(piece)
  return digest.digest('hex')
}

const migration_form = /^db\/migrations\/(\d{4}_[a-z0-9_-]+\.sql)$/

/** Names and digests of the numbered files, as `migrate` compares them with what has run. */
export const migrations_of = (sums: Sums): Map<string, string> =>
  new Map(
    [...sums].flatMap(([path, digest]): [string, string][] => {
      const name = migration_form.exec(path)?.[1]
      return name === undefined ? [] : [[name, digest]]
    }),
  )
