import type { Sql } from '../../platform/database/index.ts'
import { arrived_sql, owed_sql } from './sum-days.ts'

const names = ['named', 'handed', 'returned'] as const

/** What a delivery of a prescription in this state says of it: tablets went out, or it was given back; else it lies there. */
export const use_counts = (state: string): string =>
  `(${state} IN ('accepted', 'completed'))::integer AS handed, (${state} = 'rejected')::integer AS returned`

/**
 * Adds rows of (sender, recipient, day, kind, then the names above) to what became of prescriptions at each pharmacy (MON-26). A
 * paper another took the place of stays as it was left: its pharmacy has it still.
 */
export const add_use = (rows_sql: string): string => `
  INSERT INTO hub.prescription_use AS u (facility, pharmacy, day, ${names.join(', ')})
  SELECT sender, recipient, day, ${names.map((name) => `sum(${name})`).join(', ')} FROM (${rows_sql}) AS one
  WHERE day IS NOT NULL AND kind = 'prescription' GROUP BY 1, 2, 3
  ON CONFLICT (facility, pharmacy, day) DO UPDATE SET
    ${names.map((name) => `${name} = u.${name} + excluded.${name}`).join(', ')}, seen_at = now()`

/** Days of prescriptions added up: by house what it says, by house and pharmacy what became of what the hub brought there. */
export type PrescribingSums = {
  houses: { facility: string; signed: number | null; national: number | null; missing: number }[]
  pharmacies: { facility: string; pharmacy: string; named: number; handed: number; returned: number }[]
}

/** To be asked in as_oversight. */
export const sum_prescribing = async (sql: Sql, from: string, to: string): Promise<PrescribingSums> => {
  const houses = await sql.query<PrescribingSums['houses'][number]>(
    `SELECT facility, sum(${owed_sql})::float8 AS signed, sum(${arrived_sql})::float8 AS national, sum(missing)::float8 AS missing
     FROM hub.day_count WHERE day BETWEEN $1 AND $2 AND kind = 'prescription' GROUP BY facility ORDER BY facility`,
    [from, to],
  )
  const pharmacies = await sql.query<PrescribingSums['pharmacies'][number]>(
    `SELECT facility, pharmacy, ${names.map((name) => `sum(${name})::float8 AS ${name}`).join(', ')}
     FROM hub.prescription_use WHERE day BETWEEN $1 AND $2 GROUP BY facility, pharmacy ORDER BY facility, pharmacy`,
    [from, to],
  )
  return { houses: houses.rows, pharmacies: pharmacies.rows }
}
