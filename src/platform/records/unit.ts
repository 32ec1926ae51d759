import { fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { reference_of } from '../../standards/fhir-search/index.ts'
import { insert_events, type AuditAct, type Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'
import { check_id, check_resource, check_type } from './checks.ts'
import { find_by_words } from './find-words.ts'
import { index_row } from './index-row.ts'
import { lock_one, read_one } from './read.ts'
import { search_resources, type SearchPage } from './search/index.ts'
import { new_id } from './new-id.ts'
import type { Stored } from './stored.ts'
import { remove_one } from './remove.ts'
import { find_missing, write_batch, type Pending } from './write.ts'

/** The store inside one unit of work: all of it or nothing. */
export type Unit = {
  /** For the rooms' own tables. What was created or updated before is there when a statement runs. */
  sql: Sql
  caller: Caller
  /** undefined when it is not there or deleted. */
  find(type: string, id: string): Promise<Stored | undefined>
  get(type: string, id: string): Promise<Stored>
  search(type: string, query: URLSearchParams): Promise<SearchPage>
  /** By the one search field: name without diacritics, initials, year, numbers. */
  find_by_words(type: string, text: string, limit: number): Promise<Stored[]>
  create(resource: Resource): Promise<Stored>
  /** Creates under the given id when there is none (R4 §3.1.0.4.1 update as create). */
  update(resource: Resource, options?: { if_match?: number | undefined }): Promise<Stored>
  /** As update, saying whether something came into being: a PUT of what was deleted brings it back (R4 §3.1.0.7.1). */
  put(resource: Resource, options?: { if_match?: number | undefined }): Promise<{ stored: Stored; is_new: boolean }>
  remove(type: string, id: string, options?: { if_match?: number | undefined }): Promise<Stored>
  /** A further line for the audit log, written with the unit. */
  note(act: AuditAct): void
  finish(): Promise<void>
}

/** The text that is kept and sent: as given, with the store's own id, version and time (R4 §2.27.1 Resource.meta). */
const body_of = (resource: Resource, id: string, version: number, updated_at: Date): string => {
  const { resourceType, id: _id, meta, ...rest } = resource
  const own = { ...(is_object(meta) ? meta : {}), versionId: String(version), lastUpdated: updated_at.toISOString() }
  return JSON.stringify({ resourceType, id, meta: own, ...rest })
}

/** References that carry the chart: a fact never hangs on a patient or stay that is not there. */
const backbone = ['subject', 'patient', 'beneficiary', 'encounter'] as const

/** A clock set back must not make time run backwards inside a history. */
const next_time = (before: Date | undefined): Date => new Date(Math.max(Date.now(), (before?.getTime() ?? 0) + 1))

const check_version = (before: Stored | undefined, if_match: number | undefined, ref: string): void => {
  if (if_match === undefined || (before && !before.deleted && before.version === if_match)) return
  throw fail.version_mismatch(`${ref} đã được sửa trong lúc bạn làm việc; hãy xem bản mới rồi lưu lại`, {
    current_version: before?.version ?? null,
    current_author: before?.author ?? null,
  })
}

const refuse_missing = (missing: string[]): void => {
  if (missing.length > 0)
    throw fail.value(`Tham chiếu tới tài nguyên không có tại cơ sở này: ${missing.join(', ')}`, 'reference')
}

/** What is made in a unit and not written yet; written together, before anything is asked. */
class Outbox {
  private pending: Pending[] = []
  private readonly refs = new Set<string>()
  private readonly wanted = new Set<string>()
  lines: AuditAct[] = []
  private readonly sql: Sql
  private readonly caller: Caller
  constructor(sql: Sql, caller: Caller) {
    this.sql = sql
    this.caller = caller
  }

  holds(ref: string): boolean {
    return this.pending.some(({ stored }) => `${stored.type}/${stored.id}` === ref)
  }

  add(resource: Resource, stored: Stored): void {
    const row = index_row({ ...resource, id: stored.id })
    const ref = `${stored.type}/${stored.id}`
    const is_new = stored.version === 1
    this.pending.push({ stored, row, is_new })
    this.refs.add(ref)
    for (const name of backbone) {
      const target = reference_of(resource[name])
      if (target && /^(Patient|Encounter)\//.test(target)) this.wanted.add(target)
    }
    this.lines.push({
      action: is_new ? 'C' : 'U',
      interaction: is_new ? 'create' : 'update',
      type: stored.type,
      ref: `${ref}/_history/${stored.version}`,
      patient: row.patient,
    })
  }

  /** @param is_last nothing follows: audit lines go along, and what waits may stand outside a transaction */
  async flush(is_last = false): Promise<void> {
    const [batch, lines] = [this.pending, this.lines]
    const targets = is_last ? [...this.wanted].filter((target) => !this.refs.has(target)) : []
    if (batch.length === 0 && !is_last) return
    this.pending = []
    if (is_last) this.lines = []
    if (batch.length === 0) {
      if (targets.length > 0) refuse_missing(await find_missing(this.sql, this.caller.facility, targets))
      return insert_events(
        this.sql,
        lines.map((act) => ({ caller: this.caller, act })),
      )
    }
    // Between statements the transaction is needed; the last statement may be the whole of it.
    const sql = is_last ? this.sql : { ...this.sql, alone: this.sql.prepared }
    refuse_missing(await write_batch(sql, this.caller, batch, targets, is_last ? lines : []))
  }
}

/** What was made before a statement is there when it runs. */
const after_flush = (raw: Sql, outbox: Outbox): Sql => ({
  is_retry: raw.is_retry,
  query: async <Row>(text: string, values?: unknown[]) => {
    await outbox.flush()
    return raw.query<Row>(text, values)
  },
  prepared: async <Row>(name: string, text: string, values: unknown[]) => {
    await outbox.flush()
    return raw.prepared<Row>(name, text, values)
  },
  alone: async <Row>(name: string, text: string, values: unknown[]) => {
    await outbox.flush()
    return raw.alone<Row>(name, text, values)
  },
})

/** @param ask runs a question on a connection that plans it for its values; it sees what is committed */
export const open_unit = (raw: Sql, caller: Caller, ask: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>): Unit => {
  const { facility } = caller
  const outbox = new Outbox(raw, caller)
  const inside = after_flush(raw, outbox)

  const make = (resource: Resource, id: string, before: Stored | undefined): Stored => {
    const version = (before?.version ?? 0) + 1
    const updated_at = next_time(before?.updated_at)
    const stored: Stored = {
      type: resource.resourceType,
      ...{ id, version, updated_at, deleted: false, author: caller.actor.id },
      body: body_of(resource, id, version, updated_at),
    }
    outbox.add(resource, stored)
    return stored
  }

  /** The state to follow on. Seen without a lock the write itself finds out whether it is still the last one. */
  const find_before = async (type: string, id: string): Promise<Stored | undefined> => {
    if (outbox.holds(`${type}/${id}`)) await outbox.flush()
    return raw.is_retry ? lock_one(raw, facility, type, id) : read_one(raw, facility, type, id)
  }

  const find = async (type: string, id: string): Promise<Stored | undefined> => {
    const stored = await read_one(inside, facility, type, id)
    outbox.lines.push({
      action: 'R',
      interaction: 'read',
      type,
      ref: `${type}/${id}`,
      patient: stored?.patient,
      outcome: stored ? 0 : 4,
    })
    return stored && !stored.deleted ? stored : undefined
  }

  const put: Unit['put'] = async (resource, options) => {
    check_resource(resource)
    const id = check_id(resource.id)
    const before = await find_before(resource.resourceType, id)
    check_version(before, options?.if_match, `${resource.resourceType}/${id}`)
    return { stored: make(resource, id, before), is_new: !before || before.deleted }
  }

  return {
    sql: inside,
    caller,
    find,
    async get(type, id) {
      const stored = await find(type, id)
      if (!stored) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      return stored
    },
    async search(type, query) {
      const page = await search_resources(inside, facility, type, query)
      outbox.lines.push({
        action: 'E',
        interaction: 'search-type',
        type,
        ref: `${type}?${query.toString()}`,
        patient: page.patient,
      })
      return page
    },
    async find_by_words(type, text, limit) {
      outbox.lines.push({ action: 'E', interaction: 'search-type', type, ref: `${type}?words=${text}` })
      return ask((sql) => find_by_words(sql, facility, type, text, limit))
    },
    create: (resource) => {
      check_resource(resource)
      return Promise.resolve(make(resource, resource.id === undefined ? new_id() : check_id(resource.id), undefined))
    },
    update: async (resource, options) => (await put(resource, options)).stored,
    put,
    async remove(type, id, options) {
      check_type(type)
      await outbox.flush()
      const before = await lock_one(raw, facility, type, id)
      if (!before) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      check_version(before, options?.if_match, `${type}/${id}`)
      if (before.deleted) return before
      const gone = { ...before, version: before.version + 1, updated_at: next_time(before.updated_at), deleted: true }
      await remove_one(raw, facility, gone, caller.actor.id)
      outbox.lines.push({
        action: 'D',
        interaction: 'delete',
        type,
        ref: `${type}/${id}/_history/${gone.version}`,
        patient: before.patient,
      })
      return gone
    },
    note: (act) => void outbox.lines.push(act),
    finish: () => outbox.flush(true),
  }
}
