import type { Destination, Matrix, MatrixWord, Ruling } from '../contract.ts'

/** One label at one destination: what holds today, and all that was said of it. */
export type Cell = {
  label: string
  name: string
  destination: Destination
  ruling: Ruling
  /** What the program ships, and what that rests on. */
  shipped: Ruling
  shipped_source: string
  /** The Sở's word that holds today; none: the shipped ruling does. */
  holding: MatrixWord | undefined
  /** What comes next. */
  coming: MatrixWord | undefined
  words: MatrixWord[]
}

export const cell_of = (matrix: Matrix, row: Matrix['rows'][number], destination: Destination): Cell => {
  const { label, name, source, shipped, rulings } = row
  const words = matrix.words.filter((one) => one.label === label && one.destination === destination)
  return {
    ...{ label, name, destination, words, shipped_source: source },
    ...{ ruling: rulings[destination], shipped: shipped[destination] },
    holding: words.find(({ state }) => state === 'holds'),
    coming: words.filter(({ state }) => state === 'coming').at(-1),
  }
}

export const tones: Record<Ruling, 'green' | 'amber' | 'red'> = { pass: 'green', withhold: 'amber', never: 'red' }
