import type { Figures } from '../contract.ts'
import { is_told_by_type, to_visit_matrix } from '../visit-types.ts'
import { VisitTable } from './visit-table.tsx'

/** What a facility said of one day's visits by type; told as a total only, the table says so instead of 0. */
export const VisitsOfDay = ({ said }: { said: Figures }) => {
  const is_told = is_told_by_type(said)
  return (
    <VisitTable
      visits={{
        matrix: to_visit_matrix(is_told ? [said] : []),
        told_days: is_told ? 1 : 0,
        untold_days: is_told ? 0 : 1,
        untold_visits: is_told ? 0 : (said['visits'] ?? 0),
      }}
    />
  )
}
