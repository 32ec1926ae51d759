import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { ImportPreview } from '../contract.ts'
import { count_weeks } from '../plan/progress.ts'
import { get_programme } from '../programme/programmes.ts'
import { note } from '../scope.ts'
import { open_planner, type Deed } from './deeds.ts'
import { read_rows, type ReadFile } from './read-rows.ts'
import { import_tables, type ImportTable } from './tables.ts'
import { open_who } from './who.ts'

/** Tables in which a facility stands once; of the others it may have many lines. */
const once = ['facilities', 'progress']

export const get_import_table = (what: string): ImportTable => {
  const table = import_tables.find((one) => one.what === what)
  if (!table) throw fail.not_found(`Không có loại bảng “${what.slice(0, 40)}”`)
  return table
}

type Plan = { preview: ImportPreview; deeds: Deed[] }

const key_of = (what: string, code: string, year: unknown): string | undefined =>
  once.includes(what) ? code : what === 'budget' ? `${code} ${String(year)}` : undefined

const plan = async (sql: Sql, file: ReadFile, what: string, today: string): Promise<Plan> => {
  const programme = await get_programme(sql)
  const who = await open_who(sql)
  const planner = await open_planner(sql, what, { programme, today })
  const lines = new Map<string, number>()
  const deeds: Deed[] = []
  const rows = file.rows.map(({ line, facility: text, values, faults: read }) => {
    const found = who(text)
    if (typeof found === 'string') return { line, facility: text, changes: [], faults: [found, ...read] }
    const key = key_of(what, found.code, values['year'])
    const before = key === undefined ? undefined : lines.get(key)
    if (key !== undefined && before === undefined) lines.set(key, line)
    const planned = planner(found.code, values)
    const faults = [
      ...(before === undefined ? [] : [`${found.name} đã có ở dòng ${before}`]),
      ...read,
      ...planned.faults,
    ]
    deeds.push(...planned.deeds)
    return { line, facility: found.name, changes: planned.deeds.map(({ words }) => words), faults }
  })
  const faults = rows.reduce((sum, row) => sum + row.faults.length, 0)
  const preview = {
    digest: file.digest,
    rows_read: rows.length,
    changes: deeds.length,
    faults,
    notes: file.notes,
    rows,
  }
  return { preview, deeds }
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

export type ImportWish = { what: string; name: string; bytes: Uint8Array; commit: string | undefined; today: string }

/**
 * What a spreadsheet would do; with the digest of a file that was looked at before, it is done: everything in this one
 * transaction, or nothing. @throws 409 for another file than the one looked at, 422 while one row is wrong
 */
export const import_table = async (sql: Sql, caller: Caller, wish: ImportWish): Promise<ImportPreview> => {
  const file = read_rows(wish.bytes, wish.name, get_import_table(wish.what), wish.today)
  const { preview, deeds } = await plan(sql, file, wish.what, wish.today)
  if (wish.commit === undefined) return shorten(preview)
  if (wish.commit !== preview.digest) throw fail.conflict('Tệp này không phải tệp vừa xem trước; hãy xem lại rồi ghi')
  if (preview.faults > 0) throw fail.value(`Tệp còn ${preview.faults} lỗi; chưa dòng nào được ghi`, 'file')
  for (const deed of deeds) await deed.run(sql, caller)
  if (wish.what === 'progress') {
    const programme = await get_programme(sql)
    await count_weeks(sql, programme.id, programme.from_day, wish.today)
  }
  await note(sql, caller, 'imported', `Organization/${caller.facility}`, `${wish.what} ${wish.name} ${preview.digest}`)
  return shorten(preview)
}
