import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confidence_counts, empty_hsba, from_fhir, schema_table, validate } from './index.ts'
import type { HoSoBenhAn } from './index.ts'
import { group_fields } from './schema-2025-06.ts'
import { sample_record } from './test-record.ts'

const keyed = (): HoSoBenhAn => {
  const hsba = empty_hsba()
  for (const { name } of group_fields) hsba[name].sovaovien = '26.1'
  return hsba
}

const said = (hsba: unknown): string[] => validate(hsba).map((issue) => `${issue.severity} ${issue.message}`)

test('a record we make is ready to send; the extension is named as what it is', () => {
  assert.deepEqual(said(from_fhir(sample_record(), { extension: false })), [])
  const [only, ...rest] = validate(from_fhir(sample_record()))
  assert.equal(only?.severity, 'information')
  assert.match(only?.message ?? '', /không thuộc phụ lục công văn 365/)
  assert.deepEqual(rest, [])
})

test('the join key must be there and be one', () => {
  assert.match(said(empty_hsba())[0] ?? '', /sovaovien: thiếu số vào viện/)
  const hsba = keyed()
  hsba.PhieuChiDinh.sovaovien = '26.2'
  assert.deepEqual(said(hsba), ['error HoSoBenhAn.PhieuChiDinh.sovaovien: khác số vào viện của người bệnh'])
})

test('dates: the form, and the day must exist', () => {
  const hsba = keyed()
  const wrong = [
    '2026-03-01',
    '31/02/2026',
    '1/3/2026',
    '01/03/2026 7:00',
    '01/03/2026 24:00:00.000',
    '01/03/2026 07:00:00',
  ]
  for (const text of wrong) {
    hsba.ThongTinBenhNhan.thoigianvaovien = text
    assert.match(said(hsba)[0] ?? '', /error HoSoBenhAn\.ThongTinBenhNhan\.thoigianvaovien: phải là thời điểm/, text)
  }
  for (const text of ['', '01/03/2026', '29/02/2024 23:59:59.999']) {
    hsba.ThongTinBenhNhan.thoigianvaovien = text
    assert.deepEqual(said(hsba), [], text)
  }
  hsba.ThongTinBenhNhan.ngaysinh = '00/00/1954'
  assert.deepEqual(said(hsba), [])
  hsba.ThongTinBenhNhan.tungaybhyt = '00/00/1954'
  assert.match(said(hsba)[0] ?? '', /tungaybhyt/)
})

test('lengths of the annex are errors, lengths of ours are warnings', () => {
  const hsba = keyed()
  hsba.ThongTinBenhNhan.cccd_so = '1234567890123456'
  hsba.ThongTinDieuTri.maicd = 'A00.12345'
  hsba.ThongTinBenhNhan.nhommau = 'ABABAB'
  assert.deepEqual(said(hsba), [
    'error HoSoBenhAn.ThongTinBenhNhan.cccd_so: dài 16 ký tự, tối đa 15',
    'warning HoSoBenhAn.ThongTinBenhNhan.nhommau: dài 6 ký tự, tối đa 5',
    'error HoSoBenhAn.ThongTinDieuTri.maicd: dài 9 ký tự, tối đa 7',
  ])
})

test('types: digits, numbers, codes; the place of a row is named', () => {
  const hsba = keyed()
  hsba.ThongTinBenhNhan.cccd_so = '00109901234A'
  hsba.ThongTinVaoVien.mach = '88,5'
  hsba.ThongTinVaoVien.khambenh_caccoquan.mat = [
    { dauchung_ma: { VNCODE: ' 1', SNOMED: 'x'.repeat(26) }, dauchung: '', dauchung_ghichu: '' },
  ]
  const messages = said(hsba).join('\n')
  assert.match(messages, /cccd_so: phải là chỉ gồm chữ số/)
  assert.match(messages, /mach: phải là số/)
  assert.match(messages, /khambenh_caccoquan\.mat\[0\]\.dauchung_ma\.VNCODE: phải là mã/)
  assert.match(messages, /SNOMED: dài 26 ký tự, tối đa 25/)
})

test('names: anything may be handed in, and the answer is issues, not an exception', () => {
  assert.match(said({ ...keyed(), LaLa: {} })[0] ?? '', /LaLa: tên trường không có trong lược đồ/)
  assert.match(said(5)[0] ?? '', /phải là một nhóm trường/)
  assert.equal(validate({}).length, 11)
})

test('the schema says of every name where it comes from', () => {
  const table = schema_table()
  assert.ok(table.every((one) => one.sources.length > 0))
  assert.ok(table.filter((one) => one.path.startsWith('PhanMoRong')).every((one) => one.confidence === 'ours'))
  assert.equal(new Set(table.map((one) => one.path)).size, table.length)
  const annex = table.filter((one) => one.length_from === 'annex').map((one) => `${one.name} ${one.max}`)
  assert.deepEqual(Array.from(new Set(annex)).toSorted(), [
    'SNOMED 25',
    'VNCODE 25',
    'cccd_so 15',
    'machidinh 255',
    'machiso 255',
    'maicd 7',
    'maicd_khac 100',
    'mathuocvattu_byt 255',
    'tenicd 255',
  ])
  const counts = confidence_counts()
  assert.ok(counts.sure > counts.likely && counts.likely > counts.ours, JSON.stringify(counts))
})
