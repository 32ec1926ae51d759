import { fail } from '../../base/outcome/index.ts'
import type { AuditAct, AuditLog, Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { check_type } from './checks.ts'
import { read_history, read_one, read_version } from './read.ts'
import { list_changes, type HistoryPage } from './history.ts'
import { search_resources, type SearchPage, type SearchScope } from './search/index.ts'
import type { Stored } from './stored.ts'
import { UnknownFacility } from './write.ts'
import { open_unit, type Unit } from './unit.ts'

/** The one store of clinical facts. Every call says who asks; every call leaves a line in the audit log. */
export type Store = {
  /** @throws 404 unknown, 410 deleted */
  read(caller: Caller, type: string, id: string): Promise<Stored>
  vread(caller: Caller, type: string, id: string, version: number): Promise<Stored>
  /** All versions, newest first. */
  history(caller: Caller, type: string, id: string): Promise<Stored[]>
  /** Changes of a type, or of all, newest first. */
  changes(caller: Caller, type: string | undefined, query: URLSearchParams): Promise<HistoryPage>
  search(caller: Caller, type: string, query: URLSearchParams, scope?: SearchScope): Promise<SearchPage>
  /** A look that is none of the above: an operation. Its line stands in the log before its answer leaves. */
  look<T>(caller: Caller, act: Omit<AuditAct, 'action'>, work: (sql: Sql) => Promise<T>): Promise<T>
  /** One transaction over resources and the rooms' own tables: all or nothing, audit lines included. */
  unit<T>(caller: Caller, work: (unit: Unit) => Promise<T>): Promise<T>
}

export const create_store = (database: Database, audit: AuditLog): Store => {
  const found = async (
    caller: Caller,
    interaction: string,
    ref: string,
    look: () => Promise<(Stored & { patient?: string | null }) | undefined>,
  ): Promise<Stored> => {
    const type = ref.split('/')[0] ?? ''
    check_type(type)
    const stored = await look()
    await audit.write(caller, {
      action: 'R',
      interaction,
      type,
      ref,
      patient: stored?.patient,
      outcome: stored && !stored.deleted ? 0 : 4,
    })
    if (!stored) throw fail.not_found(`Không tìm thấy ${ref} tại cơ sở này`)
    if (stored.deleted) throw fail.gone(`${ref} đã bị xóa; các phiên bản trước vẫn đọc được trong lịch sử`)
    return stored
  }

  return {
    read: (caller, type, id) =>
      found(caller, 'read', `${type}/${id}`, () =>
        database.read_facility(caller.facility, (sql) => read_one(sql, caller.facility, type, id)),
      ),
    vread: (caller, type, id, version) =>
      found(caller, 'vread', `${type}/${id}/_history/${version}`, () =>
        database.read_facility(caller.facility, (sql) => read_version(sql, caller.facility, type, id, version)),
      ),
    async history(caller, type, id) {
      check_type(type)
      const versions = await database.read_facility(caller.facility, (sql) =>
        read_history(sql, caller.facility, type, id),
      )
      await audit.write(caller, {
        action: 'R',
        interaction: 'history-instance',
        type,
        ref: `${type}/${id}/_history`,
        patient: versions[0]?.patient,
        outcome: versions.length > 0 ? 0 : 4,
      })
      if (versions.length === 0) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      return versions
    },
    async changes(caller, type, query) {
      if (type !== undefined) check_type(type)
      const page = await database.read_facility(caller.facility, (sql) =>
        list_changes(sql, caller.facility, type, query),
      )
      await audit.write(caller, {
        action: 'R',
        interaction: type === undefined ? 'history-system' : 'history-type',
        type: type ?? '',
        ref: `${type ?? ''}/_history?${query.toString()}`.slice(0, 1_000),
      })
      return page
    },
    async search(caller, type, query, scope) {
      check_type(type)
      const page = await database.read_facility(caller.facility, (sql) =>
        search_resources(sql, caller.facility, type, query, scope),
      )
      await audit.write(caller, {
        action: 'E',
        interaction: 'search-type',
        type,
        ref: `${scope ? `${scope.compartment}/${scope.id}/` : ''}${type}?${query.toString()}`.slice(0, 1_000),
        patient: page.patient,
      })
      return page
    },
    async look(caller, act, work) {
      const log = (outcome: 0 | 4) => audit.write(caller, { action: 'R', ...act, outcome })
      const result = await database.read_facility(caller.facility, work).catch(async (error: unknown) => {
        await log(4)
        throw error
      })
      await log(0)
      return result
    },
    async unit(caller, work) {
      const run = () =>
        database.in_facility(caller.facility, async (sql) => {
          const unit = open_unit(sql, caller, (ask) => database.read_facility(caller.facility, ask))
          const result = await work(unit)
          await unit.finish()
          return result
        })
      try {
        return await run()
      } catch (error) {
        if (!(error instanceof UnknownFacility)) throw error
        await database.in_facility(caller.facility, (sql) =>
          sql.query('SELECT record.open_facility($1)', [caller.facility]),
        )
        return run()
      }
    },
  }
}
