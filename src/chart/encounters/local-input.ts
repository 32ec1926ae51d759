import { fail } from '../../base/outcome/index.ts'

/** A local wall-clock time of a form ("2026-11-21T08:10") as FHIR dateTime with +07:00; refuses what never was. */
export const to_date_time = (text: string, place: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) throw fail.value('Thời điểm cần đủ ngày, giờ, phút', place)
  const at = `${text}:00+07:00`
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
