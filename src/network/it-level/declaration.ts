import type { DeclarationState } from './contract.ts'

type Declared = { kind: string; year: number | null; made_at: Date }

/** The year whose December comes next: in January the one that is over may still be declared, late. */
export const declaration_year = (day: string): number => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month === 1 ? year - 1 : year
}

/** Levels are declared to the authority each December (TT 54/2017 Điều 5). */
export const declaration_state = (history: Declared[], day: string): DeclarationState => {
  const year = declaration_year(day)
  const done = history.find((one) => one.kind === 'declaration' && one.year === year)
  const due = `${year}-12-31`
  const state = done ? 'done' : day > due ? 'late' : day >= `${year}-12-01` ? 'due' : 'early'
  return { year, due, state, done_at: done?.made_at.toISOString() ?? null }
}
