import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CriteriaBook, Criterion } from './contract.ts'

const read_set = (file: string): CriteriaBook =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'criteria', file), 'utf8')) as CriteriaBook

/** TT 54/2017/TT-BYT, annexes I and II. */
export const tt54 = read_set('tt54-2017.json')

/** What was asked for on a day: Section VIII of the circular ended on 06/06/2025 and counts in older assessments only. */
export const criteria_on = (day: string): Criterion[] =>
  tt54.criteria.filter(({ valid_from, valid_to }) => valid_from <= day && (valid_to === null || day <= valid_to))

const by_id = new Map(tt54.criteria.map((one) => [one.id, one]))

export const find_criterion = (id: string): Criterion | undefined => by_id.get(id)
