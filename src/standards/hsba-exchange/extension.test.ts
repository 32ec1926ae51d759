import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { sha256_hex } from './fhir/digest.ts'
import { facility_of, from_fhir, record_of_bundle, to_fhir, to_json } from './index.ts'
import type { HoSoBenhAn } from './index.ts'
import { sample_record } from './test-record.ts'

const refused = (run: () => unknown, status: number, words: RegExp) =>
  assert.throws(run, (error) => error instanceof Failure && error.status === status && words.test(error.message))

const with_bundle = (change: (text: string) => string): HoSoBenhAn => {
  const hsba = from_fhir(sample_record())
  const noidung = change(hsba.PhanMoRong?.fhir.noidung ?? '')
  if (hsba.PhanMoRong) hsba.PhanMoRong.fhir = { noidung, sha256: sha256_hex(noidung) }
  return hsba
}

test('signed files must be the bytes their hash says, going out and coming in', () => {
  const record = sample_record()
  const [file] = record.documents
  assert.ok(file)
  refused(() => from_fhir({ ...record, documents: [{ ...file, sha256: '0'.repeat(64) }] }), 422, /sha256 không khớp/)
  refused(() => from_fhir({ ...record, documents: [{ ...file, bytes_base64: 'a b c' }] }), 422, /base64/)
  refused(
    () => from_fhir({ ...record, documents: [{ ...file, reference: 'DocumentReference/none' }] }),
    422,
    /Không có/,
  )
  const hsba = from_fhir(record)
  const carried = hsba.PhanMoRong?.tailieu[0]
  assert.ok(carried)
  carried.noidung = Buffer.from('khác').toString('base64')
  refused(() => to_fhir(hsba), 422, /sha256 không khớp/)
})

test('groups and extension that tell two stories are refused until a person chooses', () => {
  const hsba = from_fhir(sample_record())
  hsba.ThongTinDieuTri.chandoan = 'Chẩn đoán bị sửa'
  refused(() => to_fhir(hsba), 409, /không khớp/)
  const trusted = to_fhir(hsba, { source: 'extension' })
  assert.match(JSON.stringify(trusted), /Viêm dạ dày cấp/)
  const visible = to_fhir(hsba, { source: 'groups' })
  const text = JSON.stringify(visible)
  assert.match(text, /Chẩn đoán bị sửa/)
  assert.ok(
    visible.entry.some((one) => one.request.url === 'Binary/b1'),
    'the signed file is not dropped',
  )
})

test('a file may bring resources, not orders to the server', () => {
  const changes: ((text: string) => string)[] = [
    (text) => text.replace('"method":"PUT","url":"Patient/p1"', '"method":"DELETE","url":"Patient/p1"'),
    (text) => text.replace('"url":"Patient/p1"', '"url":"Patient/someone-else"'),
    (text) => text.replaceAll('Provenance', 'AuditEvent'),
    (text) => text.replaceAll('"id":"p1"', '"id":"../p1"'),
    () => 'không phải JSON',
  ]
  for (const change of changes) refused(() => to_fhir(with_bundle(change), { source: 'extension' }), 422, /PhanMoRong/)
  const broken = from_fhir(sample_record())
  if (broken.PhanMoRong) broken.PhanMoRong.fhir.noidung += ' '
  refused(() => to_fhir(broken), 422, /mã băm/)
})

test('a resource without an id cannot be promised to survive', () => {
  refused(() => from_fhir({ ...sample_record(), others: [{ resourceType: 'Flag' }] }), 422, /Flag không có id/)
})

test('kept words of the sender never override what was changed here afterwards', () => {
  const plain = from_fhir(sample_record(), { extension: false })
  plain.ThongTinBenhNhan.tuoi = '71'
  plain.ThongTinBenhNhan.nhommau = 'O'
  const record = record_of_bundle(to_fhir(plain), facility_of(plain))
  assert.equal(to_json(from_fhir(record, { extension: false })), to_json(plain))
  const changed = { ...record, patient: { ...record.patient, birthDate: '1960' } }
  const after = from_fhir(changed, { extension: false })
  assert.equal(after.ThongTinBenhNhan.tuoi, '66')
  assert.equal(after.ThongTinBenhNhan.nhommau, 'O')
})

test('the mother of a newborn is carried, not confused with the patient', () => {
  const record = sample_record()
  record.others.push({ resourceType: 'Patient', id: 'a-mother' })
  const hsba = from_fhir(record)
  const again = from_fhir(record_of_bundle(to_fhir(hsba), facility_of(hsba)))
  assert.equal(to_json(again), to_json(hsba))
})
