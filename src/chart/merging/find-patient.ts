import { fail } from '../../base/outcome/index.ts'
import type { Parameters, Unit } from '../../platform/records/index.ts'
import { resource_of, successor_of } from '../../platform/records/index.ts'
import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'

type Side = 'source' | 'target'
type Number = Record<string, unknown>

const token_of = (number: Number): string => {
  const [system, value] = [text_of(number['system']), text_of(number['value'])]
  if (value === undefined) throw fail.invalid('Identifier thiếu value', 'identifier')
  const quoted = value.replace(/[\\,|$]/g, '\\$&')
  return system === undefined ? quoted : `${system}|${quoted}`
}

/** `Patient/x`, also behind this server's own address; another server's patient is nobody here. */
const id_of = (reference: string, base: string, name: string): string => {
  const own = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
  const id = /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(own)?.[1]
  if (id === undefined) throw fail.invalid(`“${name}” phải là tham chiếu Patient/[id] tại cơ sở này`, name)
  return id
}

const by_numbers = async (unit: Unit, numbers: Number[], name: string): Promise<string> => {
  const query = new URLSearchParams(numbers.map((number) => ['identifier', token_of(number)]))
  query.set('_count', '20')
  const { entries } = await unit.search('Patient', query)
  // Who was merged away has handed the number on.
  const standing = entries.filter((stored) => !successor_of(resource_of(stored)))
  const [found] = standing
  if (!found || standing.length > 1)
    throw fail.rule(`Các số đã cho chỉ tới ${standing.length} hồ sơ, cần đúng một`, name)
  return found.id
}

/** One side of a merge: by reference, by identifiers, or by both, which must agree (R6 Patient-merge). */
export const find_side = async (unit: Unit, given: Parameters, side: Side, base: string): Promise<string> => {
  const name = `${side}-patient`
  const part = object_of(given.one(name)?.['valueReference'])
  const numbers: Number[] = [
    ...given.all(`${name}-identifier`).map((one) => object_of(one['valueIdentifier'])),
    object_of(part?.['identifier']),
  ].filter((one) => one !== undefined)
  const reference = text_of(part?.['reference'])
  if (reference === undefined && numbers.length === 0)
    throw fail.invalid(`Thiếu “${name}” hoặc “${name}-identifier”`, name)
  if (reference === undefined) return by_numbers(unit, numbers, name)
  const id = id_of(reference, base, name)
  const own = list_of(resource_of(await unit.get('Patient', id))['identifier'])
  for (const number of numbers)
    if (!own.some((one) => one['system'] === number['system'] && one['value'] === number['value']))
      throw fail.rule(`Hồ sơ ${reference} không mang số ${String(number['value'])}`, `${name}-identifier`)
  return id
}
