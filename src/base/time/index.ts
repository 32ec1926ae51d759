export { days_between, days_in_month, is_real_date, shift_days } from './calendar.ts'
export {
  format_date,
  format_date_long,
  format_date_time,
  format_date_time_long,
  format_time,
  show_moment,
} from './format.ts'
export { local_date, local_parts, local_time, to_instant, vietnam_offset } from './local.ts'
export type { LocalParts } from './local.ts'
export { parse_typed_date } from './typed-date.ts'
export type { ParsedDate, TypedDateOptions } from './typed-date.ts'
export { age_on, chart_age, chart_age_rule, say_age } from './age.ts'
export type { Age, AgeRule, ChartAge } from './age.ts'
export { bed_days, treatment_day_rules, treatment_days } from './treatment-days.ts'
export type { TreatmentDayRule } from './treatment-days.ts'
export { add_working_hours } from './working-hours.ts'
export type { OfficeHours } from './working-hours.ts'
export { add_working_days, add_years, is_working_day } from './working-days.ts'
