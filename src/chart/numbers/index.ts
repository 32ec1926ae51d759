import type { Sql } from '../../platform/database/index.ts'

export type Series =
  | 'patient-code'
  | 'admission-number'
  | 'outpatient-number'
  | 'station-number'
  | 'archive-number'
  | 'record-number'
  | 'transfer-letter'
  | 'transfer-answer'
  | 'reexam-letter'
  | 'order-slip'
  | 'downtime' // paper that is written while the system does not run

/** Takes the next number of a series. @param period '2026', or '' for a series that never starts anew */
export const take_number = async (sql: Sql, facility: string, series: Series, period: string): Promise<number> => {
  const { rows } = await sql.query<{ last: number }>(
    `INSERT INTO chart.number_series (facility, series, period, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (facility, series, period) DO UPDATE SET last = chart.number_series.last + 1 RETURNING last`,
    [facility, series, period],
  )
  return rows[0]?.last ?? Number.NaN
}

/** For imports: the series goes on after the highest number that came along. */
export const raise_series = async (
  sql: Sql,
  facility: string,
  series: Series,
  period: string,
  last: number,
): Promise<void> => {
  await sql.query(
    `INSERT INTO chart.number_series (facility, series, period, last) VALUES ($1, $2, $3, $4)
     ON CONFLICT (facility, series, period) DO UPDATE SET last = greatest(chart.number_series.last, $4)`,
    [facility, series, period, last],
  )
}
