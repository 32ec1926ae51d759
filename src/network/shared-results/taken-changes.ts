import { Failure } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { letter_chain, type Arrived, type LetterVersion } from '../exchange/index.ts'
import type { TakenChange } from './contract.ts'
import { read_version } from './read-result.ts'
import { to_taken, type TakenLink } from './taken-resource.ts'

const result_kinds = new Set(['lab-result', 'imaging-report'])

type Watch = { link: string; encounter: string }

const watches_of = async ({ sql, caller }: Unit, sender: string, documents: string[]): Promise<Watch[]> =>
  (
    await sql.query<Watch>(
      'SELECT link, encounter FROM health_book.taken_watch WHERE facility = $1 AND sender = $2 AND document = ANY ($3) FOR UPDATE',
      [caller.facility, sender, documents],
    )
  ).rows

/** Nobody can read it: that it came is told all the same. */
const read = (version: LetterVersion, code: string): { is_withdrawn: boolean; said: string } => {
  try {
    if (version.verdict === 'good' && version.fhir) return read_version(version.fhir, code)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  return { is_withdrawn: false, said: '' }
}

type Keeping = { watch: Watch; taken: TakenLink; version: LetterVersion }

/** @returns what the link is from now on; undefined where that was known, or nothing sound came */
const keep = async (unit: Unit, { watch: { link, encounter }, taken, version }: Keeping) => {
  const { letter, document, paper, verdict, title, author, issued_at } = version
  const { is_withdrawn, said } = read(version, taken.code)
  const { row_count } = await unit.sql.query(
    `INSERT INTO health_book.taken_change (facility, link, document, encounter, letter, paper, verdict, is_withdrawn, title, said,
       author, issued_at, test, sender) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT DO NOTHING`,
    [
      ...[unit.caller.facility, link, document, encounter, letter, paper, verdict, is_withdrawn],
      ...[title, said, author, issued_at, taken.test, taken.sender.code],
    ],
  )
  return row_count > 0 && verdict === 'good' ? (is_withdrawn ? 'entered-in-error' : 'superseded') : undefined
}

/** A link that somebody else's program writes at this moment keeps its status; that the change waits is more than that. */
const turn = async (unit: Unit, link: Resource, version: number): Promise<void> => {
  try {
    await unit.update(link, { if_match: version })
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 412) throw error
  }
}

/**
 * A newer version of a result that a stay goes by came in: it waits for a doctor there, and whoever reads the link as FHIR sees
 * that it is no longer current. What was dropped is left alone.
 */
export const keep_change = async (unit: Unit, { id, submission }: Arrived): Promise<void> => {
  const { sender, kind, replaces } = submission
  if (replaces === undefined || !result_kinds.has(kind)) return
  const { older, newest } = await letter_chain(unit, { id, sender, replaces })
  for (const watch of await watches_of(unit, sender, older)) {
    const stored = await unit.find('DocumentReference', watch.link)
    if (!stored) continue
    const link = resource_of(stored)
    const taken = to_taken(link)
    if (!taken || taken.dropped) continue
    const status = await keep(unit, { watch, taken, version: newest })
    if (status !== undefined && link['status'] !== status)
      await turn(unit, { ...link, id: watch.link, status }, stored.version)
  }
}

type Row = {
  link: string
  document: string
  letter: string
  paper: string
  verdict: 'good' | 'red'
  is_withdrawn: boolean
  title: string
  said: string
  author: string
  issued_at: Date
  arrived_at: Date
  seen_name: string | null
  seen_at: Date | null
}

const change_columns =
  'link, document, letter, paper, verdict, is_withdrawn, title, said, author, issued_at, arrived_at, seen_name, seen_at'

const to_change = ({ seen_name, seen_at, ...row }: Row): TakenChange => ({
  ...{ document: row.document, paper: row.paper, verdict: row.verdict, is_withdrawn: row.is_withdrawn },
  ...{ title: row.title, said: row.said, author: row.author },
  ...{ issued_at: local_time(row.issued_at), arrived_at: local_time(row.arrived_at) },
  seen: seen_at === null ? null : { by: seen_name ?? '', at: local_time(seen_at) },
})

/** The newest version of each link that came after it. */
export const changes_of = async ({ sql, caller }: Unit, links: string[]): Promise<Map<string, TakenChange>> => {
  const { rows } = await sql.query<Row>(
    `SELECT DISTINCT ON (link) ${change_columns} FROM health_book.taken_change WHERE facility = $1 AND link = ANY ($2)
     ORDER BY link, (verdict = 'good') DESC, issued_at DESC, arrived_at DESC`,
    [caller.facility, links],
  )
  return new Map(rows.map((row) => [row.link, to_change(row)]))
}

/** @returns the letters as which they came; empty: somebody saw them all before */
export const mark_seen = async ({ sql, caller }: Unit, link: string): Promise<string[]> =>
  (
    await sql.query<{ letter: string }>(
      `UPDATE health_book.taken_change SET seen_by = $3, seen_name = $4, seen_at = now()
       WHERE facility = $1 AND link = $2 AND seen_at IS NULL RETURNING letter`,
      [caller.facility, link, caller.actor.id, caller.actor.name],
    )
  ).rows.map(({ letter }) => letter)

export type Unseen = { link: string; encounter: string; test: string; sender: string; is_withdrawn: boolean }

/** Of these stays (or of all): links somebody has to look at, the one waiting longest first. */
export const unseen_links = async ({ sql, caller }: Unit, encounters?: string[]): Promise<Unseen[]> =>
  (
    await sql.query<Unseen>(
      `SELECT link, encounter, test, sender, bool_or(is_withdrawn) AS is_withdrawn FROM health_book.taken_change
       WHERE facility = $1 AND seen_at IS NULL AND ($2::text[] IS NULL OR encounter = ANY ($2))
       GROUP BY link, encounter, test, sender ORDER BY min(arrived_at)`,
      [caller.facility, encounters ?? null],
    )
  ).rows
