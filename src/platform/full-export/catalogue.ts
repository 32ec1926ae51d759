import type pg from 'pg'
import { why_column_left_out, why_table_left_out } from './left-out.ts'

export type ColumnFacts = {
  name: string
  type: string
  required: boolean
  default: string | null
  comment: string | null
  left_out: string | undefined
}
export type TableFacts = {
  schema: string
  name: string
  has_facility: boolean
  comment: string | null
  columns: ColumnFacts[]
  /** Keys, references, checks, as PostgreSQL writes them. */
  constraints: string[]
  left_out: string | undefined
}

type Row = {
  schema: string
  name: string
  comment: string | null
  constraints: string[] | null
  columns: ColumnFacts[]
}

const catalogue_sql = `SELECT n.nspname AS schema, t.relname AS name, obj_description(t.oid, 'pg_class') AS comment,
    (SELECT array_agg(pg_get_constraintdef(c.oid) ORDER BY c.contype DESC, c.conname) FROM pg_constraint AS c
      WHERE c.conrelid = t.oid AND c.contype IN ('p', 'u', 'f', 'c')) AS constraints,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid),
        'comment', col_description(t.oid, a.attnum)) ORDER BY a.attnum)
      FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace
  WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  ORDER BY 1, 2`

/** Every table of the database as the catalogue knows it. */
export const read_catalogue = async (client: pg.Client): Promise<TableFacts[]> => {
  const { rows } = await client.query<Row>(catalogue_sql)
  return rows.map(({ schema, name, comment, constraints, columns }) => ({
    ...{ schema, name, comment, constraints: constraints ?? [] },
    has_facility: columns.some((column) => column.name === 'facility'),
    columns: columns.map((column) => ({ ...column, left_out: why_column_left_out(column.name) })),
    left_out: why_table_left_out(schema, name),
  }))
}

/** The short notes beside columns and above tables in our own migrations: the words the catalogue does not have. */
export const read_notes = (migrations: { text: string }[]): Map<string, string> => {
  const notes = new Map<string, string>()
  for (const { text } of migrations)
    for (const table of text.matchAll(
      /((?:^--[^\n]*\n)*)^CREATE TABLE (?:IF NOT EXISTS )?(\w+\.\w+) \(\n([\s\S]*?)^\)/gm,
    )) {
      const [, above = '', name = '', body = ''] = table
      const words = above
        .replaceAll(/^--\s?/gm, '')
        .replaceAll('\n', ' ')
        .trim()
      if (words !== '') notes.set(name, words)
      for (const line of body.matchAll(/^\s+(\w+)\s[^\n]*?--\s*([^\n]+)$/gm))
        if (line[1] && line[2]) notes.set(`${name}.${line[1]}`, line[2].trim())
    }
  return notes
}
