import type { Sql } from '../../../platform/database/index.ts'
import type { Plan } from '../contract.ts'

export type LatestPlan = Pick<Plan, 'version' | 'state' | 'milestones' | 'task_force'>

/** The newest version of each facility's plan in a programme, whatever became of it. */
export const list_latest_plans = async (sql: Sql, programme: string): Promise<Map<string, LatestPlan>> => {
  const { rows } = await sql.query<LatestPlan & { facility: string }>(
    `SELECT DISTINCT ON (facility) facility, version, state, milestones, task_force FROM deployment.plan
     WHERE programme = $1 ORDER BY facility, version DESC`,
    [programme],
  )
  return new Map(rows.map(({ facility, ...plan }) => [facility, plan]))
}
