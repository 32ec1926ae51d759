import { fail } from '../../base/outcome/index.ts'
import { object_of } from '../../standards/fhir/index.ts'

/** A local wall-clock time of a form ("2026-11-21T08:10") as FHIR dateTime with +07:00; refuses what never was. */
export const to_date_time = (text: unknown, place: string): string => {
  const match = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(text) : null
  if (!match) throw fail.value('Thời điểm cần đủ ngày, giờ, phút', place)
  const at = `${String(text)}:00+07:00`
  const date = new Date(at)
  const back = new Date(date.getTime() + 7 * 3_600_000)
  if (Number.isNaN(date.getTime()) || back.toISOString().slice(0, 16) !== text)
    throw fail.value('Thời điểm không có thật', place)
  return at
}

/** Clocks of wards differ by minutes; more than a quarter of an hour ahead is a typing error. */
const ahead_ms = 15 * 60_000

export const check_not_future = (at: string, place: string, message: string, now = Date.now()): void => {
  if (new Date(at).getTime() > now + ahead_ms) throw fail.value(message, place)
}

export const check_one_of = (value: unknown, allowed: string[], place: string, message: string): void => {
  if (typeof value !== 'string' || !allowed.includes(value)) throw fail.value(message, place)
}

const is_text_or_absent = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'string'

/** A diagnosis off the wire: words, a code, or both; nothing else becomes a Condition. */
export const check_diagnosis_shape = (value: unknown, place: string): void => {
  const { text, code } = object_of(value) ?? {}
  if (!is_text_or_absent(text) || !is_text_or_absent(code) || (!text && !code))
    throw fail.value('Chẩn đoán cần có lời chẩn đoán hoặc mã bệnh', place)
}
