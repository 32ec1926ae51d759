import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

const running = await start_test_site()
const clerk = await running.person('reception')
const archive = await running.person('records_archive')

const register = async (changes: Json): Promise<string> => {
  const made = await clerk('POST', '/api/patients', registration({ confirm_new: true, ...changes }))
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const kept = await register({})
const second = await register({
  ...{ name: 'nguyễn thị hường', phone: '0977000333', insurance: undefined },
  identity: { kind: 'passport', value: 'B1234567' },
})
const stay = (await clerk('POST', '/api/stays', admission(second))).json as { encounter: string }

const screen = await start_screen(running)
const page = await screen.sit_down('records_archive')
const subject_of_stay = async (): Promise<string> =>
  (await archive('GET', `/fhir/Encounter/${stay.encounter}`)).json['subject'].reference

test('from the person’s page: who looks alike is offered, both charts stand side by side', async () => {
  await page.goto(`${running.base}/nguoi-benh/${kept}`)
  await page.locator('.page-head').getByRole('link', { name: 'Gộp hồ sơ' }).click()
  await page.getByText('Có thể là cùng một người').waitFor()
  await page.getByRole('button', { name: /Nguyễn Thị Hường/ }).click()
  await page.locator('.merge-compare').waitFor()
  assert.match(await page.locator('.merge-compare tr.differs').first().innerText(), /Hương.*Hường.*Hương/s)
  assert.match(await page.locator('.merge-moves').innerText(), /1 lượt điều trị/)
})

test('nothing is merged before the clerk has looked and said why', async () => {
  const button = page.getByRole('button', { name: 'Gộp hai hồ sơ' })
  assert.equal(await button.isDisabled(), true)
  await page.getByLabel('Lý do gộp').fill('Đối chiếu CCCD và hộ chiếu')
  assert.equal(await button.isDisabled(), true)
  await page.getByText('Đã so từng dòng').click()
  await button.click()
  await page.waitForURL(`**/nguoi-benh/${kept}`)
  assert.equal(await until(subject_of_stay, (found) => found === `Patient/${kept}`), `Patient/${kept}`)
})

test('the addresses of the old chart lead to the chart that stays', async () => {
  for (const place of ['nguoi-benh', 'nhap-vien', 'nhat-ky']) {
    await page.goto(`${running.base}/${place}/${second}`)
    await page.waitForURL(`**/${place}/${kept}`)
  }
  await page.goto(`${running.base}/benh-an/${stay.encounter}`)
  await page.getByText('NGUYỄN THỊ HƯƠNG', { exact: false }).or(page.getByText('Nguyễn Thị Hương')).first().waitFor()
})

test('taken apart again from the list of merges, with a reason', async () => {
  await page.goto(`${running.base}/gop-ho-so`)
  await page.getByText('Đối chiếu CCCD và hộ chiếu').waitFor()
  await page.getByRole('button', { name: 'Tách' }).click()
  await page.getByLabel('Lý do tách').fill('Hai chị em')
  await page.locator('dialog').getByRole('button', { name: 'Tách' }).click()
  await page.getByText(/đã tách:.*Hai chị em/).waitFor()
  assert.equal(await subject_of_stay(), `Patient/${second}`)
})

test('two stays that are both open keep them apart, and the screen says so', async () => {
  await clerk('POST', '/api/stays', admission(kept, { bed: '24012-G11' }))
  await page.goto(`${running.base}/gop-ho-so/${kept}/${second}`)
  await page.getByText(/đang có đợt nội trú mở/).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Gộp hai hồ sơ' }).count(), 0)
})

test('who may not merge is offered nothing of it', async () => {
  const doctor = await screen.sit_down('doctor')
  await doctor.goto(`${running.base}/nguoi-benh/${kept}`)
  await doctor.getByRole('heading', { name: 'Thông tin người bệnh' }).waitFor()
  assert.equal(await doctor.getByRole('link', { name: 'Gộp hồ sơ' }).count(), 0)
  await doctor.goto(`${running.base}/gop-ho-so`)
  await doctor.getByText('Không có trang này').first().waitFor()
})
