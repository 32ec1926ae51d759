import {
  coding_of,
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../../../standards/fhir/index.ts'
import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { gender_of, name_of_patient } from '../../../../chart/patients/index.ts'
import { address_of } from '../../publish/book.ts'
import { xml_moment } from '../../../transfer-letters/index.ts'
import type { TableSource } from './source.ts'

const concept_code = (patient: Resource, url: string): string =>
  coding_of(find_extension(patient, url)?.['valueCodeableConcept']).code ?? ''

/** 000 is Viet Nam in practice; a number that only citizens have says it too. Other countries: no table is public. */
const nation_of = (patient: Resource): string => {
  const extension = find_extension(patient, extension_url.nationality)
  const { code } = coding_of(list_of(extension?.['extension'])[0]?.['valueCodeableConcept'])
  if (code !== undefined) return code === 'VN' ? '000' : ''
  const is_citizen = [identifier_system.cccd, identifier_system.cmnd].some((system) => find_identifier(patient, system))
  return is_citizen ? '000' : ''
}

const identity_of = (patient: Resource): string =>
  [identifier_system.cccd, identifier_system.cmnd, identifier_system.passport]
    .map((system) => find_identifier(patient, system))
    .find((value) => value !== undefined) ?? ''

const sexes = { male: '1', female: '2', other: '3', unknown: '3' } as const

const place_code = (patient: Resource, url: string): string => {
  const [address = {}] = list_of(patient['address'])
  const found = list_of(address['extension']).find((one) => one['url'] === url)
  return text_of(object_of(found?.['valueCoding'])?.['code']) ?? ''
}

/** Five digits of QĐ 34/2020/QĐ-TTg only; the record's own list of occupations is another. */
const occupation_of = (patient: Resource): string => {
  const code = concept_code(patient, extension_url.occupation)
  return /^\d{5}$/.test(code) ? code : ''
}

/** Who she is, as XML1 has it. */
export const person_fields = ({ visit: { patient } }: TableSource): Row => ({
  MA_BN: find_identifier(patient, identifier_system.patient_code) ?? patient.id ?? '',
  HO_TEN: name_of_patient(patient),
  SO_CCCD: identity_of(patient),
  NGAY_SINH: xml_moment(text_of(patient['birthDate'])),
  GIOI_TINH: sexes[gender_of(patient)],
  MA_QUOCTICH: nation_of(patient),
  MA_DANTOC: concept_code(patient, extension_url.ethnicity),
  MA_NGHE_NGHIEP: occupation_of(patient),
  DIA_CHI: address_of(patient),
  MATINH_CU_TRU: place_code(patient, extension_url.province),
  MAXA_CU_TRU: place_code(patient, extension_url.ward),
  DIEN_THOAI: text_of(list_of(patient['telecom'])[0]?.['value']) ?? '',
})
