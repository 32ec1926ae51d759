import { condition_of } from './conditions.ts'
import { is_own_date, own_date_arms } from './measure-conditions.ts'
import type { Question } from './question.ts'
import { token_arms } from './token-conditions.ts'

/** Alternatives, each of which an index can answer. */
export const arms_of = (question: Question): string[] => {
  const { parameter, modifier, values } = question
  const [value] = values
  if (modifier !== undefined || values.length !== 1 || !value) return [condition_of(question)]
  if (parameter.kind === 'token') return token_arms(question)
  return parameter.kind === 'date' && is_own_date(question) ? own_date_arms(question, value) : [condition_of(question)]
}

const arms_max = 8
const either = (arms: string[]): string => (arms.length === 1 ? arms.join() : `(${arms.join(' OR ')})`)

/**
 * Conditions that all hold, each given by its alternatives, multiplied out: of "this code, since then" an index answers
 * each pair, while one by one it would read all of the code or all since then.
 */
export const crossed = (conditions: string[][]): string[] => {
  const single = conditions.filter((arms) => arms.length === 1).flat()
  const several = conditions.filter((arms) => arms.length > 1)
  const count = several.reduce((product, arms) => product * arms.length, 1)
  if (several.length < 2 || count > arms_max) return [...single, ...several.map(either)]
  const products = several.reduce<string[][]>(
    (sum, arms) => sum.flatMap((one) => arms.map((arm) => [...one, arm])),
    [[]],
  )
  return [...single, either(products.map((all) => `(${all.join(' AND ')})`))]
}
