import type { ProvinceRow } from '../../deployment/contract.ts'

/** How a facility stands, in one word; the gravest that is true. */
export type FacilityStanding = 'silent' | 'gap' | 'whole' | 'going' | 'never'

/** In the order of the legend. Each has a sign: nobody has to know green from red. */
export const standing_signs: Record<FacilityStanding, string> = {
  whole: '✓',
  gap: '!',
  silent: '✕',
  going: '▸',
  never: '○',
}
export const standings = Object.keys(standing_signs) as FacilityStanding[]

/** What the exchange says goes first; who does not exchange yet is on its way once its plan is approved. */
export const standing_of = ({ exchange, milestones }: ProvinceRow): FacilityStanding => {
  if (exchange?.attention) return exchange.attention.what === 'silent' ? 'silent' : 'gap'
  if (exchange?.reported_at) return 'whole'
  return milestones.length > 0 ? 'going' : 'never'
}

/** Mean over its steps, rounded down: 99,9 is not done. */
export const percent_of = ({ milestones }: ProvinceRow): number =>
  milestones.length === 0
    ? 0
    : Math.floor(milestones.reduce((sum, { percent }) => sum + percent, 0) / milestones.length)

/** The step that is longest overdue. */
export const worst_step = ({ milestones }: ProvinceRow): ProvinceRow['milestones'][number] | undefined =>
  milestones
    .filter(({ percent, late_days }) => percent < 100 && late_days > 0)
    .sort((a, b) => b.late_days - a.late_days)[0]

export const count_standings = (rows: ProvinceRow[]): Record<FacilityStanding, number> => {
  const counts = { whole: 0, gap: 0, silent: 0, going: 0, never: 0 }
  for (const row of rows) counts[standing_of(row)] += 1
  return counts
}
