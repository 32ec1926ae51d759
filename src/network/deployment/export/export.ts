import write_excel_file, { type SheetData } from 'write-excel-file/node'
import { fail } from '../../../base/outcome/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import { states_on } from '../directory/register.ts'
import { list_budget } from '../money/budget.ts'
import { list_milestones } from '../plan/progress.ts'
import { get_programme } from '../programme/programmes.ts'
import { steps } from '../programme/steps.ts'
import { list_entries } from '../registers/entries.ts'
import { list_readiness } from '../readiness/show-readiness.ts'
import { readiness_sheet } from './readiness-sheet.ts'
import type { Sheet, Value } from './sheet.ts'
import { registers } from '../registers/registers.ts'
import { list_reminders } from '../remind/remind.ts'

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
const ownership_names = { public: 'công lập', private: 'tư nhân', other: 'khác' }

/** facility: whose book it is; null: everybody's. what: one table only. */
export type BookWish = { today: string; facility: string | null; what?: string | undefined }

/** Everything the caller's wall shows, one sheet for each table, with the columns the import reads again. */
const gather = async (sql: Sql, { today, facility: own }: BookWish): Promise<Sheet[]> => {
  const programme = await get_programme(sql)
  const [directory, states, milestones, budget, entries, reminders] = await Promise.all([
    list_directory(sql, {}),
    states_on(sql, today),
    list_milestones(sql, programme.id, today),
    list_budget(sql, programme.id),
    list_entries(sql, {}),
    list_reminders(sql),
  ])
  const readiness = await list_readiness(sql, today, [])
  const shown = new Set([...milestones, ...budget, ...entries].map(({ facility }) => facility))
  const name_of = new Map(directory.map(({ code, name }) => [code, name]))
  const gln_of = new Map(directory.map(({ code, gln }) => [code, gln]))
  const who = (code: string): Value[] => [code, name_of.get(code)]
  // The register itself stands behind no wall: a member is told of itself only.
  const units = own === null ? [...new Set([...shown, ...states.keys()])].toSorted() : [own]
  return [
    {
      ...{ what: 'facilities', name: 'Cơ sở' },
      header: [
        ...['Mã', 'Tên', 'GLN', 'Từ ngày', 'Cấp', 'Hạng', 'Số giường', 'Sở hữu', 'Liên hệ', 'Điện thoại', 'Email'],
        ...['Địa bàn', 'Căn cứ'],
      ],
      rows: units.map((code) => {
        const state = states.get(code)
        const [contact] = state?.contacts ?? []
        return [
          ...[...who(code), gln_of.get(code) ?? state?.codes['gln'], state?.from_day, state?.level, state?.rank],
          ...[state?.beds, state && ownership_names[state.ownership], contact?.name, contact?.phone, contact?.email],
          ...[state?.area, state?.source],
        ]
      }),
    },
    {
      ...{ what: 'progress', name: 'Tiến độ', header: ['Mã', 'Tên', 'Ngày', ...steps.map(({ name }) => name)] },
      rows: units.map((code) => [
        ...who(code),
        today,
        ...steps.map(({ id }) => milestones.find(({ facility, step }) => facility === code && step === id)?.percent),
      ]),
    },
    {
      ...{ what: 'plan', name: 'Mốc' },
      header: ['Mã', 'Tên', 'Bước', 'Hạn', 'Người chịu trách nhiệm', 'Phần trăm', 'Xong ngày', 'Trễ (ngày)', 'Căn cứ'],
      rows: milestones.map((one) => [
        ...who(one.facility),
        ...[one.step, one.due, one.owner, one.percent, one.done_on, one.late_days, one.evidence],
      ]),
    },
    {
      ...{
        ...{ what: 'budget', name: 'Kinh phí' },
        header: ['Mã', 'Tên', 'Năm', 'Nguồn', 'Được giao (triệu đồng)', 'Đã chi (triệu đồng)', 'Ghi chú'],
      },
      rows: budget.map((one) => [
        ...[...who(one.facility), one.year, one.source, one.dong / million, one.spent_dong / million, one.note],
      ]),
    },
    ...registers.map((register) => ({
      what: register.kind,
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
    readiness_sheet(readiness),
    {
      ...{ what: 'reminders', name: 'Nhắc việc', header: ['Mã', 'Tên', 'Ngày', 'Nhắc ai', 'Việc', 'Đã xem'] },
      rows: reminders.map((one) => [...who(one.facility), one.day, one.told, one.words, one.seen_by]),
    },
  ]
}

/** One book of everything, or of one table only, as XLSX. @throws 404 */
export const export_book = async (sql: Sql, wish: BookWish): Promise<Buffer> => {
  const all = await gather(sql, wish)
  const { what } = wish
  const sheets = what === undefined ? all : all.filter((sheet) => sheet.what === what)
  if (sheets.length === 0) throw fail.not_found(`Không có loại bảng “${(what ?? '').slice(0, 40)}”`)
  return write_excel_file(
    sheets.map((sheet) => ({
      ...{ data: to_data(sheet), sheet: sheet.name, stickyRowsCount: 1 },
      columns: sheet.header.map((_, at) => ({ width: width_of(sheet, at) })),
    })),
  ).toBuffer()
}
