import type { Sql } from '../../../platform/database/index.ts'
import { list_areas } from '../directory/areas.ts'
import { states_on } from '../directory/register.ts'
import { list_budget } from '../money/budget.ts'
import { list_milestones } from '../plan/progress.ts'
import { list_members } from '../programme/programmes.ts'
import { list_entries } from '../registers/entries.ts'
import type { Planner, Room } from './deeds.ts'
import { plan_budget } from './plan-budget.ts'
import { plan_entry } from './plan-entry.ts'
import { plan_facility } from './plan-facility.ts'
import { plan_progress } from './plan-progress.ts'

/** What rows of this table mean, knowing what stands today. */
export const open_planner = async (sql: Sql, what: string, room: Room): Promise<Planner> => {
  if (what === 'budget') {
    const [lines, members] = [
      await list_budget(sql, { programme: room.programme.id }),
      await list_members(sql, room.programme.id),
    ]
    return plan_budget({ lines, taking: new Set(members.map(({ facility }) => facility)) }, room)
  }
  if (what === 'progress') return plan_progress(await list_milestones(sql, room.programme.id, room.today), room)
  if (what === 'facilities')
    return plan_facility({ states: await states_on(sql, room.today), areas: await list_areas(sql) }, room)
  return plan_entry(what, await list_entries(sql, { kind: what }))
}
