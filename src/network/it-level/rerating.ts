import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Rerating } from './contract.ts'
import { find_criterion } from './criteria.ts'

type Row = Omit<Rerating, 'ordered_at'> & { ordered_at: Date }

export const list_reratings = async (sql: Sql, facility: string): Promise<Rerating[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT id, criteria, reason, due::text AS due, ordered_by, ordered_at, answered_by FROM it_level.rerating
     WHERE facility = $1 ORDER BY ordered_at DESC`,
    [facility],
  )
  return rows.map((row) => ({ ...row, ordered_at: row.ordered_at.toISOString() }))
}

/** Criteria the Sở does not take as met until the facility has rated itself again. */
export const doubted_by = (reratings: Rerating[]): Set<string> =>
  new Set(reratings.flatMap(({ criteria, answered_by }) => (answered_by === null ? criteria : [])))

export type RatingDemand = { criteria: string[]; reason: string; due: string }

/** The authority may have a facility rated anew (TT 54/2017 Điều 5). @throws 422 */
export const demand_rerating = async (
  sql: Sql,
  caller: Caller,
  facility: string,
  demand: RatingDemand,
): Promise<string> => {
  const { criteria, reason, due } = demand
  const unknown = criteria.filter((id) => find_criterion(id) === undefined)
  if (unknown.length > 0) throw fail.value(`Không có tiêu chí ${unknown.join(', ')}`, 'criteria')
  if (criteria.length === 0) throw fail.value('Nêu ít nhất một tiêu chí cần đánh giá lại', 'criteria')
  if (reason.trim() === '') throw fail.value('Cần lý do để cơ sở biết phải làm gì', 'reason')
  if (due < local_date(new Date())) throw fail.value('Hạn đánh giá lại đã qua', 'due')
  const id = randomUUID()
  await sql.query(
    `INSERT INTO it_level.rerating (facility, id, criteria, reason, due, ordered_by, ordered_at)
     VALUES ($1, $2, $3, $4, $5, $6, now())`,
    [facility, id, criteria, reason.trim(), due, caller.actor.name],
  )
  const act = { action: 'C', interaction: 'it-level-rerating', type: 'ItLevel', ref: facility, detail: reason } as const
  await insert_events(sql, [{ caller, act }])
  return id
}

/** At a facility: what the hub told of the Sở's demands. */
export const keep_reratings = async (sql: Sql, facility: string, told: Rerating[]): Promise<void> => {
  for (const one of told)
    await sql.query(
      `INSERT INTO it_level.rerating (facility, id, criteria, reason, due, ordered_by, ordered_at, answered_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (facility, id) DO NOTHING`,
      [facility, one.id, one.criteria, one.reason, one.due, one.ordered_by, one.ordered_at, one.answered_by],
    )
}
