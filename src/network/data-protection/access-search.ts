import { fail } from '../../base/outcome/index.ts'
import { days_between, local_date, local_time, to_instant } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { AccessAnswer, AccessCount, AccessQuestion, AskedActor } from './contract.ts'

/** A question spans at most so many days: it goes through every line of them. */
export const span_max_days = 366

const instant = (text: string, field: string): string => {
  const at = to_instant(text.slice(0, 10), text.slice(11, 16))
  if (Number.isNaN(Date.parse(at))) throw fail.value('Cần ngày giờ có thật', field)
  return at
}

type Bounds = { values: unknown[] }

/** $1 facility, $2 and $3 from and to, $4 actors, $5 addresses: the last two NULL for all. */
const where = `facility = $1 AND at >= $2 AND at < $3 AND ($4::text[] IS NULL OR actor = ANY ($4))
  AND ($5::text[] IS NULL OR address = ANY ($5))`

/** @throws 422 no span, or one that is too long */
const read_question = (facility: string, { actors, addresses, from, to }: AccessQuestion): Bounds => {
  // Typed to the minute, and that minute belongs to it.
  const [begin, end] = [instant(from, 'from'), local_time(new Date(Date.parse(instant(to, 'to')) + 60_000))]
  if (Date.parse(end) <= Date.parse(begin)) throw fail.value('Lúc cuối phải sau lúc đầu', 'to')
  if (days_between(local_date(begin), local_date(end)) > span_max_days)
    throw fail.value(`Hỏi nhiều nhất ${span_max_days} ngày một lần`, 'to')
  const some = (list: string[]): string[] | null => (list.length === 0 ? null : list)
  return { values: [facility, begin, end, some(actors), some(addresses)] }
}

type Total = {
  people: number
  events: number
  nameless: number
  refused: number
  first_at: Date | null
  last_at: Date | null
}

const count_all = async (sql: Sql, { values }: Bounds): Promise<Total> => {
  const { rows } = await sql.query<Total>(
    `SELECT count(DISTINCT patient) FILTER (WHERE outcome = 0) AS people,
       count(*) FILTER (WHERE outcome = 0 AND patient IS NOT NULL) AS events,
       count(*) FILTER (WHERE outcome = 0 AND patient IS NULL AND action IN ('R', 'E')
         AND interaction NOT IN ('login', 'logout') AND type <> 'Privacy') AS nameless,
       count(*) FILTER (WHERE outcome <> 0) AS refused, min(at) AS first_at, max(at) AS last_at
     FROM audit.event WHERE ${where}`,
    values,
  )
  return rows[0] ?? { people: 0, events: 0, nameless: 0, refused: 0, first_at: null, last_at: null }
}

const count_types = async (sql: Sql, { values }: Bounds): Promise<AccessCount[]> =>
  (
    await sql.query<AccessCount>(
      `SELECT coalesce(nullif(type, ''), interaction) AS key, '' AS name, count(DISTINCT patient) AS people, count(*) AS events
       FROM audit.event WHERE ${where} AND outcome = 0 AND patient IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 40`,
      values,
    )
  ).rows

const count_actors = async (sql: Sql, { values }: Bounds): Promise<AccessAnswer['by_actor']> =>
  (
    await sql.query<AccessAnswer['by_actor'][number]>(
      `SELECT actor AS key, max(actor_name) AS name, max(role) AS role, count(DISTINCT patient) AS people, count(*) AS events,
         (array_agg(DISTINCT address) FILTER (WHERE address <> ''))[1:8] AS addresses
       FROM audit.event WHERE ${where} AND outcome = 0 AND patient IS NOT NULL
       GROUP BY actor ORDER BY people DESC, actor LIMIT 40`,
      values,
    )
  ).rows.map((row) => ({ ...row, addresses: row.addresses ?? [] }))

const list_exports = async (sql: Sql, { values }: Bounds): Promise<string[]> =>
  (
    await sql.query<{ detail: string; at: Date; actor_name: string }>(
      `SELECT at, actor_name, detail FROM audit.event WHERE ${where} AND outcome = 0 AND interaction = '$export'
       ORDER BY at DESC LIMIT 20`,
      values,
    )
  ).rows.map(
    ({ at, actor_name, detail }) => `${local_time(at).slice(0, 16).replace('T', ' ')} ${actor_name}: ${detail}`,
  )

/**
 * Whose data were reached, of what kind and how many, within a span: counted in the audit log, no chart is opened. Lines that
 * name nobody (lists, searches, exports) are counted apart: whom they showed cannot be told from the log.
 */
export const search_access = async (sql: Sql, facility: string, question: AccessQuestion): Promise<AccessAnswer> => {
  const bounds = read_question(facility, question)
  const { first_at, last_at, ...total } = await count_all(sql, bounds)
  return {
    ...total,
    ...{ first_at: first_at ? local_time(first_at) : '', last_at: last_at ? local_time(last_at) : '' },
    ...{ by_type: await count_types(sql, bounds), by_actor: await count_actors(sql, bounds) },
    exports: await list_exports(sql, bounds),
  }
}

export type ReachedPerson = { patient: string; first_at: Date; last_at: Date; events: number; types: string[] }

/** Everybody whose data were reached, by the same question. */
export const list_reached = async (sql: Sql, facility: string, question: AccessQuestion): Promise<ReachedPerson[]> =>
  (
    await sql.query<ReachedPerson>(
      `SELECT patient, min(at) AS first_at, max(at) AS last_at, count(*) AS events,
         array_agg(DISTINCT coalesce(nullif(type, ''), interaction)) AS types
       FROM audit.event WHERE ${where} AND outcome = 0 AND patient IS NOT NULL GROUP BY patient ORDER BY patient`,
      read_question(facility, question).values,
    )
  ).rows

/** Accounts and systems a question can be about. */
export const list_actors = async (sql: Sql, facility: string): Promise<AskedActor[]> =>
  (
    await sql.query<AskedActor>(
      `SELECT practitioner AS id, name || ' (' || username || ')' AS name, 'user' AS kind FROM access.account WHERE facility = $1
       UNION ALL SELECT client_id, name || ' (' || client_id || ')', 'system' FROM access.client WHERE facility = $1
       ORDER BY kind DESC, name`,
      [facility],
    )
  ).rows
