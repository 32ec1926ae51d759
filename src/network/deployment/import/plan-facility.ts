import { format_date, shift_days } from '../../../base/time/index.ts'
import type { FacilityState } from '../contract.ts'
import { areas_on, type Area } from '../directory/areas.ts'
import { ahead_days_max, change_facility, read_state } from '../directory/register.ts'
import { attempt, text_in, type Fault, type Planner, type Room } from './deeds.ts'
import type { Values } from './read-rows.ts'

type Known = { states: Map<string, FacilityState>; areas: Area[] }

const nothing_known = { level: null, rank: null, beds: null, ownership: 'public', sort: 'other', area: null }
const kept = ['level', 'rank', 'beds', 'ownership', 'sort', 'area'] as const
const names: Record<string, string> = {
  ...{ level: 'cấp', rank: 'hạng', beds: 'số giường', ownership: 'sở hữu', sort: 'loại hình', area: 'địa bàn' },
}

const base_of = (before: FacilityState | undefined): Record<string, unknown> =>
  before ? Object.fromEntries(kept.map((id) => [id, before[id]])) : nothing_known

const contacts_of = (before: FacilityState | undefined, values: Values): FacilityState['contacts'] => {
  const name = text_in(values, 'contact')
  if (name === undefined) return before?.contacts ?? []
  return [{ name, role: '', phone: text_in(values, 'phone') ?? '', email: text_in(values, 'email') ?? '' }]
}

const is_same_contact = (before: FacilityState | undefined, [contact]: FacilityState['contacts']): boolean => {
  const [known] = before?.contacts ?? []
  return known?.name === contact?.name && known?.phone === contact?.phone && known?.email === contact?.email
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

export const plan_facility =
  (known: Known, { today }: Room): Planner =>
  (facility, values) => {
    const before = known.states.get(facility)
    const from_day = text_in(values, 'from_day') ?? today
    const source = text_in(values, 'source') ?? 'Bảng của Sở'
    const base = base_of(before)
    const said = Object.fromEntries(kept.flatMap((id) => (values[id] === undefined ? [] : [[id, values[id]]])))
    const changed = Object.entries(said).filter(([id, value]) => base[id] !== value)
    const contacts = contacts_of(before, values)
    if (changed.length === 0 && is_same_contact(before, contacts)) return { deeds: [], faults: [] }
    const whole = { ...base, ...said, from_day, source, contacts, codes: before?.codes ?? {} }
    const read = attempt(() => read_state(whole), { name: 'contact' })
    const faults = [
      ...read.faults,
      ...day_faults(from_day, { area: said['area'] ?? base['area'], before }, known, today),
    ]
    if (read.value === undefined) return { deeds: [], faults }
    const state = read.value
    const words = [
      ...changed.map(([id, value]) => `${names[id] ?? id} ${String(value)}`),
      ...(is_same_contact(before, contacts) ? [] : [`liên hệ ${contacts[0]?.name ?? ''}`]),
    ]
    return {
      deeds: [
        {
          words: `từ ${format_date(from_day)}: ${words.join(', ')}`,
          run: (sql, caller) => change_facility(sql, caller, facility, { state, today }),
        },
      ],
      faults,
    }
  }
