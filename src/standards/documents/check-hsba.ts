import { Failure } from '../../base/outcome/index.ts'
import { fold } from '../../base/text/index.ts'
import { identifier_system, type Resource } from '../fhir/index.ts'
import { from_json, from_xml, type HoSoBenhAn } from '../hsba-exchange/index.ts'
import { person_issues } from './same-person.ts'
import type { SubmissionPerson } from './submission.ts'
import { refusal, type DocumentIssue } from './verdict.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Fields we do not know are another vendor's business; bombs, entities and broken trees are refused by the reader. */
const read = (bytes: Uint8Array): HoSoBenhAn => {
  const text = utf8.decode(bytes)
  return /^\s*</.test(text) ? from_xml(text, () => undefined) : from_json(text, () => undefined)
}

/** dd/mm/yyyy, with 00 for what is not known. */
const birth_of = (typed: string): string | undefined => {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})/.exec(typed) ?? []
  if (year === undefined) return undefined
  return [year, ...(month === '00' ? [] : [month]), ...(month === '00' || day === '00' ? [] : [day])].join('-')
}

const genders: Record<string, string> = { nam: 'male', nu: 'female' }

const patient_of = ({ ThongTinBenhNhan: said }: HoSoBenhAn): Resource => ({
  resourceType: 'Patient',
  identifier: said.cccd_so === '' ? [] : [{ system: identifier_system.cccd, value: said.cccd_so }],
  name: said.hoten === '' ? [] : [{ text: said.hoten }],
  birthDate: birth_of(said.ngaysinh),
  gender: genders[fold(said.gioitinh)],
})

/** Whether a HoSoBenhAn can be read, and is of this person. */
export const hsba_issues = (bytes: Uint8Array, person: SubmissionPerson): DocumentIssue[] => {
  try {
    return person_issues(person, patient_of(read(bytes))).map((issue) => ({ ...issue, expression: 'hsba' }))
  } catch (error) {
    if (!(error instanceof Failure || error instanceof TypeError)) throw error
    const why = error instanceof Failure ? error.message : 'không viết bằng UTF-8'
    return [refusal('hsba-unreadable', 'invalid', `Không đọc được HoSoBenhAn: ${why}`, 'hsba')]
  }
}
