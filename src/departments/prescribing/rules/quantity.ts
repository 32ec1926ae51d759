import { fold } from '../../../base/text/index.ts'
import type { PrescriptionKind } from '../../../standards/e-prescription/index.ts'
import type { DraftLine, Drug, LineSummary } from '../contract.ts'
import { number_in_words } from './number-words.ts'

/** Which prescription a drug belongs on (RX-05: narcotics, psychotropics, decoctions each on their own). */
export const kind_of_drug = (drug: Pick<Drug, 'controlled' | 'kind'>): PrescriptionKind =>
  drug.kind === 'decoction' ? 'T' : drug.controlled === 'none' ? 'C' : drug.controlled

const places_max = 4
const rounded = (value: number): number => Number(value.toFixed(places_max))

/** Dose × times × days in whole units, where it is dosed in what it is counted in. */
export const computed_quantity = (line: DraftLine): number | null => {
  const { dose, times_per_day, days } = line
  if (dose === null || times_per_day === null || days === null) return null
  if (fold(line.dose_unit) !== fold(line.drug.unit)) return null
  return Math.ceil(rounded(dose * times_per_day * days))
}

export const quantity_of = (line: DraftLine): number | null => line.quantity ?? computed_quantity(line)

const decimal = (value: number): string => String(value).replace('.', ',')

/** "05", "30", "2,5" (RX-01: below ten with a leading nought). */
export const with_nought = (value: number, below = 10): string =>
  value < below && Number.isInteger(value) ? decimal(value).padStart(2, '0') : decimal(value)

/** Narcotics in words: a figure can be changed by a stroke of the pen. */
export const quantity_text = (value: number, kind: PrescriptionKind, below: number): string =>
  kind === 'N' ? `${with_nought(value, below)} (${number_in_words(value)})` : with_nought(value, below)

const verbs: [RegExp, string][] = [
  [/^1\./, 'uống'],
  [/^2\.(05|14|15)/, 'truyền'],
  [/^2\./, 'tiêm'],
  [/^3\./, 'bôi'],
  [/^4\./, 'đặt'],
  [/^5\.(02|03)/, 'hít'],
  [/^5\.05/, 'khí dung'],
  [/^5\./, 'xịt'],
  [/^6\./, 'nhỏ'],
]
const verb_of = (drug: Drug): string =>
  verbs.find(([pattern]) => pattern.test(drug.route_code))?.[1] ?? (drug.route ? drug.route.toLowerCase() : 'dùng')

/** "Ngày uống 2 lần, mỗi lần 01 viên, sau ăn, trong 5 ngày." */
export const directions_of = (line: DraftLine): string => {
  const { dose, times_per_day, days } = line
  const parts = [
    times_per_day === null ? '' : `Ngày ${verb_of(line.drug)} ${times_per_day} lần`,
    dose === null ? '' : `mỗi lần ${with_nought(dose)} ${line.dose_unit.toLowerCase()}`,
    line.time_of_use.trim(),
    days === null ? '' : `trong ${days} ngày`,
    line.note.trim(),
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(', ')}` : ''
}

export const summary_of = (line: DraftLine, below: number): LineSummary => {
  const quantity = quantity_of(line)
  const kind = kind_of_drug(line.drug)
  return {
    ...{ id: line.id, quantity, kind },
    quantity_text: quantity === null ? '' : quantity_text(quantity, kind, below),
    unit: line.drug.unit,
    directions: directions_of(line),
  }
}
