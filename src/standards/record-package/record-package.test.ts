import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync, zipSync, type Zippable } from 'fflate'
import { Failure } from '../../base/outcome/index.ts'
import { certified, district, plain_pdf } from '../documents/test-letters.ts'
import { seal_subject } from '../documents/index.ts'
import { carried_roots, read_package, verify_package, write_package } from './index.ts'
import { good, house, items, package_input, trust } from './test-fixtures.ts'

/** Name, message: of everything a verdict complains of or remarks. */
const told = (bytes: Uint8Array, known = trust): { name: string; message: string }[] => {
  const { files, problems, remarks } = verify_package(bytes, known)
  return [
    ...problems,
    ...files.flatMap(({ name, problems: own }) => own.map((message) => ({ name, message }))),
    ...remarks,
  ]
}

/** Packed again by another tool, with a change. */
const repacked = (change: (files: Record<string, Uint8Array>) => void): Uint8Array => {
  const files = unzipSync(good)
  change(files)
  const zip: Zippable = {}
  for (const [name, bytes] of Object.entries(files)) zip[name] = [bytes, { level: 6 }]
  return zipSync(zip)
}

test('what goes in comes out, each file named by kind and title, in the order of the record', () => {
  const { manifest, files } = read_package(good)
  assert.deepEqual(
    files.map(({ name }) => name),
    [
      'giay-to/001-benh-an-noi-khoa.pdf',
      'giay-to/002-phieu-cham-soc.pdf',
      'giay-to/003-phieu-cham-soc.pdf',
      'du-lieu/004-hosobenhan.xml',
      'du-lieu/005-hosobenhan.json',
      'du-lieu/006-tom-tat-dot-dieu-tri.fhir.json',
      'du-lieu/006-tom-tat-dot-dieu-tri.fhir.json.p7s',
      'chung-thu/007-goc-chung-thuc.pem',
    ],
  )
  assert.deepEqual(
    files.filter(({ what }) => what !== 'signature').map(({ bytes }) => Buffer.from(bytes)),
    items.map(({ bytes }) => Buffer.from(bytes)),
  )
  assert.deepEqual(
    [manifest.facility, manifest.person, manifest.stay],
    [package_input.facility, package_input.person, package_input.stay],
  )
})

test('with the sender switched off: the root alone says who signed what, and that all of it stands', () => {
  const verdict = verify_package(good, trust)
  assert.deepEqual(told(good), [])
  assert.equal(verdict.valid, true)
  assert.equal(verdict.seal?.organization, house.name)
  assert.deepEqual(
    verdict.files.map(({ signatures }) => signatures.map(({ signer, by }) => `${signer} (${by})`)),
    [
      ...[['Nguyễn Văn Á (person)'], ['Nguyễn Văn Á (person)'], ['Nguyễn Văn Á (person)']],
      ...[[], [], [], [`${house.name} (sender)`], []],
    ],
  )
})

test('without a root nothing stands; the one carried along shows that the package holds together', () => {
  const verdict = verify_package(good, { ...trust, roots_pem: [] })
  assert.equal(verdict.valid, false)
  assert.match(verdict.problems[0]?.message ?? '', /không do tổ chức được tin cậy cấp/)
  assert.deepEqual(carried_roots(good), [house.ca.certificate_pem.trim()])
  assert.equal(verify_package(good, { ...trust, roots_pem: carried_roots(good) }).valid, true)
})

test('a flipped byte, wherever it is, names the file it lies in', () => {
  const bytes = Buffer.from(good)
  /** Where each file begins: its own header. Behind the last lie the directory and its tail. */
  const starts: { at: number; name: string }[] = []
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const name_end = at + 30 + bytes.readUInt16LE(at + 26)
    starts.push({ at, name: bytes.toString('utf8', at + 30, name_end) })
    at = name_end + bytes.readUInt32LE(at + 18)
  }
  const tail = bytes.length - 22
  const directory = bytes.readUInt32LE(tail + 16)
  const lines: { at: number; name: string }[] = []
  for (let at = directory; at < tail;) {
    const name_end = at + 46 + bytes.readUInt16LE(at + 28)
    lines.push({ at, name: bytes.toString('utf8', at + 46, name_end) })
    at = name_end
  }
  const owner = (at: number): string =>
    at >= tail ? '' : ((at >= directory ? lines : starts).findLast((one) => one.at <= at)?.name ?? '')
  // Every byte of headers, directory and tail, and each 293rd of the contents.
  let seed = 7
  const places = [...bytes.keys()].filter(
    (at) => at >= directory || starts.some((one) => at >= one.at && at < one.at + 30) || at % 293 === 0,
  )
  for (const at of places) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    const turned = Buffer.from(bytes)
    turned.writeUInt8((bytes[at] ?? 0) ^ (1 << ((seed >> 16) % 8)), at)
    const names = new Set(told(turned).map(({ name }) => name))
    assert.ok(names.has(owner(at)), `byte ${at} of “${owner(at)}”: ${[...names].join(', ')}`)
  }
  assert.ok(places.length > 1_000)
})

test('a file taken out, put in, exchanged for another: named', () => {
  const sheet = 'giay-to/002-phieu-cham-soc.pdf'
  const without = repacked((files) => delete files[sheet])
  assert.deepEqual(told(without), [{ name: sheet, message: 'không có trong gói' }])
  const with_more = repacked((files) => (files['giay-to/la.pdf'] = Buffer.from('%PDF')))
  assert.deepEqual(told(with_more), [{ name: 'giay-to/la.pdf', message: 'không có trong danh mục của gói' }])
  const exchanged = repacked((files) => {
    files[sheet] = files['giay-to/003-phieu-cham-soc.pdf'] ?? Buffer.from('')
  })
  assert.deepEqual(told(exchanged), [{ name: sheet, message: 'nội dung đã bị thay đổi sau khi đóng gói' }])
  for (const bytes of [without, with_more, exchanged]) assert.throws(() => read_package(bytes), Failure)
})

test('packed again by another tool, all documents stand', () => {
  const again = repacked(() => undefined)
  assert.equal(verify_package(again, trust).valid, true)
  assert.equal(read_package(again).files.length, 8)
})

test('the manifest changed, the seal of somebody else, of a later day: refused', async () => {
  const renamed = repacked((files) => {
    const text = Buffer.from(files['manifest.json'] ?? '').toString()
    files['manifest.json'] = Buffer.from(text.replace('Phiếu chăm sóc', 'Phiếu khám'))
  })
  const named = new Set(told(renamed).map(({ name }) => name))
  assert.deepEqual([...named].toSorted(), ['manifest.json', 'manifest.p7s'])
  const by_another = await write_package(package_input, certified(house.ca, seal_subject('24999', 'Phòng khám lạ')))
  assert.match(told(by_another)[0]?.message ?? '', /24001 nhưng ký bằng chứng thư của “Phòng khám lạ”/)
  const by_doctor = await write_package(package_input, house.doctor)
  assert.match(told(by_doctor)[0]?.message ?? '', /nhưng ký bằng chứng thư/)
  const unknown = await write_package(package_input, district.seal)
  assert.match(told(unknown)[0]?.message ?? '', /không do tổ chức được tin cậy cấp/)
  assert.match(told(good, { ...trust, at: new Date('2026-11-19T00:00:00Z') })[0]?.message ?? '', /tương lai/)
  const revoked_at = new Date('2026-11-20T23:00:00Z')
  const revoked = { ...trust, seals: [{ certificate_pem: house.seal.certificate, revoked_at }] }
  assert.match(told(good, revoked)[0]?.message ?? '', /thu hồi/)
})

test('an unsigned paper, a document of another person: named, though the package is whole', async () => {
  const unsigned = { what: 'pdf' as const, title: 'Chưa ký', bytes: await plain_pdf() }
  const bytes = await write_package({ ...package_input, items: [...items, unsigned] }, house.seal)
  assert.deepEqual(told(bytes), [{ name: 'giay-to/008-chua-ky.pdf', message: 'Bản PDF chưa được ký số' }])
  const person = { identifiers: [], name: 'Lê Văn Khác' }
  assert.match(told(await write_package({ ...package_input, person }, house.seal))[0]?.message ?? '', /Họ tên/)
})

test('a package of next year is refused by name', () => {
  const later = repacked((files) => {
    const text = Buffer.from(files['manifest.json'] ?? '').toString()
    files['manifest.json'] = Buffer.from(text.replace('"schema": "2026.11"', '"schema": "2027.06"'))
  })
  assert.match(told(later)[0]?.message ?? '', /2027\.06/)
  assert.throws(() => read_package(later), /2027\.06/)
})

const hostile = (name: string): Uint8Array => zipSync({ [name]: [Buffer.from('x'), { level: 0 }] })

test('hostile names are refused: out of the package, absolute, of another system, hidden characters', () => {
  for (const name of [
    '../a.pdf',
    'a/../../b',
    '/etc/passwd',
    'C:\\a.pdf',
    'a\\..\\b',
    'a//b',
    './a',
    'a\u0000.pdf',
    'a/',
  ])
    assert.ok(
      told(hostile(name)).some((one) => /tên tệp không dùng được/.test(one.message)),
      name,
    )
  for (const name of ['../a.pdf', '/etc/passwd', 'C:\\a.pdf'])
    assert.throws(() => read_package(hostile(name)), /không dùng được/, name)
})

/** The same central line twice: two names for the same bytes. */
const doubled = (change: (copy: Buffer) => void): Uint8Array => {
  const zip = Buffer.from(hostile('a.pdf'))
  const tail = zip.length - 22
  const directory = zip.readUInt32LE(tail + 16)
  const copy = Buffer.from(zip.subarray(directory, tail))
  change(copy)
  const end = Buffer.from(zip.subarray(tail))
  end.writeUInt16LE(2, 8)
  end.writeUInt16LE(2, 10)
  end.writeUInt32LE(2 * copy.length, 12)
  return Buffer.concat([zip.subarray(0, tail), copy, end])
}

test('two files of one name, also in other letters, or over the same bytes: refused', () => {
  assert.throws(() => read_package(doubled(() => undefined)), /lặp lại/)
  assert.throws(() => read_package(doubled((copy) => copy.write('A.PDF', 46))), /lặp lại/)
  assert.throws(() => read_package(doubled((copy) => copy.write('b.pdf', 46))), /chồng lên/)
})

test('encrypted files are refused by name', () => {
  const zip = Buffer.from(hostile('a.pdf'))
  const directory = zip.readUInt32LE(zip.length - 22 + 16)
  zip.writeUInt16LE(1, 6)
  zip.writeUInt16LE(1, directory + 8)
  assert.throws(() => read_package(zip), /a\.pdf: tệp được mã hóa/)
})

test('a bomb is stopped before it is unpacked, also one that lies about its size', () => {
  const zeros = zipSync({ 'a.bin': [Buffer.alloc(40_000_000), { level: 9 }] })
  assert.ok(zeros.length < 100_000)
  assert.throws(() => read_package(zeros, { files_max: 10, total_bytes_max: 10_000_000 }), /MB/)
  const liar = Buffer.from(zeros)
  liar.writeUInt32LE(1_000, 22)
  liar.writeUInt32LE(1_000, liar.readUInt32LE(liar.length - 22 + 16) + 24)
  assert.throws(() => read_package(liar, { files_max: 10, total_bytes_max: 10_000_000 }), /lớn hơn đã ghi/)
  const many = zipSync(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}`, Buffer.from('')])))
  assert.throws(() => read_package(many, { files_max: 10, total_bytes_max: 1_000 }), /30 tệp/)
})

test('what is no package is refused in words', () => {
  for (const bytes of [Buffer.from(''), Buffer.from('%PDF-1.7'), Buffer.alloc(1_000)]) {
    assert.throws(() => read_package(bytes), /không phải ZIP/)
    assert.equal(verify_package(bytes, trust).valid, false)
  }
  assert.throws(() => read_package(hostile('a.pdf')), /manifest\.json/)
})
