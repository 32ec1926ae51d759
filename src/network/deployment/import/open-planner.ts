import type { Sql } from '../../../platform/database/index.ts'
import type { DirectoryFacility } from '../../membership/index.ts'
import { list_areas } from '../directory/areas.ts'
import { states_on } from '../directory/register.ts'
import { list_budget } from '../money/budget.ts'
import { list_latest_plans } from '../plan/latest-plans.ts'
import { list_milestones } from '../plan/progress.ts'
import { list_members } from '../programme/programmes.ts'
import { list_entries } from '../registers/entries.ts'
import type { Planner, Room } from './deeds.ts'
import { plan_budget } from './plan-budget.ts'
import { plan_entry } from './plan-entry.ts'
import { plan_facility } from './plan-facility.ts'
import { plan_plan } from './plan-plan.ts'
import { plan_progress } from './plan-progress.ts'
import { plan_taking_part } from './plan-taking-part.ts'
import { plan_tasks } from './plan-tasks.ts'

/** What rows of this table mean, knowing what stands today. */
export const open_planner = async (
  sql: Sql,
  what: string,
  { directory, ...room }: Room & { directory: DirectoryFacility[] },
): Promise<Planner> => {
  const { id } = room.programme
  const taking = async () => new Set((await list_members(sql, id)).map(({ facility }) => facility))
  if (what === 'budget')
    return plan_budget({ lines: await list_budget(sql, { programme: id }), taking: await taking() }, room)
  if (what === 'taking-part') return plan_taking_part(await list_members(sql, id), room)
  if (what === 'plan' || what === 'tasks') {
    const plans = { latest: await list_latest_plans(sql, id), taking: await taking() }
    return what === 'plan' ? plan_plan(plans, room) : plan_tasks(plans, room)
  }
  if (what === 'progress') return plan_progress(sql, await list_milestones(sql, id, room.today), room)
  if (what === 'facilities')
    return plan_facility({ states: await states_on(sql, room.today), areas: await list_areas(sql), directory }, room)
  return plan_entry(what, await list_entries(sql, { kind: what }))
}
