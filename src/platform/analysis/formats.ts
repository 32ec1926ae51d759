import { Failure } from '../../base/outcome/index.ts'
import { write_csv, type Row, type ViewColumn } from '../../standards/sql-on-fhir/index.ts'

export type Format = 'csv' | 'ndjson' | 'json' | 'parquet'

export const media_types: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

const names: Record<string, Format> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/json': 'json',
  'application/vnd.apache.parquet': 'parquet',
  'application/octet-stream': 'parquet',
}

export const format_of_name = (name: string): Format | undefined =>
  Object.hasOwn(media_types, name) ? (name as Format) : names[name]

const plain = (text: string): string => text.split(';')[0]?.trim().toLowerCase() ?? ''

/** `_format` counts more than Accept; without either it is NDJSON (SQL on FHIR, Output Formats). */
export const read_format = (asked: string | undefined, accept: string): Format => {
  if (asked === undefined)
    return (
      accept
        .split(',')
        .map((one) => names[plain(one)])
        .find((one) => one !== undefined) ?? 'ndjson'
    )
  const format = format_of_name(plain(asked))
  if (format) return format
  const message = `Không có dạng “${asked.slice(0, 100)}”; chỉ có ${Object.keys(media_types).join(', ')}`
  throw new Failure(400, [{ severity: 'error', code: 'not-supported', message, expression: '_format' }])
}

/** Who takes nothing but FHIR gets the table inside a Binary (SQL on FHIR, Content Negotiation). */
export const wants_binary = (accept: string, format: Format): boolean => {
  const taken = accept.split(',').map(plain)
  const is_native = taken.some((one) => one === '*/*' || one === 'application/*' || names[one] === format)
  return taken.includes('application/fhir+json') && !is_native
}

/** The text of a table, part by part. */
export async function* text_parts(
  format: Exclude<Format, 'parquet'>,
  parts: AsyncIterable<Row[]>,
  columns: readonly ViewColumn[],
  with_names: boolean,
): AsyncGenerator<string> {
  if (format === 'csv' && with_names) yield write_csv([], columns)
  if (format === 'json') yield '['
  let is_first = true
  for await (const rows of parts) {
    if (rows.length === 0) continue
    if (format === 'csv') yield write_csv(rows, columns, false)
    else if (format === 'ndjson') yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    else yield (is_first ? '' : ',') + rows.map((row) => JSON.stringify(row)).join()
    is_first = false
  }
  if (format === 'json') yield ']'
}
