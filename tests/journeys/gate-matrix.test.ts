/** The Sở writes a rule of what may be shown to whom on the screen; the hub's staff see it and change nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { format_date, local_date, shift_days } from '../../src/base/time/index.ts'
import type { Matrix } from '../../src/network/gate/contract.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_screen } from './screen.ts'

const hub = await start_test_hub()
const screen = await start_screen(hub)
const today = local_date(new Date())
const yesterday = shift_days(today, -1)

const place = '/truc/ai-da-xem/nhan'
/** Seven destinations in a row: the third is an emergency. */
const emergency_cell = (page: Page) =>
  page
    .getByRole('row', { name: /^sức khỏe tâm thần/ })
    .getByRole('button')
    .nth(2)

test('a rule is written at its cell, stands in the table and in the list; dated back it asks why', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}${place}`)
  await page.getByText('Sở chưa ghi quy định riêng').waitFor()
  const cell = emergency_cell(page)
  assert.equal(await cell.textContent(), 'cho qua')
  await cell.click()
  const dialog = page.getByRole('dialog', { name: 'sức khỏe tâm thần → Xem khi cấp cứu' })
  const save = dialog.getByRole('button', { name: 'Ghi quy định' })
  assert.ok(await save.isDisabled(), 'nothing is ruled yet')
  await dialog.getByRole('button', { name: 'giữ lại' }).click()
  await dialog.getByText('Chặt hơn hiện nay').waitFor()
  await dialog.getByLabel('Nguồn').fill('QĐ 123/QĐ-SYT ngày 20/11/2026')
  await dialog.getByLabel('Từ ngày').fill(yesterday)
  await page.keyboard.press('Tab')
  assert.ok(await save.isDisabled(), 'a day that is past asks for a reason')
  await dialog.getByLabel('Lý do ghi lùi ngày').fill('Quyết định đến trục muộn')
  await save.click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('đang áp dụng').waitFor()
  const said = `từ ${format_date(yesterday)}: QĐ 123/QĐ-SYT ngày 20/11/2026`
  assert.equal(await cell.textContent(), `giữ lại${said}`)
  const line = page.getByRole('row', { name: /Ghi lùi ngày: Quyết định đến trục muộn/ })
  assert.match((await line.textContent()) ?? '', /sức khỏe tâm thần → Xem khi cấp cứu.*Ông oversight/)
  const { words } = (await (await hub.person('oversight'))('GET', '/api/hub/matrix')).json as unknown as Matrix
  assert.deepEqual(
    words.map(({ label, destination, ruling, valid_from }) => [label, destination, ruling, valid_from]),
    [['PSY', 'emergency', 'withhold', yesterday]],
  )

  await page.emulateMedia({ media: 'print' })
  assert.ok(await page.getByText(said).isVisible(), 'what holds is printed')
  assert.ok(await page.getByRole('button', { name: 'In', exact: true }).isHidden())
  await page.close()
})

test('the operator opens a cell and reads what was said; nothing to write with', async () => {
  const page = await screen.sit_down('hub_operator')
  await page.goto(`${hub.base}${place}`)
  await emergency_cell(page).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Quyết định đến trục muộn').waitFor()
  assert.equal(await dialog.getByRole('textbox').count(), 0)
  assert.equal(await dialog.getByRole('button', { name: 'Ghi quy định' }).count(), 0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.close()
})
