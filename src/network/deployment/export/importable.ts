import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import type { BudgetLine, BudgetSource, EntryLine, FacilityState, Milestone } from '../contract.ts'
import { states_on } from '../directory/register.ts'
import { import_tables, line_id_title, source_choices } from '../import/tables.ts'
import { list_budget } from '../money/budget.ts'
import { list_milestones } from '../plan/progress.ts'
import { get_programme } from '../programme/programmes.ts'
import { steps } from '../programme/steps.ts'
import { list_entries } from '../registers/entries.ts'
import type { Field, Register } from '../registers/field.ts'
import { find_choice } from '../registers/find-choice.ts'
import { registers } from '../registers/registers.ts'
import type { BookWish } from './export.ts'
import type { Sheet, Value } from './sheet.ts'

const million = 1_000_000
const facilities_max = 200_000
const ownership_names = { public: 'công lập', private: 'tư nhân', other: 'khác' }
const source_name = (source: BudgetSource): string => source_choices.find(({ id }) => id === source)?.name ?? source
const sheet_of = (what: string) => ({ what, name: import_tables.find((one) => one.what === what)?.sheet ?? what })

/** Code and name, as every table begins. */
type Who = (code: string) => Value[]
type Named = { who: Who; gln(code: string): string | null | undefined }

const of_facilities = (units: string[], states: Map<string, FacilityState>, { who, gln }: Named): Sheet => ({
  ...sheet_of('facilities'),
  header: [
    ...['Mã', 'Tên', 'GLN', 'Từ ngày', 'Cấp', 'Hạng', 'Số giường', 'Sở hữu', 'Liên hệ', 'Điện thoại', 'Email'],
    ...['Địa bàn', 'Căn cứ'],
  ],
  rows: units.map((code) => {
    const state = states.get(code)
    const [contact] = state?.contacts ?? []
    return [
      ...[...who(code), gln(code) ?? state?.codes['gln'], state?.from_day, state?.level, state?.rank],
      ...[state?.beds, state && ownership_names[state.ownership], contact?.name, contact?.phone, contact?.email],
      ...[state?.area, state?.source],
    ]
  }),
})

const of_progress = (units: string[], milestones: Milestone[], today: string, { who }: Named): Sheet => ({
  ...sheet_of('progress'),
  header: ['Mã', 'Tên', 'Ngày', ...steps.map(({ name }) => name)],
  rows: units.map((code) => [
    ...who(code),
    today,
    ...steps.map(({ id }) => milestones.find(({ facility, step }) => facility === code && step === id)?.percent),
  ]),
})

const of_plan = (milestones: Milestone[], { who }: Named): Sheet => ({
  ...{ what: 'plan', name: 'Mốc' },
  header: [
    ...['Mã', 'Tên', 'Bước', 'Hạn', 'Người chịu trách nhiệm', 'Phần trăm', 'Xong ngày', 'Trễ (ngày)', 'Căn cứ'],
    ...['Theo lời Sở, sổ còn thiếu', 'Người nói xong'],
  ],
  rows: milestones.map((one) => [
    ...who(one.facility),
    ...[one.step, one.due, one.owner, one.percent, one.done_on, one.late_days, one.evidence],
    ...[one.lacks, one.lacks_by],
  ]),
})

const in_million = (dong: number | null): number | null => (dong === null ? null : dong / million)

const of_budget = (budget: BudgetLine[], { who }: Named): Sheet => ({
  ...sheet_of('budget'),
  header: [
    ...['Mã', 'Tên', 'Năm', 'Nguồn', 'Được giao (triệu đồng)', 'Dự toán (triệu đồng)'],
    ...['Đã ký hợp đồng (triệu đồng)', 'Đã chi (triệu đồng)', 'Ghi chú'],
  ],
  rows: budget.map((one) => [
    ...[...who(one.facility), one.year, source_name(one.source), in_million(one.dong), in_million(one.planned_dong)],
    ...[in_million(one.contracted_dong), in_million(one.spent_dong), one.note],
  ]),
})

/** As its import reads it again: a choice by its name, money with its unit. */
const shown = ({ choices = [] }: Field, value: EntryLine['body'][string] | undefined): Value =>
  typeof value === 'string' ? (find_choice(choices, value)?.name ?? value) : value
const title = ({ name, type }: Field): string => (type === 'money' ? `${name} (đồng)` : name)

const of_register = (register: Register, entries: EntryLine[], { who }: Named): Sheet => ({
  ...sheet_of(register.kind),
  header: [
    ...['Mã', 'Tên đơn vị', ...register.fields.map(title), 'Trạng thái', 'Lời của Sở', 'Tệp kèm'],
    ...['Người ghi', 'Ghi lúc', line_id_title],
  ],
  rows: entries
    .filter(({ kind }) => kind === register.kind)
    .map((entry) => [
      ...[...who(entry.facility), ...register.fields.map((field) => shown(field, entry.body[field.id]))],
      ...[entry.state, entry.reason, entry.files.map(({ name }) => name).join('; ')],
      ...[entry.written_by, String(entry.updated_at), entry.id],
    ]),
})

/** The tables that come in again, one sheet each, with the columns the import reads. */
export const importable_sheets = async (
  sql: Sql,
  { today, facility: own, programme: id }: BookWish,
): Promise<Sheet[]> => {
  const programme = await get_programme(sql, { today, id, facility: own ?? undefined })
  const [directory, states, milestones, budget, entries] = await Promise.all([
    list_directory(sql, { limit: facilities_max }),
    states_on(sql, today),
    list_milestones(sql, programme.id, today),
    list_budget(sql, { programme: programme.id }),
    list_entries(sql, {}),
  ])
  const known = new Map(directory.map((one) => [one.code, one]))
  const named: Named = { who: (code) => [code, known.get(code)?.name], gln: (code) => known.get(code)?.gln }
  const told = new Set([...milestones, ...budget, ...entries].map(({ facility }) => facility))
  // The register itself stands behind no wall: a member is told of itself only.
  const units = own === null ? [...new Set([...told, ...states.keys()])].toSorted() : [own]
  return [
    of_facilities(units, states, named),
    of_progress(units, milestones, today, named),
    of_plan(milestones, named),
    of_budget(budget, named),
    ...registers.map((register) => of_register(register, entries, named)),
  ]
}
