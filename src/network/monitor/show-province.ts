import { local_date, shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { by_gravity, said_names, total_names, type CountedKind, type Figures, type Gap } from '../counters/index.ts'
import { find_head } from './board-head.ts'
import type { BoardLine, BoardTotal, ProvinceBoard, SeenCounts } from './contract.ts'
import {
  days_between_incl,
  find_cells,
  find_known,
  silence_of,
  to_strip,
  to_time,
  type Cell,
  type Known,
} from './lines.ts'
import { seen_json } from './seen-counts.ts'
import { gap_days, sum_flow } from './sum-flow.ts'

const gaps_max = 300

const summed = (name: string): string => `'${name}', sum((said ->> '${name}')::bigint)`

/** A figure that no facility says is null, not 0. */
const totals_sql = `SELECT kind, jsonb_build_object(${[...total_names, ...said_names].map(summed).join(', ')}) AS said,
  ${seen_json((name) => `sum(${name})`)} AS seen, sum(CASE WHEN kind = '' THEN 0 ELSE missing END) AS missing
  FROM hub.day_count WHERE day = $1 GROUP BY kind`

const find_totals = async (sql: Sql, day: string): Promise<BoardTotal[]> =>
  (
    await sql.query<{ kind: CountedKind; said: Figures; seen: SeenCounts; missing: string }>(totals_sql, [day])
  ).rows.map((row) => ({ ...row, missing: Number(row.missing) }))

const find_gaps = async (sql: Sql, since: string, kind: CountedKind): Promise<{ gaps: Gap[]; count: number }> => {
  const { rows } = await sql.query<{ gap: Gap; count: number }>(
    `SELECT g AS gap, count(*) OVER () AS count FROM hub.day_count, jsonb_array_elements(gaps) AS g
     WHERE state = 'gap' AND day >= $1 AND ($2 = '' OR kind = $2) ORDER BY day DESC LIMIT ${gaps_max}`,
    [since, kind],
  )
  return { gaps: rows.map(({ gap }) => gap), count: rows[0]?.count ?? 0 }
}

const to_lines = (
  known: Known[],
  cells: Cell[],
  days: string[],
  time: Parameters<typeof to_strip>[3],
): { lines: BoardLine[]; silences: Gap[] } => {
  const of = Map.groupBy(cells, ({ facility }) => facility)
  const silences: Gap[] = []
  const lines = known.map((one): BoardLine => {
    const own = of.get(one.facility) ?? []
    const { strip, silent_min } = to_strip(days, new Map(own.map((cell) => [cell.day, cell])), one, time)
    silences.push(...silence_of(one, silent_min))
    const { facility, name, reported_at } = one
    const is_mute = reported_at === null && own.length > 0
    return { facility, name, reported_at: to_time(reported_at), silent_min, is_mute, days: strip }
  })
  return { lines, silences }
}

/**
 * The province in one page: pre-counted rows only, a few for each facility. To be asked on the board (as_oversight; a
 * member sees its own line).
 * @param wish.kind '' for everything together
 */
export const show_province = async (
  sql: Sql,
  wish: { days: number; kind: CountedKind; facility: string | null },
  now = new Date(),
): Promise<ProvinceBoard> => {
  const { kind, facility } = wish
  const today = local_date(now)
  const from = shift_days(today, 1 - wish.days)
  const [head, known, cells, totals, { gaps, count }, flow] = await Promise.all([
    find_head(sql, now),
    find_known(sql, facility),
    find_cells(sql, { kind, from, to: today }),
    find_totals(sql, shift_days(today, -1)),
    find_gaps(sql, shift_days(today, -gap_days), kind),
    sum_flow(sql, kind, now),
  ])
  const { lines, silences } = to_lines(known, cells, days_between_incl(from, today), { rules: head.rules, now })
  return {
    ...{ ...head, kind, lines, totals, flow },
    gaps: [...silences, ...gaps].toSorted(by_gravity),
    gap_count: count + silences.length,
  }
}
