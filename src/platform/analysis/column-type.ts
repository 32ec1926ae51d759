import { fail } from '../../base/outcome/index.ts'
import type { ViewColumn } from '../../standards/sql-on-fhir/index.ts'

/** SQL on FHIR v2, Default Type Mappings: what is not here is a text that keeps its digits and its precision. */
const usual: Record<string, string> = {
  boolean: 'BOOLEAN',
  'System.Boolean': 'BOOLEAN',
  integer: 'INTEGER',
  positiveInt: 'INTEGER',
  unsignedInt: 'INTEGER',
  'System.Integer': 'INTEGER',
  integer64: 'BIGINT',
  instant: 'TIMESTAMP WITH TIME ZONE',
  base64Binary: 'BLOB',
}

/** ISO/IEC 9075 names a view may wish for by the tag `ansi/type`, as DuckDB calls them. */
const wished: [RegExp, string][] = [
  [/^(?:CHARACTER VARYING|CHARACTER|CHAR|VARCHAR|NVARCHAR|TEXT)(?:\(\d+\))?$/, 'VARCHAR'],
  [/^BOOLEAN$/, 'BOOLEAN'],
  [/^SMALLINT$/, 'SMALLINT'],
  [/^(?:INT|INTEGER)$/, 'INTEGER'],
  [/^BIGINT$/, 'BIGINT'],
  [/^REAL$/, 'REAL'],
  [/^(?:DOUBLE|DOUBLE PRECISION|FLOAT)$/, 'DOUBLE'],
  [/^(?:DECIMAL|NUMERIC)\((?:[1-9]|[12]\d|3[0-8])(?:,\s?(?:\d|[12]\d|3[0-8]))?\)$/, ''],
  [/^DATE$/, 'DATE'],
  [/^TIME$/, 'TIME'],
  [/^TIMESTAMP(?: WITHOUT TIME ZONE)?$/, 'TIMESTAMP'],
  [/^TIMESTAMP WITH TIME ZONE$/, 'TIMESTAMP WITH TIME ZONE'],
  [/^(?:BINARY|BINARY VARYING|VARBINARY)(?:\(\d+\))?$/, 'BLOB'],
]

/** The SQL type of one value of a column. */
export const sql_type_of = ({ name, type, sql_type, place }: ViewColumn): string => {
  if (sql_type === undefined) return usual[type ?? ''] ?? 'VARCHAR'
  const asked = sql_type.trim().toUpperCase()
  const found = wished.find(([pattern]) => pattern.test(asked))
  if (found) return found[1] === '' ? asked : found[1]
  throw fail.value(`Cột “${name}”: không có kiểu SQL “${sql_type.slice(0, 60)}” (thẻ ansi/type)`, `${place}.tag`)
}
