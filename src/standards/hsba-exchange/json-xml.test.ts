import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { empty_hsba, from_fhir, from_json, from_xml, to_json, to_xml } from './index.ts'
import { sample_record } from './test-record.ts'
import { random_hsba, seeds } from './test-generate.ts'

test('json → model → xml → model → json: the same bytes, for records with odd characters', () => {
  for (const seed of seeds(300)) {
    const hsba = random_hsba(seed, true)
    const json = to_json(hsba)
    const xml = to_xml(from_json(json))
    assert.equal(to_json(from_xml(xml)), json, `seed ${seed}`)
    assert.equal(to_xml(from_xml(xml)), xml, `seed ${seed}`)
    assert.deepEqual(from_xml(xml), hsba, `seed ${seed}`)
  }
})

test('the extension with signed files goes through both forms unchanged', () => {
  const hsba = from_fhir(sample_record())
  assert.equal(to_json(from_xml(to_xml(hsba))), to_json(hsba))
  assert.equal(to_xml(from_json(to_json(hsba))), to_xml(hsba))
})

test('an independent parser finds the XML well-formed and reads the same words', () => {
  const xml = to_xml(from_fhir(sample_record()))
  assert.equal(XMLValidator.validate(xml), true)
  const parsed: unknown = new XMLParser({ parseTagValue: false, trimValues: false }).parse(xml)
  const text = JSON.stringify(parsed)
  assert.match(text, /"hoten":"Nguyễn Thị Hoà"/)
  assert.match(text, /"tieuhoa":\{.*"dauchung":"Bụng mềm"/)
})

test('empty groups and fields are still present, in the order of the schema', () => {
  const json = to_json(empty_hsba())
  const names = Array.from(json.matchAll(/^ {4}"(\w+)"/gm), (found) => found[1])
  assert.deepEqual(names, [
    'ThongTinBenhNhan',
    'ThongTinVaoVien',
    'ThongTinDieuTri',
    'YLenhThuocVatTu',
    'PhieuChiDinh',
    'KetQuaChanDoanHinhAnh',
    'KetQuaXetNghiem',
    'GiayChuyenVien',
    'HoSoCapCuu',
    'PhieuThuThuat',
    'PhieuPhauThuat',
  ])
  assert.match(json, /"cccd_so": ""/)
  assert.match(to_xml(empty_hsba()), /<cccd_so\/>/)
})

test('Vietnamese text is brought to NFC', () => {
  const hsba = empty_hsba()
  hsba.ThongTinBenhNhan.hoten = 'Nguyễn Thị Hoà'.normalize('NFD')
  assert.equal(from_xml(to_xml(hsba)).ThongTinBenhNhan.hoten, 'Nguyễn Thị Hoà'.normalize('NFC'))
  assert.equal(to_json(hsba).normalize('NFC'), to_json(hsba))
})

test('one finding of an organ is an object, several are an array, and both are read', () => {
  const hsba = empty_hsba()
  const finding = (dauchung: string) => ({ dauchung_ma: { VNCODE: '', SNOMED: '' }, dauchung, dauchung_ghichu: '' })
  hsba.ThongTinVaoVien.khambenh_caccoquan.tieuhoa = [finding('Đau thượng vị'), finding('Nôn')]
  hsba.ThongTinVaoVien.khambenh_caccoquan.hohap = [finding('Ran nổ')]
  const json = to_json(hsba)
  assert.match(json, /"hohap": \{/)
  assert.match(json, /"tieuhoa": \[/)
  assert.deepEqual(from_json(json), hsba)
  assert.deepEqual(from_xml(to_xml(hsba)), hsba)
})

test('a field another system leaves out is read as empty; a number is read where a number is meant', () => {
  const value = JSON.parse(to_json(empty_hsba()))
  delete value.HoSoBenhAn.ThongTinBenhNhan.tuoi
  value.HoSoBenhAn.ThongTinVaoVien.mach = 88
  const hsba = from_json(JSON.stringify(value))
  assert.equal(hsba.ThongTinBenhNhan.tuoi, '')
  assert.equal(hsba.ThongTinVaoVien.mach, '88')
})

test('with a listener, unknown names are handed over instead of refused', () => {
  const seen: [string, unknown][] = []
  const hsba = from_xml(
    to_xml(empty_hsba()).replace('<hoten/>', '<hoten>A</hoten><xaphuong_ma>00123</xaphuong_ma>'),
    (...one) => seen.push(one),
  )
  assert.equal(hsba.ThongTinBenhNhan.hoten, 'A')
  assert.deepEqual(seen, [['HoSoBenhAn.ThongTinBenhNhan.xaphuong_ma', '00123']])
})
