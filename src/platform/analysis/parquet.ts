import { join } from 'node:path'
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import { fail } from '../../base/outcome/index.ts'
import type { Row, ViewColumn } from '../../standards/sql-on-fhir/index.ts'
import { sql_type_of } from './column-type.ts'

/** DuckDB takes what it is given: bounded here, spilling into its own directory. Nothing is fetched from anywhere. */
const settings = {
  memory_limit: '256MB',
  threads: '1',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
}

/** Column names are letters, digits and _ (the definition was judged); quoted, so that none is a keyword. */
const quoted = (name: string): string => `"${name}"`

const text_of = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)

const append_row = (appender: DuckDBAppender, row: Row, columns: readonly ViewColumn[]): void => {
  for (const { name } of columns) {
    const value = row[name]
    if (value === null || value === undefined) appender.appendNull()
    else appender.appendVarchar(text_of(value))
  }
  appender.endRow()
}

/** As text everything is taken in; the cast says what of it is no DATE, and which value it was. */
const cast = (column: ViewColumn, how: 'CAST' | 'TRY_CAST'): string => {
  const type = sql_type_of(column)
  const [name, wanted] = [quoted(column.name), column.collection ? `${type}[]` : type]
  if (column.collection) return `${how}(from_json(${name}, '["VARCHAR"]') AS ${wanted})`
  if (type === 'BLOB') return how === 'CAST' ? `from_base64(${name})` : `TRY(from_base64(${name}))`
  return `${how}(${name} AS ${wanted})`
}

const check_casts = async (connection: DuckDBConnection, columns: readonly ViewColumn[]): Promise<void> => {
  for (const column of columns) {
    const type = sql_type_of(column)
    if (type === 'VARCHAR') continue
    const name = quoted(column.name)
    const found = await connection.runAndReadAll(
      `SELECT ${name} FROM stage WHERE ${name} IS NOT NULL AND ${cast(column, 'TRY_CAST')} IS NULL LIMIT 1`,
    )
    const [value] = found.getRows()[0] ?? []
    if (typeof value !== 'string') continue
    throw fail.value(
      `Cột “${column.name}”: giá trị “${value.slice(0, 100)}” không phải ${type}; bỏ thẻ ansi/type hoặc lọc bớt bằng where`,
      column.place,
    )
  }
}

const fill = async (
  connection: DuckDBConnection,
  parts: AsyncIterable<Row[]>,
  columns: readonly ViewColumn[],
): Promise<number> => {
  await connection.run(`CREATE TABLE stage (${columns.map(({ name }) => `${quoted(name)} VARCHAR`).join()})`)
  const appender = await connection.createAppender('stage')
  let rows = 0
  try {
    for await (const part of parts) {
      for (const row of part) append_row(appender, row, columns)
      rows += part.length
    }
  } finally {
    appender.closeSync()
  }
  return rows
}

/**
 * A Parquet file of these rows. Parquet has its directory at the end, so the rows are first taken in by a DuckDB of their
 * own, on disk.
 * @param dir a directory of one's own, where `name` comes to lie
 * @returns how many rows
 */
export const write_parquet = async (
  parts: AsyncIterable<Row[]>,
  columns: readonly ViewColumn[],
  dir: string,
  name: string,
): Promise<number> => {
  for (const column of columns) sql_type_of(column)
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(join(dir, 'stage.duckdb'), { ...settings, temp_directory: dir })
  const connection = await instance.connect()
  try {
    await connection.run("SET TimeZone = 'UTC'")
    const rows = await fill(connection, parts, columns)
    await check_casts(connection, columns)
    const list = columns.map((column) => `${cast(column, 'CAST')} AS ${quoted(column.name)}`).join()
    const path = join(dir, name).replaceAll("'", "''")
    await connection.run(`COPY (SELECT ${list} FROM stage) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`)
    return rows
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
