import type { Sql } from '../../../platform/database/index.ts'
import { facility_kinds, type DirectoryFacility } from '../../membership/index.ts'
import type { BudgetLine, BudgetSource, EntryLine, FacilityState, Milestone } from '../contract.ts'
import { list_areas, type Area } from '../directory/areas.ts'
import { states_on } from '../directory/register.ts'
import { write_area } from '../import/find-area.ts'
import { facility_codes, import_tables, line_id_title, ownership_choices } from '../import/tables.ts'
import { sort_choices, source_choices } from '../import/tables.ts'
import { list_whole_directory } from '../import/who.ts'
import { list_budget } from '../money/budget.ts'
import { list_latest_plans, type LatestPlan } from '../plan/latest-plans.ts'
import { list_milestones } from '../plan/progress.ts'
import { get_programme, list_members } from '../programme/programmes.ts'
import type { Taking } from '../programme/take-part.ts'
import { name_of_step, steps } from '../programme/steps.ts'
import { list_entries } from '../registers/entries.ts'
import type { Choice, Field, Register } from '../registers/field.ts'
import { find_choice } from '../registers/find-choice.ts'
import { registers } from '../registers/registers.ts'
import type { BookWish } from './export.ts'
import type { Sheet, Value } from './sheet.ts'

const million = 1_000_000
const source_name = (source: BudgetSource): string => source_choices.find(({ id }) => id === source)?.name ?? source
const sheet_of = (what: string) => ({ what, name: import_tables.find((one) => one.what === what)?.sheet ?? what })

/** Code and name, as every table begins. */
type Who = (code: string) => Value[]
type Named = { who: Who; known: Map<string, DirectoryFacility> }
type Standing = { states: Map<string, FacilityState>; areas: Area[]; today: string }

const choice_name = (choices: readonly Choice[], id: string | undefined): Value =>
  choices.find((one) => one.id === id)?.name ?? id

const of_facilities = (units: string[], { states, areas, today }: Standing, { who, known }: Named): Sheet => ({
  ...sheet_of('facilities'),
  header: [
    ...['Mã', 'Tên', 'Loại cơ sở', 'Từ ngày', 'Loại hình', 'Cấp', 'Hạng', 'Số giường', 'Sở hữu', 'Địa bàn'],
    ...[...facility_codes.map(({ name }) => name), 'Liên hệ', 'Điện thoại', 'Email', 'Căn cứ'],
  ],
  rows: units.map((code) => {
    const [state, listed] = [states.get(code), known.get(code)]
    const [contact] = state?.contacts ?? []
    const codes: Record<string, string> = { ...state?.codes, ...(listed?.gln ? { gln: listed.gln } : {}) }
    return [
      ...[...who(code), choice_name(facility_kinds, listed?.kind), state?.from_day],
      ...[choice_name(sort_choices, state?.sort), state?.level, state?.rank, state?.beds],
      ...[choice_name(ownership_choices, state?.ownership), state?.area && write_area(areas, state.area, today)],
      ...facility_codes.map(({ id }) => codes[id]),
      ...[contact?.name, contact?.phone, contact?.email, state?.source],
    ]
  }),
})

const of_progress = (units: string[], milestones: Milestone[], today: string, { who }: Named): Sheet => ({
  ...sheet_of('progress'),
  // Nothing proves 100 % but the registers, or what is written here for this row.
  header: ['Mã', 'Tên', 'Ngày', ...steps.map(({ name }) => name), 'Căn cứ'],
  rows: units.map((code) => [
    ...who(code),
    today,
    ...steps.map(({ id }) => milestones.find(({ facility, step }) => facility === code && step === id)?.percent),
  ]),
})

type Plans = Map<string, LatestPlan>
const plan_states: Record<LatestPlan['state'], string> = {
  ...{ draft: 'đang soạn', submitted: 'chờ Sở duyệt', approved: 'đã duyệt', returned: 'Sở trả lại' },
}

/** The newest version of each plan, as the import changes it; beside it what counts until that one is approved. */
const of_plan = (plans: Plans, milestones: Milestone[], { who }: Named): Sheet => ({
  ...sheet_of('plan'),
  header: [
    ...['Mã', 'Tên', 'Bước', 'Hạn', 'Người chịu trách nhiệm', 'Ghi chú', 'Bản', 'Trạng thái bản'],
    ...['Hạn đã duyệt', 'Phần trăm', 'Xong ngày', 'Trễ (ngày)', 'Căn cứ'],
    ...['Theo lời Sở, sổ còn thiếu', 'Người nói xong'],
  ],
  rows: [...plans].flatMap(([code, { version, state, milestones: planned }]) =>
    planned.map((one) => {
      const counted = milestones.find(({ facility, step }) => facility === code && step === one.step)
      return [
        ...[...who(code), name_of_step(one.step), one.due, one.owner, one.note, version, plan_states[state]],
        ...[counted?.due, counted?.percent, counted?.done_on, counted?.late_days, counted?.evidence],
        ...[counted?.lacks, counted?.lacks_by],
      ]
    }),
  ),
})

const of_tasks = (plans: Plans, { who }: Named): Sheet => ({
  ...sheet_of('tasks'),
  header: ['Mã', 'Tên', 'Bước', 'Việc', 'Người làm', 'Hạn', 'Xong ngày'],
  rows: [...plans].flatMap(([code, { milestones }]) =>
    milestones.flatMap(({ step, tasks = [] }) =>
      tasks.map(({ what, owner, due, done_on }) => [...who(code), name_of_step(step), what, owner, due, done_on]),
    ),
  ),
})

const of_taking_part = (members: Taking[], { who }: Named): Sheet => ({
  ...sheet_of('taking-part'),
  header: ['Mã', 'Tên', 'Số thứ tự', 'Tham gia từ', 'Thôi từ ngày'],
  rows: members.map(({ facility, place, joined_on, left_on }) => [...who(facility), place, joined_on, left_on]),
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
  const [directory, states, areas, plans, milestones, members, budget, entries] = await Promise.all([
    list_whole_directory(sql),
    states_on(sql, today),
    list_areas(sql),
    list_latest_plans(sql, programme.id),
    list_milestones(sql, programme.id, today),
    list_members(sql, programme.id),
    list_budget(sql, { programme: programme.id }),
    list_entries(sql, {}),
  ])
  const known = new Map(directory.map((one) => [one.code, one]))
  const named: Named = { who: (code) => [code, known.get(code)?.name], known }
  const told = new Set([...milestones, ...budget, ...entries].map(({ facility }) => facility))
  // The register itself stands behind no wall: a member is told of itself only.
  const units = own === null ? [...new Set([...told, ...states.keys()])].toSorted() : [own]
  // Who stands in the directory and of whom nothing is said yet is listed too: here it can be filled in.
  const listed = own === null ? [...new Set([...units, ...known.keys()])].toSorted() : units
  return [
    of_facilities(listed, { states, areas, today }, named),
    of_progress(units, milestones, today, named),
    of_taking_part(members, named),
    of_plan(plans, milestones, named),
    of_tasks(plans, named),
    of_budget(budget, named),
    ...registers.map((register) => of_register(register, entries, named)),
  ]
}
