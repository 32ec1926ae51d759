import { compile_fhirpath } from '../fhirpath/index.ts'
import { is_exact_number } from '../fhir/index.ts'
import { check_name, type Report } from './report.ts'

/** %name → what the engine compares with: texts, numbers, booleans, and dates as dates. */
export type Constants = ReadonlyMap<string, unknown>

const text_kinds = 'Base64Binary Canonical Code Id Oid String Uri Url Uuid Markdown'.split(' ')
const number_kinds = 'Decimal Integer Integer64 PositiveInt UnsignedInt'.split(' ')
const moment_kinds = 'Date DateTime Instant Time'.split(' ')
const kinds: ReadonlySet<string> = new Set([...text_kinds, ...number_kinds, ...moment_kinds, 'Boolean'])

/** Names with a meaning of their own. */
const reserved: ReadonlySet<string> = new Set(['context', 'resource', 'rootResource', 'rowIndex', 'ucum'])

const parameter_value = compile_fhirpath('parameter.value')

/** A date as the engine has it when it reads one from a resource: it compares with those of the data. */
const moment = (kind: string, text: string): unknown =>
  /^[0-9T:.+Z-]+$/.test(text)
    ? parameter_value.evaluate({ resourceType: 'Parameters', parameter: [{ [`value${kind}`]: text }] })[0]
    : undefined

const value_of = (kind: string, value: unknown): unknown => {
  if (moment_kinds.includes(kind)) return typeof value === 'string' ? moment(kind, value) : undefined
  if (text_kinds.includes(kind)) return typeof value === 'string' ? value : undefined
  if (is_exact_number(value)) return Number(JSON.stringify(value))
  // The public suite once gave a boolean as valueInteger; what it is, it says itself.
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

const read_constant = (one: Record<string, unknown>, place: string, report: Report): unknown => {
  const given = Object.keys(one).flatMap((key) => /^value([A-Z]\w*)$/.exec(key)?.[1] ?? [])
  const unknown = Object.keys(one).find((key) => !/^(?:id|extension|name|value[A-Z]\w*)$/.test(key))
  if (unknown !== undefined) report('not-supported', `“${unknown.slice(0, 100)}” không được hỗ trợ ở đây`, place)
  const [kind = ''] = given
  if (given.length !== 1) report('required', 'hằng cần đúng một value[x]', place)
  else if (!kinds.has(kind)) report('not-supported', `hằng kiểu value${kind} không được hỗ trợ`, place)
  else {
    const value = value_of(kind, one[`value${kind}`])
    if (value === undefined) report('value', `giá trị không đúng kiểu ${kind}`, `${place}.value${kind}`)
    return value
  }
  return undefined
}

export const read_constants = (list: Record<string, unknown>[], report: Report): Constants => {
  const constants = new Map<string, unknown>()
  list.forEach((one, i) => {
    const place = `ViewDefinition.constant[${i}]`
    const name = check_name(one['name'], place, report)
    if (reserved.has(name)) report('value', `“%${name}” đã có nghĩa riêng`, `${place}.name`)
    if (constants.has(name)) report('duplicate', `hằng “${name}” có hai lần`, place)
    constants.set(name, read_constant(one, place, report))
  })
  return constants
}
