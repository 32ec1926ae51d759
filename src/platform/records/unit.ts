import { fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { insert_events, type AuditAct, type Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'
import { check_id, check_resource, check_type } from './checks.ts'
import { index_terms, reference_target } from './index-terms.ts'
import { find_by_words } from './find-words.ts'
import { read_one } from './read.ts'
import { search_resources, type SearchPage } from './search.ts'
import { new_id } from './new-id.ts'
import type { Stored } from './stored.ts'

/** The store inside one open transaction. */
export type Unit = {
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
  remove(type: string, id: string, options?: { if_match?: number | undefined }): Promise<Stored>
  /** A further line for the audit log, written with the transaction. */
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

export const open_unit = (sql: Sql, caller: Caller): Unit => {
  const lines: AuditAct[] = []
  const wanted = new Set<string>()
  const written = new Set<string>()
  const facility = caller.facility

  const write = async (resource: Resource, id: string, before: Stored | undefined): Promise<Stored> => {
    const version = (before?.version ?? 0) + 1
    const updated_at = next_time(before?.updated_at)
    const body = body_of(resource, id, version, updated_at)
    const terms = index_terms({ ...(JSON.parse(body) as Resource), id })
    const stored: Stored = {
      type: resource.resourceType,
      id,
      version,
      updated_at,
      deleted: false,
      author: caller.actor.id,
      body,
    }
    const values = [
      ...[facility, stored.type, id, version, updated_at, stored.author, terms.patient],
      ...[terms.clinical_at, terms.clinical_end, terms.tokens, terms.words, body],
    ]
    if (before)
      await sql.prepared(
        'write_update',
        `UPDATE record.resource SET version = $4, deleted = false, updated_at = $5, author = $6, patient = $7,
           clinical_at = $8, clinical_end = $9, tokens = $10,
           words = CASE WHEN cardinality($11::text[]) = 0 THEN NULL ELSE array_to_tsvector($11::text[]) END, body = $12
         WHERE facility = $1 AND type = $2 AND id = $3`,
        values,
      )
    else {
      const { row_count } = await sql.prepared(
        'write_create',
        `INSERT INTO record.resource (facility, type, id, version, updated_at, author, patient, clinical_at,
           clinical_end, tokens, words, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
           CASE WHEN cardinality($11::text[]) = 0 THEN NULL ELSE array_to_tsvector($11::text[]) END, $12)
         ON CONFLICT DO NOTHING`,
        values,
      )
      if (row_count === 0) throw fail.conflict(`${stored.type}/${id} vừa được người khác tạo; hãy tải lại`)
    }
    lines.push({
      action: before ? 'U' : 'C',
      interaction: before ? 'update' : 'create',
      type: stored.type,
      ref: `${stored.type}/${id}/_history/${version}`,
      patient: terms.patient,
    })
    written.add(`${stored.type}/${id}`)
    for (const name of backbone) {
      const target = reference_target(resource[name])
      if (target && /^(Patient|Encounter)\//.test(target)) wanted.add(target)
    }
    return stored
  }

  /** Locks the row, so that the version seen is the version replaced. */
  const find_locked = async (type: string, id: string): Promise<Stored | undefined> =>
    (
      await sql.prepared<Stored>(
        'find_locked',
        `SELECT type, id, version, updated_at, deleted, author, body FROM record.resource
         WHERE facility = $1 AND type = $2 AND id = $3 FOR UPDATE`,
        [facility, type, id],
      )
    ).rows[0]

  const check_version = (before: Stored | undefined, if_match: number | undefined, ref: string): void => {
    if (if_match === undefined || before?.version === if_match) return
    throw fail.version_mismatch(`${ref} đã được sửa trong lúc bạn làm việc; hãy xem bản mới rồi lưu lại`, {
      current_version: before?.version ?? null,
      current_author: before?.author ?? null,
    })
  }

  const find = async (type: string, id: string): Promise<Stored | undefined> => {
    const stored = await read_one(sql, facility, type, id)
    lines.push({
      action: 'R',
      interaction: 'read',
      type,
      ref: `${type}/${id}`,
      patient: stored?.patient,
      outcome: stored ? 0 : 4,
    })
    return stored && !stored.deleted ? stored : undefined
  }

  const unit: Unit = {
    sql,
    caller,
    find,
    async get(type, id) {
      const stored = await find(type, id)
      if (!stored) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      return stored
    },
    async search(type, query) {
      const page = await search_resources(sql, facility, type, query)
      lines.push({
        action: 'E',
        interaction: 'search-type',
        type,
        ref: `${type}?${query.toString()}`,
        patient: page.patient,
      })
      return page
    },
    async find_by_words(type, text, limit) {
      lines.push({ action: 'E', interaction: 'search-type', type, ref: `${type}?words=${text}` })
      return find_by_words(sql, facility, type, text, limit)
    },
    async create(resource) {
      check_resource(resource)
      return write(resource, resource.id === undefined ? new_id() : check_id(resource.id), undefined)
    },
    async update(resource, options) {
      check_resource(resource)
      const id = check_id(resource.id)
      const before = await find_locked(resource.resourceType, id)
      check_version(before, options?.if_match, `${resource.resourceType}/${id}`)
      return write(resource, id, before)
    },
    async remove(type, id, options) {
      check_type(type)
      const before = await find_locked(type, id)
      if (!before) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      check_version(before, options?.if_match, `${type}/${id}`)
      if (before.deleted) return before
      const gone = { ...before, version: before.version + 1, updated_at: next_time(before.updated_at), deleted: true }
      await sql.prepared(
        'write_delete',
        `UPDATE record.resource SET version = $4, deleted = true, updated_at = $5, author = $6, tokens = '{}', words = NULL
         WHERE facility = $1 AND type = $2 AND id = $3`,
        [facility, type, id, gone.version, gone.updated_at, caller.actor.id],
      )
      lines.push({ action: 'D', interaction: 'delete', type, ref: `${type}/${id}/_history/${gone.version}` })
      return gone
    },
    note: (act) => void lines.push(act),
    async finish() {
      const missing = [...wanted].filter((target) => !written.has(target))
      if (missing.length > 0) await check_targets(sql, facility, missing)
      await insert_events(
        sql,
        lines.map((act) => ({ caller, act })),
      )
    },
  }
  return unit
}

const check_targets = async (sql: Sql, facility: string, targets: string[]): Promise<void> => {
  const { rows } = await sql.prepared<{ target: string }>(
    'check_targets',
    `SELECT target FROM unnest($2::text[]) AS target WHERE NOT EXISTS (SELECT FROM record.resource
       WHERE facility = $1 AND type = split_part(target, '/', 1) AND id = split_part(target, '/', 2) AND NOT deleted)`,
    [facility, targets],
  )
  const missing = rows.map((row) => row.target)
  if (missing.length > 0)
    throw fail.value(`Tham chiếu tới tài nguyên không có tại cơ sở này: ${missing.join(', ')}`, 'reference')
}
