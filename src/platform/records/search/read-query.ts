import { alternatives_max } from './question.ts'
import { search_parameters_of } from '../../../standards/fhir-search/index.ts'
import { split_value, unsupported, wrong_value } from './sql-text.ts'

export type SortKey = { name: string; descending: boolean }
/** `Encounter:practitioner:Practitioner`, `*`; iterate: also from what was included. */
export type Include = { source: string; name: string; target: string | undefined; iterate: boolean; reverse: boolean }
export type Summary = 'true' | 'text' | 'data' | 'count' | 'false'

/** A query string, read. */
export type SearchQuery = {
  filters: { name: string; value: string }[]
  sort: SortKey[]
  count: number
  total: 'none' | 'accurate' | 'estimate'
  includes: Include[]
  summary: Summary
  elements: string[]
  cursor: string | null
}

const count_default = 50
const count_max = 1_000
const filters_max = 100
const includes_max = 50

const read_count = (value: string | null): number => {
  if (value === null) return count_default
  const count = value === '' ? Number.NaN : Number(value)
  if (!Number.isInteger(count) || count < 0) throw wrong_value('_count', value)
  return Math.min(count, count_max)
}

const read_sort = (value: string | null): SortKey[] =>
  value === null
    ? []
    : value.split(',').map((one) => {
        const descending = one.startsWith('-')
        const name = descending ? one.slice(1) : one
        if (!/^[_A-Za-z][\w-]*$/.test(name)) throw wrong_value('_sort', value)
        return { name, descending }
      })

const read_include = (type: string, name: string, value: string): Include => {
  const [plain = '', modifier] = name.split(':')
  if (modifier !== undefined && modifier !== 'iterate' && modifier !== 'recurse')
    throw unsupported(name, 'chỉ nhận :iterate')
  const reverse = plain === '_revinclude'
  if (value === '*' && !reverse) return { source: type, name: '*', target: undefined, iterate: false, reverse }
  const [source = '', parameter = '', target, more] = value.split(':')
  const known = search_parameters_of(source)
  if (!known || more !== undefined) throw wrong_value(name, value)
  if (parameter !== '*' && known.get(parameter)?.kind !== 'reference')
    throw unsupported(name, `${source}:${parameter} không dẫn tới tài nguyên nào`)
  if (target !== undefined && !search_parameters_of(target)) throw wrong_value(name, value)
  return { source, name: parameter, target, iterate: modifier !== undefined, reverse }
}

const one_of = <T extends string>(name: string, value: string | null, allowed: readonly T[], otherwise: T): T => {
  if (value === null) return otherwise
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw wrong_value(name, value)
  return found
}

const controls = new Set([
  '_count',
  '_sort',
  '_total',
  '_cursor',
  '_format',
  '_pretty',
  '_summary',
  '_elements',
  '_contained',
  '_containedType',
])

/** @throws 400 naming the parameter that is not understood */
export const read_query = (type: string, query: URLSearchParams): SearchQuery => {
  const filters: SearchQuery['filters'] = []
  const includes: Include[] = []
  for (const [name, value] of query) {
    if (/^_(rev)?include(:|$)/.test(name)) includes.push(read_include(type, name, value))
    else if (!controls.has(name)) filters.push({ name, value })
  }
  for (const { name, value } of filters)
    if (value.length > alternatives_max && split_value(value, ',').length > alternatives_max)
      throw unsupported(name, `quá ${alternatives_max} giá trị`)
  if (filters.length > filters_max) throw unsupported(filters[filters_max]?.name ?? '', `quá ${filters_max} điều kiện`)
  if (includes.length > includes_max) throw unsupported('_include', `quá ${includes_max} lần kéo theo`)
  if ((query.get('_contained') ?? 'false') !== 'false') throw unsupported('_contained', 'chưa được hỗ trợ')
  const elements = query.get('_elements')
  return {
    ...{ filters, includes },
    sort: read_sort(query.get('_sort')),
    count: read_count(query.get('_count')),
    total: one_of('_total', query.get('_total'), ['none', 'accurate', 'estimate'], 'none'),
    summary: one_of('_summary', query.get('_summary'), ['true', 'text', 'data', 'count', 'false'], 'false'),
    elements: elements === null ? [] : split_value(elements, ',').map((one) => one.replace(`${type}.`, '')),
    cursor: query.get('_cursor'),
  }
}
