import type { Sql } from '../../platform/database/index.ts'
import {
  judge_day,
  type BoardRules,
  type CountedKind,
  type Figures,
  type OutsideTotal,
  type Peak,
  type Verdict,
} from '../counters/index.ts'
import { outside_sql } from './outside-totals.ts'

type Row = {
  facility: string
  day: string
  kind: CountedKind
  said: Figures | null
  taken: number
  peak: Peak | null
  outside: OutsideTotal[]
}
type Judged = Row & Verdict

const days_at_once = 2_000

/** Days on which something changed, and those that still wait for something; whole, with all their kinds. */
const fresh_sql = `
WITH due AS MATERIALIZED (
  SELECT facility, day FROM hub.day_count WHERE is_fresh
  UNION SELECT facility, day FROM hub.day_count WHERE state = 'waiting' AND $1 ORDER BY 1, 2 LIMIT ${days_at_once}
)
SELECT d.facility, d.day::text, d.kind, d.said, d.taken, d.peak,
  CASE WHEN d.kind = '' THEN ${outside_sql('d.facility', 'd.day')} ELSE '[]' END AS outside
FROM due JOIN hub.day_count AS d USING (facility, day)
ORDER BY d.facility, d.day`

const rank: Record<Verdict['state'], number> = { none: 0, whole: 1, waiting: 2, gap: 3 }

/** The line of a day's totals stands for the whole day: its state is that of the worst of its kinds. */
const judge_whole_day = (rows: Row[], rules: BoardRules, now: Date): Judged[] => {
  const totals = rows.find(({ kind }) => kind === '')
  const judged = rows.map((row) => ({ ...row, ...judge_day({ ...row, totals: totals?.said ?? null }, rules, now) }))
  const worst = judged.reduce<Verdict['state']>((one, { state }) => (rank[state] > rank[one] ? state : one), 'none')
  const missing = judged.reduce((sum, one) => sum + one.missing, 0)
  const [{ facility, day } = { facility: '', day: '' }] = rows
  const head = judged.find(({ kind }) => kind === '') ?? {
    ...{ facility, day, kind: '' as const, said: null, taken: 0, peak: null, outside: [], gaps: [] },
  }
  return [...judged.filter(({ kind }) => kind !== ''), { ...head, state: worst, missing }]
}

const keep_sql = `
INSERT INTO hub.day_count AS d (facility, day, kind, state, missing, gaps, is_fresh)
SELECT w.*, false FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::integer[], $6::jsonb[])
  AS w (facility, day, kind, state, missing, gaps)
ON CONFLICT (facility, day, kind) DO UPDATE SET state = excluded.state, missing = excluded.missing, gaps = excluded.gaps,
  is_fresh = false
WHERE d.is_fresh OR d.state <> excluded.state OR d.missing <> excluded.missing OR d.gaps <> excluded.gaps`

const keep = async (sql: Sql, judged: Judged[]): Promise<void> => {
  await sql.query(keep_sql, [
    ...[judged.map(({ facility }) => facility), judged.map(({ day }) => day), judged.map(({ kind }) => kind)],
    ...[judged.map(({ state }) => state), judged.map(({ missing }) => missing)],
    judged.map(({ gaps }) => JSON.stringify(gaps)),
  ])
}

const by_day = (rows: Row[]): Row[][] => {
  const days = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.facility} ${row.day}`
    const known = days.get(key)
    if (known) known.push(row)
    else days.set(key, [row])
  }
  return [...days.values()]
}

/** Says of every day that changed what state it is in; days that wait are judged anew, since time passes. */
export const judge_days = async (sql: Sql, rules: BoardRules, now: Date): Promise<void> => {
  for (let is_first = true, more = true; more; is_first = false) {
    const { rows } = await sql.query<Row>(fresh_sql, [is_first])
    const days = by_day(rows)
    const judged = days.flatMap((day) => judge_whole_day(day, rules, now))
    if (judged.length > 0) await keep(sql, judged)
    more = days.length >= days_at_once
  }
}
