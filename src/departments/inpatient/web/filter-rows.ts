import { fold } from '../../../base/text/index.ts'
import type { WardRow } from '../../../chart/encounters/contract.ts'

/** Every word typed must be somewhere in the row, marks aside. */
export const filter_rows = (rows: WardRow[], text: string, only_alerts: boolean): WardRow[] => {
  const wanted = fold(text).split(' ').filter(Boolean)
  return rows.filter((row) => {
    if (only_alerts && row.alerts.length === 0 && row.unsigned === 0) return false
    const told = fold(
      [
        row.name,
        row.bed,
        row.room,
        row.diagnosis,
        row.diagnosis_code,
        row.admission_number,
        row.birth_date.slice(0, 4),
      ].join(' '),
    )
    return wanted.every((word) => told.includes(word))
  })
}
