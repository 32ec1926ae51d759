import write_excel_file, { type SheetData } from 'write-excel-file/node'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import { states_on } from '../directory/register.ts'
import { list_budget } from '../money/budget.ts'
import { list_milestones } from '../plan/progress.ts'
import { get_programme } from '../programme/programmes.ts'
import { steps } from '../programme/steps.ts'
import { list_entries } from '../registers/entries.ts'
import { registers } from '../registers/registers.ts'
import { list_reminders } from '../remind/remind.ts'

type Value = string | number | boolean | null | undefined
type Sheet = { name: string; header: string[]; rows: Value[][] }

const cell = (value: Value) =>
  value === undefined || value === null || value === ''
    ? null
    : { value, type: typeof value === 'number' ? Number : typeof value === 'boolean' ? Boolean : String }

const width_of = (sheet: Sheet, at: number): number =>
  Math.min(60, Math.max(8, ...[sheet.header, ...sheet.rows].map((row) => String(row[at] ?? '').length + 2)))

const to_data = ({ header, rows }: Sheet): SheetData => [
  header.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
  ...rows.map((row) => row.map(cell)),
]

const million = 1_000_000

/** Everything the caller's wall shows, one sheet for each table, with the columns the import reads again. */
const gather = async (sql: Sql, today: string): Promise<Sheet[]> => {
  const programme = await get_programme(sql)
  const [directory, states, milestones, budget, entries, reminders] = await Promise.all([
    list_directory(sql, {}),
    states_on(sql, today),
    list_milestones(sql, programme.id, today),
    list_budget(sql, programme.id),
    list_entries(sql, {}),
    list_reminders(sql),
  ])
  const shown = new Set([...milestones, ...budget, ...entries].map(({ facility }) => facility))
  const name_of = new Map(directory.map(({ code, name }) => [code, name]))
  const who = (code: string): Value[] => [code, name_of.get(code)]
  const units = [...shown].toSorted()
  return [
    {
      ...{ name: 'Cơ sở', header: ['Mã', 'Tên', 'Từ ngày', 'Cấp', 'Hạng', 'Số giường', 'Sở hữu', 'Căn cứ'] },
      rows: units.map((code) => {
        const state = states.get(code)
        return [...who(code), state?.from_day, state?.level, state?.rank, state?.beds, state?.ownership, state?.source]
      }),
    },
    {
      ...{ name: 'Tiến độ', header: ['Mã', 'Tên', 'Ngày', ...steps.map(({ name }) => name)] },
      rows: units.map((code) => [
        ...who(code),
        today,
        ...steps.map(({ id }) => milestones.find(({ facility, step }) => facility === code && step === id)?.percent),
      ]),
    },
    {
      name: 'Mốc',
      header: ['Mã', 'Tên', 'Bước', 'Hạn', 'Người chịu trách nhiệm', 'Phần trăm', 'Xong ngày', 'Trễ (ngày)', 'Căn cứ'],
      rows: milestones.map((one) => [
        ...who(one.facility),
        ...[one.step, one.due, one.owner, one.percent, one.done_on, one.late_days, one.evidence],
      ]),
    },
    {
      ...{
        name: 'Kinh phí',
        header: ['Mã', 'Tên', 'Năm', 'Nguồn', 'Được giao (triệu đồng)', 'Đã chi (triệu đồng)', 'Ghi chú'],
      },
      rows: budget.map((one) => [
        ...[...who(one.facility), one.year, one.source, one.dong / million, one.spent_dong / million, one.note],
      ]),
    },
    ...registers.map((register) => ({
      name: register.name.replace(/[/\\?*:[\]]/g, ' ').slice(0, 31),
      header: ['Mã', 'Tên đơn vị', ...register.fields.map(({ name }) => name), 'Trạng thái', 'Lời của Sở'],
      rows: entries
        .filter(({ kind }) => kind === register.kind)
        .map((entry) => [
          ...who(entry.facility),
          ...register.fields.map(({ id }) => entry.body[id]),
          entry.state,
          entry.reason,
        ]),
    })),
    {
      ...{ name: 'Nhắc việc', header: ['Mã', 'Tên', 'Ngày', 'Nhắc ai', 'Việc', 'Đã xem'] },
      rows: reminders.map((one) => [...who(one.facility), one.day, one.told, one.words, one.seen_by]),
    },
  ]
}

/** One book of everything, as XLSX. */
export const export_book = async (sql: Sql, today: string): Promise<Buffer> => {
  const sheets = await gather(sql, today)
  return write_excel_file(
    sheets.map((sheet) => ({
      ...{ data: to_data(sheet), sheet: sheet.name, stickyRowsCount: 1 },
      columns: sheet.header.map((_, at) => ({ width: width_of(sheet, at) })),
    })),
  ).toBuffer()
}
