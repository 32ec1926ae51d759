import { fail } from '../../base/outcome/index.ts'
import type { AuditAct, AuditLog, Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { check_type } from './checks.ts'
import { begin_state } from './index-state.ts'
import { read_history, read_one, read_version } from './read.ts'
import { create_group_writer } from './group-writer.ts'
import { demand_need, demand_reach, type Need, type Reach } from './reach.ts'
import { states_within } from './reach-states.ts'
import { scoped_unit } from './scoped-unit.ts'
import { list_changes, type HistoryOf, type HistoryPage } from './history.ts'
import { scan_resources, type ScanWish } from './scan.ts'
import { search_resources, type FindCodes, type SearchPage, type SearchScope } from './search/index.ts'
import type { Stored } from './stored.ts'
import { guards_by_type, type TypeGuard } from './type-guard.ts'
import { UnknownFacility } from './write.ts'
import { open_unit, type Unit } from './unit.ts'

/** What is put together when it is asked for may leave out what is long, unless all of it is wanted (`_summary=false`). */
export type ReadWish = { is_whole: boolean }

/** The one store of clinical facts. Every call says who asks; every call leaves a line in the audit log. */
export type Store = {
  /** @throws 404 unknown, 410 deleted */
  read(caller: Caller, type: string, id: string, wish?: ReadWish): Promise<Stored>
  vread(caller: Caller, type: string, id: string, version: number): Promise<Stored>
  /** All versions, newest first: for rooms that know that they are few. */
  history(caller: Caller, type: string, id: string): Promise<Stored[]>
  /** Changes of one resource, a type, or all, newest first, page by page. @throws 404 for a resource that never was */
  changes(caller: Caller, of: HistoryOf, query: URLSearchParams): Promise<HistoryPage>
  search(caller: Caller, type: string, query: URLSearchParams, scope?: SearchScope): Promise<SearchPage>
  /** A look that is none of the above: an operation. Its line stands in the log before its answer leaves. */
  look<T>(
    caller: Caller,
    act: Omit<AuditAct, 'action'>,
    work: (sql: Sql) => Promise<T>,
    /** What is looked at; where nobody says it, a token that holds anything back is refused. */
    needs?: Need[],
  ): Promise<T>
  /** A look at all resources of a type, page by page: its line stands in the log before the first page is read. */
  scan(caller: Caller, act: Omit<AuditAct, 'action'>, wish: ScanWish): Promise<AsyncGenerator<Stored[]>>
  /** One transaction over resources and the rooms' own tables: all or nothing, audit lines included. */
  unit<T>(caller: Caller, work: (unit: Unit) => Promise<T>): Promise<T>
}

/** @param find_codes who knows what codes mean (`:in`, `:not-in`, `:above`, `:below`); without it these are refused by name */
export const create_store = (
  database: Database,
  audit: AuditLog,
  find_codes?: FindCodes,
  guards: TypeGuard[] = [],
): Store => {
  const within = async <State extends Stored>(caller: Caller, reach: Reach, states: State[]): Promise<State[]> => {
    if (reach === 'all') return states
    const seen = await database.read_facility(caller.facility, (sql) =>
      states_within(sql, caller.facility, reach, states),
    )
    return states.filter((state) => seen.has(state))
  }
  const guard_of = guards_by_type(guards)
  const found = async (
    caller: Caller,
    interaction: string,
    ref: string,
    look: () => Promise<(Stored & { patient?: string | null }) | undefined>,
  ): Promise<Stored> => {
    const type = ref.split('/')[0] ?? ''
    check_type(type)
    const reach = demand_reach(caller, 'r', type)
    const there = await look()
    // What a token does not reach is not there for it; the log knows that it was asked for.
    const [stored] = there ? await within(caller, reach, [there]) : []
    await audit.write(caller, {
      action: 'R',
      interaction,
      type,
      ref,
      patient: there?.patient,
      outcome: stored && !stored.deleted ? 0 : 4,
    })
    if (!stored) throw fail.not_found(`Không tìm thấy ${ref} tại cơ sở này`)
    if (stored.deleted) throw fail.gone(`${ref} đã bị xóa; các phiên bản trước vẫn đọc được trong lịch sử`)
    return stored
  }

  const writer = create_group_writer(database)

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
      const reach = demand_reach(caller, 'r', type)
      const all = await database.read_facility(caller.facility, (sql) => read_history(sql, caller.facility, type, id))
      const versions = await within(caller, reach, all)
      await audit.write(caller, {
        action: 'R',
        interaction: 'history-instance',
        type,
        ref: `${type}/${id}/_history`,
        patient: all[0]?.patient,
        outcome: versions.length > 0 ? 0 : 4,
      })
      if (versions.length === 0) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      return versions
    },
    async changes(caller, of, query) {
      const { type = '', id } = of
      if (type !== '') check_type(type)
      // Pages over all of a type go by time: they cannot leave out a part without telling of it.
      if (id === undefined) demand_need(caller, { right: 's', type: type === '' ? '*' : type })
      const reach = id === undefined ? 'all' : demand_reach(caller, 'r', type)
      const page = await database.read_facility(caller.facility, (sql) => list_changes(sql, caller.facility, of, query))
      const versions = await within(caller, reach, page.versions)
      const is_unknown = id !== undefined && versions.length === 0 && !query.has('_since') && !query.has('_cursor')
      const path = [type, id, '_history'].filter(Boolean).join('/')
      await audit.write(caller, {
        action: 'R',
        interaction: id !== undefined ? 'history-instance' : type === '' ? 'history-system' : 'history-type',
        type,
        ref: (query.size === 0 ? path : `${path}?${query.toString()}`).slice(0, 1_000),
        ...(id === undefined ? {} : { patient: page.versions[0]?.patient }),
        outcome: is_unknown ? 4 : 0,
      })
      if (is_unknown) throw fail.not_found(`Không tìm thấy ${type}/${id} tại cơ sở này`)
      // Of what is partly out of reach nobody says how much there is.
      const { total: _hidden, ...seen } = page
      return reach === 'all' ? page : { ...seen, versions }
    },
    async search(caller, type, query, scope) {
      check_type(type)
      const page = await database.read_facility(caller.facility, (sql) =>
        search_resources(sql, caller.facility, type, query, { scope, find_codes, scopes: caller.scopes }),
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
    async look(caller, act, work, needs) {
      if (caller.scopes && !needs)
        throw fail.forbidden('Thao tác này không dùng được bằng mã truy cập bị giới hạn quyền')
      for (const need of needs ?? []) demand_need(caller, need)
      const log = (outcome: 0 | 4) => audit.write(caller, { action: 'R', ...act, outcome })
      const result = await database.read_facility(caller.facility, work).catch(async (error: unknown) => {
        await log(4)
        throw error
      })
      await log(0)
      return result
    },
    async scan(caller, act, wish) {
      check_type(wish.type)
      demand_need(caller, { right: 's', type: wish.type })
      await audit.write(caller, { action: 'E', type: wish.type, ...act })
      return scan_resources(database, caller.facility, wish)
    },
    async unit(caller, work) {
      const run = () =>
        database.in_facility(caller.facility, async (sql) => {
          const ask = <A>(question: (sql: Sql) => Promise<A>) => database.read_facility(caller.facility, question)
          const unit = open_unit(sql, caller, writer, ask, find_codes, guard_of)
          const result = await work(caller.scopes ? scoped_unit(unit, caller.scopes) : unit)
          await unit.finish()
          return result
        })
      try {
        return await run()
      } catch (error) {
        if (!(error instanceof UnknownFacility)) throw error
        await database.in_facility(caller.facility, async (sql) => {
          await sql.query('SELECT record.open_facility($1)', [caller.facility])
          await begin_state(sql, caller.facility)
        })
        return run()
      }
    },
  }
}
