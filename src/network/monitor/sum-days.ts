import type { Sql } from '../../platform/database/index.ts'
import { kind_names, kinds } from '../counters/index.ts'
import type { Gap } from './contract.ts'

const elsewhere = kind_names.filter((kind) => kinds[kind].way !== 'hub').map((kind) => `'${kind}'`)

const is_elsewhere = `kind IN (${elsewhere.join(', ')})`

/** Of one row of hub.day_count: what had to leave, as the facility says; null: nobody says it. */
export const owed_sql = `CASE WHEN said ->> 'due' IS NOT NULL
  THEN greatest(0, (said ->> 'due')::integer - coalesce((said ->> 'excused')::integer, 0)) END`
/** … and what of it arrived. Nothing beyond what was due makes good for another day, kind or
 * facility, nor a page of a visit that was put right. */
export const arrived_sql = `CASE WHEN said ->> 'due' IS NOT NULL THEN greatest(0, least(${owed_sql},
  CASE WHEN ${is_elsewhere} THEN coalesce((said ->> 'sent')::integer, 0) ELSE taken END
    - coalesce((said ->> 'stray')::integer, 0))) END`

/**
 * … and what the hub took of it, beside what is due: of a kind whose way is another (a prescription goes to the national system,
 * and by the hub besides) the hub's count answers another question and is not added up here.
 */
export const taken_sql = `CASE WHEN NOT ${is_elsewhere} THEN taken END`

/** Days of a facility and kind added up; null: nobody said it on any of them. */
export type DaySum = {
  facility: string
  /** '' are the totals of a day. */
  kind: string
  visits: number | null
  due: number | null
  /** Of what was due: at the hub, or where the kind goes to. */
  arrived: number | null
  taken: number | null
  missing: number
  refused: number
  late: number
  opened: number
}

/** By facility and kind of document. To be asked in as_oversight. */
export const sum_days = async (sql: Sql, from: string, to: string): Promise<DaySum[]> =>
  (
    await sql.query<DaySum>(
      `SELECT facility, kind, sum((said ->> 'visits')::bigint)::float8 AS visits,
         sum(${owed_sql})::float8 AS due,
         sum(${arrived_sql})::float8 AS arrived,
         sum(${taken_sql})::float8 AS taken, sum(missing)::float8 AS missing, sum(refused)::float8 AS refused,
         sum(late)::float8 AS late, sum(opened)::float8 AS opened
       FROM hub.day_count WHERE day BETWEEN $1 AND $2 GROUP BY facility, kind ORDER BY facility, kind`,
      [from, to],
    )
  ).rows

/** What is missing, named; the largest first. To be asked in as_oversight. */
export const list_gaps = async (sql: Sql, from: string, to: string, at_most: number): Promise<Gap[]> =>
  (
    await sql.query<{ gap: Gap }>(
      `SELECT gap FROM hub.day_count AS d CROSS JOIN LATERAL jsonb_array_elements(d.gaps) AS gap
       WHERE d.day BETWEEN $1 AND $2 AND d.state = 'gap' ORDER BY (gap ->> 'count')::bigint DESC, d.day DESC LIMIT $3`,
      [from, to, at_most],
    )
  ).rows.map(({ gap }) => gap)

/** Why the hub refused, by class. To be asked in as_oversight. */
export const sum_refusals = async (sql: Sql, from: string, to: string): Promise<{ class: string; count: number }[]> =>
  (
    await sql.query<{ class: string; count: number }>(
      `SELECT class, sum(count)::float8 AS count FROM hub.day_refusal WHERE day BETWEEN $1 AND $2 AND count > 0
       GROUP BY class ORDER BY 2 DESC, class`,
      [from, to],
    )
  ).rows
