import { format_date, shift_days } from '../../../base/time/index.ts'
import { facility_kinds, type DirectoryFacility } from '../../membership/index.ts'
import type { FacilityState } from '../contract.ts'
import { areas_on, type Area } from '../directory/areas.ts'
import { ahead_days_max, change_facility, read_state } from '../directory/register.ts'
import { find_choice } from '../registers/find-choice.ts'
import { attempt, text_in, type Fault, type Planned, type Planner, type Room } from './deeds.ts'
import { find_area } from './find-area.ts'
import { open_strangers } from './plan-stranger.ts'
import type { Values } from './read-rows.ts'
import { facility_codes, ownership_choices, sort_choices } from './tables.ts'

type Known = { states: Map<string, FacilityState>; areas: Area[]; directory: DirectoryFacility[] }

const nothing_known = { level: null, rank: null, beds: null, ownership: 'public', sort: 'other', area: null }
const kept = ['level', 'rank', 'beds', 'ownership', 'sort', 'area'] as const
const names: Record<string, string> = {
  ...{ level: 'cấp', rank: 'hạng', beds: 'số giường', ownership: 'sở hữu', sort: 'loại hình', area: 'địa bàn' },
}

const base_of = (before: FacilityState | undefined): Record<string, unknown> =>
  before ? Object.fromEntries(kept.map((id) => [id, before[id]])) : nothing_known

/** The first contact as the row says it; the others, and what the row has no cell for, stay. */
const contacts_of = (before: FacilityState | undefined, values: Values): FacilityState['contacts'] => {
  const [first, ...others] = before?.contacts ?? []
  const name = text_in(values, 'contact') ?? first?.name
  if (name === undefined) return []
  const same = first?.name === name ? first : undefined
  const said = (id: 'phone' | 'email'): string => text_in(values, id) ?? same?.[id] ?? ''
  return [{ name, role: same?.role ?? '', phone: said('phone'), email: said('email') }, ...others]
}

const is_same_contact = (before: FacilityState | undefined, [contact]: FacilityState['contacts']): boolean => {
  const [known] = before?.contacts ?? []
  return known?.name === contact?.name && known?.phone === contact?.phone && known?.email === contact?.email
}

type Codes = { codes: Record<string, string>; changed: string[]; faults: Fault[] }

/** A GLN of the directory itself is not hidden behind another in the register. */
const codes_of = (before: FacilityState | undefined, values: Values, gln: string | null): Codes => {
  const codes = { ...before?.codes }
  const changed: string[] = []
  const faults: Fault[] = []
  for (const { id, name } of facility_codes) {
    const said = text_in(values, id)
    const known = id === 'gln' ? (gln ?? codes['gln']) : codes[id]
    if (said === undefined || said === known) continue
    if (id === 'gln' && gln !== null)
      faults.push({
        column: 'gln',
        words: `danh bạ ghi GLN ${gln}; GLN của cơ sở trong danh bạ không đổi bằng bảng này`,
      })
    codes[id] = said
    changed.push(`${name} ${said}`)
  }
  return { codes, changed, faults }
}

/** Days and places the register would refuse when it is written. */
const day_faults = (
  from_day: string,
  { area, before }: { area: unknown; before: FacilityState | undefined },
  known: Known,
  today: string,
): Fault[] => {
  const at = { column: 'from_day' }
  if (before && from_day < before.from_day)
    return [
      { ...at, words: `đã có thông tin từ ngày ${format_date(before.from_day)}, sau ngày ${format_date(from_day)}` },
    ]
  if (from_day > shift_days(today, ahead_days_max))
    return [{ ...at, words: `ngày ${format_date(from_day)} xa hơn một năm nữa` }]
  if (typeof area === 'string' && areas_on(known.areas, area, from_day).length === 0)
    return [
      {
        ...at,
        words: `địa bàn ${area} không có vào ngày ${format_date(from_day)}; hãy ghi địa bàn mới ở trang cơ sở trước`,
      },
    ]
  return []
}

/** The place the row means, as its id; what stands already keeps its id, whatever else is called so. */
const area_of = (
  known: Known,
  before: FacilityState | undefined,
  values: Values,
  on: string,
): Area | string | undefined => {
  const text = text_in(values, 'area')
  if (text === undefined) return undefined
  const standing = known.areas.find(({ id }) => id === before?.area)
  return standing && [standing.id, standing.name].includes(text) ? standing : find_area(known.areas, text, on)
}

/** What nobody has said of a facility yet, and what is written for it. */
const first_words = (before: FacilityState | undefined, values: Values): Fault[] => {
  const open = (['sort', 'ownership', 'area'] as const).filter((id) => values[id] === undefined)
  if (before || open.length === 0) return []
  const assumed = { sort: 'khác', ownership: 'công lập', area: 'để trống' }
  return [
    {
      words: `chưa có thông tin trước đó; tạm ghi ${open.map((id) => `${names[id] ?? id}: ${assumed[id]}`).join(', ')}`,
    },
  ]
}

const shown = (id: string, value: unknown, areas: Area[]): string => {
  const text = String(value)
  if (id === 'area') return areas.find((area) => area.id === text)?.name ?? text
  const choices = { sort: sort_choices, ownership: ownership_choices }[id]
  return choices ? (find_choice(choices, text)?.name ?? text) : text
}

type Of = { facility: string; gln: string | null; before: FacilityState | undefined }

/** What the row says of a facility from its day on. */
const plan_state = ({ facility, gln, before }: Of, values: Values, known: Known, { today }: Room): Planned => {
  const from_day = text_in(values, 'from_day') ?? today
  const source = text_in(values, 'source') ?? 'Bảng của Sở'
  const base = base_of(before)
  const area = area_of(known, before, values, from_day)
  if (typeof area === 'string') return { deeds: [], faults: [{ column: 'area', words: area }] }
  const meant: Values = { ...values, ...(area ? { area: area.id } : {}) }
  const said = Object.fromEntries(kept.flatMap((id) => (meant[id] === undefined ? [] : [[id, meant[id]]])))
  const changed = Object.entries(said).filter(([id, value]) => base[id] !== value)
  const contacts = contacts_of(before, values)
  const codes = codes_of(before, values, gln)
  if (changed.length + codes.changed.length === 0 && is_same_contact(before, contacts)) return { deeds: [], faults: [] }
  const whole = { ...base, ...said, from_day, source, contacts, codes: codes.codes }
  const read = attempt(() => read_state(whole), { name: 'contact' })
  const faults = [
    ...[...read.faults, ...codes.faults],
    ...day_faults(from_day, { area: said['area'] ?? base['area'], before }, known, today),
  ]
  if (read.value === undefined) return { deeds: [], faults }
  const state = read.value
  const words = [
    ...changed.map(([id, value]) => `${names[id] ?? id} ${shown(id, value, known.areas)}`),
    ...codes.changed,
    ...(is_same_contact(before, contacts) ? [] : [`liên hệ ${contacts[0]?.name ?? ''}`]),
  ]
  return {
    deeds: [
      {
        // A line of the same day takes the place of what was said of it.
        words: `${from_day === before?.from_day ? 'sửa từ' : 'từ'} ${format_date(from_day)}: ${words.join(', ')}`,
        run: (sql, caller) => change_facility(sql, caller, facility, { state, today }),
      },
    ],
    ...{ faults, warnings: first_words(before, values) },
  }
}

/** What the directory says of it is not this table's to change; it is told where it says something else. */
const kind_warnings = (known: DirectoryFacility | undefined, values: Values): Fault[] => {
  const kind = text_in(values, 'kind')
  if (!known || kind === undefined || kind === known.kind) return []
  const name = facility_kinds.find(({ id }) => id === known.kind)?.name ?? known.kind
  return [{ column: 'kind', words: `danh bạ ghi là ${name}; bảng này không đổi loại của cơ sở đã có` }]
}

/** Facilities of the directory as the register keeps them; one the directory has not is added first (plan-stranger.ts). */
export const plan_facility = (known: Known, room: Room): Planner => {
  const by_code = new Map(known.directory.map((one) => [one.code, one]))
  const row = (facility: string, values: Values): Planned => {
    const found = by_code.get(facility)
    const of = { facility, gln: found?.gln ?? null, before: known.states.get(facility) }
    const planned = plan_state(of, values, known, room)
    return {
      ...planned,
      warnings: [...kind_warnings(found, values), ...(planned.warnings ?? [])],
      subjects: [{ key: facility, words: '' }],
    }
  }
  const state_of = (facility: string, values: Values): Planned =>
    plan_state({ facility, gln: text_in(values, 'gln') ?? null, before: undefined }, values, known, room)
  return { row, stranger: open_strangers(known.directory, state_of) }
}
