import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../database/index.ts'
import { coding_flags, type CodingFlag } from './contract.ts'
import { merge_drafts } from './merge.ts'
import { with_parents } from './readers/icd10-qd4469.ts'
import type { Draft } from './readers/draft.ts'
import { store_version } from './store.ts'

/** One starter list as it stands in `starter/`: rows of code, name, then what is known besides. */
type StarterFile = {
  catalogue: string
  valid_from: string
  source: string
  has_flags?: boolean
  rows: [code: string, display: string, more?: StarterMore][]
}
type StarterMore = { parent?: string; flags?: string[]; names?: string[]; mark?: string; english?: string }

const is_flag = (flag: string): flag is CodingFlag => (coding_flags as readonly string[]).includes(flag)

const to_draft = (catalogue: string, [code, display, more = {}]: StarterFile['rows'][number]): Draft => ({
  catalogue,
  code,
  display,
  ...(more.parent === undefined ? {} : { parent: more.parent }),
  ...(more.names === undefined ? {} : { other_names: more.names }),
  flags: (more.flags ?? []).filter(is_flag),
  properties: {
    ...(more.mark === undefined ? {} : { mark: more.mark }),
    ...(more.english === undefined ? {} : { english: more.english }),
  },
})

const dir = join(import.meta.dirname, 'starter')

export type StarterList = { file: StarterFile; digest: string; drafts: Draft[] }

/** Our own files, tested as they are committed: read without a second guess at their shape. */
export const read_starter = (): StarterList[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(dir, name), 'utf8')
      const file = JSON.parse(text) as StarterFile
      const { kept, problems } = merge_drafts(file.rows.map((row) => to_draft(file.catalogue, row)))
      if (problems.length > 0) throw fail.value(`${name}: ${problems.map((problem) => problem.message).join('; ')}`)
      const drafts = file.catalogue === 'icd10' ? with_parents(kept) : kept
      return { file, digest: createHash('sha256').update(text).digest('hex'), drafts }
    })

/**
 * Puts the starter lists in, so that a new installation can be used before anybody has a catalogue file. Run again it
 * changes nothing; a changed starter file becomes a new starter version. Needs role `benhan_catalog`.
 * @returns names of the catalogues that were put in now
 */
export const seed_starter = async (sql: Sql): Promise<string[]> => {
  const seeded: string[] = []
  for (const { file, digest, drafts } of read_starter()) {
    const version = `starter-${digest.slice(0, 8)}`
    const { catalogue, source, valid_from } = file
    const landed = await sql.query(
      'SELECT 1 FROM terminology.catalogue_version WHERE catalogue = $1 AND version = $2',
      [catalogue, version],
    )
    if (landed.rows.length > 0) continue
    const has_flags = file.has_flags === true
    await store_version(sql, { catalogue, version, source, valid_from, is_starter: true, has_flags, digest }, drafts)
    seeded.push(catalogue)
  }
  return seeded
}
