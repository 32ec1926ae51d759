import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  sample_facility,
  sample_recipient,
  start_mocks,
  validate_file,
  write_samples,
} from '../../src/apps/kit/index.ts'
import { add_trusted_root } from '../../src/network/membership/index.ts'
import { sample_dossier, sign_dossier, write_dossier } from '../../src/standards/bhyt-exchange/index.ts'
import { make_sample_house } from '../../src/standards/sample-letters/index.ts'
import { admit, start_test_hub } from '../test-hub.ts'

/** Issue 4, conformance kit: every sample is answered by the hub and judged by the validator as its README says. */
const dir = mkdtempSync(join(tmpdir(), 'kit-'))
const samples = await write_samples(dir)
const pem = (name: string): string => readFileSync(join(dir, 'keys', name), 'utf8')
const belief = () => ({
  ...{ roots_pem: [pem('root.pem')], seals_pem: [pem('seal.pem')] },
  ...{ facility: sample_facility.code, at: new Date() },
})

test('the hub answers each Bundle and each plain letter as the README says', async () => {
  const hub = await start_test_hub()
  await hub.site.database.in_site((sql) => add_trusted_root(sql, pem('root.pem')))
  await admit(hub.site, sample_facility, pem('seal.pem'))
  await admit(hub.site, { code: sample_recipient, name: 'Nơi nhận mẫu' }, pem('seal.pem'))
  const sender = await hub.member(sample_facility.code)
  const doors = { 'iti-65': '/fhir', plain: '/lien-thong/documents' }
  for (const [kind, door] of Object.entries(doors))
    for (const { name, bytes, answer } of samples.filter((one) => one.name.startsWith(`${kind}/`))) {
      const answered = await sender('POST', door, String(bytes))
      assert.equal(String(answered.status), answer, `${name}: ${answered.text.slice(0, 400)}`)
    }
})

test('the validator finds what is wrong with each file, with a sentence and its place, and nothing with the right ones', () => {
  assert.ok(samples.length > 70)
  for (const { name, answer } of samples) {
    const { issues } = validate_file(readFileSync(join(dir, name)), belief())
    const errors = issues.filter(({ severity }) => severity === 'error')
    const is_right = answer.startsWith('20') && !name.includes('next-schema')
    assert.equal(errors.length === 0, is_right, `${name}: ${JSON.stringify(errors)}`)
  }
  const known = validate_file(Buffer.from('{"a":1}'), belief())
  assert.match(known.issues[0]?.message ?? '', /Không nhận ra/)
  assert.match(validate_file(Buffer.from([0xff, 0xfe, 1]), belief()).issues[0]?.message ?? '', /UTF-8/)
  const unbelieving = validate_file(readFileSync(join(dir, 'iti-65/transfer-letter.json')), {
    ...belief(),
    roots_pem: [],
  })
  assert.match(unbelieving.notes[0] ?? '', /chưa xét chữ ký/)
  const book = validate_file(readFileSync(join(dir, 'bhyt/health-book.xml')), belief())
  assert.match(book.kind, /sổ sức khỏe/)
  assert.ok(
    book.issues.length > 0 && book.issues.every(({ severity }) => severity === 'warning'),
    'what a book leaves open',
  )
  const stranger = validate_file(readFileSync(join(dir, 'bhyt/claim.xml')), {
    ...belief(),
    seals_pem: [pem('doctor.pem')],
  })
  assert.match(stranger.issues[0]?.message ?? '', /không phải dấu/)
})

test('mocks of the national doors: faults at the start, and over HTTP while running; an unknown one is refused', async (t) => {
  await assert.rejects(() => start_mocks(undefined, ['khong_co']), /Không có lỗi mô phỏng/)
  const mocks = await start_mocks(undefined, ['bhxh.away=1'])
  t.after(() => Promise.all(mocks.map((one) => one.close())))
  const bhxh = mocks.find(({ name }) => name === 'bhxh')?.base_url ?? ''
  const post = async (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await fetch(bhxh + path, { method: 'POST', headers, body: new URLSearchParams(form) })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
  assert.equal((await post('/api/token/take', {})).status, 503)
  assert.equal((await post('/api/token/take', { username: '24012_BV', password: 'sai' })).json['maKetQua'], '401')
  const hash = createHash('md5').update('mat-khau-mo-phong').digest('hex')
  const { json } = await post('/api/token/take', { username: '24012_BV', password: hash.toUpperCase() })
  const { access_token, id_token } = json['APIKey'] as Record<string, string>
  const headers = { accessToken: access_token ?? '', tokenId: id_token ?? '', passwordHash: hash }
  const { seal } = make_sample_house('24012', 'Bệnh viện thử')
  const file = await sign_dossier(write_dossier(sample_dossier()), seal)
  const dossier = {
    ...{ username: '24012_BV', loaiHoSo: '130', maTinh: '24', maCSKCB: '24012' },
    fileHSBase64: Buffer.from(file).toString('base64'),
  }
  const send = (changes = {}) => post('/api/qd130/guiHoSoXmlQD3176', { ...dossier, ...changes }, headers)
  assert.equal((await send({ maTinh: '99' })).json['maKetQua'], '205')
  assert.equal((await send({ fileHSBase64: 'AAAA' })).json['maKetQua'], '123')
  const unsigned = Buffer.from(write_dossier(sample_dossier())).toString('base64')
  assert.match(String((await send({ fileHSBase64: unsigned })).json['thongDiep']), /chưa có chữ ký/)
  const fault = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"wrong_time":1}' }
  await fetch(`${bhxh}/mock/faults`, fault)
  assert.equal((await send()).json['maKetQua'], '701')
  const taken = await send()
  assert.equal(taken.json['maKetQua'], '200')
  assert.ok(taken.json['maGiaoDich'])
  for (const { name, bytes, answer } of samples.filter((one) => one.name.startsWith('bhyt/'))) {
    const answered = await send({
      ...{ maTinh: '24', maCSKCB: sample_facility.code },
      fileHSBase64: Buffer.from(bytes).toString('base64'),
    })
    assert.equal(`${answered.json['maKetQua']} (kit mocks)`, answer, `${name}: ${answered.json['thongDiep']}`)
  }
})
