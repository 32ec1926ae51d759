import { fail, Failure } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { ImportPreview, Programme } from '../contract.ts'
import { count_weeks } from '../plan/progress.ts'
import { get_programme, list_programmes } from '../programme/programmes.ts'
import { note } from '../scope.ts'
import type { Deed, Planner } from './deeds.ts'
import { open_planner } from './open-planner.ts'
import { read_rows, type ReadFile, type ReadRow, type Values } from './read-rows.ts'
import { import_tables, line_id, type ImportTable } from './tables.ts'
import { is_unit } from './units.ts'
import { open_who, type Who } from './who.ts'

/** Tables in which a facility stands once; of the others it may have many lines. */
const once = ['facilities', 'progress']

export const get_import_table = (what: string): ImportTable => {
  const table = import_tables.find((one) => one.what === what)
  if (!table) throw fail.not_found(`Không có loại bảng “${what.slice(0, 40)}”`)
  return table
}

type Row = ImportPreview['rows'][number]
type PlannedRow = { row: Row; deeds: Deed[] }
type Plan = { preview: ImportPreview; rows: PlannedRow[] }

const key_of = (what: string, code: string, { year, source, [line_id]: id }: Values): string | undefined => {
  if (once.includes(what)) return code
  return what === 'budget'
    ? `${code} ${String(year)} ${String(source)}`
    : id === undefined
      ? undefined
      : `${code} ${String(id)}`
}

/** Tables of one programme; where there is more than one, the preview says into which they go. */
const of_programme = ['budget', 'progress']

const say_programme = async (sql: Sql, what: string, { name }: Programme): Promise<string[]> =>
  of_programme.includes(what) && (await list_programmes(sql)).length > 1 ? [`Ghi vào chương trình “${name}”`] : []

const say_year = (what: string, { from_day }: Programme, { rows }: ReadFile): string[] =>
  what === 'budget' && rows.some(({ values }) => values['year'] === undefined)
    ? [`Dòng không ghi năm được hiểu là năm ${from_day.slice(0, 4)}`]
    : []

type Room = { what: string; today: string; programme: Programme }
type Reading = Room & { file: ReadFile; who: Who; planner: Planner; lines: Map<string, number> }

const plan_row = ({ what, file, who, planner, lines }: Reading, read: ReadRow): PlannedRow => {
  const { line, facility: text, values } = read
  const found = who(text)
  if (typeof found === 'string')
    return { row: { line, facility: text, changes: [], faults: [found, ...read.faults] }, deeds: [] }
  const key = key_of(what, found.code, values)
  const before = key === undefined ? undefined : lines.get(key)
  if (key !== undefined && before === undefined) lines.set(key, line)
  const { deeds, faults: planned } = planner(found.code, values)
  const faults = [
    ...(before === undefined ? [] : [`${found.name} đã có ở dòng ${before}; hãy giữ một dòng`]),
    ...read.faults,
    // Of a row that could not be read whole, what is missing is told already.
    ...(read.faults.length > 0 ? [] : planned.map(({ words, column }) => file.at(line, column) + words)),
  ]
  return { row: { line, facility: found.name, changes: deeds.map(({ words }) => words), faults }, deeds }
}

const plan = async (sql: Sql, file: ReadFile, room: Room): Promise<Plan> => {
  const { what, today, programme } = room
  const planner = await open_planner(sql, what, { programme, today })
  const reading: Reading = { ...room, file, planner, who: await open_who(sql), lines: new Map() }
  const rows = file.rows.map((row) => plan_row(reading, row))
  const { digest, sheet, sheets, unit, asks_unit, faults: file_faults } = file
  const count = (of: (row: Row) => unknown[]): number => rows.reduce((sum, { row }) => sum + of(row).length, 0)
  const preview = {
    ...{ digest, sheet, sheets, unit, asks_unit, file_faults },
    ...{ rows_read: rows.length, changes: count(({ changes }) => changes) },
    faults: file_faults.length + count(({ faults }) => faults),
    notes: [...(await say_programme(sql, what, programme)), ...file.notes, ...say_year(what, programme, file)],
    rows: rows.map(({ row }) => row),
  }
  return { preview, rows }
}

const rows_told_max = 2_000

/** The rows with faults first, when not all can be told. */
const shorten = (preview: ImportPreview): ImportPreview =>
  preview.rows.length <= rows_told_max
    ? preview
    : {
        ...preview,
        notes: [...preview.notes, `Chỉ hiện ${rows_told_max} trong ${preview.rows.length} dòng, dòng có lỗi trước`],
        rows: preview.rows.toSorted((a, b) => b.faults.length - a.faults.length).slice(0, rows_told_max),
      }

export type ImportWish = {
  what: string
  name: string
  bytes: Uint8Array
  commit: string | undefined
  today: string
  programme?: string | undefined
  /** As the person chose them, where the file leaves it open. */
  sheet?: string | undefined
  unit?: string | undefined
}

/** What changed between the look and the writing is told with its row. */
const write = async (sql: Sql, caller: Caller, rows: PlannedRow[]): Promise<void> => {
  for (const { row, deeds } of rows)
    for (const deed of deeds)
      await deed.run(sql, caller).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error
        const place = `Dòng ${row.line} (${row.facility})`
        throw fail.many(
          error.status,
          error.issues.map((issue) => ({
            ...issue,
            message: `${place}: ${issue.message}. Chưa dòng nào được ghi; hãy xem lại rồi ghi`,
          })),
        )
      })
}

/**
 * What a spreadsheet would do; with the digest of a file that was looked at before, it is done: everything in this one
 * transaction, or nothing. @throws 409 for another file than the one looked at, 422 while one row is wrong
 */
export const import_table = async (sql: Sql, caller: Caller, wish: ImportWish): Promise<ImportPreview> => {
  const { what, name, today, unit = '' } = wish
  if (unit !== '' && !is_unit(unit)) throw fail.value(`Không có đơn vị tính “${unit.slice(0, 20)}”`, 'unit')
  const chosen = { sheet: wish.sheet ?? '', unit: is_unit(unit) ? unit : undefined }
  const file = read_rows(wish.bytes, get_import_table(what), { filename: name, today, ...chosen })
  const programme = await get_programme(sql, { today, id: wish.programme })
  const { preview, rows } = await plan(sql, file, { what, today, programme })
  if (wish.commit === undefined) return shorten(preview)
  if (wish.commit !== preview.digest) throw fail.conflict('Tệp này không phải tệp vừa xem trước; hãy xem lại rồi ghi')
  if (preview.faults > 0) throw fail.value(`Tệp còn ${preview.faults} lỗi; chưa dòng nào được ghi`, 'file')
  await write(sql, caller, rows)
  if (what === 'progress') await count_weeks(sql, programme.id, programme.from_day, today)
  await note(sql, caller, 'imported', `Organization/${caller.facility}`, `${what} ${name} ${preview.digest}`)
  return shorten(preview)
}
