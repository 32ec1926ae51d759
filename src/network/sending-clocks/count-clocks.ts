import { local_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { has_portal, national_owed, national_unsent } from './portal-owed.ts'
import { open_clocks } from './clock-context.ts'
import type { ClockLine, Destination, SendingClocks } from './contract.ts'
import { clock_state, due_at, rule_of } from './due-at.ts'

type Row = {
  to: Destination
  kind: string
  day: string
  began_at: Date
  visit_ended_at: Date | null
}

/** More than this and somebody has other troubles: the oldest are looked at. */
const looked_at_max = 5_000

/**
 * What was made and is not there yet, in each outbox: letters and published papers on their way to the hub, pages that wait to be
 * made, pages for the national portal where one is connected, prescriptions for the national system. $1 facility
 */
const waiting_sql = `
SELECT * FROM (
  SELECT 'hub' AS "to", o.kind, o.day::text AS day,
    coalesce(CASE WHEN o.kind = 'health-book' THEN nullif(o.head #>> '{period,end}', '')::timestamptz END, o.posted_at) AS began_at,
    nullif(o.head #>> '{period,end}', '')::timestamptz AS visit_ended_at
  FROM exchange.outgoing AS o WHERE o.facility = $1 AND o.state IN ('waiting', 'held')
  UNION ALL
  SELECT 'hub', p.kind, counters.day_of(p.ended_at)::text, p.ended_at, p.ended_at
  FROM health_book.publication AS p WHERE p.facility = $1 AND p.state IN ('due', 'failed')
  UNION ALL
  SELECT 'health-portal', p.kind, counters.day_of(p.ended_at)::text, p.ended_at, p.ended_at
  FROM health_book.publication AS p WHERE ${has_portal} AND ${national_owed} AND ${national_unsent}
  UNION ALL
  SELECT 'national-prescription', 'prescription', counters.day_of(p.signed_at)::text, p.signed_at,
    CASE WHEN isfinite(r.clinical_end) THEN r.clinical_end END
  FROM eprescription.outbox AS o JOIN prescribing.prescription AS p ON p.facility = $1 AND p.code = o.ref
  LEFT JOIN record.resource AS r ON r.facility = $1 AND r.type = 'Encounter' AND r.id = p.encounter AND NOT r.deleted
  WHERE o.facility = $1 AND o.act = 'prescription' AND o.status <> 'delivered' AND p.replaced_by IS NULL
) AS waiting ORDER BY began_at LIMIT ${looked_at_max + 1}`

const add = (line: ClockLine, due: Date | undefined, now: Date): ClockLine => {
  const state = clock_state(due, null, now)
  const due_text = due ? local_time(due) : ''
  return {
    ...line,
    waiting: line.waiting + 1,
    soon: line.soon + Number(state === 'soon'),
    late: line.late + Number(state === 'late'),
    next_due_at:
      due_text !== '' && (line.next_due_at === '' || due_text < line.next_due_at) ? due_text : line.next_due_at,
  }
}

/** What has no way out yet is not late: nobody can hurry it. */
const count_unconnected = async (sql: Sql, facility: string): Promise<SendingClocks['unconnected']> => {
  const { rows } = await sql.query<{ waiting: number }>(
    `SELECT count(*)::integer AS waiting FROM health_book.publication AS p
     WHERE NOT ${has_portal} AND ${national_owed} AND ${national_unsent}`,
    [facility],
  )
  return rows.filter(({ waiting }) => waiting > 0).map(({ waiting }) => ({ to: 'health-portal', waiting }))
}

/** By destination and kind, what is late first. */
export const count_clocks = async (sql: Sql, facility: string, now = new Date()): Promise<SendingClocks> => {
  const context_of = await open_clocks(sql, facility)
  const { rows } = await sql.query<Row>(waiting_sql, [facility])
  const lines = new Map<string, ClockLine>()
  for (const { visit_ended_at, ...row } of rows.slice(0, looked_at_max)) {
    const context = await context_of(row.day)
    const key = `${row.to} ${row.kind}`
    const empty = { to: row.to, kind: row.kind, waiting: 0, soon: 0, late: 0, next_due_at: '' }
    const known = lines.get(key) ?? { ...empty, source: rule_of(context.rules, row)?.source ?? '' }
    lines.set(key, add(known, due_at({ ...row, visit_ended_at: visit_ended_at ?? undefined }, context), now))
  }
  return {
    at: local_time(now),
    lines: [...lines.values()].toSorted((a, b) => b.late - a.late || b.soon - a.soon || b.waiting - a.waiting),
    unconnected: await count_unconnected(sql, facility),
    is_cut: rows.length > looked_at_max,
  }
}
