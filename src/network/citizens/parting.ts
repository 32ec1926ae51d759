import { fail, Failure } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { facts_of, type Body } from './body.ts'
import type { PartingSide } from './contract.ts'
import { judge } from './decide.ts'
import { index_of } from './domains.ts'
import type { CitizenRooms, Envelope } from './rooms.ts'
import { find_absorbed, read_rows, type Row } from './rows.ts'
import { tidy_told, type Identity, type Told } from './told.ts'

/** A line that stood for the source too: since when, and what it was before. */
export type Stood = { row: Row; since: Date; before: Body }

/** Who stood for the source, one behind the other where the target was merged on. */
const find_stood = async (sql: Sql, source: string): Promise<Stood[]> => {
  const { rows } = await sql.query<{ id: string; since: Date; before: Body | null }>(
    `WITH RECURSIVE up AS (
       SELECT target AS id, made_at AS since, 1 AS step FROM hub.person_merge WHERE source = $1 AND undone_at IS NULL
       UNION ALL
       SELECT m.target, greatest(up.since, m.made_at), step + 1 FROM up
       JOIN hub.person_merge AS m ON m.source = up.id AND m.undone_at IS NULL WHERE step < 8
     )
     SELECT up.id, up.since, (
       SELECT v.body FROM hub.person_version AS v WHERE v.person = up.id AND v.updated_at <= up.since
         AND EXISTS (SELECT FROM hub.person AS p WHERE p.id = up.id AND p.updated_at > up.since)
       ORDER BY v.version DESC LIMIT 1) AS before
     FROM up ORDER BY step`,
    [source],
  )
  const found = new Map(
    (
      await read_rows(
        sql,
        rows.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )
  return rows.flatMap(({ id, since, before }) => {
    const row = found.get(id)
    return row ? [{ row, since, before: before ?? row.body }] : []
  })
}

type Sides = { ours: Body[]; theirs: Body[] }

const has_number = (bodies: Body[], { system, value }: Identity): boolean =>
  bodies
    .flatMap(({ identifiers }) => identifiers)
    .some((one) => {
      const index = index_of(one.system, one.value)
      return one.stands && index.system === system && index.value === value
    })

/** Of whom somebody told so is; a person has the last word. */
const side_of = (told: Told, numbers: Identity[], { ours, theirs }: Sides): PartingSide => {
  const facts = facts_of(told)
  const [is_ours, is_theirs] = [judge(facts, ours).agrees, judge(facts, theirs).agrees]
  if (is_ours !== is_theirs) return is_ours ? 'source' : 'target'
  const [held_here, held_there] = [ours, theirs].map((bodies) => numbers.some((one) => has_number(bodies, one)))
  return held_here === held_there ? 'unclear' : held_here ? 'source' : 'target'
}

/** Whom an envelope names, and which side that is. */
const judge_envelope = ({ named, sender }: Envelope, sides: Sides): { numbers: Identity[]; side: PartingSide } => {
  try {
    const { told } = tidy_told(named, sender)
    const numbers = told.identifiers.map(({ system, value }) => index_of(system, value))
    return { numbers, side: side_of(told, numbers, sides) }
  } catch (error) {
    if (error instanceof Failure) return { numbers: [], side: 'unclear' }
    throw error
  }
}

export type JudgedPaper = Envelope & { lies_with: string; numbers: Identity[]; side: PartingSide }
export type JudgedNumber = Identity & { person: string; facility: string; told_at: Date; side: PartingSide }

const judge_papers = async (sql: Sql, rooms: CitizenRooms, stood: Stood[], sides: Sides): Promise<JudgedPaper[]> => {
  const found: JudgedPaper[] = []
  for (const { row, since } of stood)
    for (const paper of await rooms.papers_since(sql, [row.id], since))
      found.push({ ...paper, lies_with: row.id, ...judge_envelope(paper, sides) })
  return found.toSorted((one, other) => one.number - other.number)
}

/** A number goes with the papers that name it, where they all go one way. */
const side_of_number = (number: Identity, papers: JudgedPaper[]): PartingSide => {
  const naming = papers.filter(({ numbers }) =>
    numbers.some(({ system, value }) => system === number.system && value === number.value),
  )
  const [side, ...others] = new Set(naming.map((one) => one.side))
  return side !== undefined && others.length === 0 ? side : 'unclear'
}

const judge_numbers = async (sql: Sql, stood: Stood[], papers: JudgedPaper[]): Promise<JudgedNumber[]> => {
  const { rows } = await sql.query<Omit<JudgedNumber, 'side'>>(
    `SELECT i.person, i.system, i.value, i.facility, i.told_at FROM unnest($1::text[], $2::timestamptz[]) AS q (person, since)
     JOIN hub.person_identifier AS i ON i.person = q.person AND i.told_at >= q.since AND i.stands ORDER BY i.told_at`,
    [stood.map(({ row }) => row.id), stood.map(({ since }) => since)],
  )
  return rows.map((row) => ({ ...row, side: side_of_number(row, papers) }))
}

/** All that has to be decided before a merge is undone. */
export type Ground = {
  source: Row
  /** The first is whom the source points to, the last stands. */
  stood: Stood[]
  papers: JudgedPaper[]
  numbers: JudgedNumber[]
}

/** @throws 404, 422 when the source was merged into nobody */
export const find_ground = async (sql: Sql, rooms: CitizenRooms, person: string): Promise<Ground> => {
  const [source] = await read_rows(sql, [person])
  if (!source) throw fail.not_found('Không có người này trong danh bạ')
  if (source.merged_into === null) throw fail.rule('Người này không được gộp vào ai', 'source')
  const stood = await find_stood(sql, person)
  const standing = stood.at(-1)?.row
  const own = [source, ...(await find_absorbed(sql, person))]
  const is_own = new Set([...own, ...stood.map(({ row }) => row)].map(({ id }) => id))
  const beside = standing ? (await find_absorbed(sql, standing.id)).filter(({ id }) => !is_own.has(id)) : []
  const sides: Sides = {
    ours: own.map(({ body }) => body),
    theirs: [...stood.map(({ before }) => before), ...beside.map(({ body }) => body)],
  }
  const papers = await judge_papers(sql, rooms, stood, sides)
  return { source, stood, papers, numbers: await judge_numbers(sql, stood, papers) }
}

/** Every id under which a house may have looked at both. */
export const ids_of_both = async (sql: Sql, { source, stood }: Ground): Promise<string[]> => {
  const standing = stood.at(-1)?.row.id
  return standing === undefined ? [source.id] : [standing, ...(await find_absorbed(sql, standing)).map(({ id }) => id)]
}

export const since_of = ({ stood }: Ground): Date => stood[0]?.since ?? new Date()
