import { fail, Failure } from '../../base/outcome/index.ts'
import { is_object, list_of, printed, text_of } from '../../standards/fhir/index.ts'
import { validate_resource } from '../../standards/fhir-validation/index.ts'
import type { OperationCall } from '../records/index.ts'

type Json = Record<string, unknown>

/** What an operation takes: kind by name. `many` may come more than once; `refused` is known to R4 and not served here. */
export type Kind = 'text' | 'many' | 'flag' | 'whole' | 'coding' | 'concept' | 'resource' | 'part' | 'refused'
export type Kinds = Readonly<Record<string, Kind>>

export type AskedCoding = {
  system: string | undefined
  version: string | undefined
  code: string | undefined
  display: string | undefined
}

/** The parameters of one call, read and checked. */
export type Parameters = {
  text(name: string): string | undefined
  texts(name: string): string[]
  flag(name: string): boolean | undefined
  whole(name: string): number | undefined
  coding(name: string): AskedCoding | undefined
  codings(name: string): AskedCoding[] | undefined
  resource(name: string): Json | undefined
  parts(name: string): Json[][]
  /** For expansion.parameter: names and values as given, in their order. */
  given: { name: string; value: string | number | boolean }[]
}

const wrong = (name: string, value: unknown): Failure =>
  fail.invalid(`Giá trị “${printed(value).slice(0, 200)}” của tham số “${name}” không đúng dạng`, name)

export const to_coding = (value: Json): AskedCoding => ({
  ...{ system: text_of(value['system']), version: text_of(value['version']) },
  ...{ code: text_of(value['code']), display: text_of(value['display']) },
})

/** One given parameter: plain text from the address, or whatever a Parameters resource carries. */
type Given = { name: string; value: unknown; is_from_address: boolean }

const value_of = (part: Json): unknown => {
  const name = Object.keys(part).find((key) => /^value[A-Z]/.test(key))
  return name === undefined ? (part['resource'] ?? part['part']) : part[name]
}

/** Pickers ask before the first letter is typed. */
const is_nothing_typed = (name: string, value: string): boolean => name === 'filter' && value === ''

const from_address = (query: URLSearchParams): Given[] =>
  [...query]
    .filter(([name, value]) => name !== '_format' && name !== '_pretty' && !is_nothing_typed(name, value))
    .map(([name, value]) => ({ name, value, is_from_address: true }))

/** A resource may be sent by itself when it is what the operation works on (R4 §3.2.0.2). */
const from_body = (body: unknown, bare: Readonly<Record<string, string>>): Given[] => {
  if (body === undefined) return []
  const type = is_object(body) ? printed(body['resourceType']) : ''
  const name = bare[type]
  if (name !== undefined) return [{ name, value: body, is_from_address: false }]
  if (!is_object(body) || type !== 'Parameters') throw fail.invalid('Nội dung phải là Parameters', 'resourceType')
  return list_of(body['parameter']).map((part) => ({
    ...{ name: text_of(part['name']) ?? '', value: value_of(part) },
    is_from_address: false,
  }))
}

const read_flag = ({ name, value }: Given): boolean => {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw wrong(name, value)
}

const read_whole = ({ name, value }: Given): number => {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  if (!/^\d{1,9}$/.test(text)) throw wrong(name, value)
  return Number(text)
}

const read_text = ({ name, value }: Given): string => {
  if (typeof value !== 'string' || value === '') throw wrong(name, value)
  return value
}

const read_object = ({ name, value, is_from_address }: Given): Json => {
  if (is_from_address) throw fail.invalid(`Tham số “${name}” chỉ gửi được bằng POST, trong Parameters`, name)
  if (!is_object(value)) throw wrong(name, value)
  return value
}

/** Definitions that come with a question are read like stored ones, so they have to be as right. */
const read_resource = (given: Given): Json => {
  const value = read_object(given)
  const issues = validate_resource(value).filter((issue) => issue.severity === 'error')
  if (issues.length > 0) throw new Failure(422, issues)
  return value
}

const plain_value = (given: Given, kind: Kind | undefined): string | number | boolean | undefined => {
  if (kind === 'flag') return read_flag(given)
  if (kind === 'whole') return read_whole(given)
  return typeof given.value === 'string' ? given.value : undefined
}

/** @param bare resource types that may be sent without Parameters, and which parameter each is */
export const read_parameters = (
  { query, body }: Pick<OperationCall, 'query' | 'body'>,
  kinds: Kinds,
  bare: Readonly<Record<string, string>> = {},
): Parameters => {
  const all = [...from_address(query), ...from_body(body, bare)]
  const by_name = new Map<string, Given[]>()
  for (const one of all) {
    const kind = kinds[one.name]
    if (kind === undefined || kind === 'refused') throw fail.unsupported_parameter(one.name)
    const same = by_name.get(one.name) ?? []
    if (same.length > 0 && kind !== 'many' && kind !== 'part')
      throw fail.invalid(`Tham số “${one.name}” chỉ được có một lần`, one.name)
    by_name.set(one.name, [...same, one])
  }
  const read = <T>(name: string, reader: (given: Given) => T): T | undefined => {
    const [given] = by_name.get(name) ?? []
    return given && reader(given)
  }
  return {
    text: (name) => read(name, read_text),
    texts: (name) => (by_name.get(name) ?? []).map(read_text),
    flag: (name) => read(name, read_flag),
    whole: (name) => read(name, read_whole),
    coding: (name) => read(name, (given) => to_coding(read_object(given))),
    codings: (name) => read(name, (given) => list_of(read_object(given)['coding']).map(to_coding)),
    resource: (name) => read(name, read_resource),
    parts: (name) => (by_name.get(name) ?? []).map(({ value }) => list_of(value)),
    given: all.flatMap((one) => {
      const value = plain_value(one, kinds[one.name])
      return value === undefined ? [] : [{ name: one.name, value }]
    }),
  }
}

export type Answer = { name: string; [key: string]: unknown }

/** An answer as Parameters; parts without a value are left out. */
export const parameters_of = (parts: (Answer | undefined)[]): string =>
  JSON.stringify({ resourceType: 'Parameters', parameter: parts.filter((part) => part !== undefined) })
