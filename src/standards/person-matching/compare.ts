import { match_births, type BirthMatch } from './birth.ts'
import { weigh_household } from './household.ts'
import { judge } from './judge.ts'
import { is_placeholder, match_names, type NameMatch } from './names.ts'
import { match_numbers, weigh_number, type NumberMatch } from './numbers.ts'
import type { Comparison, NumberKind, PersonFacts, Reason } from './person.ts'
import { add_up, birth_weights, gender_weights } from './weights.ts'

const name_words = (match: NameMatch): string => {
  if (match.is_same) return match.given === 'marks' || match.family === 'marks' ? 'họ tên khác dấu' : 'cùng họ tên'
  return match.given === 'differs' ? 'khác tên' : match.weight.stranger > 0 ? 'họ tên gần giống' : 'họ tên khác nhau'
}

const birth_words: Record<BirthMatch, string> = {
  same_day: 'cùng ngày sinh',
  same_first_of_january: 'cùng ghi 01/01 và năm sinh',
  exchanged: 'ngày và tháng sinh đổi chỗ',
  one_slip: 'ngày sinh lệch một chữ số',
  same_month: 'cùng tháng, năm sinh',
  same_year: 'cùng năm sinh',
  same_year_other_day: 'cùng năm sinh, khác ngày',
  year_beside_same_day: 'ngày sinh lệch một năm',
  year_beside: 'năm sinh lệch một năm',
  differs: 'khác ngày sinh',
}

const number_names: Record<NumberKind, string> = {
  cccd: 'số định danh',
  cmnd: 'số CMND',
  passport: 'số hộ chiếu',
  bhyt: 'số thẻ BHYT',
  other: 'mã số',
}
const number_words = ({ kind, match }: NumberMatch): string =>
  match === 'same'
    ? `cùng ${number_names[kind]}`
    : match === 'slip'
      ? `${number_names[kind]} lệch một ký tự`
      : `khác ${number_names[kind]}`

const weigh_gender = (a: PersonFacts, b: PersonFacts): Reason[] => {
  if (!a.gender || !b.gender) return []
  return a.gender === b.gender
    ? [{ field: 'gender', weight: gender_weights.same, says: 'cùng giới' }]
    : [{ field: 'gender', weight: gender_weights.differs, says: 'khác giới' }]
}

export type CompareOptions = {
  /** Among how many people the one is looked for: the more there are, the more two strangers agree by chance. */
  population?: number
}
const population_default = 1_000_000

/** Whether two records speak of one person, how surely, and why. */
export const compare_people = (a: PersonFacts, b: PersonFacts, options: CompareOptions = {}): Comparison => {
  const numbers = match_numbers(a.numbers, b.numbers)
  const name = match_names(a.names, b.names)
  const birth = match_births(a.birth_date, b.birth_date)
  const reasons: Reason[] = [
    ...numbers.map((match): Reason => ({ field: 'number', weight: weigh_number(match), says: number_words(match) })),
    ...(name ? [{ field: 'name' as const, weight: name.weight, says: name_words(name) }] : []),
    ...(birth ? [{ field: 'birth_date' as const, weight: birth_weights[birth], says: birth_words[birth] }] : []),
    ...weigh_gender(a, b),
    ...weigh_household(a, b),
  ]
  const weight = add_up(reasons.map((reason) => reason.weight))
  const is_nameless = [a, b].some(({ names }) => names.every(is_placeholder))
  const judged = judge({ weight, name, birth, numbers, is_nameless }, options.population ?? population_default)
  const is_other_gender = a.gender !== undefined && b.gender !== undefined && a.gender !== b.gender
  return {
    ...judged,
    contradicts: [...judged.contradicts, ...(is_other_gender ? (['gender'] as const) : [])],
    reasons: reasons
      .filter((reason) => reason.weight.stranger !== 0)
      .toSorted((one, other) => Math.abs(other.weight.stranger) - Math.abs(one.weight.stranger)),
  }
}
