import { fail, type Failure } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import type { Caller } from '../audit/index.ts'
import { failure_of } from '../http/index.ts'
import { check_type } from './checks.ts'
import { new_id } from './new-id.ts'
import { etag_of, version_of_etag, type Stored } from './stored.ts'
import type { Store } from './store.ts'
import type { Unit } from './unit.ts'

type Request = { method: string; type: string; id?: string; query: URLSearchParams; if_match?: number }
type Entry = { place: string; full_url?: string; request: Request; resource?: Resource }
export type EntryAnswer = { status: string; stored?: Stored; body?: string; outcome?: Failure; next?: string }

const read_request = (place: string, value: unknown): Request => {
  if (!is_object(value) || typeof value['method'] !== 'string' || typeof value['url'] !== 'string')
    throw fail.invalid('Mục của Bundle thiếu request.method hoặc request.url', `${place}.request`)
  for (const header of ['ifNoneExist', 'ifNoneMatch', 'ifModifiedSince'])
    if (value[header] !== undefined) throw fail.not_supported(`Chưa hỗ trợ ${header}`, `${place}.request.${header}`)
  const [path = '', query = ''] = value['url'].split('?')
  const [type = '', id, ...rest] = path.split('/')
  if (rest.length > 0)
    throw fail.not_supported(`Đường dẫn “${path}” chưa được hỗ trợ trong Bundle`, `${place}.request.url`)
  const request: Request = { method: value['method'], type, query: new URLSearchParams(query) }
  if (id) request.id = id
  if (typeof value['ifMatch'] === 'string') request.if_match = version_of_etag(value['ifMatch'])
  return request
}

const list_entries = (bundle: Resource): unknown[] => {
  const entries = bundle['entry'] ?? []
  if (!Array.isArray(entries)) throw fail.invalid('Bundle.entry phải là một mảng', 'Bundle.entry')
  return entries
}

const read_entry = (value: unknown, i: number): Entry => {
  const place = `Bundle.entry[${i}]`
  if (!is_object(value)) throw fail.invalid('Mục của Bundle không hợp lệ', place)
  const entry: Entry = { place, request: read_request(place, value['request']) }
  if (typeof value['fullUrl'] === 'string') entry.full_url = value['fullUrl']
  if (is_object(value['resource'])) entry.resource = value['resource'] as Resource
  return entry
}

/** R4 §3.1.0.11.2: DELETE, POST, PUT, GET. */
const order: Record<string, number> = { DELETE: 0, POST: 1, PUT: 2, PATCH: 3, GET: 4 }

/** Gives every new resource its id and returns urn:uuid → Type/id. */
const assign_ids = (entries: Entry[]): Map<string, string> => {
  const assigned = new Map<string, string>()
  for (const entry of entries) {
    if (!entry.resource) continue
    if (entry.request.method === 'POST') entry.resource.id = new_id()
    if (entry.full_url && entry.resource.id)
      assigned.set(entry.full_url, `${entry.resource.resourceType}/${entry.resource.id}`)
  }
  return assigned
}

const replace_references = (value: unknown, assigned: Map<string, string>): void => {
  if (Array.isArray(value)) return value.forEach((item) => replace_references(item, assigned))
  if (!is_object(value)) return
  for (const [key, item] of Object.entries(value)) {
    if (key === 'reference' && typeof item === 'string') {
      const known = assigned.get(item)
      if (known) value[key] = known
      else if (item.startsWith('urn:uuid:')) throw fail.value(`Tham chiếu ${item} không có trong Bundle`, 'reference')
      else if (item.includes('?')) throw fail.not_supported('Tham chiếu có điều kiện chưa được hỗ trợ', 'reference')
    } else replace_references(item, assigned)
  }
}

const perform = async (unit: Unit, entry: Entry): Promise<EntryAnswer> => {
  const { request, resource } = entry
  const options = { if_match: request.if_match }
  check_type(request.type)
  if (request.method === 'GET') {
    if (request.id) return { status: '200 OK', stored: await unit.get(request.type, request.id) }
    const page = await unit.search(request.type, request.query)
    return { status: '200 OK', body: search_bundle(page.entries, page.total) }
  }
  if (request.method === 'DELETE') {
    await unit.remove(request.type, request.id ?? '', options)
    return { status: '204 No Content' }
  }
  if (!resource) throw fail.invalid('Thiếu tài nguyên', `${entry.place}.resource`)
  if (resource.resourceType !== request.type)
    throw fail.invalid('Loại tài nguyên khác với request.url', `${entry.place}.resource.resourceType`)
  if (request.method === 'POST') return { status: '201 Created', stored: await unit.create(resource) }
  if (request.method === 'PUT') {
    if (request.id !== resource.id)
      throw fail.invalid('Mã tài nguyên khác với request.url', `${entry.place}.resource.id`)
    const stored = await unit.update(resource, options)
    return { status: stored.version === 1 ? '201 Created' : '200 OK', stored }
  }
  throw fail.not_supported(
    `Phương thức ${request.method} chưa được hỗ trợ trong Bundle`,
    `${entry.place}.request.method`,
  )
}

/** A searchset without links, for an entry of a bundle. */
export const search_bundle = (entries: Stored[], total: number | undefined): string =>
  `{"resourceType":"Bundle","type":"searchset"${total === undefined ? '' : `,"total":${total}`},"entry":[${entries
    .map((stored) => `{"resource":${stored.body},"search":{"mode":"match"}}`)
    .join()}]}`

/** Within one method the standard leaves the order free; one order for all keeps writers of the same rows from circles. */
const by_target = (one: Entry, other: Entry): number => {
  const [a, b] = [one, other].map(({ request }) => (request.id ? `${request.type}/${request.id}` : ''))
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1
}

/** Rows that will be replaced are locked in one order for all: transactions that touch the same rows queue, not deadlock. */
const lock_targets = async (unit: Unit, entries: Entry[]): Promise<void> => {
  const targets = entries.filter(({ request }) => request.method === 'PUT' || request.method === 'DELETE')
  if (targets.length < 2) return
  const types = targets.map(({ request }) => request.type)
  const ids = targets.map(({ request }) => request.id ?? '')
  await unit.sql.query(
    `SELECT 1 FROM record.resource WHERE facility = $1
       AND (type, id) IN (SELECT * FROM unnest($2::text[], $3::text[])) ORDER BY type, id FOR UPDATE`,
    [unit.caller.facility, types, ids],
  )
}

/** All or nothing, in the standard's order; answers stand in the order of the questions. */
export const run_transaction = async (store: Store, caller: Caller, bundle: Resource): Promise<EntryAnswer[]> => {
  // Ids are given once, outside the unit: a unit that lost a race runs again and must find the same ids.
  const entries = list_entries(bundle).map(read_entry)
  const assigned = assign_ids(entries)
  for (const entry of entries) replace_references(entry.resource, assigned)
  const by_order = entries.map((entry, i) => ({ entry, i }))
  by_order.sort(
    (a, b) =>
      (order[a.entry.request.method] ?? 9) - (order[b.entry.request.method] ?? 9) || by_target(a.entry, b.entry),
  )
  return store.unit(caller, async (unit) => {
    await lock_targets(unit, entries)
    const answers: EntryAnswer[] = []
    for (const { entry, i } of by_order) answers[i] = await perform(unit, entry)
    return answers
  })
}

/**
 * Each entry stands alone; a refusal is answered in its place, for what was done before it is done.
 * @param report told of failures that are no refusals
 */
export const run_batch = async (
  store: Store,
  caller: Caller,
  bundle: Resource,
  report: (error: unknown) => void = () => undefined,
): Promise<EntryAnswer[]> => {
  const answers: EntryAnswer[] = []
  for (const [i, value] of list_entries(bundle).entries()) {
    try {
      const entry = read_entry(value, i)
      if (entry.request.method === 'POST' && entry.resource) delete entry.resource.id
      replace_references(entry.resource, new Map())
      answers.push(await store.unit(caller, (unit) => perform(unit, entry)))
    } catch (error) {
      const failure = failure_of(error)
      if (failure.status >= 500 && failure !== error) report(error)
      answers.push({ status: String(failure.status), outcome: failure })
    }
  }
  return answers
}

export const answer_headers = (stored: Stored): Record<string, string> => ({
  location: `${stored.type}/${stored.id}/_history/${stored.version}`,
  etag: etag_of(stored.version),
  lastModified: stored.updated_at.toISOString(),
})
