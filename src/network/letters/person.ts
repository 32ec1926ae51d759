import type { SubmissionPerson } from '../../standards/documents/index.ts'
import { identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'

/** Numbers that hold everywhere, the surest first; then the sender's own. */
const order: string[] = [
  ...[identifier_system.cccd, identifier_system.passport, identifier_system.bhyt, identifier_system.cmnd],
  identifier_system.patient_code,
]

/** What of a Patient stands on the envelope. A number that another took the place of (use old) does not. */
export const submission_person = (patient: Resource): SubmissionPerson => {
  const numbers = list_of(patient['identifier']).flatMap((one) => {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    return system && value && one['use'] !== 'old' && order.includes(system) ? [{ system, value }] : []
  })
  const gender = text_of(patient['gender'])
  const is_gender = gender === 'male' || gender === 'female' || gender === 'other' || gender === 'unknown'
  return {
    identifiers: numbers.toSorted((a, b) => order.indexOf(a.system) - order.indexOf(b.system)),
    name: text_of(list_of(patient['name'])[0]?.['text']) ?? '',
    birth_date: text_of(patient['birthDate']),
    gender: is_gender ? gender : undefined,
  }
}
