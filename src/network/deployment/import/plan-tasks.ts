import { fold } from '../../../base/text/index.ts'
import { format_date } from '../../../base/time/index.ts'
import type { PlannedMilestone, PlannedTask } from '../contract.ts'
import { name_of_step } from '../programme/steps.ts'
import { text_in, type Fault, type Planned, type Planner, type Room } from './deeds.ts'
import { open_drafts, type Plans } from './drafts.ts'
import { lacking, turned } from './plan-plan.ts'
import type { Values } from './read-rows.ts'

const change_task = (before: PlannedTask | undefined, what: string, values: Values): PlannedTask => ({
  what: before?.what ?? what,
  owner: text_in(values, 'owner') ?? before?.owner ?? '',
  due: text_in(values, 'due') ?? before?.due ?? '',
  done_on: text_in(values, 'done_on') ?? before?.done_on ?? null,
})

/** What the plan would refuse of this task, by column. */
const day_faults = (task: PlannedTask, milestone: PlannedMilestone, { programme, today }: Room): Fault[] => [
  ...(task.due > milestone.due
    ? [{ column: 'due', words: `hạn của việc sau hạn của bước (${format_date(milestone.due)})` }]
    : []),
  ...(task.due < programme.from_day
    ? [{ column: 'due', words: `hạn trước ngày chương trình bắt đầu (${format_date(programme.from_day)})` }]
    : []),
  ...(task.done_on !== null && task.done_on > today ? [{ column: 'done_on', words: 'ngày xong chưa tới' }] : []),
]

const changes_of = (before: PlannedTask | undefined, after: PlannedTask): string[] => [
  ...turned('người làm', before?.owner, after.owner),
  ...turned('hạn', before && format_date(before.due), format_date(after.due)),
  ...(after.done_on === null || after.done_on === before?.done_on ? [] : [`xong ngày ${format_date(after.done_on)}`]),
]

const with_task = (
  milestone: PlannedMilestone,
  before: PlannedTask | undefined,
  after: PlannedTask,
): PlannedMilestone => {
  const { tasks = [] } = milestone
  return { ...milestone, tasks: before ? tasks.map((one) => (one === before ? after : one)) : [...tasks, after] }
}

/** Work under the steps of a plan, known by its words; what a file does not name stays. */
export const plan_tasks = (plans: Plans, room: Room): Planner => {
  const drafts = open_drafts(plans, room)
  const row = (facility: string, values: Values): Planned => {
    const [step, what] = [text_in(values, 'step'), text_in(values, 'task')]
    if (step === undefined || what === undefined)
      return { deeds: [], faults: lacking(values, { step: 'bước', task: 'phải làm gì' }) }
    const subjects = [{ key: `${facility} ${step} ${fold(what)}`, words: `việc “${what}”` }]
    const milestones = drafts.of(facility)
    const milestone = milestones.find((one) => one.step === step)
    if (!milestone)
      return {
        ...{ deeds: [], subjects },
        faults: [{ column: 'step', words: `kế hoạch của cơ sở chưa có bước này; hãy nhập bảng “Mốc” trước` }],
      }
    const before = milestone.tasks?.find((one) => fold(one.what) === fold(what))
    const missing = before ? [] : lacking(values, { owner: 'người làm', due: 'hạn của việc' })
    const after = change_task(before, what, values)
    const changes = changes_of(before, after)
    if (missing.length > 0 || changes.length === 0) return { deeds: [], faults: missing, subjects }
    const faults = day_faults(after, milestone, room)
    if (faults.length > 0) return { deeds: [], faults, subjects }
    drafts.keep(
      facility,
      milestones.map((one) => (one === milestone ? with_task(milestone, before, after) : one)),
    )
    const words = `${name_of_step(step)}, ${before ? 'việc' : 'thêm việc'} “${after.what}”: ${changes.join(', ')}`
    return { deeds: [{ words }], faults: [], subjects }
  }
  return { row, end: drafts.end }
}
