import type { Sql } from '../../../platform/database/index.ts'
import type { KeptTable } from './kept-tables.ts'
import type { Sheet, Value } from './sheet.ts'

/** Whose book it is; null: the Sở's, of everybody. */
export type Whose = string | null

export const is_shown = ({ shown }: KeptTable, own: Whose): boolean => own === null || shown !== 'so'

const facility_columns = ({ facility }: KeptTable): KeptTable['columns'] =>
  facility === undefined
    ? []
    : [
        ['Mã', facility],
        ['Tên', 'f.name'],
      ]

/** Names of columns are our own; only whose rows they are is bound. */
const ask = (table: KeptTable): string => {
  const columns = [...facility_columns(table), ...table.columns].map(([, asked], i) => `${asked} AS c${i}`)
  const named = table.facility === undefined ? '' : `LEFT JOIN hub.facility AS f ON f.code = ${table.facility}`
  const wall = table.shown === 'own' ? `${table.facility ?? ''} = $1` : 'true'
  return `SELECT ${columns.join(', ')} FROM ${table.from ?? table.of[0] ?? ''} AS t ${named}
    WHERE ($1::text IS NULL OR ${wall}) ORDER BY ${table.order}`
}

export const header_of = (table: KeptTable): string[] =>
  [...facility_columns(table), ...table.columns].map(([name]) => name)

type Row = Record<string, Value>
const values_of = (row: Row): Value[] => Object.values(row)

export const read_kept = async (sql: Sql, table: KeptTable, own: Whose): Promise<Sheet> => {
  const { rows } = await sql.query<Row>(ask(table), [own])
  return { what: table.what, name: table.name, header: header_of(table), rows: rows.map(values_of) }
}

const page_lines = 5_000

/** Page by page: a table of millions of lines is never whole in the memory. Inside a transaction. */
export async function* page_kept(sql: Sql, table: KeptTable, own: Whose): AsyncGenerator<Value[][]> {
  await sql.query(`DECLARE board_export NO SCROLL CURSOR FOR ${ask(table)}`, [own])
  for (;;) {
    const { rows } = await sql.query<Row>(`FETCH ${page_lines} FROM board_export`)
    if (rows.length === 0) break
    yield rows.map(values_of)
  }
  await sql.query('CLOSE board_export')
}
