import { fail } from '../../../base/outcome/index.ts'
import {
  any_of,
  day,
  group,
  list,
  nothing,
  one_of,
  read_shape,
  text,
  when_absent,
  whole,
} from '../../../base/shapes/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { PlannedMilestone, PlannedTask } from '../contract.ts'
import { name_of_step, step_ids, type StepId } from '../programme/steps.ts'
import { note } from '../scope.ts'

const tasks_max = 50
const day_or_none = any_of<string | null>('xong ngày', 'ngày hoặc trống', [day('xong ngày'), nothing])

export const tasks_shape = list(
  'việc',
  group<PlannedTask>('việc', {
    what: text('việc phải làm', 300),
    owner: text('người làm', 200),
    due: day('hạn của việc'),
    done_on: when_absent(day_or_none, null),
  }),
  tasks_max,
)

type Days = { from_day: string; today: string }

/** @throws 422: a task without words or somebody who does it, outside of the programme and its step, or done in the future */
export const check_tasks = ({ step, due, tasks = [] }: PlannedMilestone, { from_day, today }: Days): void => {
  for (const [at, task] of tasks.entries()) {
    const which = `Việc thứ ${at + 1} của bước ${name_of_step(step)}`
    const refuse = (words: string) => fail.value(`${which} ${words}`, 'milestones')
    if (task.what.trim() === '') throw refuse('chưa ghi phải làm gì')
    if (task.owner.trim() === '') throw refuse('chưa có người làm')
    if (task.due < from_day) throw refuse('có hạn trước ngày kế hoạch bắt đầu')
    if (task.due > due) throw refuse('có hạn sau hạn của bước')
    if (task.done_on !== null && task.done_on > today) throw refuse('ghi xong vào một ngày chưa tới')
  }
}

export type TaskWord = { version: number; step: StepId; task: number; done_on: string | null }

const shape = group<TaskWord>('việc của kế hoạch', {
  version: whole('bản kế hoạch đã thấy'),
  step: one_of('bước', step_ids),
  task: whole('việc thứ mấy, từ 0'),
  done_on: day_or_none,
})

export const read_task_word = (value: unknown): TaskWord => read_shape(shape, value)

type Place = { facility: string; programme: string }

const latest_sql = `SELECT version, state, milestones FROM deployment.plan WHERE facility = $1 AND programme = $2
  ORDER BY version DESC LIMIT 1`

const say_done = (milestones: PlannedMilestone[], { step, task: at, done_on }: TaskWord): PlannedMilestone[] => {
  const tasks = milestones.find((one) => one.step === step)?.tasks ?? []
  if (!tasks[at]) throw fail.not_found(`Bước ${name_of_step(step)} không có việc thứ ${at + 1}`)
  return milestones.map((one) =>
    one.step === step ? { ...one, tasks: tasks.map((task, i) => (i === at ? { ...task, done_on } : task)) } : one,
  )
}

/**
 * A task of the approved plan is done, or is not after all: a new version that stays approved, since nothing the Sở approved
 * has changed. Gives its version. @throws 404 no such task; 409 another version or one that is not approved; 422 a day to come
 */
export const mark_task = async (
  sql: Sql,
  caller: Caller,
  { facility, programme, today }: Place & { today: string },
  said: TaskWord,
): Promise<number> => {
  type Latest = { version: number; state: string; milestones: PlannedMilestone[] }
  const [latest] = (await sql.query<Latest>(latest_sql, [facility, programme])).rows
  if (!latest) throw fail.not_found('Cơ sở chưa có kế hoạch')
  if (latest.version !== said.version) throw fail.conflict(`Bản mới nhất là bản ${latest.version}; hãy tải lại`)
  if (latest.state !== 'approved')
    throw fail.conflict('Kế hoạch đang được sửa, chưa được duyệt; hãy ghi việc đã xong vào bản đang soạn')
  if (said.done_on !== null && said.done_on > today) throw fail.value('Ngày xong chưa tới', 'done_on')
  const { row_count } = await sql.query(
    `INSERT INTO deployment.plan (facility, programme, version, state, milestones, task_force, written_by, submitted_by,
       submitted_at, decided_by, decided_at, reason)
     SELECT facility, programme, version + 1, state, $4, task_force, $5, submitted_by, submitted_at, decided_by, decided_at,
       reason FROM deployment.plan WHERE facility = $1 AND programme = $2 AND version = $3 ON CONFLICT DO NOTHING`,
    [facility, programme, latest.version, JSON.stringify(say_done(latest.milestones, said)), caller.actor.name],
  )
  if (row_count === 0) throw fail.conflict('Có người vừa ghi một bản khác; hãy tải lại')
  const detail = `${programme} ${said.step} việc ${said.task + 1}: ${said.done_on ?? 'chưa xong'}`
  await note(sql, caller, 'plan-task', `Organization/${facility}`, detail)
  return latest.version + 1
}
