import { fold } from '../../../base/text/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { add_facility, facility_kinds, read_new_facility, type DirectoryFacility } from '../../membership/index.ts'
import { attempt, text_in, type Fault, type Planned, type Planner } from './deeds.ts'
import type { Values } from './read-rows.ts'
import { by_every_name } from './who.ts'

const kind_names = facility_kinds.map(({ name }) => name).join(', ')

/** It may be the same facility under a mistaken code. */
const namesakes = (named: Map<string, DirectoryFacility[]>, name: string): Fault[] => {
  const same = named.get(fold(name)) ?? []
  if (same.length === 0) return []
  return [
    { words: `trùng tên với ${same.map((one) => `${one.name} (${one.code})`).join(', ')}; hãy xem có phải gõ nhầm mã` },
  ]
}

/** The columns by which the row says what the register keeps; without any of them only the directory gets a line. */
const says_state = (values: Values): boolean =>
  Object.keys(values).some((id) => !['code', 'name', 'kind', 'gln', 'source'].includes(id))

/**
 * A row with a code, a name and a kind of which the directory knows nothing: the facility is added to it, not yet a member, and
 * the register keeps what else the row says.
 */
export const open_strangers = (
  directory: DirectoryFacility[],
  state_of: (facility: string, values: Values) => Planned,
): NonNullable<Planner['stranger']> => {
  const named = by_every_name(directory)
  const by_gln = new Map(directory.flatMap((one) => (one.gln === null ? [] : [[one.gln, one] as const])))
  return (text, values) => {
    const [code, name, kind] = [text_in(values, 'code'), text_in(values, 'name'), text_in(values, 'kind')]
    if (code === undefined || name === undefined || kind === undefined)
      return `danh bạ không có “${text}”; hãy ghi mã CSKCB hoặc đúng tên trong danh bạ; để thêm cơ sở mới, ghi đủ mã 5 ký tự, tên và loại cơ sở (${kind_names})`
    const gln = text_in(values, 'gln') ?? null
    const read = attempt(() => read_new_facility({ code, name, kind, gln }))
    if (read.value === undefined) return { code, name, planned: { deeds: [], faults: read.faults } }
    const facility = read.value
    const holder = facility.gln === null ? undefined : by_gln.get(facility.gln)
    const taken = holder ? [{ column: 'gln', words: `GLN ${gln ?? ''} là của ${holder.name} (${holder.code})` }] : []
    const state = says_state(values)
      ? state_of(facility.code, values)
      : {
          deeds: [],
          faults: [],
          warnings: [{ words: 'chưa ghi loại hình, địa bàn, số giường; ghi sau ở trang cơ sở' }],
        }
    const kind_name = facility_kinds.find(({ id }) => id === facility.kind)?.name ?? kind
    const added = {
      words: `thêm cơ sở ${facility.code} vào danh bạ: ${kind_name}, chưa tham gia trục`,
      run: (sql: Sql, caller: Caller) => add_facility(sql, caller, facility),
    }
    const planned = {
      ...{ deeds: [added, ...state.deeds], faults: [...taken, ...state.faults] },
      warnings: [...namesakes(named, facility.name), ...(state.warnings ?? [])],
      subjects: [
        { key: facility.code, words: '' },
        ...(facility.gln === null ? [] : [{ key: `gln ${facility.gln}`, words: `GLN ${facility.gln}` }]),
      ],
    }
    return { code: facility.code, name: facility.name, planned }
  }
}
