import { fail, Failure } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { ImportPreview } from '../contract.ts'
import { count_weeks } from '../plan/progress.ts'
import { take_proofs } from '../plan/resting.ts'
import { get_programme } from '../programme/programmes.ts'
import { note } from '../scope.ts'
import { plan_file, type PlannedFile, type PlannedRow, type Room, type Row } from './plan-file.ts'
import { read_rows } from './read-rows.ts'
import { import_tables, type ImportTable } from './tables.ts'
import { is_unit } from './units.ts'

export const get_import_table = (what: string): ImportTable => {
  const table = import_tables.find((one) => one.what === what)
  if (!table) throw fail.not_found(`Không có loại bảng “${what.slice(0, 40)}”`)
  return table
}

/** Tables whose rows change the province's weeks. */
const counted_again = ['progress', 'taking-part']

const rows_told_max = 2_000

const weight = ({ faults, warnings }: Row): number => faults.length * 1_000 + warnings.length

/** The rows with faults first, when not all can be told. */
const shorten = (preview: ImportPreview): ImportPreview =>
  preview.rows.length <= rows_told_max
    ? preview
    : {
        ...preview,
        notes: [...preview.notes, `Chỉ hiện ${rows_told_max} trong ${preview.rows.length} dòng, dòng có lỗi trước`],
        rows: preview.rows.toSorted((a, b) => weight(b) - weight(a)).slice(0, rows_told_max),
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
      await deed.run?.(sql, caller).catch((error: unknown) => {
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

type Looked = PlannedFile & Pick<Room, 'programme'>

const look = async (sql: Sql, wish: ImportWish): Promise<Looked> => {
  const { what, name, today, unit = '' } = wish
  if (unit !== '' && !is_unit(unit)) throw fail.value(`Không có đơn vị tính “${unit.slice(0, 20)}”`, 'unit')
  const chosen = { sheet: wish.sheet ?? '', unit: is_unit(unit) ? unit : undefined }
  const file = read_rows(wish.bytes, get_import_table(what), { filename: name, today, ...chosen })
  const programme = await get_programme(sql, { today, id: wish.programme })
  return { ...(await plan_file(sql, file, { what, today, programme })), programme }
}

/** Every row of what a spreadsheet would do, to be read and put right elsewhere: nothing is cut and nothing is written. */
export const preview_table = async (sql: Sql, wish: ImportWish): Promise<ImportPreview> =>
  (await look(sql, wish)).preview

/**
 * What a spreadsheet would do; with the digest of a file that was looked at before, it is done: everything in this one
 * transaction, or nothing. @throws 409 for another file than the one looked at, 422 while one row is wrong
 */
export const import_table = async (sql: Sql, caller: Caller, wish: ImportWish): Promise<ImportPreview> => {
  const { what, name, today } = wish
  const { preview, rows, programme } = await look(sql, wish)
  if (wish.commit === undefined) return shorten(preview)
  if (wish.commit !== preview.digest) throw fail.conflict('Tệp này không phải tệp vừa xem trước; hãy xem lại rồi ghi')
  if (preview.faults > 0) throw fail.value(`Tệp còn ${preview.faults} lỗi; chưa dòng nào được ghi`, 'file')
  await write(sql, caller, rows)
  await take_proofs(sql, caller, { today })
  if (counted_again.includes(what)) await count_weeks(sql, programme.id, programme.from_day, today)
  await note(sql, caller, 'imported', `Organization/${caller.facility}`, `${what} ${name} ${preview.digest}`)
  return shorten(preview)
}
