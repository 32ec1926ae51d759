import { fail } from '../../base/outcome/index.ts'
import { local_date, local_time, to_instant } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { breach_due, breach_notice_h } from './clocks.ts'
import type { Body, BreachBody, BreachLine, Line } from './contract.ts'
import { add_line, change_line, line_history, list_lines } from './words-of-registers.ts'

const register = 'breach'

const instant_of = (text: string): string => to_instant(text.slice(0, 10), text.slice(11, 16))

/** A dossier is one word of the register; the question travels in it as text. */
const to_body = ({ question, ...rest }: BreachBody): Body => ({ ...rest, question: JSON.stringify(question) })
const to_breach = ({ question, ...rest }: Body): BreachBody =>
  ({ ...rest, question: JSON.parse(String(question)) as BreachBody['question'] }) as BreachBody

const past = (text: string, what: string, field: string): void => {
  const at = Date.parse(instant_of(text))
  if (Number.isNaN(at)) throw fail.value(`${what} phải là ngày giờ có thật`, field)
  if (at > Date.now() + 60_000) throw fail.value(`${what} không thể ở sau bây giờ`, field)
}

/** Luật 91/2025 Điều 23: who is late says why. */
const check = (breach: BreachBody): void => {
  if (breach.title.trim() === '') throw fail.value('Cần ghi tên sự cố', 'title')
  if (breach.happened.trim() === '') throw fail.value('Cần ghi chuyện gì đã xảy ra', 'happened')
  past(breach.detected_at, 'Lúc phát hiện', 'detected_at')
  if (breach.people_told_at !== '') past(breach.people_told_at, 'Lúc báo cho người bị ảnh hưởng', 'people_told_at')
  if (breach.notified_at === '') {
    if (breach.closed_on !== '') throw fail.rule('Hồ sơ chỉ đóng sau khi đã gửi thông báo', 'closed_on')
    return
  }
  past(breach.notified_at, 'Lúc gửi thông báo', 'notified_at')
  const [sent, due] = [Date.parse(instant_of(breach.notified_at)), breach_due(instant_of(breach.detected_at))]
  if (sent < Date.parse(instant_of(breach.detected_at)))
    throw fail.value('Gửi thông báo trước khi phát hiện?', 'notified_at')
  if (sent > due.getTime() && breach.late_reason.trim() === '')
    throw fail.rule(`Thông báo sau ${breach_notice_h} giờ phải ghi lý do chậm`, 'late_reason')
}

export const to_breach_line = (line: Line, now = Date.now()): BreachLine => {
  const breach = to_breach(line.body)
  const due = breach_due(instant_of(breach.detected_at))
  const sent = breach.notified_at === '' ? undefined : Date.parse(instant_of(breach.notified_at))
  return {
    ...{ ...line, breach, due_at: local_time(due) },
    hours_left: sent === undefined ? Math.floor((due.getTime() - now) / 3_600_000) : null,
    was_late: (sent ?? now) > due.getTime(),
  }
}

/** Those whose notice waits first, the soonest due before the others. */
export const list_breaches = async (sql: Sql, facility: string): Promise<BreachLine[]> =>
  (await list_lines(sql, facility, register))
    .map((line) => to_breach_line(line))
    .sort((a, b) => Number(a.hours_left === null) - Number(b.hours_left === null) || a.due_at.localeCompare(b.due_at))

/** @throws 404 */
export const get_breach = async (sql: Sql, facility: string, id: string): Promise<BreachLine> => {
  const [line] = await line_history(sql, facility, register, id)
  if (!line) throw fail.not_found('Không có hồ sơ sự cố này')
  return to_breach_line(line)
}

/** Opens a dossier; its 72 hours run from the moment of detection. @returns its id */
export const open_breach = (sql: Sql, caller: Caller, breach: BreachBody): Promise<string> => {
  check(breach)
  return add_line(sql, caller, { register, body: to_body(breach), valid_from: local_date(new Date()) })
}

/** A later word in the dossier; the moment of detection stays what was said first. @throws 404, 412, 422 */
export const change_breach = async (
  sql: Sql,
  caller: Caller,
  { id, version, breach }: { id: string; version: number; breach: BreachBody },
): Promise<void> => {
  check(breach)
  const before = await get_breach(sql, caller.facility, id)
  if (before.breach.detected_at !== breach.detected_at)
    throw fail.conflict(
      'Lúc phát hiện là mốc tính 72 giờ nên không sửa được; ghi nhầm thì mở hồ sơ mới và nói rõ ở đây',
    )
  const body = to_body(breach)
  await change_line(sql, caller, { register, id, version, body, valid_from: local_date(new Date()), is_ended: false })
}
