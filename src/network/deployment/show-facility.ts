import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { FacilityPage, Milestone, Plan, Programme } from './contract.ts'
import { get_card } from './directory/register.ts'
import { list_budget } from './money/budget.ts'
import { list_plans } from './plan/plans.ts'
import { list_milestones, list_progress } from './plan/progress.ts'
import { get_programme, list_programmes } from './programme/programmes.ts'
import { list_entries } from './registers/entries.ts'
import { find_open } from './remind/find-open.ts'
import { find_own_page } from './remind/own-page.ts'
import { list_reminders, sees } from './remind/remind.ts'
import { to_do_of, type Doing } from './remind/to-do.ts'

type Here = { facility: string; today: string; programme: Programme; plan: Plan | undefined; milestones: Milestone[] }

/** In every programme in which it takes part, the one that is shown first; who takes part in none has nothing to plan. */
const list_doing = async (sql: Sql, { facility, today, programme, plan, milestones }: Here): Promise<Doing[]> => {
  const own = await list_programmes(sql, facility, today)
  const others = own.filter(({ id }) => id !== programme.id)
  const here: Doing = { programme: others.length > 0 ? programme : null, plan, milestones }
  const there = others.map(async (one): Promise<Doing> => {
    const [latest] = await list_plans(sql, facility, one.id)
    return { programme: one, plan: latest, milestones: await list_milestones(sql, one.id, today, facility) }
  })
  return [...(own.length > others.length ? [here] : []), ...(await Promise.all(there))]
}

type Asked = { facility: string; today: string; programme: string | undefined }

/** Everything the board keeps of one facility. */
export const show_facility = async (
  sql: Sql,
  caller: Caller,
  { facility, today, programme: programme_id }: Asked,
): Promise<FacilityPage> => {
  const programme = await get_programme(sql, { today, id: programme_id, facility })
  const [card, plans, milestones, progress, entries, voided, budget, reminders] = await Promise.all([
    get_card(sql, facility, today),
    list_plans(sql, facility, programme.id),
    list_milestones(sql, programme.id, today, facility),
    list_progress(sql, facility, programme.id),
    list_entries(sql, { facility }),
    list_entries(sql, { facility, states: ['void'] }),
    list_budget(sql, { programme: programme.id, facility }),
    list_reminders(sql, facility),
  ])
  const doing = await list_doing(sql, { facility, today, programme, plan: plans[0], milestones })
  const own_page = await find_own_page(sql, facility)
  const open = await find_open(sql, { facility, today })
  const to_do = to_do_of({ facility, doing, entries, open, today })
  return {
    today,
    programme,
    card,
    plans,
    milestones,
    progress,
    entries,
    voided,
    budget,
    reminders,
    to_do,
    own_page,
    sees: sees(caller, facility),
  }
}
