import { shift_days } from './calendar.ts'
import { local_date, to_instant } from './local.ts'
import { is_working_day } from './working-days.ts'

/** When an office is open on a working day: `['07:30', '11:30']`, in order, not overlapping, local time. */
export type OfficeHours = readonly (readonly [from: string, to: string])[]

const hour_ms = 3_600_000

/** A year of days: further nothing that is counted in hours goes. */
const days_max = 400

/**
 * The moment at which so many hours of an open office have passed since an instant; what begins while it is closed begins when
 * it opens next. Days off and Saturdays worked instead as in `is_working_day`.
 * @param hours may be a fraction @returns undefined where the office never opens
 */
export const add_working_hours = (from: Date, hours: number, office: OfficeHours): Date | undefined => {
  let left_ms = hours * hour_ms
  let day = local_date(from)
  for (let i = 0; i < days_max; i += 1, day = shift_days(day, 1)) {
    if (!is_working_day(day)) continue
    for (const [opens, closes] of office) {
      const begins_ms = Math.max(from.getTime(), Date.parse(to_instant(day, opens)))
      const open_ms = Date.parse(to_instant(day, closes)) - begins_ms
      if (open_ms <= 0) continue
      if (left_ms <= open_ms) return new Date(begins_ms + left_ms)
      left_ms -= open_ms
    }
  }
  return undefined
}
