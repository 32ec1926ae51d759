import { format_date } from '../../../base/time/index.ts'
import { printed_name } from '../../../standards/e-prescription/index.ts'
import type { DraftLine, Finding } from '../contract.ts'
import { not_run, order_code, type ActiveDrug, type Check } from './facts.ts'

const shared = (one: string[], other: string[]): boolean => one.some((key) => other.includes(key))
const named = (line: DraftLine): string => printed_name(line.drug)

const nameless = (lines: DraftLine[]): string =>
  lines
    .filter(({ drug }) => drug.ingredients.length === 0)
    .map(named)
    .join(', ')

/** The same ingredient on two lines, alone or in a mixture. */
export const check_duplicates: Check = ({ lines }) => {
  const unknown = nameless(lines)
  const found: Finding[] =
    unknown === '' ? [] : [not_run('duplicate', `Không biết hoạt chất của ${unknown}: chưa kiểm được trùng hoạt chất`)]
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

const to_finding = (code: string, drugs: ActiveDrug[], lines: DraftLine[]): Finding | undefined => {
  const again = lines.filter(({ drug }) => drugs.some(({ ingredients }) => shared(ingredients, drug.ingredients)))
  const taken = drugs.filter(({ ingredients }) => again.some(({ drug }) => shared(ingredients, drug.ingredients)))
  if (taken.length === 0) return undefined
  const said = taken.map(({ name, until }) => (until ? `${name} đến ${format_date(until)}` : name))
  return {
    key: `active:${code}:${again.map(({ drug }) => drug.code).join('+')}`,
    ...{ check: 'active', level: 'red', lines: again.map(({ id }) => id) },
    message: `Đang dùng (${code === order_code ? 'y lệnh' : `đơn ${code}`}): ${said.join('; ')}`,
  }
}

/** The same ingredient in a prescription whose course is not over. */
export const check_active: Check = ({ lines, replaces }, { active }) => {
  if (!active)
    return [not_run('active', 'Không đọc được các đơn còn hiệu lực của người bệnh: chưa kiểm được thuốc đang dùng')]
  const by_code = Map.groupBy(
    active.filter(({ code }) => code !== replaces),
    ({ code }) => code,
  )
  return [...by_code].flatMap(([code, drugs]) => to_finding(code, drugs, lines) ?? [])
}
