import { fail } from '../../base/outcome/index.ts'
import { days_between, local_date, local_time, to_instant } from '../../base/time/index.ts'
import { demand, may } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import { put_stop } from '../../platform/privacy/index.ts'
import { new_id, type Store, type Unit } from '../../platform/records/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { dues_of, extend, read_clock } from './clocks.ts'
import { paths_of, withdraw_purposes } from './consents.ts'
import type {
  Line,
  NewRequest,
  NewStep,
  RequestLine,
  RequestState,
  RetentionVerdict,
  Step,
  StepResult,
} from './contract.ts'
import { get_person, names_of_patients } from './people.ts'
import { judge_retention } from './retention.ts'
import { list_standing } from './words-of-registers.ts'
import { erase_side, type Erased } from './erasure-list.ts'

const stopping_kinds = ['withdraw', 'restrict', 'object'] as const
const is_stopping = (kind: string): boolean => stopping_kinds.some((one) => one === kind)

/** @throws 422 names what is not in the register, or what may not be stopped, with its legal basis */
const read_purposes = async (
  sql: Sql,
  facility: string,
  { kind, purposes }: Pick<RequestLine, 'kind' | 'purposes'>,
) => {
  const known = await list_standing(sql, facility, 'purpose')
  const lines = purposes.map((id) => {
    const line = known.find((one) => one.id === id)
    if (!line) throw fail.value(`Sổ mục đích không có “${id.slice(0, 60)}”`, 'purposes')
    return line
  })
  if (is_stopping(kind) && lines.length === 0) throw fail.value('Cần chọn mục đích mà người bệnh muốn dừng', 'purposes')
  return lines
}

/** A request as it came in; the days by which it is due follow from the clock that holds today. @returns its id */
export const take_request = (store: Store, caller: Caller, wish: NewRequest): Promise<string> => {
  demand(caller, 'privacy.take')
  if (wish.asked_by.name.trim() === '') throw fail.value('Cần ghi ai yêu cầu', 'asked_by.name')
  const received = to_instant(wish.received_at.slice(0, 10), wish.received_at.slice(11, 16))
  if (Number.isNaN(Date.parse(received))) throw fail.value('Lúc nhận phải là ngày giờ có thật', 'received_at')
  if (Date.parse(received) > Date.now() + 60_000) throw fail.value('Lúc nhận không thể ở sau bây giờ', 'received_at')
  return store.unit(caller, async (unit) => {
    const { sql } = unit
    if (wish.patient !== '') await get_person(unit, wish.patient)
    await read_purposes(sql, caller.facility, wish)
    const clock = (await list_standing(sql, caller.facility, 'clock')).find(({ id }) => id === wish.kind)
    if (!clock) throw fail.conflict('Sổ thời hạn không còn thời hạn cho loại yêu cầu này; hãy ghi lại')
    const { first_due, due } = dues_of(read_clock(clock.body), received, wish.by_processor)
    const id = new_id()
    await sql.query(
      `INSERT INTO privacy.request (facility, id, kind, patient, asked_by, said, purposes, by_processor, channel,
         received_at, first_due, due, clock, taken_by, taken_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        ...[caller.facility, id, wish.kind, wish.patient || null, JSON.stringify(wish.asked_by), wish.said.trim()],
        ...[wish.purposes, wish.by_processor, wish.channel, received, first_due, due, JSON.stringify(clock.body)],
        ...[caller.actor.id, caller.actor.name],
      ],
    )
    unit.note({
      ...{ action: 'C', interaction: 'privacy-request', type: 'Privacy', ref: `request/${id}`, detail: wish.kind },
      patient: wish.patient || null,
    })
    return id
  })
}

type StepRow = Omit<Step, 'said_at'> & { said_at: string }
type Row = Omit<RequestLine, 'received_at' | 'state' | 'result' | 'late_days' | 'person' | 'steps'> & {
  received_at: Date
  steps: StepRow[]
}

const state_of = (steps: readonly Step[]): RequestState =>
  steps.some(({ act }) => act === 'answer')
    ? 'over'
    : steps.some(({ act }) => act === 'acknowledge')
      ? 'going'
      : 'waiting'

const to_request = ({ received_at, steps: rows, due, ...row }: Row, today: string, person: string): RequestLine => {
  const steps = rows.map((step) => ({ ...step, said_at: local_time(step.said_at) }))
  const state = state_of(steps)
  const extended = steps.findLast((step) => step.due !== null)?.due ?? due
  const waited_for = state === 'waiting' ? row.first_due : extended
  return {
    ...{ ...row, steps, state, person, due: extended, received_at: local_time(received_at) },
    result: steps.find(({ act }) => act === 'answer')?.result ?? ('' as StepResult),
    late_days: state === 'over' ? 0 : Math.max(0, days_between(waited_for, today)),
  }
}

const select = `SELECT r.id, r.kind, r.patient, r.asked_by, r.said, r.purposes, r.by_processor, r.channel, r.received_at,
  r.first_due::text, r.due::text, r.clock, r.taken_name,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('serial', s.serial, 'act', s.act, 'result', s.result, 'due', s.due,
     'detail', s.detail, 'effects', s.effects, 'said_name', s.said_name, 'said_at', s.said_at) ORDER BY s.serial), '[]')
   FROM privacy.request_step AS s WHERE s.facility = r.facility AND s.request = r.id) AS steps
  FROM privacy.request AS r WHERE r.facility = $1`

const listed_max = 500

const waited_for = ({ state, first_due, due }: RequestLine): string => (state === 'waiting' ? first_due : due)

/** What waits first, and of that what is late or due soonest; what is over behind it, the latest first. */
const in_queue = (a: RequestLine, b: RequestLine): number => {
  const [a_over, b_over] = [a.state === 'over', b.state === 'over']
  if (a_over !== b_over) return a_over ? 1 : -1
  return a_over ? b.received_at.localeCompare(a.received_at) : waited_for(a).localeCompare(waited_for(b))
}

export const list_requests = (store: Store, caller: Caller): Promise<RequestLine[]> => {
  if (!may(caller, 'privacy.read')) demand(caller, 'privacy.take')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<Row>(`${select} ORDER BY received_at DESC LIMIT ${listed_max}`, [
      caller.facility,
    ])
    const names = await names_of_patients(
      unit,
      rows.flatMap(({ patient }) => patient ?? []),
    )
    const today = local_date(new Date())
    return rows.map((row) => to_request(row, today, names.get(row.patient ?? '') ?? '')).sort(in_queue)
  })
}

const get_request = async (unit: Unit, id: string): Promise<RequestLine> => {
  const { rows } = await unit.sql.query<Row>(`${select} AND id = $2`, [unit.caller.facility, id])
  if (!rows[0]) throw fail.not_found('Không có yêu cầu này')
  return to_request(rows[0], local_date(new Date()), '')
}

const keeps_reason = ({ until, reason }: RetentionVerdict): string => {
  const [year = '', month = '', day = ''] = until.split('-')
  return until === '' ? reason : `${reason}; giữ đến ${day}/${month}/${year}`
}

/** What stands against deleting what the house keeps of the person. @throws 404 */
export const view_retention = (store: Store, caller: Caller, id: string): Promise<RetentionVerdict> => {
  demand(caller, 'privacy.read')
  return store.unit(caller, async (unit) => {
    const { patient } = await get_request(unit, id)
    if (patient === null) throw fail.conflict('Yêu cầu này không gắn với hồ sơ nào của cơ sở')
    return judge_retention(unit, patient)
  })
}

const side_names: Record<string, string> = {
  offers: 'kết quả nơi khác đã lưu tạm',
  exports: 'lần xuất dữ liệu nêu tên người này',
}

const say_erased = ({ what, count }: Erased): string => `Đã xóa ${count} ${side_names[what] ?? what}`

/** The record itself is erased by nobody: its time has to be over, and then it is destroyed by list and minutes (EMR-29). */
const delete_of = async (unit: Unit, patient: string, result: StepResult): Promise<string[]> => {
  const verdict = await judge_retention(unit, patient)
  if (result === 'done' && verdict.is_kept)
    throw fail.many(422, [
      {
        ...{ severity: 'error', code: 'business-rule', expression: 'result' },
        message: `Chưa xóa được hồ sơ: ${keeps_reason(verdict)}. Chọn “Một phần” để xóa dữ liệu phụ, hoặc “Từ chối”`,
        law: 'Luật 91/2025/QH15 Điều 14; Luật 15/2023/QH15 Điều 69',
      },
    ])
  const erased = (await erase_side(unit, patient)).map(say_erased)
  return verdict.is_kept ? [...erased, `Giữ lại hồ sơ bệnh án: ${keeps_reason(verdict)}`] : erased
}

const stop_all = async (unit: Unit, request: RequestLine, lines: readonly Line[]): Promise<string[]> => {
  const patient = request.patient ?? ''
  const fixed = lines.filter(({ body }) => body['may_stop'] !== true)
  if (fixed.length > 0)
    throw fail.many(
      422,
      fixed.map(({ body }) => ({
        ...{ severity: 'error' as const, code: 'business-rule' as const, expression: 'purposes' },
        message: `“${String(body['name'])}” không dừng được theo yêu cầu; trả lời “Từ chối” hoặc “Một phần” kèm căn cứ`,
        law: String(body['reference']),
      })),
    )
  const cause = `Request/${request.id}`
  if (request.kind === 'withdraw')
    await withdraw_purposes(unit, { patient, purposes: lines, by: request.asked_by.name, cause })
  else
    for (const line of lines)
      await put_stop(unit.sql, unit.caller, {
        ...{ patient, purpose: line.id, is_on: true, paths: paths_of(line), cause },
        reason: request.kind === 'restrict' ? 'Người bệnh yêu cầu hạn chế' : 'Người bệnh phản đối',
      })
  return lines.map(({ body }) => `Đã dừng: ${String(body['name'])}`)
}

/** What the program does when a request is granted. */
const effects_of = async (unit: Unit, request: RequestLine, result: StepResult): Promise<string[]> => {
  if (result === 'refused') return []
  const lines = await read_purposes(unit.sql, unit.caller.facility, request)
  if (is_stopping(request.kind)) {
    if (request.patient === null)
      throw fail.rule('Yêu cầu chưa gắn với hồ sơ nào; hãy nhận lại kèm số định danh', 'patient')
    const stoppable = result === 'partly' ? lines.filter(({ body }) => body['may_stop'] === true) : lines
    return stop_all(unit, request, stoppable)
  }
  if (request.kind === 'delete' && request.patient !== null) return delete_of(unit, request.patient, result)
  return []
}

const demand_turn = (request: RequestLine, { act, result, detail }: NewStep): void => {
  if (request.state === 'over') throw fail.conflict('Yêu cầu này đã được trả lời; việc mới thì nhận yêu cầu mới')
  if (act === 'acknowledge' && request.state !== 'waiting') throw fail.conflict('Đã phản hồi đầu rồi')
  if (act === 'extend' && request.steps.some((step) => step.act === 'extend'))
    throw fail.conflict('Chỉ gia hạn một lần')
  if (detail.trim() === '')
    throw fail.value(act === 'extend' ? 'Cần ghi lý do gia hạn' : 'Cần ghi lời trả lời', 'detail')
  if (act === 'answer' && result === '') throw fail.value('Cần chọn kết quả', 'result')
}

/** A step on a request: first answer, a later day with its reason, the answer with what follows from it. @throws 404, 409, 422 */
export const step_request = (store: Store, caller: Caller, id: string, wish: NewStep): Promise<string[]> => {
  demand(caller, 'privacy.manage')
  return store.unit(caller, async (unit) => {
    await unit.take_turn(`privacy-request:${id}`)
    const request = await get_request(unit, id)
    demand_turn(request, wish)
    const due = wish.act === 'extend' ? extend(read_clock(request.clock), request.due, wish.days) : null
    const effects = wish.act === 'answer' ? await effects_of(unit, request, wish.result) : []
    const result = wish.act === 'answer' ? wish.result : ''
    await unit.sql.query(
      `INSERT INTO privacy.request_step (facility, request, serial, act, result, due, detail, effects, said_by, said_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[caller.facility, id, request.steps.length + 1, wish.act, result, due, wish.detail.trim()],
        ...[JSON.stringify(effects), caller.actor.id, caller.actor.name],
      ],
    )
    await insert_events(unit.sql, [
      {
        caller,
        act: {
          ...{ action: 'U', interaction: `privacy-${wish.act}`, type: 'Privacy', ref: `request/${id}` },
          ...{ patient: request.patient, detail: result },
        },
      },
    ])
    return effects
  })
}
