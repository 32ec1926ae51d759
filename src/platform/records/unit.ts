import { fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import type { CompareOptions, PersonFacts } from '../../standards/person-matching/index.ts'
import { reference_of } from '../../standards/fhir-search/index.ts'
import { insert_events, type AuditAct, type Caller } from '../audit/index.ts'
import { question_max_ms, statement_max_ms, type Sql } from '../database/index.ts'
import { check_id, check_resource, check_type } from './checks.ts'
import { find_alike, type Alike } from './find-alike.ts'
import { find_by_words } from './find-words.ts'
import { index_row } from './index-row.ts'
import { lock_one, read_one, read_version, split_refs } from './read.ts'
import { search_resources, type FindCodes, type SearchPage } from './search/index.ts'
import { new_id } from './new-id.ts'
import type { Stored } from './stored.ts'
import { remove_one } from './remove.ts'
import type { TypeGuard } from './type-guard.ts'
import type { GroupWriter } from './group-writer.ts'
import { find_missing, one_kind, write_both, write_kind, type Pending, type Work } from './write.ts'

/** The store inside one unit of work: all of it or nothing. */
export type Unit = {
  /** For the rooms' own tables. What was created or updated before is there when a statement runs. */
  sql: Sql
  caller: Caller
  /** undefined when it is not there or deleted. */
  find(type: string, id: string): Promise<Stored | undefined>
  get(type: string, id: string): Promise<Stored>
  /** A state of the past, or the present one, by its number. @throws 404, 410 */
  vread(type: string, id: string, version: number): Promise<Stored>
  search(type: string, query: URLSearchParams): Promise<SearchPage>
  /** By the one search field: name without diacritics, initials, year, numbers. */
  find_by_words(type: string, text: string, limit: number): Promise<Stored[]>
  /** Patients who may be this person, the likeliest first. */
  find_alike(facts: PersonFacts, options?: CompareOptions): Promise<Alike[]>
  create(resource: Resource): Promise<Stored>
  /** Creates under the given id when there is none (R4 §3.1.0.4.1 update as create). */
  update(resource: Resource, options?: { if_match?: number | undefined }): Promise<Stored>
  /** As update, saying whether something came into being: a PUT of what was deleted brings it back (R4 §3.1.0.7.1). */
  put(resource: Resource, options?: { if_match?: number | undefined }): Promise<{ stored: Stored; is_new: boolean }>
  remove(type: string, id: string, options?: { if_match?: number | undefined }): Promise<Stored>
  /** Whoever asks for the turn of the same name waits here until this unit is done. */
  take_turn(name: string): Promise<void>
  /** Locks rows that will be replaced, in one order for all: units that touch the same rows queue, not deadlock. */
  lock(refs: string[]): Promise<void>
  /** A further line for the audit log, written with the unit. */
  note(act: AuditAct): void
  finish(): Promise<void>
}

/** The text that is kept and sent: as given, with the store's own id, version and time (R4 §2.27.1 Resource.meta). */
export const body_of = (resource: Resource, id: string, version: number, updated_at: Date): string => {
  const { resourceType, id: given_id, meta } = resource
  const own = { ...(is_object(meta) ? meta : {}), versionId: String(version), lastUpdated: updated_at.toISOString() }
  const head = `{"resourceType":${JSON.stringify(resourceType)},"id":${JSON.stringify(id)}`
  const new_head = `${head},"meta":${JSON.stringify(own)}`
  if (given_id === id) {
    // Type, id and meta usually lead, and copying the rest would cost as much as printing it.
    const text = JSON.stringify(resource)
    const old_head = meta === undefined ? head : `${head},"meta":${JSON.stringify(meta)}`
    if (text.startsWith(old_head)) return new_head + text.slice(old_head.length)
  }
  const rest = JSON.stringify({ ...resource, resourceType: undefined, id: undefined, meta: undefined })
  return rest === '{}' ? `${new_head}}` : `${new_head},${rest.slice(1)}`
}

/** References that carry the chart: a fact never hangs on a patient or stay that is not there. */
const backbone = ['subject', 'patient', 'beneficiary', 'encounter'] as const
export const backbone_targets = (resource: Resource): string[] =>
  backbone.flatMap((name) => {
    const target = reference_of(resource[name])
    return target !== undefined && /^(Patient|Encounter)\//.test(target) ? [target] : []
  })

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
  if (missing.length === 0) return
  const merged = missing.some((ref) => ref.startsWith('Patient/')) ? '; hồ sơ đã gộp thì ghi vào hồ sơ thay thế' : ''
  throw fail.value(`Tham chiếu tới tài nguyên không có tại cơ sở này: ${missing.join(', ')}${merged}`, 'reference')
}

/** What is made in a unit and not written yet; written together, before anything is asked. */
class Outbox {
  private pending: Pending[] = []
  private readonly refs = new Set<string>()
  private readonly wanted = new Set<string>()
  lines: AuditAct[] = []
  private readonly sql: Sql
  private readonly caller: Caller
  private readonly writer: GroupWriter
  constructor(sql: Sql, caller: Caller, writer: GroupWriter) {
    this.sql = sql
    this.caller = caller
    this.writer = writer
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
    for (const target of backbone_targets(resource)) this.wanted.add(target)
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
    if (this.pending.length === 0 && !is_last) return
    const work: Work = {
      batch: this.pending,
      targets: is_last ? [...this.wanted].filter((target) => !this.refs.has(target)) : [],
      lines: is_last ? this.lines.map((act) => ({ caller: this.caller, act })) : [],
    }
    this.pending = []
    if (is_last) this.lines = []
    refuse_missing(await this.write(work, is_last))
  }

  private async write(work: Work, is_last: boolean): Promise<string[]> {
    const { sql, caller } = this
    const kind = one_kind(work.batch)
    if (kind === undefined && work.batch.length > 0) return write_both(sql, caller.facility, work)
    if (kind !== undefined && is_last && !sql.is_open()) return this.writer.write(caller.facility, kind, work)
    if (kind !== undefined) return write_kind(sql.prepared, caller.facility, kind, work)
    const missing = work.targets.length > 0 ? await find_missing(sql, caller.facility, work.targets) : []
    if (missing.length === 0) await insert_events(sql, work.lines)
    return missing
  }
}

/** What was made before a statement is there when it runs. */
const after_flush = (raw: Sql, outbox: Outbox): Sql => ({
  is_retry: raw.is_retry,
  is_open: () => raw.is_open(),
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
  steady: async <Row>(name: string, text: string, values: unknown[]) => {
    await outbox.flush()
    return raw.steady<Row>(name, text, values)
  },
})

/** A search inside a transaction may take as long as one outside; what is written there has the longer time again. */
const within_question_time = async <T>(sql: Sql, search: (sql: Sql) => Promise<T>): Promise<T> => {
  const allow = (ms: number) => sql.query("SELECT set_config('statement_timeout', $1, true)", [String(ms)])
  const [, found] = await Promise.all([allow(question_max_ms), search(sql)])
  await allow(statement_max_ms)
  return found
}

/** @param ask runs a question on a connection that plans it for its values; it sees what is committed */
export const open_unit = (
  raw: Sql,
  caller: Caller,
  writer: GroupWriter,
  ask: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
  find_codes: FindCodes | undefined,
  guards: ReadonlyMap<string, TypeGuard> = new Map(),
): Unit => {
  const { facility } = caller
  const outbox = new Outbox(raw, caller, writer)
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
    const guard = guards.get(resource.resourceType)
    const kept = guard ? await guard.before_write(unit, { ...resource, id }, before) : resource
    return { stored: make(kept, id, before), is_new: !before || before.deleted }
  }

  const create_guarded = async (guard: TypeGuard, resource: Resource, id: string): Promise<Stored> =>
    make(await guard.before_write(unit, { ...resource, id }, undefined), id, undefined)

  const unit: Unit = {
    sql: inside,
    caller,
    find,
    async get(type, id) {
      const stored = await find(type, id)
      if (!stored) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      return stored
    },
    async vread(type, id, version) {
      const ref = `${type}/${id}/_history/${version}`
      const stored = await read_version(inside, facility, type, id, version)
      outbox.lines.push({
        action: 'R',
        interaction: 'vread',
        type,
        ref,
        patient: stored?.patient,
        outcome: stored ? 0 : 4,
      })
      if (!stored) throw fail.not_found(`Không tìm thấy ${ref} tại cơ sở này`)
      if (stored.deleted) throw fail.gone(`${ref} là bản xóa`)
      return stored
    },
    async search(type, query) {
      await outbox.flush()
      const more = { find_codes, scopes: caller.scopes }
      // Inside a transaction it must see what was made there; otherwise it is a question like any other.
      const page = raw.is_open()
        ? await within_question_time(raw, (sql) => search_resources(sql, facility, type, query, more))
        : await ask((sql) => search_resources(sql, facility, type, query, more))
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
    find_alike(facts, options) {
      outbox.lines.push({ action: 'E', interaction: 'search-type', type: 'Patient', ref: 'Patient?alike' })
      return ask((sql) => find_alike(sql, facility, facts, options))
    },
    create: (resource) => {
      check_resource(resource)
      const id = resource.id === undefined ? new_id() : check_id(resource.id)
      const guard = guards.get(resource.resourceType)
      return guard ? create_guarded(guard, resource, id) : Promise.resolve(make(resource, id, undefined))
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
      await guards.get(type)?.before_remove(unit, before)
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
    take_turn: async (name) => {
      await inside.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${facility} ${name}`])
    },
    lock: async (refs) => {
      await inside.query(
        `SELECT 1 FROM record.resource WHERE facility = $1
           AND (type, id) IN (SELECT * FROM unnest($2::text[], $3::text[])) ORDER BY type, id FOR UPDATE`,
        [facility, ...split_refs(refs)],
      )
    },
    note: (act) => void outbox.lines.push(act),
    finish: () => outbox.flush(true),
  }
  return unit
}
