import { code_system, extension_url, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import type { Registration } from './contract.ts'
import { reason_words } from './paperless-reason.ts'

const identity_system = {
  cccd: identifier_system.cccd,
  cmnd: identifier_system.cmnd,
  passport: identifier_system.passport,
}

const concept_extension = (url: string, system: string, value: { code: string; display: string } | undefined) =>
  value ? [{ url, valueCodeableConcept: { coding: [{ system, ...value }], text: value.display } }] : []

const text_extension = (url: string, value: string | undefined) => (value ? [{ url, valueString: value }] : [])

const address_of = (registration: Registration): Record<string, unknown>[] => {
  const given = registration.address
  if (!given || Object.keys(given).length === 0) return []
  const line = [given.line, given.hamlet].filter((part): part is string => Boolean(part))
  const extension = [
    ...(given.province ? [{ url: extension_url.province, valueCoding: given.province }] : []),
    ...(given.ward ? [{ url: extension_url.ward, valueCoding: given.ward }] : []),
  ]
  return [
    {
      ...(extension.length > 0 ? { extension } : {}),
      use: 'home',
      ...(line.length > 0 ? { line } : {}),
      ...(given.ward ? { city: given.ward.display } : {}),
      ...(given.district ? { district: given.district } : {}),
      ...(given.province ? { state: given.province.display } : {}),
      country: 'VN',
    },
  ]
}

/** Identifiers are a dated list: a renewed card is added, the old one keeps its period (requirement EMR-05). */
export const identifiers_of = (
  registration: Registration,
  patient_code: string,
  today: string,
): Record<string, unknown>[] => {
  const { identity, insurance } = registration
  const kind = identity.kind
  return [
    {
      use: 'usual',
      type: { coding: [{ system: code_system.identifier_type, code: 'MR' }] },
      system: identifier_system.patient_code,
      value: patient_code,
      period: { start: today },
    },
    ...(kind === 'none'
      ? [
          {
            use: 'temp',
            type: { text: reason_words[registration.reason_without_id ?? 'other'] },
            system: identifier_system.temporary,
            value: `T${patient_code}`,
            period: { start: today },
          },
        ]
      : [{ use: 'official', system: identity_system[kind], value: identity.value, period: { start: today } }]),
    ...(insurance
      ? [
          {
            use: 'secondary',
            system: identifier_system.bhyt,
            value: insurance.number,
            period: { start: insurance.from ?? today, ...(insurance.to ? { end: insurance.to } : {}) },
          },
        ]
      : []),
  ]
}

/** FHIR Patient of a registration (docs/fhir-conventions.md). */
export const to_patient = (registration: Registration, id: string, patient_code: string, today: string): Resource => {
  const words = registration.name.split(' ')
  const extension = [
    ...concept_extension(extension_url.ethnicity, code_system.ethnicity, registration.ethnicity),
    ...concept_extension(extension_url.occupation, code_system.occupation, registration.occupation),
    ...text_extension(extension_url.workplace, registration.workplace),
    ...(registration.nationality
      ? [
          {
            url: extension_url.nationality,
            extension: [
              {
                url: 'code',
                valueCodeableConcept: { coding: [registration.nationality], text: registration.nationality.display },
              },
            ],
          },
        ]
      : []),
    ...(registration.mother
      ? [{ url: extension_url.mother, valueReference: { reference: `Patient/${registration.mother}` } }]
      : []),
  ]
  const address = address_of(registration)
  const { contact } = registration
  return {
    resourceType: 'Patient',
    id,
    ...(extension.length > 0 ? { extension } : {}),
    identifier: identifiers_of(registration, patient_code, today),
    active: true,
    name: [
      {
        use: 'official',
        text: registration.name,
        family: words[0] ?? '',
        ...(words.length > 1 ? { given: words.slice(1) } : {}),
      },
    ],
    ...(registration.phone ? { telecom: [{ system: 'phone', value: registration.phone }] } : {}),
    gender: registration.gender,
    ...(registration.birth_date ? { birthDate: registration.birth_date } : {}),
    ...(address.length > 0 ? { address } : {}),
    ...(contact?.name
      ? {
          contact: [
            {
              ...(contact.relationship ? { relationship: [{ text: contact.relationship }] } : {}),
              name: { text: contact.name },
              ...(contact.phone ? { telecom: [{ system: 'phone', value: contact.phone }] } : {}),
              ...(contact.address ? { address: { text: contact.address } } : {}),
            },
          ],
        }
      : {}),
    ...(registration.mother
      ? { link: [{ other: { reference: `Patient/${registration.mother}` }, type: 'seealso' }] }
      : {}),
  }
}

const extensions_of = ({ facility, benefit_percent }: NonNullable<Registration['insurance']>) => {
  const reference = { identifier: { system: identifier_system.facility, value: facility } }
  const extension = [
    ...(facility ? [{ url: extension_url.primary_care_facility, valueReference: reference }] : []),
    ...(benefit_percent === undefined ? [] : [{ url: extension_url.benefit_percent, valueDecimal: benefit_percent }]),
  ]
  return extension.length > 0 ? { extension } : {}
}

/** FHIR Coverage of a BHYT card; a person's first card has an id by the person's, the next ones are given theirs. */
export const to_coverage = (
  patient: string,
  insurance: NonNullable<Registration['insurance']>,
  id = `${patient}-bhyt`,
): Resource => ({
  resourceType: 'Coverage',
  id,
  ...extensions_of(insurance),
  identifier: [{ system: identifier_system.bhyt, value: insurance.number }],
  status: 'active',
  type: { text: 'BHYT' },
  subscriberId: insurance.number,
  beneficiary: { reference: `Patient/${patient}` },
  ...(insurance.from || insurance.to
    ? {
        period: {
          ...(insurance.from ? { start: insurance.from } : {}),
          ...(insurance.to ? { end: insurance.to } : {}),
        },
      }
    : {}),
  payor: [{ display: 'Bảo hiểm xã hội Việt Nam' }],
})
