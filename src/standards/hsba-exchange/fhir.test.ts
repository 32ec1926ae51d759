import assert from 'node:assert/strict'
import { test } from 'node:test'
import { facility_of, from_fhir, from_json, from_xml, record_of_bundle, to_fhir, to_json, to_xml } from './index.ts'
import type { Bundle } from './index.ts'
import { extension_url } from '../fhir/index.ts'
import { sample_record, turned_round } from './test-record.ts'
import { random_hsba, seeds } from './test-generate.ts'

const exported = to_json(from_fhir(sample_record()))

/** What a server does to a resource it stores: its own stamps, its own key order. */
const stored = (bundle: Bundle): Bundle => {
  const entry = bundle.entry.map((one) => {
    const reversed = Object.fromEntries(Object.entries(one.resource).toReversed())
    const resource = {
      ...one.resource,
      ...reversed,
      meta: { ...one.resource.meta, versionId: '9', lastUpdated: '2026-11-21T00:00:00Z' },
    }
    return { ...one, resource }
  })
  return { ...bundle, entry: entry.toReversed() }
}

test('into an empty site and out again: the same bytes, from JSON and from XML, ids and files kept', () => {
  for (const hsba of [from_json(exported), from_xml(to_xml(from_json(exported)))]) {
    const bundle = to_fhir(hsba)
    const urls = bundle.entry.map((one) => `${one.request.method} ${one.request.url}`)
    assert.ok(
      urls.includes('PUT QuestionnaireResponse/q1') &&
        urls.includes('PUT Provenance/pr1') &&
        urls.includes('PUT Binary/b1'),
    )
    const again = from_fhir(record_of_bundle(stored(bundle), facility_of(hsba)))
    assert.equal(to_json(again), exported)
  }
})

test('the order of a query changes nothing', () => {
  assert.equal(to_json(from_fhir(turned_round(sample_record()))), exported)
})

test('without the extension the eleven groups survive completely, through ids given by a server', () => {
  const plain = from_fhir(sample_record(), { extension: false })
  const bundle = to_fhir(plain)
  assert.ok(bundle.entry.every((one) => one.request.method === 'POST' && one.fullUrl?.startsWith('urn:uuid:')))
  const again = from_fhir(record_of_bundle(bundle, facility_of(plain)), { extension: false })
  assert.equal(to_json(again), to_json(plain))
  assert.equal(to_json(from_fhir(record_of_bundle(bundle), { extension: false })), to_json(plain))
})

test('whatever another system wrote comes back byte for byte', () => {
  for (const seed of seeds(150)) {
    const hsba = random_hsba(seed, seed % 2 === 0)
    const record = record_of_bundle(to_fhir(hsba), facility_of(hsba))
    assert.equal(to_json(from_fhir(record, { extension: false })), to_json(hsba), `seed ${seed}`)
  }
})

test('a received record can go on with the extension, and still come back', () => {
  for (const seed of seeds(20)) {
    const hsba = random_hsba(seed)
    const first = from_fhir(record_of_bundle(to_fhir(hsba), facility_of(hsba)))
    const again = from_fhir(record_of_bundle(stored(to_fhir(first)), facility_of(first)))
    assert.equal(to_json(again), to_json(first), `seed ${seed}`)
  }
})

test('names written down for the receiver, wrong entries and foreign units left out', () => {
  const hsba = from_fhir(sample_record())
  assert.equal(hsba.ThongTinDieuTri.khoadieutri, 'Khoa Nội')
  assert.equal(hsba.ThongTinBenhNhan.giuong, 'Giường 12')
  assert.equal(hsba.ThongTinBenhNhan.ngaysinh, '00/00/1954')
  assert.equal(hsba.ThongTinVaoVien.lydovaovien, 'Đau bụng dữ dội')
  assert.equal(hsba.ThongTinDieuTri.maicd_khac, 'I10;E11')
  assert.deepEqual(
    hsba.ThongTinDieuTri.danhsachsinhhieu.map((row) => [row.mach, row.nhietdo]),
    [
      ['88', '37.2'],
      ['80', ''],
    ],
  )
  assert.equal(hsba.KetQuaXetNghiem.danhsach[0]?.ngayketqua, '02/03/2026 07:15:00.250')
  assert.deepEqual(
    hsba.PhieuPhauThuat.danhsach.map((row) => row.ten),
    ['Cắt ruột thừa'],
  )
  assert.match(hsba.PhanMoRong?.fhir.noidung ?? '', /entered-in-error/)
})

test('only numbers known in the whole country decide that two people are one', () => {
  const bundle = to_fhir(from_fhir(sample_record(), { extension: false }))
  const conditions = bundle.entry.flatMap((one) => one.request.ifNoneExist ?? [])
  assert.equal(conditions.length, 2)
  assert.ok(
    conditions.every((one) => /sid%2F(cccd|ma-cskcb)%7C/.test(one)),
    conditions.join(),
  )
})

test('a woman who was sent on in labour (05/BV1, result cv) leaves and comes back with the words of that box', () => {
  const sent_on = sample_record()
  for (const one of sent_on.encounter.extension ?? [])
    if (one.url === extension_url.treatment_result) one.valueCoding = { code: 'cv' }
  const hsba = from_fhir(sent_on, { extension: false })
  assert.equal(hsba.ThongTinDieuTri.tinhtrangravien.ketquadieutri, 'Chuyển viện')
  const back = to_fhir(hsba)
    .entry.map((one) => one.resource)
    .find((one) => one.resourceType === 'Encounter')
  assert.ok(JSON.stringify(back).includes('"code":"cv","display":"Chuyển viện"'), JSON.stringify(back))
})
