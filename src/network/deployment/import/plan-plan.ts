import { format_date } from '../../../base/time/index.ts'
import type { PlannedMilestone } from '../contract.ts'
import { name_of_step } from '../programme/steps.ts'
import { text_in, type Fault, type Planned, type Planner, type Room } from './deeds.ts'
import { open_drafts, type Plans } from './drafts.ts'
import type { Values } from './read-rows.ts'

/** “hạn 01/05/2025 → 01/06/2025”; of a new one only what it is. */
export const turned = (name: string, before: string | undefined, after: string): string[] =>
  before === after ? [] : [`${name} ${before ? `${before} → ` : ''}${after}`]

/** What a new step or task cannot be without, by column. */
export const lacking = (values: Values, columns: Record<string, string>): Fault[] =>
  Object.entries(columns).flatMap(([column, name]) =>
    values[column] === undefined ? [{ column, words: `chưa ghi ${name}` }] : [],
  )

const change_milestone = (before: PlannedMilestone | undefined, step: string, values: Values): PlannedMilestone => ({
  ...before,
  step,
  due: text_in(values, 'due') ?? before?.due ?? '',
  owner: text_in(values, 'owner') ?? before?.owner ?? '',
  note: text_in(values, 'note') ?? before?.note ?? '',
})

/** Steps of a plan with their day and who answers for them; all rows of a facility become one draft. */
export const plan_plan = (plans: Plans, room: Room): Planner => {
  const drafts = open_drafts(plans, room)
  const row = (facility: string, values: Values): Planned => {
    const step = text_in(values, 'step')
    if (step === undefined) return { deeds: [], faults: lacking(values, { step: 'bước' }) }
    const subjects = [{ key: `${facility} ${step}`, words: `bước ${name_of_step(step)}` }]
    const milestones = drafts.of(facility)
    const before = milestones.find((one) => one.step === step)
    const missing = before ? [] : lacking(values, { due: 'hạn', owner: 'người chịu trách nhiệm' })
    if (missing.length > 0) return { deeds: [], faults: missing, subjects }
    const after = change_milestone(before, step, values)
    const changes = [
      ...turned('hạn', before && format_date(before.due), format_date(after.due)),
      ...turned('người chịu trách nhiệm', before?.owner, after.owner),
      ...turned('ghi chú', before?.note ?? '', after.note),
    ]
    if (changes.length === 0) return { deeds: [], faults: [], subjects }
    const { from_day } = room.programme
    if (after.due < from_day)
      return {
        ...{ deeds: [], subjects },
        faults: [{ column: 'due', words: `hạn trước ngày chương trình bắt đầu (${format_date(from_day)})` }],
      }
    drafts.keep(facility, before ? milestones.map((one) => (one === before ? after : one)) : [...milestones, after])
    return { deeds: [{ words: `${name_of_step(step)}: ${changes.join(', ')}` }], faults: [], subjects }
  }
  return { row, end: drafts.end }
}
