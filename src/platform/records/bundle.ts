import { Failure, fail } from '../../base/outcome/index.ts'
import { is_object, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { Caller } from '../audit/index.ts'
import { failure_of } from '../http/index.ts'
import { list_entries, read_entry, refuse_doubles, type Entry } from './bundle-entries.ts'
import { check_type } from './checks.ts'
import { create_if_none, find_one, remove_by, update_by } from './conditional.ts'
import { new_id } from './new-id.ts'
import { patch_one, read_patch } from './patch.ts'
import type { SearchPage } from './search/index.ts'
import { version_of_text, type Stored } from './stored.ts'
import type { Store } from './store.ts'
import type { Unit } from './unit.ts'

export type EntryAnswer = { status: string; stored?: Stored; body?: string; outcome?: Failure }

/** How the answers are put together; the REST face knows addresses. */
export type BundleOptions = {
  base: string
  with_bodies: boolean
  search_text(type: string, query: URLSearchParams, page: SearchPage): string
}

/** R4 §3.1.0.11.2: DELETE, POST, PUT and PATCH, GET. */
const order: Record<string, number> = { DELETE: 0, POST: 1, PUT: 2, PATCH: 2, GET: 4, HEAD: 4 }

/** Names by which entries speak of each other, and what they stand for. */
type Names = Map<string, string>

/** `?` in a reference asks for the one resource that meets the criteria (R4 §3.1.0.11.3). */
const conditional = /^([A-Z][A-Za-z]+)\?(.+)$/

const list_conditional = (value: unknown, found: Set<string>): void => {
  if (Array.isArray(value)) return value.forEach((item) => list_conditional(item, found))
  if (!is_object(value)) return
  for (const [key, item] of Object.entries(value)) {
    if (key === 'reference' && typeof item === 'string' && conditional.test(item)) found.add(item)
    else list_conditional(item, found)
  }
}

const resolve_conditional = async (unit: Unit, entries: Entry[], names: Names): Promise<void> => {
  const wanted = new Set<string>()
  for (const entry of entries) list_conditional(entry.resource, wanted)
  for (const reference of [...wanted].sort()) {
    const [, type = '', criteria = ''] = conditional.exec(reference) ?? []
    check_type(type)
    const found = await find_one(unit, type, criteria)
    if (!found)
      throw new Failure(412, [
        {
          severity: 'error',
          code: 'not-found',
          message: `Không có ${type} nào khớp “${criteria}”`,
          expression: 'reference',
        },
      ])
    names.set(reference, `${type}/${found.id}`)
  }
}

/** Puts the real references in the place of the names, in the entries' own copies. */
const replace_references = (value: unknown, names: Names): void => {
  if (Array.isArray(value)) return value.forEach((item) => replace_references(item, names))
  if (!is_object(value)) return
  for (const [key, item] of Object.entries(value)) {
    if (typeof item !== 'string') replace_references(item, names)
    else if (key === 'reference' || item.startsWith('urn:')) {
      const known = names.get(item)
      if (known !== undefined) value[key] = known
      else if (key === 'reference' && item.startsWith('urn:uuid:'))
        throw fail.value(`Tham chiếu ${item} không có trong Bundle`, 'reference')
      else if (key === 'reference' && conditional.test(item))
        throw fail.not_supported('Tham chiếu có điều kiện chỉ dùng trong transaction', 'reference')
    }
  }
}

/** Gives each entry that makes something its id, so that the others can speak of it. */
const assign_ids = async (unit: Unit, entries: Entry[], names: Names): Promise<Map<Entry, Stored>> => {
  const there = new Map<Entry, Stored>()
  for (const entry of entries) {
    const { request, resource, full_url } = entry
    if (!resource) continue
    if (request.method === 'POST') {
      const found =
        request.if_none_exist === undefined ? undefined : await find_one(unit, request.type, request.if_none_exist)
      if (found) there.set(entry, found)
      resource.id = found?.id ?? new_id()
    } else if (request.method === 'PUT' && request.criteria !== undefined) {
      const found = await find_one(unit, request.type, request.criteria)
      resource.id = found?.id ?? resource.id ?? new_id()
      request.id = resource.id
      request.criteria = undefined
    }
    if (full_url !== undefined && resource.id) names.set(full_url, `${resource.resourceType}/${resource.id}`)
  }
  return there
}

const read = async (unit: Unit, { request }: Entry, options: BundleOptions): Promise<EntryAnswer> => {
  if (request.version !== undefined) {
    const { type, id = '', version } = request
    const stored = await unit.vread(type, id, version_of_text(version))
    return { status: '200 OK', stored, body: stored.body }
  }
  if (request.id !== undefined) {
    const stored = await unit.get(request.type, request.id)
    return { status: '200 OK', stored, body: stored.body }
  }
  const query = new URLSearchParams(request.criteria)
  const page = await unit.search(request.type, query)
  return { status: '200 OK', body: options.search_text(request.type, query, page) }
}

const check_body = ({ request, resource, place }: Entry): Resource => {
  if (!resource) throw fail.invalid('Thiếu tài nguyên', `${place}.resource`)
  if (request.method !== 'PATCH' && resource.resourceType !== request.type)
    throw fail.invalid('Loại tài nguyên khác với request.url', `${place}.resource.resourceType`)
  return resource
}

/** The JSON Patch of a bundle travels as a Binary of application/json-patch+json (R4 §3.1.0.8). */
const patch_of = (resource: Resource) =>
  resource.resourceType === 'Binary' && typeof resource['data'] === 'string'
    ? read_patch(parse_exact(Buffer.from(resource['data'], 'base64').toString()))
    : read_patch(resource)

const write = async (unit: Unit, entry: Entry): Promise<EntryAnswer> => {
  const { request, place } = entry
  const options = { if_match: request.if_match }
  if (request.method === 'DELETE') {
    if (request.id === undefined) await remove_by(unit, request.type, request.criteria ?? '')
    else await unit.remove(request.type, request.id, options)
    return { status: '204 No Content' }
  }
  const resource = check_body(entry)
  if (request.method === 'PATCH') {
    const id = request.id ?? (await find_one(unit, request.type, request.criteria ?? ''))?.id
    if (id === undefined) throw fail.not_found(`Không có ${request.type} nào khớp “${request.criteria}”`)
    return { status: '200 OK', stored: await patch_one(unit, request.type, id, patch_of(resource), options) }
  }
  if (request.method === 'POST') {
    const { stored, is_new } =
      request.if_none_exist === undefined
        ? { stored: await unit.create(resource), is_new: true }
        : await create_if_none(unit, resource, request.if_none_exist)
    return { status: is_new ? '201 Created' : '200 OK', stored }
  }
  if (request.criteria !== undefined) {
    const { stored, is_new } = await update_by(unit, resource, request.criteria, options)
    return { status: is_new ? '201 Created' : '200 OK', stored }
  }
  if (request.id === undefined || request.id !== resource.id)
    throw fail.invalid('Mã tài nguyên khác với request.url', `${place}.resource.id`)
  const stored = await unit.update(resource, options)
  return { status: stored.version === 1 ? '201 Created' : '200 OK', stored }
}

const perform = async (unit: Unit, entry: Entry, options: BundleOptions): Promise<EntryAnswer> => {
  check_type(entry.request.type)
  const is_read = entry.request.method === 'GET' || entry.request.method === 'HEAD'
  const answer = is_read ? await read(unit, entry, options) : await write(unit, entry)
  return !is_read && options.with_bodies && answer.stored ? { ...answer, body: answer.stored.body } : answer
}

/** A refusal inside a bundle says which entry it is about. */
const at_entry = (error: unknown, place: string): unknown =>
  error instanceof Failure
    ? new Failure(
        error.status,
        error.issues.map((issue) => ({
          ...issue,
          expression: issue.expression?.startsWith('Bundle')
            ? issue.expression
            : `${place}${issue.expression ? `.resource: ${issue.expression}` : ''}`,
        })),
        error.details,
      )
    : error

/** Within one method the standard leaves the order free; one order for all keeps writers of the same rows from circles. */
const by_target = (one: Entry, other: Entry): number => {
  const [a, b] = [one, other].map(({ request }) => (request.id ? `${request.type}/${request.id}` : ''))
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1
}

/** Rows that will be replaced: one alone needs no order. */
const lock_targets = async (unit: Unit, entries: Entry[]): Promise<void> => {
  const targets = entries.filter(
    ({ request }) => request.id !== undefined && /^(PUT|PATCH|DELETE)$/.test(request.method),
  )
  if (targets.length > 1) await unit.lock(targets.map(({ request }) => `${request.type}/${request.id}`))
}

/**
 * All or nothing, in the standard's order; answers stand in the order of the questions.
 * @param read_bundle gives the bundle afresh: a unit that lost a race runs again from its beginning
 */
export const run_transaction = (
  store: Store,
  caller: Caller,
  read_bundle: () => Resource,
  options: BundleOptions,
): Promise<EntryAnswer[]> =>
  store.unit(caller, async (unit) => {
    const entries = list_entries(read_bundle()).map((value, i) => read_entry(value, i, options.base))
    refuse_doubles(entries)
    const names: Names = new Map()
    const there = await assign_ids(unit, entries, names)
    await resolve_conditional(unit, entries, names)
    for (const entry of entries) replace_references(entry.resource, names)
    await lock_targets(unit, entries)
    const in_order = entries
      .map((entry, i) => ({ entry, i }))
      .sort(
        (a, b) =>
          (order[a.entry.request.method] ?? 9) - (order[b.entry.request.method] ?? 9) || by_target(a.entry, b.entry),
      )
    const answers: EntryAnswer[] = []
    for (const { entry, i } of in_order) {
      const found = there.get(entry)
      answers[i] = found
        ? { status: '200 OK', stored: found, ...(options.with_bodies ? { body: found.body } : {}) }
        : await perform(unit, entry, options).catch((error: unknown) => {
            throw at_entry(error, entry.place)
          })
    }
    return answers
  })

/**
 * Each entry stands alone; a refusal is answered in its place, for what was done before it is done.
 * @param report told of failures that are no refusals
 */
export const run_batch = async (
  store: Store,
  caller: Caller,
  bundle: Resource,
  options: BundleOptions,
  report: (error: unknown) => void = () => undefined,
): Promise<EntryAnswer[]> => {
  const answers: EntryAnswer[] = []
  for (const [i, value] of list_entries(bundle).entries()) {
    try {
      const entry = read_entry(value, i, options.base)
      if (entry.request.method === 'POST' && entry.resource) delete entry.resource.id
      replace_references(entry.resource, new Map())
      answers.push(await store.unit(caller, (unit) => perform(unit, entry, options)))
    } catch (error) {
      const failure = failure_of(error)
      if (failure.status >= 500 && failure !== error) report(error)
      answers.push({ status: String(failure.status), outcome: failure })
    }
  }
  return answers
}
