import { fold } from '../../../base/text/index.ts'
import { printed_name } from '../../../standards/e-prescription/index.ts'
import type { Pair } from '../catalogue/find-pairs.ts'
import type { Finding } from '../contract.ts'
import { not_run, type Check } from './facts.ts'

type Taken = { line: string | undefined; name: string; ingredients: string[]; route_code: string | undefined }

/** A condition about the route can be judged; any other stands in the message for the doctor to judge. */
const meets = (condition: string, route_code: string | undefined): boolean => {
  if (condition === '' || route_code === undefined || route_code === '') return true
  const said = fold(condition)
  if (/duong uong|dang uong/.test(said)) return route_code.startsWith('1.')
  if (/tiem|truyen|tinh mach/.test(said)) return route_code.startsWith('2.')
  return true
}

/** The drugs that bring the names of one side, in a mixture or apart. */
const bearers = (side: string[], condition: string, taken: Taken[]): Taken[] | undefined => {
  const found = side.map((key) =>
    taken.find((one) => one.ingredients.includes(key) && meets(condition, one.route_code)),
  )
  return found.every((one) => one !== undefined) ? [...new Set(found)] : undefined
}

const words: Record<Pair['severity'], string> = {
  contraindicated: 'Chống chỉ định phối hợp',
  conditional: 'Chống chỉ định phối hợp có điều kiện',
  serious: 'Tương tác nghiêm trọng',
  moderate: 'Tương tác mức trung bình',
}

const to_finding = (pair: Pair, taken: Taken[], source: string): Finding | undefined => {
  const one = bearers(pair.one, pair.one_condition, taken)
  const other = bearers(pair.other, pair.other_condition, taken)
  if (!one || !other) return undefined
  const lines = [...new Set([...one, ...other].flatMap(({ line }) => line ?? []))]
  // Two drugs of earlier prescriptions: that was judged when the later of them was written.
  if (lines.length === 0) return undefined
  const condition = [pair.one_condition, pair.other_condition].filter(Boolean).join('; ')
  const names = [one, other].map((side) => side.map(({ name }) => name).join(', ')).join(' – ')
  return {
    key: `interaction:${[pair.one.join('+'), pair.other.join('+')].sort().join('×')}`,
    ...{ check: 'interaction', lines, source },
    level: pair.severity === 'moderate' ? 'amber' : 'red',
    message: `${words[pair.severity]}: ${names}${condition ? ` (${condition})` : ''}${pair.harm ? `. ${pair.harm}` : ''}`,
    ...(pair.action ? { advice: pair.action } : {}),
  }
}

/** Pairs of the list in force among the lines, and between a line and what is taken already. */
export const check_interactions: Check = ({ lines, replaces }, { pairs, pair_list, active }) => {
  if (!pair_list || !pairs)
    return [not_run('interaction', 'Cơ sở chưa có danh mục cặp chống chỉ định: chưa kiểm được tương tác')]
  const nameless = lines.filter(({ drug }) => drug.ingredients.length === 0).map(({ drug }) => printed_name(drug))
  const taken: Taken[] = [
    ...lines.map(({ id, drug }) => ({
      line: id,
      name: printed_name(drug),
      ingredients: drug.ingredients,
      route_code: drug.route_code,
    })),
    ...(active ?? [])
      .filter(({ code }) => code !== replaces)
      .map(({ name, ingredients }) => ({
        line: undefined,
        name: `${name} (đang dùng)`,
        ingredients,
        route_code: undefined,
      })),
  ]
  const found = pairs.flatMap((pair) => to_finding(pair, taken, pair_list.source) ?? [])
  return nameless.length === 0
    ? found
    : [...found, not_run('interaction', `Không biết hoạt chất của ${nameless.join(', ')}: chưa kiểm được tương tác`)]
}
