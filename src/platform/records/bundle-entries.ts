import { Failure, fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { version_of_etag } from './stored.ts'

export type EntryRequest = {
  method: string
  type: string
  id: string | undefined
  version: string | undefined
  /** What stands behind `?`: criteria of a conditional interaction, or a search. */
  criteria: string | undefined
  if_match: number | undefined
  if_none_exist: string | undefined
}
export type Entry = {
  place: string
  full_url: string | undefined
  request: EntryRequest
  resource: Resource | undefined
}

const entries_max = 5_000
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

const text_at = (value: Record<string, unknown>, name: string): string | undefined =>
  typeof value[name] === 'string' ? value[name] : undefined

const read_request = (place: string, value: unknown, base: string): EntryRequest => {
  const method = is_object(value) ? text_at(value, 'method') : undefined
  const url = is_object(value) ? text_at(value, 'url') : undefined
  if (!is_object(value) || method === undefined || url === undefined)
    throw fail.invalid('Mục của Bundle thiếu request.method hoặc request.url', `${place}.request`)
  if (!methods.has(method)) throw fail.invalid(`Không có phương thức “${method}”`, `${place}.request.method`)
  for (const header of ['ifNoneMatch', 'ifModifiedSince'])
    if (value[header] !== undefined && method !== 'GET' && method !== 'HEAD')
      throw fail.not_supported(`${header} chỉ dùng khi đọc`, `${place}.request.${header}`)
  const relative = url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\//, '')
  const [path = '', ...criteria] = relative.split('?')
  const [type = '', id, history, version, ...rest] = path.split('/')
  if (
    rest.length > 0 ||
    (history !== undefined && history !== '_history') ||
    /^[_$]/.test(id ?? '') ||
    type.startsWith('$')
  )
    throw fail.not_supported(`Đường dẫn “${path}” chưa được hỗ trợ trong Bundle`, `${place}.request.url`)
  const if_match = text_at(value, 'ifMatch')
  return {
    ...{ method, type, version, id: id === '' ? undefined : id },
    criteria: criteria.length === 0 ? undefined : criteria.join('?'),
    if_match: if_match === undefined ? undefined : version_of_etag(if_match),
    if_none_exist: text_at(value, 'ifNoneExist'),
  }
}

export const read_entry = (value: unknown, i: number, base: string): Entry => {
  const place = `Bundle.entry[${i}]`
  if (!is_object(value)) throw fail.invalid('Mục của Bundle không hợp lệ', place)
  const resource = value['resource']
  return {
    place,
    request: read_request(place, value['request'], base),
    full_url: text_at(value, 'fullUrl'),
    resource:
      is_object(resource) && typeof resource['resourceType'] === 'string'
        ? { ...resource, resourceType: resource['resourceType'] }
        : undefined,
  }
}

export const list_entries = (bundle: Resource): unknown[] => {
  const entries = bundle['entry'] ?? []
  if (!Array.isArray(entries)) throw fail.invalid('Bundle.entry phải là một mảng', 'Bundle.entry')
  if (entries.length > entries_max)
    throw new Failure(413, [
      {
        severity: 'error',
        code: 'too-costly',
        message: `Một Bundle có tối đa ${entries_max} mục; Bundle này có ${entries.length}. Hãy chia nhỏ, hoặc dùng $import`,
        expression: 'Bundle.entry',
      },
    ])
  return entries
}

/** Two entries that change the same resource would depend on their order (R4 §3.1.0.11.2). */
export const refuse_doubles = (entries: Entry[]): void => {
  const seen = new Map<string, string>()
  for (const { request, full_url, place } of entries) {
    const target =
      request.id !== undefined && /^(PUT|PATCH|DELETE)$/.test(request.method)
        ? `${request.type}/${request.id}`
        : undefined
    for (const name of [target, full_url]) {
      if (name === undefined) continue
      const before = seen.get(name)
      if (before !== undefined && before !== place)
        throw fail.invalid(`${place} và ${before} cùng nói về ${name}`, place)
      seen.set(name, place)
    }
  }
}
