import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { PlannedMilestone } from '../contract.ts'
import type { LatestPlan } from '../plan/latest-plans.ts'
import { read_plan, write_plan } from '../plan/plans.ts'
import { mark_task } from '../plan/tasks.ts'
import type { StepId } from '../programme/steps.ts'
import { not_taking_part } from '../programme/programmes.ts'
import { attempt, type Fault, type Planned, type Room } from './deeds.ts'

/** Plans as they stand, and who takes or took part in the programme. */
export type Plans = { latest: Map<string, LatestPlan>; taking: ReadonlySet<string> }

/** The plans of a file while its rows are read: what several rows say of a facility becomes one version. */
export type Drafts = {
  of(facility: string): PlannedMilestone[]
  keep(facility: string, milestones: PlannedMilestone[]): void
  end(facility: string): Planned
}

const nothing: Planned = { deeds: [], faults: [] }
/** What a plan says but for what is done, in one way of writing. */
const without_done = (milestones: PlannedMilestone[]): string =>
  JSON.stringify(
    milestones.map(({ step, due, owner, note, tasks = [] }) => [
      ...[step, due, owner, note],
      tasks.map((task) => [task.what, task.owner, task.due]),
    ]),
  )

type Change = { facility: string; latest: LatestPlan | undefined; milestones: PlannedMilestone[] }

/** Nothing the Sở approved has changed: the work is marked in the approved plan itself. */
const mark_done = ({ facility, latest, milestones }: Change, { programme, today }: Room): Planned => {
  const said = milestones.flatMap(({ step, tasks = [] }) => {
    const before = latest?.milestones.find((one) => one.step === step)?.tasks ?? []
    return tasks.flatMap(({ done_on }, task) => (before[task]?.done_on === done_on ? [] : [{ step, task, done_on }]))
  })
  const run = async (sql: Sql, caller: Caller): Promise<void> => {
    let version = latest?.version ?? 0
    for (const { step, ...word } of said)
      version = await mark_task(
        sql,
        caller,
        { facility, programme: programme.id, today },
        { version, step: step as StepId, ...word },
      )
  }
  return { deeds: [{ words: 'ghi ngày xong vào bản kế hoạch đã duyệt', run }], faults: [] }
}

/** A new draft, which counts only once it was sent and approved. */
const write_draft = ({ facility, latest, milestones }: Change, { programme, today }: Room): Planned => {
  const before = latest?.version ?? 0
  const plan = { after_version: before, milestones, task_force: latest?.task_force ?? [] }
  const read = attempt(() => read_plan(plan, programme, today))
  if (read.value === undefined) return { deeds: [], faults: read.faults }
  const draft = read.value
  const place = { facility, programme: programme.id }
  const run = async (sql: Sql, caller: Caller) => void (await write_plan(sql, caller, place, draft))
  const approved = `bản ${before} đã duyệt vẫn là bản đang tính; bản nháp ${before + 1} phải gửi và được duyệt mới thay bản đó`
  return {
    deeds: [{ words: `ghi bản nháp ${before + 1} của kế hoạch`, run }],
    faults: [],
    warnings: latest?.state === 'approved' ? [{ words: approved }] : [],
  }
}

export const open_drafts = ({ latest: plans, taking }: Plans, room: Room): Drafts => {
  const drafts = new Map<string, PlannedMilestone[]>()
  const base = (facility: string): PlannedMilestone[] => plans.get(facility)?.milestones ?? []
  const stop = (facility: string): Fault[] => [
    ...(taking.has(facility) ? [] : [{ words: not_taking_part(facility, room.programme) }]),
    ...(plans.get(facility)?.state === 'submitted'
      ? [{ words: 'kế hoạch đang chờ Sở duyệt; hãy duyệt hoặc trả lại rồi nhập' }]
      : []),
  ]
  return {
    of: (facility) => drafts.get(facility) ?? base(facility),
    keep: (facility, milestones) => void drafts.set(facility, milestones),
    end(facility) {
      const milestones = drafts.get(facility)
      if (!milestones) return nothing
      const faults = stop(facility)
      if (faults.length > 0) return { deeds: [], faults }
      const latest = plans.get(facility)
      const change = { facility, latest, milestones }
      const only_done = latest?.state === 'approved' && without_done(milestones) === without_done(latest.milestones)
      return only_done ? mark_done(change, room) : write_draft(change, room)
    },
  }
}
