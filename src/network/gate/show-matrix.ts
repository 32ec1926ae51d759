import { local_time } from '../../base/time/index.ts'
import {
  destinations,
  type Destination,
  type Matrix,
  type MatrixWord,
  type Ruling,
  type WordState,
} from './contract.ts'
import { find_holding, rulings_on, type MatrixRule, type MatrixRules } from './dated-rules.ts'
import { label_names, shipped, type Rulings } from './matrix.ts'
import { source_of_destination, source_of_label, usual_source } from './matrix-sources.ts'

const row_of = (label: string, rulings: Rulings): Record<Destination, Ruling> =>
  Object.fromEntries(destinations.map((code) => [code, rulings(label, code).ruling])) as Record<Destination, Ruling>

const state_of = (rules: MatrixRules, one: MatrixRule, today: string): WordState => {
  // On its own day the last word for that day holds.
  if (find_holding(rules, one, one.valid_from) !== one) return 'replaced'
  if (one.valid_from > today) return 'coming'
  return find_holding(rules, one, today) === one ? 'holds' : 'past'
}

/** The matrix as the screens and the auditors read it (PDP-01: exportable), each rule with what it rests on. */
export const show_matrix = (rules: MatrixRules, today: string): Matrix => ({
  today,
  rows: Object.entries(label_names).map(([label, name]) => ({
    ...{ label, name, source: source_of_label[label] ?? usual_source },
    ...{ shipped: row_of(label, shipped), rulings: row_of(label, rulings_on(rules, today)) },
  })),
  destinations: destinations.map((code) => ({ code, source: source_of_destination[code] })),
  words: rules
    .map((one): MatrixWord => ({ ...one, state: state_of(rules, one, today), changed_at: local_time(one.changed_at) }))
    .toReversed()
    .toSorted((a, b) => b.valid_from.localeCompare(a.valid_from)),
})
