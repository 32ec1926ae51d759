/** ThongTinBenhNhan → Patient and Coverage. */
import { code_system, extension_url, identifier_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import { genders } from './person.ts'
import type { Person } from './person.ts'
import type * as R from './shapes.ts'
import { assigned, birth_date_to_fhir, compact, concept, identifiers, moment_to_fhir } from './values.ts'

const phone = (value: string): R.ContactPoint[] => (value === '' ? [] : [{ system: 'phone', value }])

const extensions_of = (person: Person): R.Extension[] => {
  const job = concept(person.nghenghiep, person.nghenghiep_ma, code_system.occupation)
  const nation = concept(person.ngoaikieu, person.ngoaikieu_ma)
  const ethnicity = concept(person.dantoc, person.dantoc_ma, code_system.ethnicity)
  return [
    ...(ethnicity === undefined ? [] : [{ url: extension_url.ethnicity, valueCodeableConcept: ethnicity }]),
    ...(job === undefined ? [] : [{ url: extension_url.occupation, valueCodeableConcept: job }]),
    ...(nation === undefined
      ? []
      : [{ url: extension_url.nationality, extension: [{ url: 'code', valueCodeableConcept: nation }] }]),
    ...(person.noilamviec === '' ? [] : [{ url: extension_url.workplace, valueString: person.noilamviec }]),
  ]
}

const address_to_fhir = (person: Person): R.Address[] => {
  const line = person.thonpho === '' ? [person.sonha].filter((part) => part !== '') : [person.sonha, person.thonpho]
  const code = person.tinhthanh_ma
  const address: R.Address = compact({
    text: person.diachi,
    line: line.includes('') ? [] : line,
    city: person.xaphuong,
    district: person.quanhuyen,
    state: person.tinhthanh,
    extension: code === '' ? [] : [{ url: extension_url.province, valueCoding: { code } }],
  })
  return Object.keys(address).length === 0 ? [] : [address]
}

/** "Chồng: Nguyễn Văn A" is how samples of the annex write the relationship. */
const kin_to_fhir = (person: Person): NonNullable<R.Patient['contact']> => {
  const cut = person.hotennguoithan.indexOf(': ')
  const relationship = cut < 0 ? '' : person.hotennguoithan.slice(0, cut)
  const name = cut < 0 ? person.hotennguoithan : person.hotennguoithan.slice(cut + 2)
  const contact = compact({
    relationship: relationship === '' ? [] : [{ text: relationship }],
    name: name === '' ? undefined : { text: name },
    telecom: phone(person.sodienthoainguoithan),
    address: person.diachinguoithan === '' ? undefined : { text: person.diachinguoithan },
  })
  return Object.keys(contact).length === 0 ? [] : [contact]
}

export const person_to_fhir = (hsba: HoSoBenhAn): R.Patient => {
  const person = hsba.ThongTinBenhNhan
  const paper = person.cccd_so.length === 9 ? identifier_system.cmnd : identifier_system.cccd
  const [family = '', ...given] = person.hoten.trim().split(/\s+/)
  return compact({
    resourceType: 'Patient' as const,
    identifier: [
      ...assigned(identifier_system.patient_code, person.mabenhnhan, hsba.ThongTinVaoVien.maphongkham),
      ...identifiers([
        [paper, person.cccd_so],
        [identifier_system.passport, person.hochieu_so],
      ]),
    ],
    name: person.hoten === '' ? [] : [compact({ text: person.hoten, family, given })],
    gender: genders.find(([, word]) => word === person.gioitinh)?.[0],
    birthDate: birth_date_to_fhir(person.ngaysinh),
    telecom: phone(person.sodienthoai),
    address: address_to_fhir(person),
    contact: kin_to_fhir(person),
    extension: extensions_of(person),
  })
}

export const card_to_fhir = (hsba: HoSoBenhAn, patient: string): R.Coverage[] => {
  const person = hsba.ThongTinBenhNhan
  if (person.mabhyt === '') return []
  const care = { url: extension_url.primary_care_facility, valueReference: { display: person.noidangkykcbbd } }
  const start = moment_to_fhir(person.tungaybhyt)
  const end = moment_to_fhir(person.denngaybhyt)
  const card = compact({
    resourceType: 'Coverage' as const,
    status: 'active',
    type: { text: 'BHYT' },
    subscriberId: person.mabhyt,
    identifier: identifiers([[identifier_system.bhyt, person.mabhyt]]),
    beneficiary: { reference: patient },
    payor: [{ display: 'BHXH Việt Nam' }],
    period: start === undefined && end === undefined ? undefined : compact({ start, end }),
    extension: person.noidangkykcbbd === '' ? [] : [care],
  })
  return [card]
}
