import { days_between } from './calendar.ts'
import { local_date } from './local.ts'

/**
 * How whole days of treatment are counted. The form ("Tổng số ngày điều trị") and the insurer do not always mean the
 * same number, so the rule is a setting and its name is stored with the figure.
 */
export const treatment_day_rules = {
  /** Day of discharge − day of admission + 1. SO_NGAY_DTRI of XML1 for inpatients (QĐ 4750, portal sheet). Default. */
  both_ends: { label: 'Ngày ra − ngày vào + 1', count: (days: number): number => days + 1 },
  /** Day of discharge − day of admission: nights. A stay within one day counts 0. */
  nights: { label: 'Ngày ra − ngày vào', count: (days: number): number => days },
  /** As nights, but a stay within one day counts 1. */
  nights_min_one: {
    label: 'Ngày ra − ngày vào, tối thiểu 1 ngày',
    count: (days: number): number => Math.max(1, days),
  },
} as const

export type TreatmentDayRule = keyof typeof treatment_day_rules

const date_of = (value: string): string => (value.includes('T') ? local_date(value) : value)

/** @returns undefined when the discharge lies before the admission */
export const treatment_days = (
  admitted: string,
  discharged: string,
  rule: TreatmentDayRule = 'both_ends',
): number | undefined => {
  const days = days_between(date_of(admitted), date_of(discharged))
  return days < 0 ? undefined : treatment_day_rules[rule].count(days)
}

/**
 * Bed days as hospital fees count them (TT 39/2018/TT-BYT art. 6, kept by later fee circulars): +1 when the patient
 * died, was transferred or left still ill; none under 4 hours; a longer stay within one day counts 1.
 */
export const bed_days = (
  admitted_at: string,
  discharged_at: string,
  left: 'recovered' | 'not_recovered',
): number | undefined => {
  const hours = (Date.parse(discharged_at) - Date.parse(admitted_at)) / 3_600_000
  if (Number.isNaN(hours) || hours < 0) return undefined
  if (hours < 4) return 0
  return treatment_days(admitted_at, discharged_at, left === 'recovered' ? 'nights_min_one' : 'both_ends')
}
