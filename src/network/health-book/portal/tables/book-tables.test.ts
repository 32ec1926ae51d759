/** A visit's own resources as the insurance's tables: what is there is told, what is not stays empty. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { to_stay } from '../../../../chart/encounters/index.ts'
import { check_visit } from '../../../../standards/bhyt-exchange/index.ts'
import { code_system, extension_url, identifier_system, type Resource } from '../../../../standards/fhir/index.ts'
import type { Letter } from '../../../transfer-letters/index.ts'
import type { Visit } from '../../publish/gather-visit.ts'
import { book_tables } from './book-tables.ts'
import type { TableSource } from './source.ts'

const coded = (url: string, system: string, code: string) => ({ url, valueCoding: { system, code } })

const patient: Resource = {
  ...{ resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1968-03', name: [{ text: 'Nguyễn Thị Mẫu' }] },
  identifier: [{ system: identifier_system.cccd, value: '024168001234' }],
  extension: [{ url: extension_url.ethnicity, valueCodeableConcept: { coding: [{ code: '01' }] } }],
  address: [
    {
      ...{ line: ['Số 5', 'Thôn Đông'], city: 'Phường Bắc Giang', state: 'Bắc Ninh' },
      extension: [coded(extension_url.province, '', '24'), coded(extension_url.ward, '', '07210')],
    },
  ],
}
const encounter = (changes: Record<string, unknown> = {}): Resource => ({
  ...{ resourceType: 'Encounter', id: 'v1', status: 'finished', class: { code: 'IMP' } },
  subject: { reference: 'Patient/p' },
  period: { start: '2026-11-19T15:10:00+07:00', end: '2026-11-21T09:05:00+07:00' },
  serviceProvider: { reference: 'Organization/k03' },
  reasonCode: [{ text: 'Sốt, ho' }],
  extension: [
    coded(extension_url.payer_kind, code_system.payer_kind, '1'),
    coded(extension_url.treatment_result, code_system.treatment_result, '2'),
  ],
  hospitalization: { dischargeDisposition: { coding: [{ code: '2' }] } },
  ...changes,
})
const coverage: Resource = {
  ...{ resourceType: 'Coverage', id: 'c', subscriberId: 'GD4242412345678' },
  period: { start: '2026-01-01', end: '2026-12-31' },
  extension: [
    {
      url: extension_url.primary_care_facility,
      valueReference: { identifier: { system: identifier_system.facility, value: '24012' } },
    },
  ],
}
const doctor: Resource = {
  ...{
    resourceType: 'Practitioner',
    id: 'd',
    identifier: [{ system: identifier_system.cchn, value: '000111/BN-CCHN' }],
  },
}
const by_doctor = { reference: 'Practitioner/d' }
const of_visit = { encounter: { reference: 'Encounter/v1' } }
const category = (code: string) => [{ coding: [{ code }] }]

// The newest first, as gather-visit gives them.
const own: Resource[] = [
  {
    ...{
      resourceType: 'Procedure',
      id: 'pt',
      status: 'completed',
      code: { text: 'Chọc hút dịch màng phổi' },
      ...of_visit,
    },
    ...{
      category: { text: 'Thủ thuật' },
      performedDateTime: '2026-11-20T10:00:00+07:00',
      performer: [{ actor: by_doctor }],
    },
  },
  {
    ...{ resourceType: 'DiagnosticReport', id: 'xq', status: 'final', code: { text: 'X-quang ngực' }, ...of_visit },
    ...{ category: category('RAD'), conclusion: 'Mờ thùy dưới phải', effectiveDateTime: '2026-11-19T17:00:00+07:00' },
    resultsInterpreter: [by_doctor],
  },
  {
    ...{ resourceType: 'Observation', id: 'crp', status: 'final', category: category('laboratory'), ...of_visit },
    code: { text: 'CRP', coding: [{ system: code_system.ministry_test, code: '2300107' }] },
    ...{ valueQuantity: { value: 48, unit: 'mg/L', comparator: '>' }, effectiveDateTime: '2026-11-19T16:30:00+07:00' },
  },
  {
    ...{ resourceType: 'Observation', id: 'w', status: 'final', category: category('vital-signs'), ...of_visit },
    ...{ code: { coding: [{ code: '29463-7' }] }, valueQuantity: { value: 54, unit: 'kg' } },
  },
  {
    ...{
      resourceType: 'MedicationRequest',
      id: 'm',
      status: 'active',
      authoredOn: '2026-11-19T16:00:00+07:00',
      ...of_visit,
    },
    ...{ medicationCodeableConcept: { text: 'Amoxicilin 500 mg' }, requester: by_doctor },
    dosageInstruction: [{ text: '1 viên × 2 lần/ngày', patientInstruction: 'sau ăn' }],
    dispenseRequest: { quantity: { value: 10, unit: 'viên' } },
  },
]

const words = new Map([
  ['illness', 'Sốt 3 ngày'],
  ['summary.treatment', 'Kháng sinh'],
  ['summary.follow_up', 'Tái khám khi sốt'],
])

const source_of = (changes: Partial<TableSource> = {}, visit: Record<string, unknown> = {}): TableSource => {
  const found = encounter(visit)
  const whole: Visit = {
    ...{ patient, encounter: found, stay: to_stay(found), coverage, words, facts: own, carried: [doctor] },
    ...{ facility: { code: '24012', name: 'BV thử', authority: '' }, department: 'Nội', doctor: 'BS. Thử' },
    ...{ custodian: { resourceType: 'Organization', id: '24012' }, department_codes: new Map([['k03', 'K03']]) },
    diagnoses: [
      { id: '1', use: 'admission', text: 'Viêm phổi', code: 'J18.9', display: '' },
      { id: '2', use: 'discharge', text: 'Viêm phổi thùy', code: 'J18.1', display: '' },
      { id: '3', use: 'discharge-comorbid', text: 'Tăng huyết áp', code: 'I10', display: '' },
    ],
  }
  return {
    ...{ visit: whole, own, transfer: undefined, slip: undefined, record_number: '26.000123' },
    ...{ settings: { head_code: '2496001234', summary_for: 'all' }, ...changes },
  }
}

const errors = (tables: ReturnType<typeof book_tables>): string[] =>
  check_visit(tables, 'health-book')
    .filter(({ severity }) => severity === 'error')
    .map(({ table, field, message }) => `${table}.${field} ${message}`)

test('an insured stay: the visit in one row, its drugs, services, results and summary; nothing is asked to be paid', () => {
  const tables = book_tables(source_of())
  assert.deepEqual(errors(tables), [])
  const [visit = {}] = tables.XML1 ?? []
  const said = (...names: string[]) => names.map((name) => visit[name])
  assert.deepEqual(said('MA_LK', 'NGAY_SINH', 'SO_NGAY_DTRI', 'CAN_NANG', 'MA_HSBA'), [
    'v1',
    '196803000000',
    '3',
    '54',
    '26.000123',
  ])
  assert.deepEqual(said('MA_BENH_CHINH', 'MA_BENH_KT', 'CHAN_DOAN_RV'), [
    'J18.1',
    'I10',
    'Viêm phổi thùy;Tăng huyết áp',
  ])
  assert.deepEqual(said('MA_LOAI_KCB', 'MA_LOAI_RV', 'KET_QUA_DTRI'), ['03', '4', '2'])
  assert.deepEqual(said('MA_DOITUONG_KCB', 'MA_DKBD', 'GT_THE_DEN'), ['1.1', '24012', '20261231'])
  assert.deepEqual(said('T_TONGCHI_BV', 'T_BHTT', 'NAM_QT', 'THANG_QT'), ['0', '0', '2026', '11'])
  assert.equal(visit['MA_NGHE_NGHIEP'], '', 'the record’s own list is no QĐ 34')
  const [drug = {}] = tables.XML2 ?? []
  assert.deepEqual(
    ['TEN_THUOC', 'SO_LUONG', 'DON_VI_TINH', 'CACH_DUNG', 'MA_BAC_SI', 'NGAY_YL', 'MA_THUOC'].map(
      (name) => drug[name] ?? '',
    ),
    ['Amoxicilin 500 mg', '10', 'viên', 'sau ăn', '000111/BN-CCHN', '202611191600', ''],
  )
  assert.deepEqual(
    tables.XML3?.map((row) => [row['STT'], row['MA_NHOM'], row['TEN_DICH_VU'], row['NGUOI_THUC_HIEN']]),
    [
      ['1', '2', 'X-quang ngực', '000111/BN-CCHN'],
      ['2', '18', 'Chọc hút dịch màng phổi', '000111/BN-CCHN'],
    ],
  )
  assert.deepEqual(
    tables.XML4?.map((row) => [row['TEN_CHI_SO'], row['MA_CHI_SO'] ?? '', row['GIA_TRI'] ?? '', row['KET_LUAN'] ?? '']),
    [
      ['CRP', '2300107', '>48', ''],
      ['X-quang ngực', '', '', 'Mờ thùy dưới phải'],
    ],
  )
  const [summary = {}] = tables.XML8 ?? []
  assert.equal(
    summary['TOMTAT_KQ'],
    'CRP: >48 mg/L; X-quang ngực: Mờ thùy dưới phải',
    'nobody summed up: the results do',
  )
  assert.deepEqual([summary['MA_TTDV'], summary['NGAY_CT']], ['2496001234', '20261121'])
})

test('an uninsured outpatient visit on one day: no bed, no card; the summary follows the setting', () => {
  const visit = {
    ...{ class: { code: 'AMB' }, period: { start: '2026-11-19T08:00:00+07:00', end: '2026-11-19T09:30:00+07:00' } },
    extension: [
      coded(extension_url.payer_kind, code_system.payer_kind, '2'),
      coded(extension_url.treatment_result, code_system.treatment_result, '2'),
    ],
    hospitalization: { dischargeDisposition: { coding: [{ code: '1' }] } },
  }
  const tables = book_tables(source_of({}, visit))
  assert.deepEqual(errors(tables), [])
  const [row = {}] = tables.XML1 ?? []
  assert.deepEqual(
    ['MA_LOAI_KCB', 'MA_DOITUONG_KCB', 'MA_THE_BHYT', 'SO_NGAY_DTRI', 'NGAY_VAO_NOI_TRU'].map(
      (name) => row[name] ?? '',
    ),
    ['01', '9', '', '0', ''],
  )
  assert.equal(tables.XML8?.length, 1)
  assert.equal(book_tables(source_of({ settings: { summary_for: 'beds' } }, visit)).XML8, undefined)
})

const letter = (answers: Letter['answers'], number: string): Letter => {
  const found = encounter()
  return {
    ...{ sheet: 's', number, answers, patient, encounter: found, stay: to_stay(found), author: doctor },
    ...{ custodian: { resourceType: 'Organization', id: '24012' }, signed_at: '2026-11-21T09:10:00+07:00' },
    form: { sections: [] } as unknown as Letter['form'],
  }
}

test('sent on to another house: why and where only the signed letter says; without it somebody has to write it', () => {
  const gone = { hospitalization: { dischargeDisposition: { coding: [{ code: '5' }] } } }
  assert.deepEqual(errors(book_tables(source_of({}, gone))), ['XML1.MA_LOAI_RV bắt buộc nhưng đang trống'])
  const transfer = letter({ ly_do: '1', noi_den_ma: '01929', chan_doan_ma: 'J18.9', so_chuyen: '12' }, 'GCT-1')
  const tables = book_tables(source_of({ transfer }, gone))
  const [visit = {}] = tables.XML1 ?? []
  assert.deepEqual([visit['MA_LOAI_RV'], visit['MA_NOI_DEN']], ['2', '01929'])
  const [paper = {}] = tables.XML13 ?? []
  assert.deepEqual([paper['MA_LK'], paper['MA_BENH_CHINH'], paper['MA_TTDV']], ['v1', 'J18.1', '2496001234'])
})

test('a signed slip for a re-examination goes with the visit, and its day stands in the visit’s row', () => {
  const tables = book_tables(source_of({ slip: letter({ hen_ngay: '2026-12-05' }, 'HKL-7') }))
  assert.deepEqual(errors(tables), [])
  assert.equal(tables.XML1?.[0]?.['NGAY_TAI_KHAM'], '20261205')
  const [slip = {}] = tables.XML14 ?? []
  assert.deepEqual(
    ['SO_GIAYHEN_KL', 'NGAY_HEN_KL', 'HO_TEN', 'MA_BAC_SI', 'MA_DOITUONG_KCB'].map((name) => slip[name]),
    ['HKL-7', '20261205', 'Nguyễn Thị Mẫu', '000111/BN-CCHN', '1.1'],
  )
})
