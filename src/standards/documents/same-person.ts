import { words } from '../../base/text/index.ts'
import { list_of, text_of, type Resource } from '../fhir/index.ts'
import type { SubmissionPerson } from './submission.ts'
import { refusal, type DocumentIssue } from './verdict.ts'

const place = 'Bundle.entry[0].resource.subject'

const mismatch = (message: string): DocumentIssue => refusal('person-mismatch', 'conflict', message, place)

/** In one order of words, without marks: lists write a name in capitals, without marks, given name first. */
const folded = (name: string): string => words(name).toSorted().join(' ')

const names_of = (patient: Resource): string[] =>
  list_of(patient['name']).flatMap((one) => {
    const given = Array.isArray(one['given']) ? one['given'].filter((word) => typeof word === 'string') : []
    const parts = [text_of(one['family']), ...given].filter(Boolean).join(' ')
    return [text_of(one['text']) ?? '', parts].filter((name) => name !== '')
  })

/** A number that stands on both sides must be the same on both; one that only one side knows says nothing. */
const identifier_issues = (person: SubmissionPerson, patient: Resource): DocumentIssue[] => {
  const known = new Map<string, Set<string>>()
  for (const one of list_of(patient['identifier'])) {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    if (system && value) known.set(system, (known.get(system) ?? new Set()).add(value))
  }
  const systems = new Set(person.identifiers.map(({ system }) => system))
  return [...systems].flatMap((system) => {
    const said = known.get(system)
    const values = person.identifiers.filter((one) => one.system === system).map(({ value }) => value)
    return said === undefined || values.some((value) => said.has(value))
      ? []
      : [
          mismatch(
            `Người bệnh trong tài liệu và trên phong bì khác nhau ở số ${system.split('/').pop()}; kiểm tra lại người bệnh rồi gửi lại`,
          ),
        ]
  })
}

const agrees = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one)

/** The person on the envelope against the person of the document. */
export const person_issues = (person: SubmissionPerson, patient: Resource): DocumentIssue[] => {
  const issues = identifier_issues(person, patient)
  const birth = text_of(patient['birthDate'])
  if (birth && person.birth_date && !agrees(birth, person.birth_date))
    issues.push(mismatch(`Ngày sinh trong tài liệu (${birth}) khác trên phong bì (${person.birth_date})`))
  const gender = text_of(patient['gender'])
  if (gender && person.gender && gender !== 'unknown' && person.gender !== 'unknown' && gender !== person.gender)
    issues.push(mismatch(`Giới tính trong tài liệu (${gender}) khác trên phong bì (${person.gender})`))
  const names = names_of(patient)
  if (names.length > 0 && person.name !== '' && !names.some((name) => folded(name) === folded(person.name)))
    issues.push(mismatch(`Họ tên trong tài liệu (“${names[0]}”) khác trên phong bì (“${person.name}”)`))
  return issues
}
