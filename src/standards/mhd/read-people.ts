import type { Identity, Submission, SubmissionPerson } from '../documents/index.ts'
import { object_of, text_of, type Resource } from '../fhir/index.ts'
import type { Faults } from './faults.ts'
import { behind, identifiers_of, name_of, type Placed, type Resolve } from './resolve.ts'

const genders = ['male', 'female', 'other', 'unknown'] as const

const once = (identities: Identity[]): Identity[] => [
  ...new Map(identities.map((one) => [`${one.system}|${one.value}`, one])).values(),
]

/** The person a DocumentReference is about: by number, by a Patient contained or sent along, or both. */
const person_of = (document: Placed, list: Placed | undefined, resolve: Resolve): SubmissionPerson => {
  const { resource } = document
  const subject = object_of(resource['subject']) ?? object_of(list?.resource['subject'])
  const source = behind(object_of(resource['context'])?.['sourcePatientInfo'], resource, resolve)
  const patients = [source, behind(subject, resource, resolve), behind(subject, list?.resource, resolve)].filter(
    (one): one is Resource => one?.resourceType === 'Patient',
  )
  const said = (key: string) => patients.map((one) => text_of(one[key])).find((one) => one !== undefined)
  const name = patients.map(name_of).find((one) => one !== '') ?? text_of(subject?.['display']) ?? ''
  const [birth_date, gender] = [said('birthDate'), genders.find((one) => one === said('gender'))]
  return {
    identifiers: once([...identifiers_of(subject), ...patients.flatMap(identifiers_of)]),
    name,
    ...(birth_date === undefined ? {} : { birth_date }),
    ...(gender === undefined ? {} : { gender }),
  }
}

const differs = (one: SubmissionPerson, other: SubmissionPerson): boolean =>
  one.identifiers.some(({ system, value }) => {
    const same_system = other.identifiers.filter((identity) => identity.system === system)
    return same_system.length > 0 && same_system.every((identity) => identity.value !== value)
  })

/** One submission is about one person. */
export const read_person = (documents: Placed[], list: Placed | undefined, resolve: Resolve, faults: Faults) => {
  const persons = documents.map((one) => person_of(one, list, resolve))
  const [first = { identifiers: [], name: '' }] = persons
  const place = `${documents[0]?.place ?? 'DocumentReference'}.subject`
  if (first.identifiers.length === 0 && first.name === '')
    faults.add(
      'required',
      'Không biết tài liệu của ai: cần subject.identifier (CCCD trước) hoặc một Patient trong gói',
      place,
    )
  for (const [i, one] of persons.entries())
    if (differs(first, one))
      faults.add(
        'conflict',
        'Các phần của một lần gửi phải của cùng một người bệnh',
        `${documents[i]?.place ?? 'DocumentReference'}.subject`,
      )
  return first
}

/** Who wrote it: a Practitioner, or the one behind a PractitionerRole. */
export const read_author = (document: Placed, list: Placed | undefined, resolve: Resolve): Submission['author'] => {
  const authors = document.resource['author']
  const reference = object_of(Array.isArray(authors) ? authors[0] : undefined) ?? object_of(list?.resource['source'])
  const direct = behind(reference, document.resource, resolve) ?? behind(reference, list?.resource, resolve)
  const practitioner =
    direct?.resourceType === 'PractitionerRole'
      ? (behind(direct['practitioner'], document.resource, resolve) ?? object_of(direct['practitioner']))
      : direct
  return {
    name:
      name_of(practitioner as Resource | undefined) ||
      text_of(practitioner?.['display']) ||
      text_of(reference?.['display']) ||
      '',
    identifiers: once([...identifiers_of(practitioner), ...identifiers_of(reference)]),
  }
}
