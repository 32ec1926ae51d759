import { fail } from '../../base/outcome/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import type { Right, Scopes } from '../../standards/smart-scopes/index.ts'
import { LostRace } from '../database/index.ts'
import { demand_reach } from './reach.ts'
import { states_within } from './reach-states.ts'
import { read_one, read_version } from './read.ts'
import type { Stored } from './stored.ts'
import type { Unit } from './unit.ts'

const no_sql = (): Promise<never> =>
  Promise.reject(fail.forbidden('Mã truy cập của ứng dụng không dùng được cho việc này'))

const hidden = (ref: string) => fail.not_found(`Không tìm thấy ${ref} tại cơ sở này`)

/**
 * A unit for a token that does not reach everything. What it does not reach is not there for it: it is found by nothing,
 * and answered like what does not exist. What is written must lie within reach before and after.
 */
export const scoped_unit = (unit: Unit, scopes: Scopes): Unit => {
  const { facility } = unit.caller
  const { sql } = unit

  const is_within = async (right: Right, state: Stored): Promise<boolean> =>
    (await states_within(sql, facility, demand_reach({ scopes }, right, state.type), [state])).has(state)

  /** The state that is there now, deleted ones too; @throws 404 when it is out of reach */
  const peek = async (right: Right, type: string, id: string): Promise<Stored | undefined> => {
    demand_reach({ scopes }, right, type)
    const before = await read_one(sql, facility, type, id)
    if (before && !(await is_within(right, before))) throw hidden(`${type}/${id}`)
    return before
  }

  const look = async (
    interaction: 'read' | 'vread',
    ref: string,
    ask: () => Promise<(Stored & { patient: string | null }) | undefined>,
  ): Promise<Stored | undefined> => {
    const type = ref.split('/')[0] ?? ''
    demand_reach({ scopes }, 'r', type)
    const stored = await ask()
    const seen = stored && (await is_within('r', stored)) ? stored : undefined
    unit.note({ action: 'R', interaction, type, ref, patient: stored?.patient, outcome: seen ? 0 : 4 })
    return seen
  }

  const demand_written = async (right: Right, stored: Stored): Promise<Stored> => {
    if (!(await is_within(right, stored)))
      throw fail.forbidden(`Mã truy cập của ứng dụng không được ghi ${stored.type} có nội dung như vậy`)
    return stored
  }

  const find = async (type: string, id: string): Promise<Stored | undefined> => {
    const found = await look('read', `${type}/${id}`, () => read_one(sql, facility, type, id))
    return found?.deleted ? undefined : found
  }

  const put: Unit['put'] = async (resource, options) => {
    const before = await peek('u', resource.resourceType, resource.id ?? '')
    const done = await unit.put(resource, options)
    // What was judged must be what was followed.
    if (done.stored.version !== (before?.version ?? 0) + 1) throw new LostRace('changed while it was judged')
    await demand_written('u', done.stored)
    return done
  }

  return {
    sql: { ...sql, query: no_sql, prepared: no_sql, alone: no_sql },
    caller: unit.caller,
    find,
    async get(type, id) {
      const stored = await find(type, id)
      if (!stored) throw hidden(`${type}/${id}`)
      return stored
    },
    async vread(type, id, version) {
      const ref = `${type}/${id}/_history/${version}`
      const stored = await look('vread', ref, () => read_version(sql, facility, type, id, version))
      if (!stored) throw hidden(ref)
      if (stored.deleted) throw fail.gone(`${ref} là bản xóa`)
      return stored
    },
    // The question itself is confined (search/filters.ts, reach_conditions).
    search: (type, query) => unit.search(type, query),
    find_by_words: no_sql,
    find_alike: no_sql,
    async create(resource: Resource) {
      demand_reach({ scopes }, 'c', resource.resourceType)
      return demand_written('c', await unit.create(resource))
    },
    update: async (resource, options) => (await put(resource, options)).stored,
    put,
    async remove(type, id, options) {
      await peek('d', type, id)
      return unit.remove(type, id, options)
    },
    take_turn: (name) => unit.take_turn(name),
    lock: (refs) => unit.lock(refs),
    note: (act) => unit.note(act),
    finish: () => unit.finish(),
  }
}
