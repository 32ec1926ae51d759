import { fail } from '../../base/outcome/index.ts'
import { shift_days } from '../../base/time/index.ts'
import { gender_of, name_of_patient } from '../../chart/patients/index.ts'
import { read_document, type ReadDocument } from '../../standards/documents/index.ts'
import {
  code_of_request,
  line_of_request,
  read_code,
  tidy_code,
  type PrescribedLine,
  type Prescription,
} from '../../standards/e-prescription/index.ts'
import {
  code_system,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'

const resources_of = ({ bundle }: ReadDocument, type: string): Resource[] =>
  list_of(bundle['entry']).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    return resource?.['resourceType'] === type ? [resource as Resource] : []
  })

/** As the national system calls it: one prescription read here and there has the same lines, so that sales add up. */
const to_line = (request: Resource, at: number): PrescribedLine => {
  const line = line_of_request(request)
  return { ...line, id: line.drug_code || `dong-${at + 1}` }
}

/** RX-06, where the requests say no last day. */
const collect_days = 5

const collect_until_of = (request: Resource, signed_at: string): string =>
  text_of(object_of(object_of(request['dispenseRequest'])?.['validityPeriod'])?.['end']) ??
  shift_days(signed_at.slice(0, 10), collect_days)

const pharmacy_of = (request: Resource): Prescription['pharmacy'] => {
  const performer = object_of(object_of(request['dispenseRequest'])?.['performer'])
  const identifier = object_of(performer?.['identifier'])
  const code = identifier?.['system'] === identifier_system.facility ? text_of(identifier['value']) : undefined
  return code ? { code, name: text_of(performer?.['display']) ?? code } : undefined
}

const diagnoses_of = (document: ReadDocument): Prescription['diagnoses'] =>
  resources_of(document, 'Condition').map((condition) => {
    const concept = object_of(condition['code'])
    const coded = list_of(concept?.['coding']).find(({ system }) => system === code_system.icd10)
    return {
      code: text_of(coded?.['code']) ?? '',
      text: text_of(concept?.['text']) ?? text_of(coded?.['display']) ?? '',
    }
  })

const recipient_of = (document: ReadDocument): Prescription['recipient'] => {
  const [person] = resources_of(document, 'RelatedPerson')
  if (!person) return undefined
  const name = text_of(list_of(person['name'])[0]?.['text']) ?? ''
  return { name, identity: text_of(list_of(person['identifier'])[0]?.['value']) ?? '' }
}

const patient_of = (patient: Resource): Prescription['patient'] => ({
  ...{ name: name_of_patient(patient), gender: gender_of(patient), address: '' },
  birth_date: text_of(patient['birthDate']) ?? '',
  cccd: find_identifier(patient, identifier_system.cccd),
  bhyt: find_identifier(patient, identifier_system.bhyt),
})

const advice_of = (request: Resource): { advice?: string } => {
  const advice = text_of(list_of(request['note'])[0]?.['text'])
  return advice ? { advice } : {}
}

/** All requests of a document are one prescription. @throws 422 where its code is none, or not of who sends it */
const code_in = (requests: Resource[], sender: string): string => {
  const codes = [...new Set(requests.map((one) => tidy_code(code_of_request(one) ?? '') ?? ''))]
  const [code = ''] = codes
  const parts = read_code(code)
  if (codes.length !== 1 || !parts)
    throw fail.rule('Dữ liệu không ghi một mã đơn thuốc chung cho mọi dòng (groupIdentifier)')
  if (parts.facility !== sender) throw fail.rule(`Mã đơn ${code} không phải của nơi gửi ${sender}`)
  return code
}

/**
 * A prescription as the FHIR document of another house says it; ours or a stranger's.
 * @param sender facility code of who sends it
 * @throws 4xx what about it cannot be read
 */
export const read_letter = (bytes: Uint8Array, sender: string): Prescription => {
  const document = read_document(bytes)
  const requests = resources_of(document, 'MedicationRequest')
  const [first] = requests
  if (!first || !document.patient) throw fail.rule('Dữ liệu không có dòng thuốc nào hoặc không ghi người bệnh')
  const code = code_in(requests, sender)
  const signed_at = text_of(first['authoredOn']) ?? text_of(document.composition['date']) ?? ''
  const author = document.find(list_of(document.composition['author'])[0])
  const custodian = document.find(document.composition['custodian'])
  const pharmacy = pharmacy_of(first)
  const recipient = recipient_of(document)
  return {
    ...{ code, kind: read_code(code)?.kind ?? 'C', signed_at, diagnoses: diagnoses_of(document), courses: [] },
    facility: { code: sender, name: text_of(custodian?.['name']) ?? '' },
    patient: patient_of(document.patient),
    lines: requests.map(to_line),
    ...advice_of(first),
    treatment: 'outpatient',
    prescriber: { id: '', name: text_of(list_of(author?.['name'])[0]?.['text']) ?? '' },
    collect_until: collect_until_of(first, signed_at),
    ...(pharmacy ? { pharmacy } : {}),
    ...(recipient ? { recipient } : {}),
  }
}
