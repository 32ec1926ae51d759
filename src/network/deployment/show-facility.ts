import type { Sql } from '../../platform/database/index.ts'
import type { FacilityPage } from './contract.ts'
import { get_card } from './directory/register.ts'
import { list_budget } from './money/budget.ts'
import { list_plans } from './plan/plans.ts'
import { list_milestones, list_progress } from './plan/progress.ts'
import { get_programme } from './programme/programmes.ts'
import { list_entries } from './registers/entries.ts'
import { list_reminders } from './remind/remind.ts'
import { to_do_of } from './remind/to-do.ts'

/** Everything the board keeps of one facility. */
export const show_facility = async (
  sql: Sql,
  facility: string,
  today: string,
  programme_id?: string,
): Promise<FacilityPage> => {
  const programme = await get_programme(sql, programme_id)
  const [card, plans, milestones, progress, entries, budget, reminders] = await Promise.all([
    get_card(sql, facility, today),
    list_plans(sql, facility, programme.id),
    list_milestones(sql, programme.id, today, facility),
    list_progress(sql, facility, programme.id),
    list_entries(sql, { facility }),
    list_budget(sql, programme.id, facility),
    list_reminders(sql, facility),
  ])
  const to_do = to_do_of({ facility, plan: plans[0], milestones, entries, today })
  return { today, programme, card, plans, milestones, progress, entries, budget, reminders, to_do }
}
