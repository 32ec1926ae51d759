/** ThongTinVaoVien, ThongTinDieuTri → Encounter and the facility's Organization. */
import { code_system, extension_url, identifier_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import { coding_for } from './stay.ts'
import { assigned, compact, department_system, identifiers, moment_to_fhir, to_quantity } from './values.ts'

const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'

const reference = (display: string, system: string, value: string): R.Reference =>
  compact({ display, identifier: value === '' ? undefined : { system, value } })

const participants = (hsba: HoSoBenhAn): NonNullable<R.Encounter['participant']> =>
  [
    { role: 'ADM', name: hsba.ThongTinVaoVien.bacsikhambenh, code: hsba.ThongTinVaoVien.mabacsikhambenh },
    { role: 'ATND', name: hsba.ThongTinDieuTri.bacsidieutri, code: hsba.ThongTinDieuTri.bacsidieutri_ma },
  ]
    .filter(({ name, code }) => name + code !== '')
    .map(({ role, name, code }) => ({
      type: [{ coding: [{ system: participation, code: role }] }],
      individual: reference(name, identifier_system.cchn, code),
    }))

/** The transfers are the stays; the first one also bears the code of the department of admission. */
const department_stays = (hsba: HoSoBenhAn): R.Extension[] => {
  const treatment = hsba.ThongTinDieuTri
  const first = { khoa: treatment.khoavaovien, tungay: treatment.ngaynhapkhoa, denngay: '' }
  const rows = treatment.danhsachchuyenkhoa.length > 0 ? treatment.danhsachchuyenkhoa : [first]
  return rows
    .filter((row) => row.khoa + row.tungay !== '')
    .map((row, index) => {
      const department = reference(row.khoa, department_system, index === 0 ? treatment.khoavaovien_ma : '')
      const from = moment_to_fhir(row.tungay)
      const to = moment_to_fhir(row.denngay)
      const parts: R.Extension[] = [
        ...(Object.keys(department).length === 0 ? [] : [{ url: 'department', valueReference: department }]),
        ...(from === undefined ? [] : [{ url: 'from', valueDateTime: from }]),
        ...(to === undefined ? [] : [{ url: 'to', valueDateTime: to }]),
      ]
      return { url: extension_url.department_stay, extension: parts }
    })
}

const extensions = (hsba: HoSoBenhAn): R.Extension[] => {
  const { doituongbn_loai, noigioithieu_loai } = hsba.ThongTinBenhNhan
  const { ketquadieutri } = hsba.ThongTinDieuTri.tinhtrangravien
  const coded = (url: string, table: Parameters<typeof coding_for>[0], text: string): R.Extension[] =>
    text === '' ? [] : [{ url, valueCoding: coding_for(table, text) }]
  return [
    ...coded(extension_url.payer_kind, 'payer_kind', doituongbn_loai),
    ...coded(extension_url.referred_by, 'referred_by', noigioithieu_loai),
    ...coded(extension_url.treatment_result, 'treatment_result', ketquadieutri),
    ...department_stays(hsba),
  ]
}

const hospitalization = (hsba: HoSoBenhAn): R.Encounter['hospitalization'] => {
  const row = hsba.GiayChuyenVien.danhsach[0]
  if (row === undefined) return undefined
  const destination = compact({
    display: row.noichuyenden,
    identifier:
      row.noichuyenden_ma === '' ? undefined : { system: identifier_system.facility, value: row.noichuyenden_ma },
  })
  return compact({
    dischargeDisposition: { coding: [{ system: code_system.discharge_kind, code: '5' }] },
    destination: Object.keys(destination).length === 0 ? undefined : destination,
  })
}

/** The format does not say inpatient or outpatient: a bed or a department makes it a stay, otherwise a visit. */
const class_of = (hsba: HoSoBenhAn): R.Coding => {
  const treatment = hsba.ThongTinDieuTri
  const lies = treatment.giuong + treatment.khoavaovien !== '' || treatment.danhsachchuyenkhoa.length > 0
  return { system: code_system.act_code, code: lies ? 'IMP' : 'AMB' }
}

export const stay_to_fhir = (hsba: HoSoBenhAn, patient: string): R.Encounter => {
  const { sovaovien, makhoa, tenkhoa, thoigianvaovien, lydotiepnhan } = hsba.ThongTinBenhNhan
  const treatment = hsba.ThongTinDieuTri
  const start = moment_to_fhir(thoigianvaovien)
  const end = moment_to_fhir(treatment.ngayravien)
  const bed = reference(treatment.giuong, `${identifier_system.department}/bed`, treatment.giuong_ma)
  const days = to_quantity(treatment.tongsongaydieutri)
  const department = reference(tenkhoa, department_system, makhoa)
  return compact({
    resourceType: 'Encounter' as const,
    status: end === undefined ? 'in-progress' : 'finished',
    class: class_of(hsba),
    identifier: assigned(identifier_system.admission_number, sovaovien, hsba.ThongTinVaoVien.maphongkham),
    subject: { reference: patient },
    period: start === undefined && end === undefined ? undefined : compact({ start, end }),
    length: days === undefined ? undefined : { ...days, unit: 'ngày', system: code_system.ucum, code: 'd' },
    reasonCode: lydotiepnhan === '' ? [] : [{ text: lydotiepnhan }],
    serviceProvider: Object.keys(department).length === 0 ? undefined : department,
    participant: participants(hsba),
    location: Object.keys(bed).length === 0 ? [] : [{ location: bed }],
    hospitalization: hospitalization(hsba),
    extension: extensions(hsba),
  })
}

export const facility_to_fhir = (hsba: HoSoBenhAn): R.Organization[] => {
  const { maphongkham, phongkham } = hsba.ThongTinVaoVien
  const identifier = identifiers([[identifier_system.facility, maphongkham]])
  const facility = compact({ resourceType: 'Organization' as const, identifier, name: phongkham })
  return maphongkham + phongkham === '' ? [] : [facility]
}
