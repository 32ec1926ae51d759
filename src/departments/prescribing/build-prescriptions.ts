import { randomInt } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { local_date, local_time, shift_days } from '../../base/time/index.ts'
import { address_words, gender_of, name_of_patient } from '../../chart/patients/index.ts'
import type { Facility } from '../../platform/access/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { find_identifier, identifier_system, list_of, text_of } from '../../standards/fhir/index.ts'
import {
  make_code,
  read_code,
  type Course,
  type PrescribedFor,
  type PrescribedLine,
  type Prescription,
  type PrescriptionKind,
} from '../../standards/e-prescription/index.ts'
import type { DraftBody, DraftLine } from './contract.ts'
import { diagnoses_of, type Situation } from './gather.ts'
import { directions_of, kind_of_drug, quantity_of } from './rules/quantity.ts'
import { get_rule, is_cancer } from './rules/rules.ts'

export type Prescriber = Prescription['prescriber']

/** Codes and ids are drawn once; everything else follows from what is there, so that it can be made again and compared. */
export type Drawn = { at: Date; codes: Map<PrescriptionKind, string>; ids: Map<string, string> }

const kinds_in = (draft: DraftBody): PrescriptionKind[] => {
  const found = new Set(draft.lines.map(({ drug }) => kind_of_drug(drug)))
  return (['N', 'H', 'C', 'T'] as const).filter((kind) => found.has(kind))
}

export const draw = (facility: string, draft: DraftBody, at: Date): Drawn => ({
  at,
  codes: new Map(kinds_in(draft).map((kind) => [kind, make_code(facility, kind, (below) => randomInt(below))])),
  ids: new Map(draft.lines.map(({ id }) => [id, new_id()])),
})

const to_line = (line: DraftLine, id: string): PrescribedLine => {
  const { drug, dose, times_per_day, days } = line
  const is_dosed = dose !== null && times_per_day !== null && days !== null
  return {
    id,
    drug_code: drug.code,
    ingredient: drug.ingredient,
    brand: drug.brand,
    strength: drug.strength,
    form: drug.form,
    route_code: drug.route_code,
    route: drug.route,
    unit: drug.unit,
    quantity: quantity_of(line) ?? 0,
    ...(is_dosed ? { dose: { amount: dose, unit: line.dose_unit, times_per_day, days } } : {}),
    ...(line.time_of_use.trim() ? { time_of_use: line.time_of_use.trim() } : {}),
    directions: directions_of(line),
  }
}

/** A narcotic for cancer pain is handed out in courses of at most ten days (RX-04); any other prescription is one course. */
const courses_of = (kind: PrescriptionKind, lines: PrescribedLine[], codes: string[], day: string): Course[] => {
  if (kind === 'C') return []
  const days = Math.max(1, ...lines.map(({ dose }) => dose?.days ?? 1))
  const step = kind === 'N' && is_cancer(codes) ? get_rule('days_a_course_narcotic_cancer', day).value : days
  return Array.from({ length: Math.ceil(days / step) }, (_, i) => ({
    number: i + 1,
    from: shift_days(day, i * step),
    to: shift_days(day, Math.min(days, (i + 1) * step) - 1),
  }))
}

const person_of = ({ patient, facts }: Situation, draft: DraftBody): PrescribedFor => {
  const number = (system: string) => find_identifier(patient, system)
  const phone = text_of(list_of(patient['telecom'])[0]?.['value'])
  const is_child = facts.months !== undefined && facts.months < get_rule('months_with_weight', facts.day).value
  return {
    id: patient.id,
    name: name_of_patient(patient),
    gender: gender_of(patient),
    birth_date: text_of(patient['birthDate']) ?? '',
    cccd: number(identifier_system.cccd),
    passport: number(identifier_system.passport),
    bhyt: number(identifier_system.bhyt),
    address: address_words(patient),
    phone,
    ...(draft.weight_kg === null ? {} : { weight_kg: draft.weight_kg }),
    ...(is_child ? { months: facts.months, guardian: draft.guardian.trim() } : {}),
  }
}

/** Poisons first (RX-01), otherwise as they were written. */
const in_order = (lines: DraftLine[]): DraftLine[] =>
  [...lines].sort((one, other) => Number(other.drug.is_toxic) - Number(one.drug.is_toxic))

const check_replaced = (draft: DraftBody, { earlier }: Situation): void => {
  if (draft.replaces === '') return
  const old = earlier.find(({ code }) => code === draft.replaces)
  if (!old) throw fail.value(`Người bệnh này không có đơn ${draft.replaces} tại cơ sở`, 'replaces')
  if (old.replaced_by) throw fail.conflict(`Đơn ${old.code} đã được thay bằng đơn ${old.replaced_by}`)
  if (!kinds_in(draft).includes(old.kind))
    throw fail.rule(
      `Đơn thay phải cùng loại với đơn ${old.code}; không còn thuốc loại đó thì hủy từng đơn ở nơi cấp thuốc`,
      'replaces',
    )
}

/** One prescription for each type among the lines (RX-05). */
export const build_prescriptions = (
  draft: DraftBody,
  situation: Situation,
  facility: Facility,
  prescriber: Prescriber,
  drawn: Drawn,
): Prescription[] => {
  check_replaced(draft, situation)
  const signed_at = local_time(drawn.at)
  const day = local_date(drawn.at)
  const diagnoses = draft.diagnoses.length > 0 ? draft.diagnoses : diagnoses_of(situation.diagnoses)
  return kinds_in(draft).map((kind): Prescription => {
    const lines = in_order(draft.lines.filter(({ drug }) => kind_of_drug(drug) === kind)).map((line) =>
      to_line(line, drawn.ids.get(line.id) ?? ''),
    )
    const is_replacing = read_code(draft.replaces)?.kind === kind
    return {
      ...{ code: drawn.codes.get(kind) ?? '', kind, diagnoses, lines, prescriber, signed_at },
      facility: { code: facility.code, name: facility.name, authority: facility.authority },
      patient: person_of(situation, draft),
      courses: courses_of(kind, lines, situation.facts.icd_codes, day),
      ...(draft.advice.trim() ? { advice: draft.advice.trim() } : {}),
      ...(draft.reexam_days === null ? {} : { reexam_days: draft.reexam_days }),
      treatment: situation.stay.kind,
      ...(kind === 'N' || kind === 'H'
        ? { recipient: { name: draft.recipient_name.trim(), identity: draft.recipient_identity.trim() } }
        : {}),
      collect_until: shift_days(day, get_rule('collect_days', day).value),
      ...(draft.pharmacy ? { pharmacy: draft.pharmacy } : {}),
      ...(is_replacing ? { replaces: draft.replaces } : {}),
    }
  })
}
