import type { Sql } from '../../../platform/database/index.ts'
import type { ImportPreview, Programme } from '../contract.ts'
import { list_programmes } from '../programme/programmes.ts'
import type { Deed, Fault, Planned, PlannedOf, Planner, Subject } from './deeds.ts'
import { open_planner } from './open-planner.ts'
import type { ReadFile, ReadRow } from './read-rows.ts'
import { list_whole_directory, open_who, type Who } from './who.ts'

export type Row = ImportPreview['rows'][number]
/** code: '' of a row of which nobody is meant. */
export type PlannedRow = { code: string; row: Row; deeds: Deed[] }
export type PlannedFile = { preview: ImportPreview; rows: PlannedRow[] }

/** Tables of one programme; where there is more than one, the preview says into which they go. */
const of_programme = ['budget', 'progress', 'taking-part', 'plan', 'tasks']

const say_programme = async (sql: Sql, what: string, { name }: Programme): Promise<string[]> =>
  of_programme.includes(what) && (await list_programmes(sql)).length > 1 ? [`Ghi vào chương trình “${name}”`] : []

const say_year = (what: string, { from_day }: Programme, { rows }: ReadFile): string[] =>
  what === 'budget' && rows.some(({ values }) => values['year'] === undefined)
    ? [`Dòng không ghi năm được hiểu là năm ${from_day.slice(0, 4)}`]
    : []

export type Room = { what: string; today: string; programme: Programme }
/** lines: on which line what a row speaks of was spoken of first. */
type Reading = { file: ReadFile; who: Who; planner: Planner; lines: Map<string, number> }

/** What the row speaks of, if another line does so too. */
const told_twice = (lines: Map<string, number>, line: number, name: string, subjects: Subject[]): string[] =>
  subjects.flatMap(({ key, words }) => {
    const before = lines.get(key)
    if (before === undefined) lines.set(key, line)
    if (before === undefined) return []
    const what = words === '' ? name : `${name}, ${words}:`
    return [
      before === line
        ? `${what} ghi hai lần trong dòng này; hãy giữ một`
        : `${what} đã có ở dòng ${before}; hãy giữ một dòng`,
    ]
  })

/** Whom the row is of and what it would do; a sentence when nobody is meant. */
const plan_named = async (
  { who, planner }: Reading,
  { facility: text, values }: ReadRow,
): Promise<PlannedOf | string> => {
  const found = who(text)
  if ('code' in found) return { code: found.code, name: found.name, planned: await planner.row(found.code, values) }
  return (found.is_known ? undefined : planner.stranger?.(text, values)) ?? found.fault
}

const plan_row = async (reading: Reading, read: ReadRow): Promise<PlannedRow> => {
  const { line, faults } = read
  const named = await plan_named(reading, read)
  if (typeof named === 'string')
    return {
      code: '',
      row: { line, facility: read.facility, changes: [], warnings: [], faults: [named, ...faults] },
      deeds: [],
    }
  const { code, name, planned } = named
  const empty: PlannedRow = {
    ...{ code, deeds: [] },
    row: {
      ...{ line, facility: name, changes: [], warnings: [] },
      faults: [...told_twice(reading.lines, line, name, planned.subjects ?? []), ...faults],
    },
  }
  // Of a row that could not be read whole, what is missing is told already.
  return add_planned(reading.file, empty, faults.length > 0 ? { ...planned, faults: [] } : planned)
}

const add_planned = ({ at }: ReadFile, { code, row, deeds }: PlannedRow, planned: Planned): PlannedRow => {
  const place = ({ words, column }: Fault): string => at(row.line, column) + words
  return {
    ...{ code, deeds: [...deeds, ...planned.deeds] },
    row: {
      ...row,
      changes: [...row.changes, ...planned.deeds.map(({ words }) => words)],
      warnings: [...row.warnings, ...(planned.warnings ?? []).map(place)],
      faults: [...row.faults, ...planned.faults.map(place)],
    },
  }
}

/** What the rows of a facility say together, told with its last one unless one of them is wrong by itself. */
const end_facilities = ({ file, planner }: Reading, rows: PlannedRow[]): PlannedRow[] => {
  const { end } = planner
  if (!end) return rows
  const wrong = new Set(rows.flatMap(({ code, row }) => (row.faults.length > 0 ? [code] : [])))
  const last = new Map(rows.map((one) => [one.code, one]))
  return rows.map((one) =>
    one.code === '' || wrong.has(one.code) || last.get(one.code) !== one ? one : add_planned(file, one, end(one.code)),
  )
}

/** Every row of the file with what it would do, on the day and in the programme of the room. */
export const plan_file = async (sql: Sql, file: ReadFile, room: Room): Promise<PlannedFile> => {
  const { what, today, programme } = room
  const directory = await list_whole_directory(sql)
  const planner = await open_planner(sql, what, { programme, today, directory })
  const reading: Reading = { file, planner, who: open_who(directory), lines: new Map() }
  const read: PlannedRow[] = []
  for (const row of file.rows) read.push(await plan_row(reading, row))
  const rows = end_facilities(reading, read)
  const { digest, sheet, sheets, unit, asks_unit, faults: file_faults } = file
  const count = (of: (row: Row) => unknown[]): number => rows.reduce((sum, { row }) => sum + of(row).length, 0)
  const preview = {
    ...{ digest, sheet, sheets, unit, asks_unit, file_faults },
    ...{ rows_read: rows.length, changes: count(({ changes }) => changes) },
    ...{ faults: file_faults.length + count(({ faults }) => faults), warnings: count(({ warnings }) => warnings) },
    notes: [...(await say_programme(sql, what, programme)), ...file.notes, ...say_year(what, programme, file)],
    rows: rows.map(({ row }) => row),
  }
  return { preview, rows }
}
