import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  judge_national,
  line_of_request,
  make_code,
  printed_name,
  read_code,
  read_national,
  to_national,
  to_requests,
  type Prescription,
} from './index.ts'

const prescription: Prescription = {
  code: '24012a1b2c3d-C',
  kind: 'C',
  facility: { code: '24012', name: 'Bệnh viện thử' },
  patient: {
    id: 'p1',
    name: 'Nguyễn Thị Hương',
    gender: 'female',
    birth_date: '1968-03-05',
    cccd: '024168001234',
    address: 'Thôn Đông, Bắc Ninh',
  },
  diagnoses: [{ code: 'J18.1', text: 'Viêm phổi thùy' }],
  lines: [
    {
      ...{
        id: 'r1',
        drug_code: '40.1-aa',
        ingredient: 'Amoxicilin',
        brand: 'Ospamox',
        strength: '500mg',
        form: 'Viên nang',
        unit: 'Viên',
      },
      ...{ route_code: '1.01', route: 'Uống', quantity: 10, directions: 'Ngày uống 2 lần, mỗi lần 01 viên' },
      dose: { amount: 1, unit: 'Viên', times_per_day: 2, days: 5 },
    },
  ],
  courses: [],
  advice: 'Uống nhiều nước',
  reexam_days: 7,
  treatment: 'outpatient',
  prescriber: { id: 'bs1', name: 'BS. Tuấn', phone: '0912345678' },
  signed_at: '2026-11-22T04:41:07+07:00',
  collect_until: '2026-11-27',
}

test('the words of the national system: days, sexes, hours are its own', () => {
  const json = to_national(prescription)
  assert.equal(json.gioi_tinh, 3)
  assert.equal(json.ngay_sinh_benh_nhan, '05/03/1968')
  assert.equal(json.ngay_gio_ke_don, '2026-11-22 04:41:07')
  assert.equal(json.ma_don_thuoc, '24012a1b2c3d-c')
  assert.equal(json.thong_tin_don_thuoc[0]?.ten_thuoc, 'Amoxicilin (Ospamox) 500mg')
  assert.ok(!('dot_dung_thuoc' in json) && !('can_nang' in json))
  const generic = to_national({ ...prescription, lines: prescription.lines.map((line) => ({ ...line, brand: '' })) })
  assert.equal(generic.thong_tin_don_thuoc[0]?.biet_duoc, 'Amoxicilin')
})

test('there and back: who, what, how much, until when', () => {
  const back = read_national(to_national(prescription))
  assert.deepEqual(
    [back.code, back.kind, back.patient.gender, back.patient.birth_date, back.signed_at, back.collect_until],
    ['24012a1b2c3d-C', 'C', 'female', '1968-03-05', '2026-11-22T04:41:07+07:00', '2026-11-27'],
  )
  assert.deepEqual(
    back.lines.map((line) => [printed_name(line), line.quantity, line.unit]),
    [['Amoxicilin (Ospamox) 500mg', 10, 'Viên']],
  )
})

test('a course is read as an object or as a list, and sent as an object where there is one', () => {
  const course = { number: 1, from: '2026-11-22', to: '2026-11-28' }
  const narcotic: Prescription = { ...prescription, code: '24012a1b2c3d-N', kind: 'N', courses: [course] }
  const json = to_national(narcotic)
  assert.ok(!Array.isArray(json.dot_dung_thuoc))
  assert.deepEqual(read_national(json).courses, [course])
  assert.deepEqual(read_national({ ...json, dot_dung_thuoc: [json.dot_dung_thuoc] }).courses, [course])
  assert.match(judge_national({ ...json, dot_dung_thuoc: undefined }).issues[0]?.message ?? '', /đợt dùng thuốc/)
})

test('a decoction is T with us and y there', () => {
  const json = to_national({
    ...prescription,
    code: '24012a1b2c3d-T',
    kind: 'T',
    courses: [{ number: 1, from: '2026-11-22', to: '2026-11-28' }],
  })
  assert.deepEqual([json.loai_don_thuoc, json.ma_don_thuoc], ['y', '24012a1b2c3d-y'])
  assert.equal(read_national(json).kind, 'T')
})

test('every fault is told at once, with the name of its field', () => {
  const json = to_national(prescription)
  const { issues } = judge_national({
    ...json,
    ...{ ma_don_thuoc: '24012-C', gioi_tinh: 0, ngay_sinh_benh_nhan: '1968-03-05', ngay_gio_ke_don: '22/11/2026' },
    ...{ chan_doan: [], thong_tin_don_thuoc: [{ ...json.thong_tin_don_thuoc[0], biet_duoc: '', so_luong: 'mười' }] },
  })
  assert.deepEqual(issues.map(({ expression }) => expression).sort(), [
    ...['chan_doan', 'gioi_tinh', 'ma_don_thuoc', 'ngay_gio_ke_don', 'ngay_sinh_benh_nhan'],
    ...['thong_tin_don_thuoc[0].biet_duoc', 'thong_tin_don_thuoc[0].so_luong'],
  ])
  assert.equal(judge_national('x').issues.length, 1)
  assert.match(judge_national({ ...json, loai_don_thuoc: 'n' }).issues[0]?.message ?? '', /khác loại trong mã đơn/)
})

test('lines as MedicationRequests share the code as groupIdentifier, and are read again', () => {
  const [request] = to_requests(prescription, {
    encounter: 'e1',
    conditions: ['c1'],
    prior: new Map([['40.1-aa', 'old']]),
  })
  assert.ok(request)
  assert.deepEqual(request['groupIdentifier'], {
    system: 'https://benhanmo.vn/fhir/sid/prescription-code',
    value: '24012a1b2c3d-C',
  })
  assert.deepEqual(request['priorPrescription'], { reference: 'MedicationRequest/old' })
  const line = line_of_request(request)
  assert.deepEqual(
    [line.quantity, line.unit, line.directions, line.route],
    [10, 'Viên', 'Ngày uống 2 lần, mỗi lần 01 viên', 'Uống'],
  )
})

test('codes: fourteen characters from the given source, compared without case', () => {
  let next = 0
  const code = make_code('24012', 'H', (below) => (next += 7) % below)
  assert.equal(code.length, 14)
  assert.deepEqual(read_code(code.toUpperCase()), { facility: '24012', number: code.slice(5, 12), kind: 'H' })
})
