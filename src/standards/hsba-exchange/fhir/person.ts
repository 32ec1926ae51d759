/** Patient and Coverage → the person's part of ThongTinBenhNhan. */
import { extension_url, identifier_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import { by_time } from './source.ts'
import type { FhirRecord } from './source.ts'
import { birth_date_from_fhir, code_of, day_from_fhir, find_extension, identifier_of, words_of } from './values.ts'

export type Person = HoSoBenhAn['ThongTinBenhNhan']

export const genders = [
  ['male', 'Nam'],
  ['female', 'Nữ'],
  ['other', 'Khác'],
] as const

const phone_of = (telecom: R.ContactPoint[] | undefined): string =>
  (telecom ?? []).find((one) => one.system === 'phone')?.value ?? ''

/** Full years on the day the person came; '' when either day is unknown. */
const age_at = (birth: string | undefined, start: string | undefined): string => {
  const now = day_from_fhir(start).split('/').map(Number)
  const then = (birth ?? '').split('-').map(Number)
  const [day = 0, month = 0, year] = now
  const [birth_year, birth_month = 0, birth_day = 0] = then
  if (!year || !birth_year) return ''
  const not_yet = birth_month > month || (birth_month === month && birth_day > day)
  return String(Math.max(0, year - birth_year - (not_yet ? 1 : 0)))
}

/** The card that was valid when the person came, else the last one. */
const card_of = (record: FhirRecord): R.Coverage | undefined => {
  const start = record.encounter.period?.start?.slice(0, 10) ?? ''
  const cards = by_time(record.coverage, (one) => one.period?.start)
  const valid = cards.filter(
    ({ period }) => (period?.start ?? '') <= start && (period?.end === undefined || period.end >= start),
  )
  return valid.at(-1) ?? cards.at(-1)
}

const address_part = (address: R.Address | undefined) => {
  const parts = [...(address?.line ?? []), address?.city, address?.district, address?.state]
  return {
    diachi: address?.text ?? parts.filter((part) => part !== undefined && part !== '').join(', '),
    sonha: address?.line?.[0] ?? '',
    thonpho: address?.line?.[1] ?? '',
    xaphuong: address?.city ?? '',
    quanhuyen: address?.district ?? '',
    tinhthanh: address?.state ?? '',
    tinhthanh_ma: find_extension(address?.extension, extension_url.province)?.valueCoding?.code ?? '',
  }
}

const kin_part = (contact: NonNullable<R.Patient['contact']>[number] | undefined) => ({
  hotennguoithan: [words_of(contact?.relationship?.[0]), contact?.name?.text ?? '']
    .filter((part) => part !== '')
    .join(': '),
  diachinguoithan: contact?.address?.text ?? '',
  sodienthoainguoithan: phone_of(contact?.telecom),
})

export const person_from_fhir = (record: FhirRecord): Partial<Person> => {
  const { patient } = record
  const card = card_of(record)
  const nationality = find_extension(patient.extension, extension_url.nationality)
  const nation = find_extension(nationality?.extension, 'code')?.valueCodeableConcept
  const ethnicity = find_extension(patient.extension, extension_url.ethnicity)?.valueCodeableConcept
  const job = find_extension(patient.extension, extension_url.occupation)?.valueCodeableConcept
  const care = find_extension(card?.extension, extension_url.primary_care_facility)?.valueReference
  const cccd = identifier_of(patient.identifier, identifier_system.cccd)
  return {
    mabenhnhan: identifier_of(patient.identifier, identifier_system.patient_code),
    cccd_so: cccd === '' ? identifier_of(patient.identifier, identifier_system.cmnd) : cccd,
    hochieu_so: identifier_of(patient.identifier, identifier_system.passport),
    hoten: patient.name?.[0]?.text ?? '',
    ngaysinh: birth_date_from_fhir(patient.birthDate),
    tuoi: age_at(patient.birthDate, record.encounter.period?.start),
    gioitinh: genders.find(([code]) => code === patient.gender)?.[1] ?? '',
    nghenghiep: words_of(job),
    nghenghiep_ma: code_of(job),
    dantoc: words_of(ethnicity),
    dantoc_ma: code_of(ethnicity),
    ngoaikieu: words_of(nation),
    ngoaikieu_ma: code_of(nation),
    tungaybhyt: day_from_fhir(card?.period?.start),
    denngaybhyt: day_from_fhir(card?.period?.end),
    mabhyt: card?.subscriberId ?? '',
    noidangkykcbbd: care?.display ?? care?.identifier?.value ?? '',
    ...address_part(patient.address?.[0]),
    noilamviec: find_extension(patient.extension, extension_url.workplace)?.valueString ?? '',
    sodienthoai: phone_of(patient.telecom),
    ...kin_part(patient.contact?.[0]),
  }
}
