import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Rule = { id: string; name: string; value: number; valid_from: string; valid_to?: string; source: string }
type RulesFile = { rules: Rule[]; long_course: { codes: string[] }; cancer: { codes: string[] } }

const file = JSON.parse(readFileSync(join(import.meta.dirname, 'rules.json'), 'utf8')) as RulesFile

export type RuleName =
  | 'days_max'
  | 'days_max_long_course'
  | 'days_max_narcotic'
  | 'days_max_narcotic_cancer'
  | 'days_a_course_narcotic_cancer'
  | 'days_max_psychotropic_acute'
  | 'days_max_psychotropic'
  | 'days_max_decoction'
  | 'collect_days'
  | 'months_with_weight'
  | 'leading_zero_below'

/** What the law says on a day; undefined where no rule was in force. */
export const find_rule = (name: RuleName, day: string): { value: number; source: string; id: string } | undefined =>
  file.rules.find(
    (rule) => rule.name === name && rule.valid_from <= day && (rule.valid_to === undefined || rule.valid_to >= day),
  )

export const get_rule = (name: RuleName, day: string): { value: number; source: string; id: string } => {
  const rule = find_rule(name, day)
  if (!rule) throw new Error(`no rule ${name} in force on ${day}`)
  return rule
}

const begins_with_one_of = (codes: string[], wanted: string[]): boolean =>
  codes.some((code) => wanted.some((one) => code.startsWith(one)))

/** @param of_facility the facility's own list (settings.prescribing_long_course), which counts instead of ours */
export const is_long_course = (codes: string[], of_facility: string[] | undefined): boolean =>
  begins_with_one_of(codes, of_facility ?? file.long_course.codes)
export const is_cancer = (codes: string[]): boolean => begins_with_one_of(codes, file.cancer.codes)
