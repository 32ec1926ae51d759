/** A slip for re-examination on the screens of both houses: written at A, expected at B, used once, refused a second time (SHARE-15). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, type Json } from '../test-site.ts'
import { seal_by_itself, start_three_houses } from '../three-houses.ts'
import { start_screen, until } from './screen.ts'

const { a, b } = await start_three_houses({ own_processes: true })
const [reception_a, doctor_a, reception_b] = await Promise.all([
  a.person('reception'),
  a.person('doctor'),
  b.person('reception.b'),
])
await seal_by_itself(a, '24012')
const screen = await start_screen(a)

const patient_a = (await reception_a('POST', '/api/patients', registration())).json['id'] as string
const patient_b = (await reception_b('POST', '/api/patients', registration())).json['id'] as string

/** A stay at A that is over: a slip comes after it. */
const finished_stay = async (bed: string): Promise<string> => {
  const { encounter, sheet } = (await reception_a('POST', '/api/stays', admission(patient_a, { bed }))).json as {
    encounter: string
    sheet: string
  }
  await doctor_a('PUT', `/api/sheets/${sheet}/draft`, {
    ...{ seen_revision: 0, base_version: 1, tab: 'ba', answers: clinical_answers },
  })
  const gone = await doctor_a('POST', `/api/stays/${encounter}/discharge`, {
    ...{
      at: '2026-11-20T09:00',
      kind: '1',
      result: '1',
      main: { text: 'Viêm phổi thùy', code: 'J18.1' },
      comorbid: [],
    },
  })
  assert.equal(gone.status, 200, gone.text)
  return encounter
}

const at_a = await screen.sit_down('doctor')
const at_b = await screen.sit_down('reception.b', b.base)

/** From the person's page into the stay that is over, and a new slip in it: all by name and key. */
const begin_slip = async (encounter: string): Promise<void> => {
  await at_a.goto(`${a.base}/nguoi-benh/${patient_a}`)
  await at_a.locator(`a[href="/benh-an/${encounter}"]`).click()
  await at_a.getByRole('button', { name: /^Thêm tờ/ }).click()
  await at_a.getByRole('dialog').getByRole('textbox').fill('hẹn khám lại')
  await at_a.keyboard.press('Enter')
  await at_a.getByLabel('Hẹn khám lại ngày').fill('05/12/2026')
  await at_a.keyboard.press('Tab')
}
const sign = async (): Promise<void> => {
  await at_a.getByRole('button', { name: /^Ký/ }).last().click()
  await at_a
    .getByRole('dialog')
    .getByRole('button', { name: /Hoàn thành và ký/ })
    .click()
}

test('the doctor of A writes it to B from the stay that is over, sees where it goes, and signs once', async () => {
  await begin_slip(await finished_stay('24012-G12'))
  await at_a.getByLabel('Cơ sở khám lại').fill('thử B')
  await at_a
    .getByRole('option', { name: /Bệnh viện.*B/ })
    .first()
    .click()
  await at_a.getByLabel('Tại khoa, phòng khám').fill('Phòng khám Nội')
  await at_a.getByLabel('Lời dặn').fill('Mang theo phim phổi cũ')
  await at_a.keyboard.press('Tab')
  await at_a.getByRole('button', { name: /^Ký/ }).last().click()
  const dialog = at_a.getByRole('dialog')
  await dialog.getByText(/Ký xong gửi qua trục tới: .*\(01929\)/).waitFor()
  await dialog.getByText('TT 01/2025/TT-BYT Điều 11', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: /Hoàn thành và ký/ }).click()
  await until(
    async () => (await reception_a('GET', '/api/exchange/outgoing?tray=open')).json['lines'] as Json[],
    (lines) => lines.some(({ kind, state }) => kind === 'reexam-letter' && state === 'received'),
  )
})

test('a second slip of the same stay is refused in words before anybody signs it', async () => {
  await at_a.getByRole('button', { name: /^Thêm tờ/ }).click()
  await at_a.getByRole('dialog').getByRole('textbox').fill('hẹn khám lại')
  await at_a.keyboard.press('Enter')
  await at_a.getByLabel('Hẹn khám lại ngày').fill('12/12/2026')
  await at_a.keyboard.press('Tab')
  await at_a.getByRole('button', { name: /^Ký/ }).last().click()
  await at_a
    .getByRole('dialog')
    .getByText(/đã có phiếu hẹn 24012\.HK\.\d\d\.000001; mỗi đợt chỉ một phiếu/)
    .waitFor()
})

test('reception of B knows beforehand who comes when, takes her on: the appointment stands on her page', async () => {
  await at_b.getByRole('link', { name: /Liên thông/ }).click()
  await at_b.getByRole('button', { name: /NGUYỄN THỊ HƯƠNG.*Hẹn khám lại.*hẹn ngày 05\/12\/2026/is }).click()
  await at_b.getByText('Chữ ký và nội dung hợp lệ').waitFor()
  await at_b.getByText('Tự khớp:').waitFor()
  await at_b.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await at_b.getByText(/^Đã nhận lời: /).waitFor()
  await at_b.getByRole('link', { name: 'Mở hồ sơ' }).click()
  const card = at_b.locator('section.slips')
  await card.getByText('Hẹn 05/12/2026').waitFor()
  await card.getByText('chưa dùng').waitFor()
  await card.getByText(/Phiếu 24012\.HK\.\d\d\.000001 · Mang theo phim phổi cũ/).waitFor()
  await card.getByText('Chưa có lượt khám nào ở cơ sở này.').waitFor()
})

test('she comes: the visit uses the slip up, A reads that she came; it cannot be used again', async () => {
  await at_b.getByRole('link', { name: 'Mở phiếu của nơi gửi' }).click()
  const letter = new URL(at_b.url()).pathname.split('/').at(-1) ?? ''
  await at_b.getByRole('button', { name: 'Nhập viện', exact: true }).click()
  await at_b.locator('select').first().selectOption('01929-K03')
  await at_b.getByRole('button', { name: /Nhập viện, mở bệnh án/ }).click()
  await at_b.getByRole('button', { name: /Người bệnh đã đến/ }).click()
  await at_b.getByText(/^Đã đến: /).waitFor()
  assert.equal(await at_b.getByRole('button', { name: /Người bệnh đã đến/ }).count(), 0)
  await at_b.getByRole('link', { name: 'Mở hồ sơ' }).click()
  await at_b
    .locator('section.slips')
    .getByText(/^đã dùng \d\d\/\d\d/)
    .waitFor()
  const [visit] = (await reception_b('GET', `/api/patients/${patient_b}/slips`)).json['visits'] as Json[]
  const again = await reception_b('POST', `/api/exchange/incoming/${letter}/arrive`, {
    encounter: visit?.['encounter'],
  })
  assert.equal(again.status, 409)
  assert.match(again.text, /đã hoàn tất/)
  await until(
    async () => (await reception_a('GET', '/api/exchange/outgoing?tray=done')).json['lines'] as Json[],
    (lines) => lines.some(({ kind, state }) => kind === 'reexam-letter' && state === 'completed'),
  )
  await at_a.goto(`${a.base}/lien-thong/di?khay=done`)
  await at_a.getByRole('button', { name: /Hẹn khám lại.*Nơi nhận đã xong/s }).waitFor()
})

test('a slip for one’s own house stands on the page too, is used by a visit, and only once', async () => {
  await begin_slip(await finished_stay('24012-G12'))
  await sign()
  const own = async () =>
    ((await reception_a('GET', `/api/patients/${patient_a}/slips`)).json['slips'] as Json[])[0] ?? {}
  await until(own, ({ state }) => state === 'open')
  const at_desk = await screen.sit_down('reception')
  await at_desk.goto(`${a.base}/nguoi-benh/${patient_a}`)
  const card = at_desk.locator('section.slips')
  await card.getByRole('button', { name: 'Đã đến theo phiếu này…' }).click()
  await at_desk.getByRole('dialog').getByText('Hãy đăng ký lượt khám trước').waitFor()
  await at_desk.keyboard.press('Escape')
  const { encounter } = (await reception_a('POST', '/api/stays', admission(patient_a, { bed: '24012-G12' }))).json
  await at_desk.reload()
  await card.getByRole('button', { name: 'Đã đến theo phiếu này…' }).click()
  await at_desk
    .getByRole('dialog')
    .getByRole('button', { name: /đang điều trị/ })
    .click()
  await card.getByText(/^đã dùng /).waitFor()
  assert.equal(await card.getByRole('button', { name: 'Đã đến theo phiếu này…' }).count(), 0)
  const { id } = await own()
  const again = await reception_a('POST', `/api/patients/${patient_a}/slips/${id}/use`, { encounter })
  assert.equal(again.status, 409)
  assert.match(again.text, /đã dùng; mỗi phiếu hẹn chỉ dùng một lần/)
  const nobody = await doctor_a('POST', `/api/patients/${patient_a}/slips/khong-co/use`, { encounter })
  assert.ok([403, 404].includes(nobody.status), nobody.text)
})
