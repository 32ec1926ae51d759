/** The director and the IT of a hospital look at what the Sở sees of it: the same figures, and the level with its reasons. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_test_site } from '../test-site.ts'
import { start_screen } from './screen.ts'

const running = await start_test_site()
const screen = await start_screen(running)

for (const role of ['it_admin', 'director'])
  test(`${role} finds the figures and the level from the bar`, async () => {
    const page = await screen.sit_down(role)
    await page.getByRole('link', { name: 'Số liệu', exact: true }).click()
    await page.getByRole('heading', { name: 'Số liệu gửi trục' }).waitFor()
    await page.goto(`${running.base}/so-lieu/cach-tinh`)
    await page.getByText('Lượt kết thúc').first().waitFor()
    await page.getByRole('link', { name: 'Mức CNTT' }).click()
    await page.getByRole('heading', { name: 'Mức ứng dụng CNTT' }).waitFor()
    assert.match(await page.innerText('body'), /Còn thiếu \d+ tiêu chí/)
  })
