import { identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { national_numbers } from './match-person.ts'

const name_of = (patient: Resource): string => text_of(list_of(patient['name'])[0]?.['text']) ?? ''

const own_identifier = (patient: Resource, facility: string): { system: string; value: string } => {
  const codes = list_of(patient['identifier']).filter(({ system }) => system === identifier_system.patient_code)
  // A chart that was merged away has none but old ones.
  const code = codes.find(({ use }) => use !== 'old') ?? codes[0]
  return {
    system: `${identifier_system.patient_code}/${facility}`,
    value: text_of(code?.['value']) ?? patient.id ?? '',
  }
}

/** Our own code of the person in our own domain, as a search parameter: a facility feeds no other (PIXm 2:3.104.5). */
export const own_number = (patient: Resource, facility: string): string => {
  const { system, value } = own_identifier(patient, facility)
  return `${system}|${value}`
}

const is_number_of =
  (patient: Resource | undefined) =>
  ({ system, value }: { system: string; value: string }): boolean =>
    patient !== undefined &&
    list_of(patient['identifier']).some((one) => one['system'] === system && one['value'] === value)

/**
 * No more than the directory knows people by: numbers, name, birth and sex; no address, no telephone, no kin.
 * @param but whose numbers are left out: of a chart that was merged into this one, so that the two can be parted again
 */
export const fed_patient = (patient: Resource, facility: string, but?: Resource): Resource => ({
  resourceType: 'Patient',
  identifier: [
    own_identifier(patient, facility),
    ...list_of(patient['identifier'])
      .flatMap((one) => {
        const [system, value] = [text_of(one['system']), text_of(one['value'])]
        return system && value && one['use'] !== 'old' && national_numbers.has(system) ? [{ system, value }] : []
      })
      .filter((one) => !is_number_of(but)(one)),
  ],
  ...(name_of(patient) === '' ? {} : { name: [{ text: name_of(patient) }] }),
  ...(patient['gender'] ? { gender: patient['gender'] } : {}),
  ...(patient['birthDate'] ? { birthDate: patient['birthDate'] } : {}),
})

/** The person under this code is from now on the one under that (PIXm 2:3.104.4.2). */
export const fed_successor = (successor: Resource, facility: string): Resource => ({
  resourceType: 'Patient',
  active: false,
  link: [{ other: { identifier: own_identifier(successor, facility) }, type: 'replaced-by' }],
})
