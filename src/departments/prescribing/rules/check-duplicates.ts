import { printed_name } from '../../../standards/e-prescription/index.ts'
import type { DraftLine, Finding } from '../contract.ts'
import { not_run, type Check } from './facts.ts'

const shared = (one: string[], other: string[]): boolean => one.some((key) => other.includes(key))
const named = (line: DraftLine): string => printed_name(line.drug)

const nameless = (lines: DraftLine[]): string => lines.filter(({ drug }) => drug.ingredients.length === 0).map(named).join(', ')

/** The same ingredient on two lines, alone or in a mixture. */
export const check_duplicates: Check = ({ lines }) => {
  const unknown = nameless(lines)
  const found: Finding[] = unknown === '' ? [] : [not_run('duplicate', `Không biết hoạt chất của ${unknown}: chưa kiểm được trùng hoạt chất`)]
  for (const [i, one] of lines.entries())
    for (const other of lines.slice(i + 1))
      if (shared(one.drug.ingredients, other.drug.ingredients))
        found.push({
          key: `duplicate:${[one.drug.code, other.drug.code].sort().join('+')}`,
          ...{ check: 'duplicate', level: 'red', lines: [one.id, other.id] },
          message: `Trùng hoạt chất: ${named(one)} và ${named(other)}`,
        })
  return found
}

/** The same ingredient in a prescription whose course is not over. */
export const check_active: Check = ({ lines, replaces }, { active }) => {
  if (!active) return [not_run('active', 'Không đọc được các đơn còn hiệu lực của người bệnh: chưa kiểm được thuốc đang dùng')]
  const others = active.filter(({ code }) => code !== replaces)
  return lines.flatMap((line) =>
    others
      .filter(({ ingredients }) => shared(ingredients, line.drug.ingredients))
      .map(({ code, name, until }): Finding => ({
        key: `active:${line.drug.code}:${code}`,
        ...{ check: 'active', level: 'red', lines: [line.id] },
        message: `Đang dùng ${name}${until ? ` đến ${until.split('-').reverse().join('/')}` : ''} (đơn ${code})`,
      })),
  )
}
