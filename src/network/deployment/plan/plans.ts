import { fail } from '../../../base/outcome/index.ts'
import { day, group, list, one_of, optional, read_shape, text, when_absent, whole } from '../../../base/shapes/index.ts'
import { fold } from '../../../base/text/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Plan, PlannedMilestone, Programme, TaskForceMember, WaitingPlan } from '../contract.ts'
import { name_of_step, step_ids } from '../programme/steps.ts'
import { note } from '../scope.ts'
import { check_tasks, tasks_shape } from './tasks.ts'

export type NewPlan = { after_version: number; milestones: PlannedMilestone[]; task_force: TaskForceMember[] }

const shape = group<NewPlan>('kế hoạch', {
  after_version: whole('bản kế hoạch đã thấy'),
  milestones: list(
    'mốc',
    group<PlannedMilestone>('mốc', {
      step: one_of('bước', step_ids),
      due: day('hạn'),
      owner: text('người chịu trách nhiệm', 200),
      note: when_absent(text('ghi chú', 1_000), ''),
      tasks: optional(tasks_shape),
    }),
    step_ids.length,
  ),
  task_force: list(
    'tổ công tác',
    group<TaskForceMember>('thành viên', {
      name: text('họ tên', 100),
      role: text('vai trò', 100),
      unit: text('đơn vị', 200),
      phone: when_absent(text('điện thoại', 20), ''),
    }),
    50,
  ),
})

/** @throws 422: a step missing, one without an owner, one before the programme begins, a task that cannot be. A draft may still lack its task force. */
export const read_plan = (value: unknown, programme: Programme, today: string): NewPlan => {
  const plan = read_shape(shape, value)
  for (const id of step_ids) {
    const named = plan.milestones.filter(({ step }) => step === id)
    if (named.length !== 1) throw fail.value(`Bước ${name_of_step(id)} phải có đúng một mốc`, 'milestones')
    if (named[0]?.owner.trim() === '')
      throw fail.value(`Bước ${name_of_step(id)} chưa có người chịu trách nhiệm`, 'milestones')
    if ((named[0]?.due ?? '') < programme.from_day)
      throw fail.value(`Hạn của bước ${name_of_step(id)} trước ngày kế hoạch bắt đầu`, 'milestones')
    if (named[0]) check_tasks(named[0], { from_day: programme.from_day, today })
  }
  return plan
}

const columns = `version, state, milestones, task_force, written_by, written_at, submitted_by, submitted_at,
  decided_by, decided_at, reason`

/** The latest first. */
export const list_plans = async (sql: Sql, facility: string, programme: string): Promise<Plan[]> =>
  (
    await sql.query<Plan>(
      `SELECT ${columns} FROM deployment.plan WHERE facility = $1 AND programme = $2 ORDER BY version DESC LIMIT 50`,
      [facility, programme],
    )
  ).rows

/** What waits for the Sở, the longest wait first. */
export const list_waiting_plans = async (sql: Sql): Promise<WaitingPlan[]> =>
  (
    await sql.query<WaitingPlan>(
      `SELECT p.facility, p.programme, g.name AS programme_name, p.version, p.submitted_by, p.submitted_at
       FROM deployment.plan AS p JOIN hub.programme AS g ON g.id = p.programme WHERE p.state = 'submitted'
       ORDER BY p.submitted_at, p.facility`,
    )
  ).rows

type Place = { facility: string; programme: string }

/** A new version, which is a draft until it is sent to the Sở. @throws 409 when somebody wrote in between */
export const write_plan = async (sql: Sql, caller: Caller, place: Place, plan: NewPlan): Promise<number> => {
  const [latest] = await list_plans(sql, place.facility, place.programme)
  const before = latest?.version ?? 0
  if (before !== plan.after_version)
    throw fail.conflict(`Đã có bản ${before} của kế hoạch; hãy xem bản đó rồi sửa tiếp`)
  if (latest?.state === 'submitted') throw fail.conflict('Kế hoạch đang chờ Sở duyệt; chưa sửa được')
  const written = await sql.query(
    `INSERT INTO deployment.plan (facility, programme, version, milestones, task_force, written_by)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [
      ...[place.facility, place.programme, before + 1, JSON.stringify(plan.milestones)],
      ...[JSON.stringify(plan.task_force), caller.actor.name],
    ],
  )
  if (written.row_count === 0) throw fail.conflict('Có người vừa ghi một bản khác; hãy tải lại')
  await note(sql, caller, 'plan-written', `Organization/${place.facility}`, `${place.programme} bản ${before + 1}`)
  return before + 1
}

const get_latest = async (sql: Sql, place: Place, version: number, state: Plan['state'][]): Promise<Plan> => {
  const [latest] = await list_plans(sql, place.facility, place.programme)
  if (!latest) throw fail.not_found('Cơ sở chưa có kế hoạch')
  if (latest.version !== version) throw fail.conflict(`Bản mới nhất là bản ${latest.version}`)
  if (!state.includes(latest.state)) throw fail.conflict('Bản kế hoạch này không ở trạng thái cho phép việc này')
  return latest
}

/** “Tổ trưởng”, “Trưởng ban chỉ đạo”; who stands in for him is not he. */
const is_head = ({ role }: TaskForceMember): boolean =>
  /(?<!\bpho )\b(?:to truong|truong ban|truong to|head)\b/.test(fold(role))

/** MON-05 (KH Sở Y tế BR-VT 04/2025 mục V.3): a task force with a head and roles. @throws 422 */
const check_task_force = (members: TaskForceMember[]): void => {
  if (members.length === 0)
    throw fail.value('Kế hoạch cần tổ công tác, có tổ trưởng (MON-05) trước khi gửi Sở', 'task_force')
  const unnamed = members.findIndex(({ name, role }) => name.trim() === '' || role.trim() === '')
  if (unnamed >= 0)
    throw fail.value(`Thành viên thứ ${unnamed + 1} của tổ công tác thiếu họ tên hoặc vai trò`, 'task_force')
  const heads = members.filter(is_head)
  if (heads.length === 0)
    throw fail.value('Tổ công tác chưa có tổ trưởng (MON-05); hãy ghi vai trò “Tổ trưởng” cho một người', 'task_force')
  if (heads.length > 1)
    throw fail.value(
      `Tổ công tác có ${heads.length} tổ trưởng (${heads.map(({ name }) => name).join(', ')}); hãy để một người`,
      'task_force',
    )
}

/** @throws 409 out of turn, 422 while the task force is not whole */
export const submit_plan = async (sql: Sql, caller: Caller, place: Place, version: number): Promise<void> => {
  const plan = await get_latest(sql, place, version, ['draft', 'returned'])
  check_task_force(plan.task_force)
  await sql.query(
    `UPDATE deployment.plan SET state = 'submitted', submitted_by = $4, submitted_at = now()
     WHERE facility = $1 AND programme = $2 AND version = $3`,
    [place.facility, place.programme, version, caller.actor.name],
  )
  await note(sql, caller, 'plan-submitted', `Organization/${place.facility}`, `${place.programme} bản ${version}`)
}

/** Days and owners of an approved plan count from now on; what was said of the steps stays. */
const adopt = async (sql: Sql, caller: Caller, place: Place, milestones: PlannedMilestone[]): Promise<void> => {
  await sql.query(
    `INSERT INTO deployment.milestone AS m (facility, programme, step, due, owner, updated_by)
     SELECT $1, $2, s.step, s.due, s.owner, $4 FROM jsonb_to_recordset($3) AS s (step text, due date, owner text)
     ON CONFLICT (facility, programme, step) DO UPDATE SET due = excluded.due, owner = excluded.owner, updated_at = now(),
       updated_by = $4`,
    [place.facility, place.programme, JSON.stringify(milestones), caller.actor.name],
  )
}

/** The Sở's word on a plan. @throws 422 when it is returned without a reason */
export const decide_plan = async (
  sql: Sql,
  caller: Caller,
  place: Place,
  { version, approve, reason }: { version: number; approve: boolean; reason: string },
): Promise<void> => {
  const plan = await get_latest(sql, place, version, ['submitted'])
  if (!approve && reason.trim() === '') throw fail.value('Trả lại cần nói phải sửa gì', 'reason')
  await sql.query(
    `UPDATE deployment.plan SET state = $4, decided_by = $5, decided_at = now(), reason = $6
     WHERE facility = $1 AND programme = $2 AND version = $3`,
    [place.facility, place.programme, version, approve ? 'approved' : 'returned', caller.actor.name, reason.trim()],
  )
  if (approve) await adopt(sql, caller, place, plan.milestones)
  const done = approve ? 'plan-approved' : 'plan-returned'
  await note(sql, caller, done, `Organization/${place.facility}`, `${place.programme} bản ${version} ${reason}`)
}
