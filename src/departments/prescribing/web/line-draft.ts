import type { DraftBody, DraftLine, Drug } from '../contract.ts'
import type { PrescribedLine } from '../../../standards/e-prescription/index.ts'

const new_line_id = (): string => `l${Date.now().toString(36)}${Math.floor(Math.random() * 1_000).toString(36)}`

/** A bottle is measured in millilitres, a spray in puffs: there the number of bottles is typed. */
const dose_unit_of = ({ unit, form, route_code }: Drug): string => {
  if (/chai|lọ|bình/i.test(unit)) {
    if (/xịt|hít/i.test(form) || route_code.startsWith('5.')) return 'nhát'
    if (/nhỏ/i.test(form) || route_code.startsWith('6.')) return 'giọt'
    if (route_code.startsWith('1.')) return 'ml'
    if (route_code.startsWith('3.')) return 'lần bôi'
  }
  return /tuýp/i.test(unit) ? 'lớp mỏng' : unit
}

export const new_line = (drug: Drug): DraftLine => ({
  ...{ id: new_line_id(), drug, dose: null, dose_unit: dose_unit_of(drug), times_per_day: null, days: null },
  ...{ time_of_use: '', quantity: null, note: '' },
})

/** As it was written the last time, with the drug as the list has it today. */
export const line_again = (line: PrescribedLine, drug: Drug): DraftLine => ({
  ...new_line(drug),
  ...(line.dose
    ? {
        dose: line.dose.amount,
        dose_unit: line.dose.unit,
        times_per_day: line.dose.times_per_day,
        days: line.dose.days,
      }
    : { quantity: line.quantity }),
  time_of_use: line.time_of_use ?? '',
})

export const with_line =
  (id: string, change: Partial<DraftLine>) =>
  (body: DraftBody): DraftBody => ({
    ...body,
    lines: body.lines.map((line) => (line.id === id ? { ...line, ...change } : line)),
  })
