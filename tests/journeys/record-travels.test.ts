/** The whole record on its way: asked for by the patient at A, opened and downloaded at B, verified with A and the hub switched off. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { load_authority } from '../../src/platform/signing/index.ts'
import { read_package } from '../../src/standards/record-package/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { start_screen } from './screen.ts'

const { hub, a, b } = await start_three_houses()
const [reception_a, doctor_a, reception_b] = await Promise.all([
  a.person('reception'),
  a.person('doctor'),
  b.person('reception.b'),
])
const screen = await start_screen(a)
const dir = mkdtempSync(join(tmpdir(), 'travels-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const child = registration({ name: 'lê minh khôi', gender: 'male', birth_date: '2016-05-04' })
const person = {
  ...{ ...child, identity: { kind: 'cccd', value: '024216000777' } },
  insurance: { number: 'TE1242400000777', from: '2026-01-01', to: '2026-12-31', benefit_percent: 100 },
}
const patient = (await reception_a('POST', '/api/patients', person)).json['id'] as string
assert.equal((await reception_b('POST', '/api/patients', person)).status, 201)
const { encounter, sheet } = (await reception_a('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}
const answers = { ...(await doctor_a('GET', `/api/sheets/${sheet}`)).json['answers'], ...clinical_answers }
await doctor_a('PUT', `/api/sheets/${sheet}/draft`, { seen_revision: 0, base_version: 1, tab: 'ba', answers })
assert.equal((await doctor_a('POST', `/api/sheets/${sheet}/complete`, {})).status, 200)
const { open_slots } = (await doctor_a('GET', `/api/sheets/${sheet}`)).json as {
  open_slots: { slot: string; may_i: boolean }[]
}
const slot = open_slots.find(({ may_i }) => may_i)?.slot
assert.equal((await doctor_a('POST', `/api/sheets/${sheet}/sign`, { slot })).status, 200)

const root = join(dir, 'goc.pem')
writeFileSync(root, (await a.site.database.in_site(load_authority)).certificate_pem)

test('the records clerk sends it on a signed request; for a child not without who represents him, and the screen says so', async () => {
  const page = await screen.sit_down('records_archive')
  await page.goto(`${a.base}/benh-an/${encounter}`)
  await page.locator('summary', { hasText: 'Thêm' }).click()
  await page.getByRole('button', { name: 'Gửi hồ sơ cho cơ sở khác…' }).click()
  const dialog = page.getByRole('dialog')
  const send = dialog.getByRole('button', { name: 'Ký gói và gửi' })
  await dialog.getByRole('combobox').fill('thử B')
  await dialog.getByRole('option', { name: /01929/ }).click()
  assert.equal(await send.isDisabled(), true, 'no basis is chosen beforehand')
  await dialog.getByRole('button', { name: 'Người bệnh yêu cầu' }).click()
  assert.equal(await send.isDisabled(), true, 'a request is shown, not told')
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'phieu.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 phiếu yêu cầu đã ký') },
  })
  await send.click()
  await dialog.getByText(/Người bệnh 10 tuổi: người đại diện theo pháp luật phải là người yêu cầu/).waitFor()
  await dialog.getByRole('button', { name: 'Người đại diện', exact: true }).click()
  await dialog.getByLabel('Người đại diện').last().fill('Phạm Thị Lan, mẹ')
  await send.click()
  await page.getByText('Đã xếp gói hồ sơ vào hộp thư đi').waitFor()
})

let file = ''

test('B opens it: each document with its signers and verdict, the basis beside; the package is downloaded whole', async () => {
  const page = await screen.sit_down('reception.b', b.base)
  await page.getByRole('link', { name: /Liên thông/ }).click()
  await page.getByRole('button', { name: /Lê Minh Khôi.*Hồ sơ bệnh án/is }).click()
  await page.getByText('Chữ ký và nội dung hợp lệ').waitFor()
  await page.getByText(/người đại diện: Phạm Thị Lan, mẹ/).waitFor()
  await page.getByRole('button', { name: 'Gói hồ sơ', exact: true }).click()
  await page.getByText(/^\d+ tài liệu trong gói, tất cả nguyên vẹn và chữ ký hợp lệ/).waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải gói (.zip)' }).click()
  const download = await coming
  assert.match(download.suggestedFilename(), /^goi-ho-so-.*\.zip$/)
  file = join(dir, 'goi.zip')
  await download.saveAs(file)
  await page.getByRole('button', { name: 'Đã xem', exact: true }).click()
  await page.getByText(/^Đã xem: /).waitFor()
})

const verify = (...args: string[]) => {
  const run = spawnSync(process.execPath, ['bin/benhan.mjs', 'verify', ...args], { encoding: 'utf8' })
  return { status: run.status, said: run.stdout + run.stderr }
}

test('with A and the hub switched off the file alone is enough; without the root nothing is believed', async () => {
  await Promise.all([a.site.web.app.close(), hub.site.web.app.close()])
  await assert.rejects(fetch(a.base))
  await assert.rejects(fetch(hub.base))
  const { status, said } = verify(file, '--trust', root)
  assert.equal(status, 0, said)
  assert.match(said, /BS\. doctor/)
  assert.equal(verify(file).status, 1)
})

test('a flipped byte is found, and the document it lies in is named', () => {
  const bytes = readFileSync(file)
  const target = read_package(bytes).manifest.files.find(({ what }) => what === 'hsba-xml')
  const at = bytes.indexOf(Buffer.from('<HoSoBenhAn')) + 400
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  const turned = join(dir, 'lat-bit.zip')
  writeFileSync(turned, bytes)
  const { status, said } = verify(turned, '--trust', root)
  assert.equal(status, 1)
  assert.ok(target && said.includes(target.title), said)
})
