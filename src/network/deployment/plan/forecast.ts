import { days_between, shift_days } from '../../../base/time/index.ts'
import type { Forecast } from '../contract.ts'

/** So many ends of weeks a forecast looks back on. */
export const forecast_weeks = 8

/**
 * A straight line through the last weeks (least squares), drawn on from the last point until it reaches `goal`. No more
 * than that, and said so beside it: a plan that stands still has no day.
 */
export const forecast = (points: { day: string; value: number }[], goal: number): Forecast => {
  const last = points.slice(-forecast_weeks)
  const [first, end] = [last[0], last.at(-1)]
  if (!first || !end) return { day: null, per_week: 0, weeks: 0 }
  if (end.value >= goal)
    return { day: points.find(({ value }) => value >= goal)?.day ?? end.day, per_week: 0, weeks: 0 }
  if (last.length < 2) return { day: null, per_week: 0, weeks: last.length }
  const x = last.map(({ day }) => days_between(first.day, day))
  const mean_x = x.reduce((sum, one) => sum + one, 0) / x.length
  const mean_y = last.reduce((sum, { value }) => sum + value, 0) / x.length
  const above = last.reduce((sum, { value }, i) => sum + ((x[i] ?? 0) - mean_x) * (value - mean_y), 0)
  const below = x.reduce((sum, one) => sum + (one - mean_x) ** 2, 0)
  const per_day = below === 0 ? 0 : above / below
  const per_week = Math.round(per_day * 700) / 100
  if (per_day <= 0) return { day: null, per_week, weeks: last.length }
  const days = Math.ceil((goal - end.value) / per_day)
  // A line that needs more than ten years says nothing.
  return { day: days > 3_650 ? null : shift_days(end.day, days), per_week, weeks: last.length }
}
