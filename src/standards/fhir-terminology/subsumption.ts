import type { CodeTable } from './code-table.ts'

/** R4 ValueSet concept-subsumption-outcome. */
export type Subsumption = 'equivalent' | 'subsumes' | 'subsumed-by' | 'not-subsumed'

/** How code A stands to code B; both are codes of the table. */
export const subsumption_of = (table: CodeTable, a: string, b: string): Subsumption => {
  const [first, second] = [table.find(a)?.code ?? a, table.find(b)?.code ?? b]
  if (first === second) return 'equivalent'
  if (table.ancestors_of(second).includes(first)) return 'subsumes'
  return table.ancestors_of(first).includes(second) ? 'subsumed-by' : 'not-subsumed'
}
