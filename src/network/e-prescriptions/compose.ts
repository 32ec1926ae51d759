import { resource_of, search_all, type Unit } from '../../platform/records/index.ts'
import type { DocumentInput, DocumentSection } from '../../standards/documents/index.ts'
import { kind_names, printed_name, type Prescription } from '../../standards/e-prescription/index.ts'
import { code_system, coding_of, identifier_system, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { custodian_of } from '../health-book/index.ts'

/** All but what binds it to its paper. */
export type ComposedPrescription = Omit<DocumentInput, 'identity' | 'pdf' | 'labels' | 'replaces'>

const loinc = (code: string, display: string) => ({ system: code_system.loinc, code, display })

/** What the paper itself says she has: the doctor may have written another disease there than stands in the chart. */
const diagnoses_of = ({ code, diagnoses, patient, signed_at }: Prescription): Resource[] =>
  diagnoses.map((one, at) => ({
    resourceType: 'Condition',
    id: `${code}-${at}`,
    category: [{ coding: [{ system: code_system.condition_category, code: 'encounter-diagnosis' }] }],
    code: { ...(one.code ? { coding: [{ system: code_system.icd10, code: one.code }] } : {}), text: one.text },
    subject: { reference: `Patient/${patient.id ?? ''}` },
    recordedDate: signed_at,
  }))

/** The lines as the store has them; what each is for are the diseases of this paper. */
const requests_of = async (unit: Unit, { lines }: Prescription, diseases: Resource[]): Promise<Resource[]> => {
  const stored = await Promise.all(lines.map(({ id }) => unit.get('MedicationRequest', id)))
  const reasons = diseases.map(({ id }) => ({ reference: `Condition/${id ?? ''}` }))
  return stored.map(({ body }) => {
    const { reasonReference: _of_chart, ...request } = parse_exact(body) as Resource
    return { ...request, ...(reasons.length > 0 ? { reasonReference: reasons } : {}) }
  })
}

const is_said = (allergy: Resource): boolean =>
  !['entered-in-error', 'refuted'].includes(coding_of(allergy['verificationStatus']).code ?? '')

const allergies_of = async (unit: Unit, patient: string): Promise<Resource[]> =>
  (await search_all(unit, 'AllergyIntolerance', { patient: `Patient/${patient}` }))
    .map(({ body }) => parse_exact(body) as Resource)
    .filter(is_said)

/** Who takes an N or H prescription out, named on it (TT 26/2025). */
const recipient_of = ({ recipient, patient }: Prescription): DocumentSection[] => {
  if (!recipient) return []
  const { name, identity } = recipient
  const person: Resource = {
    resourceType: 'RelatedPerson',
    ...{ patient: { reference: `Patient/${patient.id ?? ''}` }, name: [{ text: name }] },
    ...(identity ? { identifier: [{ value: identity }] } : {}),
  }
  return [{ title: 'Người nhận thuốc', words: [name, identity].filter(Boolean).join(', '), entries: [person] }]
}

const words_of_lines = ({ lines }: Prescription): string =>
  lines
    .map(
      (line, at) =>
        `${at + 1}. ${printed_name(line)}: ${String(line.quantity).replace('.', ',')} ${line.unit}. ${line.directions}`,
    )
    .join('\n')

const advice_of = ({ advice, reexam_days }: Prescription): DocumentSection[] => {
  const words = [advice, reexam_days === undefined ? '' : `Tái khám sau ${reexam_days} ngày`].filter(Boolean)
  return words.length > 0 ? [{ title: 'Lời dặn', words: words.join('\n'), entries: [] }] : []
}

const author_of = async (unit: Unit, { prescriber }: Prescription): Promise<Resource> => {
  const stored = await unit.find('Practitioner', prescriber.id)
  if (stored) return resource_of(stored)
  const licence = prescriber.licence
  return {
    ...{ resourceType: 'Practitioner', id: prescriber.id, name: [{ text: prescriber.name }] },
    ...(licence ? { identifier: [{ system: identifier_system.cchn, value: licence }] } : {}),
  }
}

/** Đơn thuốc điện tử as data (interop.md §2): MedicationRequests that share the prescription's code, diseases, allergies. */
export const compose_prescription = async (
  unit: Unit,
  prescription: Prescription,
  place: { patient: string; encounter: string },
): Promise<ComposedPrescription> => {
  const diseases = diagnoses_of(prescription)
  const [patient, encounter, author, custodian, requests, allergies] = await Promise.all([
    unit.get('Patient', place.patient),
    unit.get('Encounter', place.encounter),
    author_of(unit, prescription),
    custodian_of(unit),
    requests_of(unit, prescription, diseases),
    allergies_of(unit, place.patient),
  ])
  const said = prescription.diagnoses.map(({ code, text }) => (code ? `${text} (${code})` : text))
  return {
    ...{ kind: 'prescription', title: `${kind_names[prescription.kind]} ${prescription.code}` },
    ...{ created_at: prescription.signed_at, author, custodian },
    ...{ patient: resource_of(patient), encounter: resource_of(encounter) },
    number: { system: identifier_system.prescription_code, value: prescription.code },
    sections: [
      { title: 'Đơn thuốc', words: words_of_lines(prescription), entries: requests },
      { title: 'Chẩn đoán', code: loinc('29548-5', 'Diagnosis Narrative'), words: said.join('\n'), entries: diseases },
      ...(allergies.length > 0
        ? [{ title: 'Dị ứng', code: loinc('48765-2', 'Allergies and adverse reactions Document'), entries: allergies }]
        : []),
      ...recipient_of(prescription),
      ...advice_of(prescription),
    ],
  }
}
