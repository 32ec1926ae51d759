import { Failure, fail } from '../../base/outcome/index.ts'
import { is_object, printed, type Resource } from '../../standards/fhir/index.ts'
import { date_range } from '../../standards/fhir-search/index.ts'

/** What a run was asked for, read from the address and from Parameters. */
export type RunWish = {
  format: string | undefined
  with_names: boolean
  /** How the view was named: at most one of these. */
  view: { resource?: unknown; reference?: string; canonical?: string }
  patients: string[]
  groups: string[]
  since: Date | undefined
  limit: number | undefined
  resources: Resource[] | undefined
}

const known = new Set([
  ...['_format', 'header', 'viewReference', 'viewCanonical', 'viewResource', 'patient', 'group', '_since', '_limit'],
  ...['resource', '_pretty'],
])
const only_in_body = new Set(['viewResource', 'resource'])

const wrong = (name: string, message: string): Failure => fail.invalid(`Tham số “${name}”: ${message}`, name)

const value_of = (part: Record<string, unknown>): unknown => {
  if (part['resource'] !== undefined) return part['resource']
  const key = Object.keys(part).find((one) => /^value[A-Z]/.test(one))
  const value = key === undefined ? undefined : part[key]
  return is_object(value) && typeof value['reference'] === 'string' ? value['reference'] : value
}

type Given = { name: string; value: unknown }

/** A body is Parameters, or the view itself. */
const in_body = (body: unknown): Given[] => {
  if (body === undefined) return []
  if (is_object(body) && body['resourceType'] === 'ViewDefinition') return [{ name: 'viewResource', value: body }]
  if (!is_object(body) || body['resourceType'] !== 'Parameters')
    throw fail.invalid('Cần một Parameters', 'resourceType')
  const parts = Array.isArray(body['parameter']) ? body['parameter'].filter(is_object) : []
  return parts.map((part) => ({ name: printed(part['name']), value: value_of(part) }))
}

const text = ({ name, value }: Given): string => {
  if (typeof value === 'string' && value !== '') return value
  throw wrong(name, 'phải là một chuỗi')
}

const read_flag = (given: Given): boolean => {
  if (given.value === true || given.value === 'true') return true
  if (given.value === false || given.value === 'false') return false
  throw wrong(given.name, 'phải là true hoặc false')
}

const read_limit = ({ name, value }: Given): number => {
  const limit = Number(value)
  if (Number.isInteger(limit) && limit > 0) return limit
  throw wrong(name, 'phải là số nguyên dương')
}

const read_since = (given: Given): Date => {
  // In a query string + is a blank: a zone of +07:00 arrives as " 07:00".
  const range = date_range(text(given).replace(/ (?=\d\d:\d\d$)/, '+'))
  if (!range) throw wrong(given.name, 'phải là một thời điểm')
  return new Date(range.from_ms)
}

const read_target = (type: string, given: Given): string => {
  const id = new RegExp(`^(?:.*/)?${type}/([A-Za-z0-9.-]{1,64})$`).exec(text(given))?.[1]
  if (id === undefined) throw wrong(given.name, `cần dạng ${type}/mã`)
  return id
}

/** A Bundle counts as what lies in it, one level deep. */
const unwrap = (value: unknown): Resource[] => {
  if (!is_object(value) || typeof value['resourceType'] !== 'string')
    throw wrong('resource', 'phải là một tài nguyên FHIR')
  const entries = value['resourceType'] === 'Bundle' ? value['entry'] : undefined
  if (!Array.isArray(entries)) return [{ ...value, resourceType: value['resourceType'] }]
  return entries.flatMap((entry) => {
    const inner: unknown = is_object(entry) ? entry['resource'] : undefined
    return is_object(inner) ? [{ ...inner, resourceType: printed(inner['resourceType']) }] : []
  })
}

export const read_wish = (query: URLSearchParams, body: unknown): RunWish => {
  const in_query: Given[] = [...query].map(([name, value]) => ({ name, value }))
  for (const { name } of in_query)
    if (only_in_body.has(name)) throw wrong(name, 'chỉ gửi được trong thân Parameters (POST)')
  const all = [...in_query, ...in_body(body)]
  for (const { name } of all) if (!known.has(name)) throw fail.many(400, [unsupported(name)])
  const of = (name: string): Given[] => all.filter((one) => one.name === name)
  const one = (name: string): Given | undefined => {
    const [first, second] = of(name)
    if (second) throw wrong(name, 'chỉ được có một lần')
    return first
  }
  const map = <T>(given: Given | undefined, read: (given: Given) => T): T | undefined => given && read(given)
  const resources = of('resource').flatMap(({ value }) => unwrap(value))
  return {
    format: map(one('_format'), text),
    with_names: map(one('header'), read_flag) ?? true,
    view: {
      ...map(one('viewResource'), ({ value }) => ({ resource: value })),
      ...map(one('viewReference'), (given) => ({ reference: text(given) })),
      ...map(one('viewCanonical'), (given) => ({ canonical: text(given) })),
    },
    patients: of('patient').map((given) => read_target('Patient', given)),
    groups: of('group').map((given) => read_target('Group', given)),
    since: map(one('_since'), read_since),
    limit: map(one('_limit'), read_limit),
    resources: of('resource').length === 0 ? undefined : resources,
  }
}

const unsupported = (name: string) => ({
  severity: 'error' as const,
  code: 'not-supported' as const,
  message: `Tham số “${name.slice(0, 100)}” không được hỗ trợ`,
  expression: name,
})
