import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { budget_sources, type BudgetLine, type Milestone, type Programme } from '../contract.ts'
import { change_facility, read_state, states_on } from '../directory/register.ts'
import { list_budget, put_budget, read_budget } from '../money/budget.ts'
import { keep_progress, list_milestones, read_progress } from '../plan/progress.ts'
import { name_of_step, step_ids } from '../programme/steps.ts'
import { check_body } from '../registers/check-body.ts'
import { add_entry } from '../registers/entries.ts'
import { get_register } from '../registers/registers.ts'
import type { Values } from './read-rows.ts'

/** One thing a row would do: said before, done afterwards. */
export type Deed = { words: string; run(sql: Sql, caller: Caller): Promise<void> }
export type Planned = { deeds: Deed[]; faults: string[] }
export type Planner = (facility: string, values: Values) => Planned

type Room = { programme: Programme; today: string }

const million = 1_000_000
const source_words = { province: 'tỉnh', district: 'về huyện', own: 'quỹ, nguồn của đơn vị', other: 'nguồn khác' }
const say = (value: number): string => value.toLocaleString('vi-VN', { maximumFractionDigits: 6 })

const plan_budget = (known: BudgetLine[], { programme }: Room): Planner => {
  return (facility, values) => {
    const year = typeof values['year'] === 'number' ? values['year'] : Number(programme.from_day.slice(0, 4))
    const given = budget_sources.flatMap((source) => {
      const amount = values[source]
      return typeof amount === 'number' ? [{ source, amount }] : []
    })
    const sum = given.reduce((total, { amount }) => total + amount, 0)
    const total = values['total']
    const faults = [
      ...(year < 2000 || year > 2100 ? [`năm ${year} không hợp lý`] : []),
      ...(typeof total === 'number' && Math.abs(total - sum) > 1e-6
        ? [`tổng ghi ${say(total)}, các nguồn cộng ${say(sum)}`]
        : []),
    ]
    const deeds = given.flatMap(({ source, amount }): Deed[] => {
      const before = known.find((line) => line.facility === facility && line.year === year && line.source === source)
      if (before?.dong === Math.round(amount * million)) return []
      const line = {
        year,
        source,
        amount,
        unit: 'million',
        spent: (before?.spent_dong ?? 0) / million,
        note: before?.note ?? '',
      }
      return [
        {
          words: `${year}, ${source_words[source]}: ${before ? `${say(before.dong / million)} → ` : ''}${say(amount)} triệu`,
          run: (sql, caller) => put_budget(sql, caller, { facility, programme: programme.id }, read_budget(line)),
        },
      ]
    })
    return { deeds, faults }
  }
}

const plan_progress = (known: Milestone[], { programme, today }: Room): Planner => {
  return (facility, values) => {
    const on = typeof values['on'] === 'string' ? values['on'] : today
    const evidence = typeof values['evidence'] === 'string' ? values['evidence'] : 'Theo bảng của Sở'
    const mine = known.filter((one) => one.facility === facility)
    const faults = [
      ...(on > today ? [`ngày ${on} ở tương lai`] : []),
      ...(on < programme.from_day ? [`ngày ${on} trước khi chương trình bắt đầu`] : []),
      ...(mine.length === 0 ? ['kế hoạch của cơ sở chưa được duyệt'] : []),
    ]
    const deeds = step_ids.flatMap((step): Deed[] => {
      const percent = values[step]
      const before = mine.find((one) => one.step === step)?.percent
      if (typeof percent !== 'number' || percent === before) return []
      return [
        {
          words: `${name_of_step(step)}: ${before ?? 0} → ${percent} %`,
          run: (sql, caller) =>
            keep_progress(sql, caller, { facility, programme }, read_progress({ step, percent, on, evidence }), today),
        },
      ]
    })
    return { deeds, faults }
  }
}

type Known = Awaited<ReturnType<typeof states_on>>

const plan_facility = (known: Known, { today }: Room): Planner => {
  return (facility, values) => {
    const before = known.get(facility)
    const { contact, phone = '', email = '', from_day = today, source = 'Bảng của Sở', ...rest } = values
    const base = before
      ? {
          level: before.level,
          rank: before.rank,
          beds: before.beds,
          ownership: before.ownership,
          sort: before.sort,
          area: before.area,
        }
      : { level: null, rank: null, beds: null, ownership: 'public', sort: 'other', area: null }
    const contacts = contact === undefined ? (before?.contacts ?? []) : [{ name: contact, role: '', phone, email }]
    const state = { ...base, ...rest, from_day, source, contacts, codes: before?.codes ?? {} }
    const changed = Object.entries(rest).filter(
      ([id, value]) => Object.entries(base).find(([key]) => key === id)?.[1] !== value,
    )
    const [known_contact] = before?.contacts ?? []
    const is_same_contact =
      contact === undefined ||
      (known_contact?.name === contact && known_contact.phone === phone && known_contact.email === email)
    if (changed.length === 0 && is_same_contact) return { deeds: [], faults: [] }
    if (before && String(from_day) < before.from_day)
      return { deeds: [], faults: [`đã có thông tin từ ngày ${before.from_day}, sau ngày ${String(from_day)}`] }
    const words = `từ ${String(from_day)}: ${[...changed.map(([id, value]) => `${id} ${String(value)}`), ...(contact ? [`liên hệ ${String(contact)}`] : [])].join(', ')}`
    const run = (sql: Sql, caller: Caller) =>
      change_facility(sql, caller, facility, { state: read_state(state), today })
    return { deeds: [{ words, run }], faults: [] }
  }
}

const plan_entry = (kind: string): Planner => {
  const register = get_register(kind)
  return (facility, values) => {
    const { faults, body } = check_body(register, values)
    const words = `thêm ${register.one}: ${String(body[register.title] ?? '')}`
    const run = async (sql: Sql, caller: Caller): Promise<void> => {
      await add_entry(sql, caller, { facility, kind, body })
    }
    return { deeds: [{ words, run }], faults: faults.map(({ message }) => message) }
  }
}

/** What rows of this table mean, knowing what stands today. */
export const open_planner = async (sql: Sql, what: string, room: Room): Promise<Planner> => {
  if (what === 'budget') return plan_budget(await list_budget(sql, room.programme.id), room)
  if (what === 'progress') return plan_progress(await list_milestones(sql, room.programme.id, room.today), room)
  if (what === 'facilities') return plan_facility(await states_on(sql, room.today), room)
  return plan_entry(what)
}
