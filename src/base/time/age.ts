import { days_between, days_in_month } from './calendar.ts'

/**
 * How an age is said on a Vietnamese chart. A setting of the facility, with its source, because no text of law fixes it
 * for every paper.
 */
export type AgeRule = {
  /** Below this many completed months the age is said in days. */
  days_below_months: number
  /** Below this many completed months the age is said in months. */
  months_below_months: number
  source: string
}

export const chart_age_rule: AgeRule = {
  days_below_months: 1,
  months_below_months: 72,
  source:
    'Trẻ dưới 72 tháng tuổi ghi số tháng tuổi: quy định ghi đơn thuốc (TT 52/2017/TT-BYT Điều 6); dưới 1 tháng ghi số ' +
    'ngày: tập quán khoa sơ sinh. Thiết lập của cơ sở',
}

/** Completed years, months (of all the life) and days (of all the life), as far as the birth date is known. */
export type Age = { years: number; months?: number; days?: number; is_approximate: boolean }

/**
 * Age on a date. With only a year of birth the age is the difference of years, as charts write it; with month and year
 * the month is taken as completed when it has come.
 * @returns undefined when the birth date lies after the date
 */
export const age_on = (birth: string, on_date: string): Age | undefined => {
  const [by = 0, bm, bd] = birth.split('-').map(Number)
  const [oy = 0, om = 1, od = 1] = on_date.slice(0, 10).split('-').map(Number)
  if (bm === undefined) return oy < by ? undefined : { years: oy - by, is_approximate: true }
  let months = (oy - by) * 12 + om - bm
  if (bd === undefined) return months < 0 ? undefined : { years: Math.floor(months / 12), months, is_approximate: true }
  // Born on the 31st: the month is complete on the last day of a shorter month
  if (od < Math.min(bd, days_in_month(oy, om))) months -= 1
  const days = days_between(birth, on_date.slice(0, 10))
  return days < 0 ? undefined : { years: Math.floor(months / 12), months, days, is_approximate: false }
}

export type ChartAge = { value: number; unit: 'day' | 'month' | 'year'; is_approximate: boolean }

/** The number and unit of the age box. A child known by year of birth only is said in years: a month would be made up. */
export const chart_age = (birth: string, on_date: string, rule: AgeRule = chart_age_rule): ChartAge | undefined => {
  const age = age_on(birth, on_date)
  if (!age) return undefined
  const { is_approximate } = age
  if (age.days !== undefined && age.months !== undefined && age.months < rule.days_below_months) {
    return { value: age.days, unit: 'day', is_approximate }
  }
  if (age.months !== undefined && age.months < rule.months_below_months) {
    return { value: age.months, unit: 'month', is_approximate }
  }
  return { value: age.years, unit: 'year', is_approximate }
}

const unit_name = { day: 'ngày tuổi', month: 'tháng tuổi', year: 'tuổi' } as const

/** "5 ngày tuổi", "17 tháng tuổi", "58 tuổi". */
export const say_age = (age: ChartAge): string => `${age.value} ${unit_name[age.unit]}`
