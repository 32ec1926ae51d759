import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { clinical_answers } from '../sample-answers.ts'
import { admission, password, registration, start_test_site } from '../test-site.ts'
import { start_screen } from './screen.ts'

const running = await start_test_site()
const screen = await start_screen(running)
const context = await screen.computer()
const open_page = () => screen.open_tab(context)

/** A stay whose record is written but for one box. */
const prepare = async (): Promise<{ encounter: string; sheet: string }> => {
  const reception = await running.person('reception')
  const doctor = await running.person('doctor')
  const patient = (await reception('POST', '/api/patients', registration())).json['id']
  const stay = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string; sheet: string }
  const { cq_ho_hap: _left_for_the_browser, ...answers } = clinical_answers
  await doctor('PUT', `/api/sheets/${stay.sheet}/draft`, { seen_revision: 0, base_version: 1, tab: 'before', answers })
  return stay
}

const stay = await prepare()
const stored_text = async (): Promise<unknown> => {
  const doctor = await running.person('doctor')
  return (await doctor('GET', `/api/sheets/${stay.sheet}`)).json['answers'].cq_ho_hap
}

/** A click on the box of the paper brings the hand to its entry field. */
const come_to = async (page: Page, item: string) => {
  const pages = page.locator('.a4')
  await pages.first().waitFor({ timeout: 15_000 })
  const region = page.locator(`a[data-field="${item}"]`).first()
  // Pages far below the eye are not drawn until one comes near.
  for (let i = 0; i < (await pages.count()) && (await region.count()) === 0; i += 1) {
    await pages.nth(i).scrollIntoViewIfNeeded()
    await page.waitForTimeout(700)
  }
  await region.click({ timeout: 15_000 })
  const field = page.locator(`[data-item="${item}"] textarea`).first()
  await field.waitFor({ timeout: 15_000 })
  return field
}

test('a doctor signs in, finds the ward and opens the chart from the keyboard', async () => {
  const page = await open_page()
  await page.goto(running.base)
  await page.getByLabel('Tên đăng nhập').fill('doctor')
  await page.getByLabel('Mật khẩu').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText('Nguyễn Thị Hương').first().waitFor({ timeout: 15_000 })
  await page.close()
})

/** A field fills when its sheet and draft have come: on a busy machine later than the field itself. */
const wait_for_value = async (field: Locator, wanted: string): Promise<void> => {
  for (let tries = 0; tries < 60 && (await field.inputValue()) !== wanted; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 250))
  assert.equal(await field.inputValue(), wanted)
}

const first_words = 'Rì rào phế nang giảm đáy phổi phải'

test('what is typed is saved at the pause, and stands on the paper', async () => {
  const page = await open_page()
  await page.goto(`${running.base}/benh-an/${stay.encounter}`)
  await page.getByText('NGUYỄN THỊ HƯƠNG').first().waitFor({ timeout: 15_000 })
  const field = await come_to(page, 'cq_ho_hap')
  await field.fill(first_words)
  await page.getByText(/Đã lưu nháp/).waitFor({ timeout: 15_000 })
  assert.equal(await stored_text(), first_words)
  await page.close()
})

test('the server is gone and the tab is closed: the words come back', async () => {
  const page = await open_page()
  await page.goto(`${running.base}/benh-an/${stay.encounter}`)
  const field = await come_to(page, 'cq_ho_hap')
  await wait_for_value(field, first_words)
  await context.setOffline(true)
  await field.fill(`${first_words}, ran nổ`)
  await page.waitForTimeout(1_500)
  assert.equal(await stored_text(), first_words, 'the server has not got it')
  await page.close()
  await context.setOffline(false)
  const again = await open_page()
  await again.goto(`${running.base}/benh-an/${stay.encounter}`)
  const found = await come_to(again, 'cq_ho_hap')
  await wait_for_value(found, `${first_words}, ran nổ`)
  await again.close()
})

test('F9 completes and signs; the sheet stands as signed', async () => {
  const doctor = await running.person('doctor')
  const page = await open_page()
  await page.goto(`${running.base}/benh-an/${stay.encounter}`)
  await come_to(page, 'cq_ho_hap')
  await page.waitForTimeout(1_500)
  await page.keyboard.press('F9')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor({ timeout: 10_000 })
  await dialog.getByText(/Bác sỹ làm bệnh án/).click()
  await dialog.locator('button[type="submit"]').click()
  await dialog.waitFor({ state: 'detached', timeout: 20_000 })
  const sheet = (await doctor('GET', `/api/sheets/${stay.sheet}`)).json
  assert.equal(sheet['status'], 'completed')
  assert.equal(sheet['signatures'].length, 1)
  await page.close()
})

test('the keyboard map stands behind “?”, and nothing scrolls sideways on a phone', async () => {
  const page = await open_page()
  await page.goto(`${running.base}/benh-an/${stay.encounter}`)
  await page.getByText('NGUYỄN THỊ HƯƠNG').first().waitFor({ timeout: 15_000 })
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor({ timeout: 5_000 })
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(500)
  const widths: number[] = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]')
  assert.ok((widths[0] ?? 0) <= (widths[1] ?? 0), `page ${widths[0]} px wide on a screen of ${widths[1]} px`)
  await page.close()
})
