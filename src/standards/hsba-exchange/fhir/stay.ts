/** Encounter and the medical-record List ↔ the stay: numbers, departments, beds, people, how it ended. */
import { code_system, extension_url, identifier_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import { of_kind } from './shapes.ts'
import { by_time } from './source.ts'
import type { FhirRecord, Names } from './source.ts'
import {
  code_of,
  compact,
  department_system,
  find_extension,
  identifier_of,
  moment_from_fhir,
  number_text,
  words_of,
} from './values.ts'

/** Words of the paper forms (TT 32/2023 covers), used when a resource carries only the code. */
const words = {
  // The obstetric record (05/BV1) has a sixth box; its code is ours, because 5 is a death everywhere else.
  treatment_result: { 1: 'Khỏi', 2: 'Đỡ, giảm', 3: 'Không thay đổi', 4: 'Nặng hơn', 5: 'Tử vong', cv: 'Chuyển viện' },
  payer_kind: { 1: 'BHYT', 2: 'Thu phí', 3: 'Miễn', 4: 'Khác' },
  referred_by: { 1: 'Cơ quan y tế', 2: 'Tự đến', 3: 'Khác' },
} as const
export type WordTable = keyof typeof words

export const coded_words = (table: WordTable, coding: R.Coding | undefined): string =>
  coding?.display ?? Object.entries(words[table]).find(([code]) => code === coding?.code)?.[1] ?? ''

export const coding_for = (table: WordTable, text: string): R.Coding =>
  compact({
    system: code_system[table],
    code: Object.entries(words[table]).find(([, word]) => word === text)?.[0],
    display: text,
  })

const number_systems = ['admission_number', 'outpatient_number', 'station_number'] as const

/** The key that joins every group. */
export const stay_number = (record: FhirRecord): string =>
  number_systems
    .map((name) => identifier_of(record.encounter.identifier, identifier_system[name]))
    .find((value) => value !== '') ?? identifier_of(record.encounter.identifier, identifier_system.ma_lk)

export const record_list = (record: FhirRecord): R.RecordList | undefined =>
  by_time(of_kind(record.others, 'List'), () => undefined).find((one) => code_of(one.code) === 'medical-record')

const main_form = (list: R.RecordList | undefined): string => {
  const found = find_extension(list?.extension, extension_url.main_form)
  return found?.valueString ?? found?.valueCode ?? found?.valueCanonical ?? found?.valueUri ?? ''
}

const person_in = (record: FhirRecord, role: string): R.Reference | undefined =>
  (record.encounter.participant ?? []).find((one) => (one.type ?? []).some((type) => code_of(type) === role))
    ?.individual

export const department_stays = (encounter: R.Encounter) =>
  (encounter.extension ?? [])
    .filter((one) => one.url === extension_url.department_stay)
    .map(({ extension }) => ({
      department: find_extension(extension, 'department')?.valueReference,
      from: find_extension(extension, 'from')?.valueDateTime,
      to: find_extension(extension, 'to')?.valueDateTime,
    }))

export const stay_facts = (record: FhirRecord, names: Names) => {
  const { encounter } = record
  const list = record_list(record)
  const stays = department_stays(encounter)
  const bed = encounter.location?.findLast((one) => one.status === 'active') ?? encounter.location?.at(-1)
  const bed_place = names.room(bed?.location)
  const extension = (url: string) => find_extension(encounter.extension, url)?.valueCoding
  return {
    sovaovien: stay_number(record),
    loaiba: main_form(list),
    soba: identifier_of(list?.identifier, identifier_system.record_number),
    soluutru: identifier_of(list?.identifier, identifier_system.archive_number),
    khoa: names.place(encounter.serviceProvider),
    khoa_ma: names.place_code(encounter.serviceProvider, department_system),
    khoavao: names.place(stays[0]?.department),
    khoavao_ma: names.place_code(stays[0]?.department, department_system),
    ngayvaokhoa: moment_from_fhir(stays[0]?.from),
    chuyenkhoa: stays.map((stay) => ({
      khoa: names.place(stay.department),
      tungay: moment_from_fhir(stay.from),
      denngay: moment_from_fhir(stay.to),
    })),
    giuong: bed_place?.name ?? bed?.location.display ?? '',
    giuong_ma: bed_place?.identifier?.[0]?.value ?? bed?.location.identifier?.value ?? '',
    buong: names.room(bed_place?.partOf)?.name ?? '',
    vaovien: moment_from_fhir(encounter.period?.start),
    ravien: moment_from_fhir(encounter.period?.end),
    songay: encounter.length?.code === 'd' ? number_text(encounter.length) : '',
    lydo: words_of(encounter.reasonCode?.[0]),
    doituong: coded_words('payer_kind', extension(extension_url.payer_kind)),
    noigioithieu: coded_words('referred_by', extension(extension_url.referred_by)),
    ketqua: coded_words('treatment_result', extension(extension_url.treatment_result)),
    bacsikham: names.person(person_in(record, 'ADM')),
    bacsikham_ma: names.person_code(person_in(record, 'ADM'), identifier_system.cchn),
    bacsidieutri: names.person(person_in(record, 'ATND')),
    bacsidieutri_ma: names.person_code(person_in(record, 'ATND'), identifier_system.cchn),
    chuyenden: encounter.hospitalization?.destination,
    is_transfer: code_of(encounter.hospitalization?.dischargeDisposition) === '5',
  }
}

export type StayFacts = ReturnType<typeof stay_facts>

export const referral_rows = (facts: StayFacts, diagnosis: { text: string; code: string }) =>
  facts.is_transfer
    ? [
        {
          ngaychuyenvien: facts.ravien,
          noichuyenden_ma: facts.chuyenden?.identifier?.value ?? '',
          noichuyenden: facts.chuyenden?.display ?? '',
          chandoan: diagnosis.text,
          maicd: diagnosis.code,
        },
      ]
    : []

export const list_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.RecordList[] => {
  const { soba, soluutru, loaiba } = hsba.ThongTinBenhNhan
  if (soba + soluutru + loaiba === '') return []
  const numbers = [
    { system: identifier_system.record_number, value: soba },
    { system: identifier_system.archive_number, value: soluutru },
  ]
  const list = compact({
    resourceType: 'List' as const,
    status: 'current',
    mode: 'working',
    code: { coding: [{ system: code_system.list_kind, code: 'medical-record' }] },
    identifier: numbers.filter(({ value }) => value !== ''),
    subject: { reference: patient },
    encounter: { reference: encounter },
    extension: loaiba === '' ? [] : [{ url: extension_url.main_form, valueString: loaiba }],
  })
  return [list]
}
