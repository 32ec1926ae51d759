import { list_names_on, type AsOf } from '../../../network/deployment/index.ts'
import type { Column, Period, Value, ValueKind } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'

/** The end of a period, as the rooms are asked for it. */
export const as_of = ({ counted_to, known_by, programme }: Period): AsOf => ({
  ...{ day: counted_to, known_by: known_by ?? null },
  ...(programme === undefined ? {} : { programme }),
})

/** What these facilities were called on the last day of a period (MON-28). */
export const names_of = (sql: Sql, codes: Iterable<string>, { counted_to }: Period) =>
  list_names_on(sql, [...new Set(codes)], counted_to)

export const column = (label: string, kind: ValueKind = 'number', share = 1): Column => ({ label, kind, share })
export const facility_column = column('Cơ sở', 'text', 3)

/** Rows of a figure that are shown; how many there are is always said. */
export const rows_max = 1_000

export const share_of = (part: Value, whole: Value): Value =>
  typeof part === 'number' && typeof whole === 'number' && whole > 0 ? (part / whole) * 100 : null
