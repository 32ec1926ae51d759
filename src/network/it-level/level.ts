import type { Answered, Criterion, Grade, GroupId, GroupStanding, Rung, Standing } from './contract.ts'
import { criteria_on, tt54 } from './criteria.ts'

type Need = number | Grade | null | undefined

/** "Advanced" asks for everything of its group, "basic" for the basic part, level n for everything up to n. */
const is_asked = ({ grade }: Criterion, need: Need): boolean => {
  if (need === null || need === undefined) return false
  if (typeof grade === 'number') return typeof need === 'number' && grade <= need
  return need === 'advanced' || grade === 'basic'
}

const asked_at = (criteria: Criterion[], { needs }: Rung): Criterion[] =>
  criteria.filter((one) => is_asked(one, needs[one.group]))

type IsMet = (criterion: Criterion) => boolean

const group_of = (group: GroupId, graded: 'level' | 'grade', own: Criterion[], is_met: IsMet): GroupStanding => {
  const counts = { group, met: own.filter(is_met).length, total: own.length }
  if (graded === 'level') {
    let level = 0
    while (level < tt54.ladder.length && own.every((one) => Number(one.grade) > level + 1 || is_met(one))) level += 1
    return { ...counts, level, grade: null }
  }
  const has = (grade: Grade): boolean => own.every((one) => !is_asked(one, grade) || is_met(one))
  return { ...counts, level: null, grade: has('advanced') ? 'advanced' : has('basic') ? 'basic' : 'none' }
}

const names_shown = 6

const sentence_of = (level: number, next: Standing['next'], criteria: Criterion[]): string => {
  const reached = level === 0 ? 'Chưa đạt mức 1' : `Đạt mức ${level}`
  if (next === null) return `${reached}, mức cao nhất.`
  const names = next.missing.map((id) => criteria.find((one) => one.id === id)?.vi ?? id)
  const rest = names.length > names_shown ? ` và ${names.length - names_shown} tiêu chí khác` : ''
  return `${reached}. Còn thiếu ${names.length} tiêu chí để lên mức ${next.level}: ${names.slice(0, names_shown).join('; ')}${rest}.`
}

/**
 * The level on a day: reached only if all criteria of it and of every level below are met, else the one below
 * (TT 54/2017 Điều 4 khoản 3). What nobody answered is not met. @param doubted criteria that the Sở does not take as met
 */
export const stand = (answers: Answered[], day: string, doubted: ReadonlySet<string> = new Set()): Standing => {
  const criteria = criteria_on(day)
  const given = new Map(answers.map(({ criterion, answer }) => [criterion, answer]))
  const is_met: IsMet = ({ id, if_any }) =>
    !doubted.has(id) && (given.get(id) === 'yes' || (if_any === true && given.get(id) === 'na'))
  const missing_at = (rung: Rung): string[] => asked_at(criteria, rung).flatMap((one) => (is_met(one) ? [] : [one.id]))
  const failing = tt54.ladder.find((rung) => missing_at(rung).length > 0)
  const level = failing === undefined ? tt54.ladder.length : failing.level - 1
  const next = failing === undefined ? null : { level: failing.level, missing: missing_at(failing) }
  const groups = tt54.groups.flatMap(({ id, graded }) => {
    const own = criteria.filter(({ group }) => group === id)
    return own.length === 0 ? [] : [group_of(id, graded, own, is_met)]
  })
  return { level, groups, next, sentence: sentence_of(level, next, criteria) }
}
