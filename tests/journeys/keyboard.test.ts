/** A doctor's morning without a mouse: nothing in this file clicks. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Chart, Sheet, SheetSummary } from '../../src/chart/medical-record/contract.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'
import { sheet_at, start_screen, until } from './screen.ts'

const running = await start_test_site()
const screen = await start_screen(running)
const reception = await running.person('reception')
const doctor = await running.person('doctor')

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const stay = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string; sheet: string }
await doctor('PUT', `/api/sheets/${stay.sheet}/draft`, {
  ...{ seen_revision: 0, base_version: 1, tab: 'before' },
  answers: clinical_answers,
})
await doctor('POST', `/api/sheets/${stay.sheet}/complete`, { if_match: 1 })

const chart = async () => JSON.parse((await doctor('GET', `/api/chart/${stay.encounter}`)).text) as Chart
const sheet = async (id: string) => JSON.parse((await doctor('GET', `/api/sheets/${id}`)).text) as Sheet
const first_row = (found: Sheet) => {
  const rows = found.answers['dien_bien']
  const row = Array.isArray(rows) ? rows[0] : undefined
  return typeof row === 'object' ? row : {}
}

const page = await screen.sit_down('doctor')
const { keyboard } = page
const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor()
const at_sheet = (wanted: (id: string) => boolean) =>
  until(
    () => Promise.resolve(sheet_at(page)),
    (id) => id !== '' && wanted(id),
  )

test('the chart is opened from the ward: the line of the patient, Enter', async () => {
  await page.locator('tbody tr', { hasText: 'Nguyễn Thị Hương' }).waitFor()
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await page.locator('.a4').first().waitFor()
  assert.match(page.url(), new RegExp(stay.encounter))
})

test('a second bệnh án is opened for the same stay: B, its name, Enter; the hand is in its first box', async () => {
  await keyboard.press('b')
  await page.getByRole('dialog').waitFor()
  await keyboard.type('15/bv1')
  await page.locator('.form-list [aria-selected="true"]', { hasText: '15/BV1' }).waitFor()
  await keyboard.press('Enter')
  const id = await at_sheet((one) => one !== stay.sheet)
  assert.equal((await sheet(id)).slug, '15-BV1')
  await focused('.entry-body input, .entry-body textarea')
  assert.equal((await chart()).sheets.filter((one) => one.kind === 'record').length, 2)
})

let morning = ''
const walked_phrase = 'Tim đều, tần số 80 ck/phút, T1, T2 rõ, không tiếng thổi bệnh lý. Mạch ngoại vi bắt rõ.'

test('a treatment sheet is added with N and written where the hand already is; F9 completes and signs it', async () => {
  await keyboard.press('Escape')
  await keyboard.press('n')
  await page.getByRole('dialog').waitFor()
  await keyboard.type('dieu tri')
  await page.locator('.form-list [aria-selected="true"]', { hasText: '36/BV2' }).waitFor()
  await keyboard.press('Enter')
  await focused('[data-cell="0/dien_bien"] textarea')
  morning = sheet_at(page)
  await keyboard.type(';tim ')
  // Tab takes the words of each stop of the phrase, and then leaves the box
  for (let stop = 0; stop < 5; stop += 1) await keyboard.press('Tab')
  await focused('[data-cell="0/chi_dinh"] textarea')
  await keyboard.type('Ceftriaxon 1 g x 2')
  const saved = await until(
    () => sheet(morning),
    (found) => first_row(found)['chi_dinh'] === 'Ceftriaxon 1 g x 2',
  )
  assert.equal(first_row(saved)['dien_bien'], walked_phrase)
  await keyboard.press('F9')
  await focused('dialog input[type="radio"]')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const signed = await sheet(morning)
  assert.deepEqual([signed.status, signed.signatures.length], ['completed', 1])
})

test('yesterday’s entry is copied with Y; the copied words wait to be read', async () => {
  await keyboard.press('y')
  const copy = await at_sheet((id) => id !== morning)
  await page
    .getByText(/chép từ .*chưa đọc/)
    .first()
    .waitFor()
  const found = await sheet(copy)
  assert.equal(found.status, 'in-progress')
  assert.equal(first_row(found)['chi_dinh'], 'Ceftriaxon 1 g x 2')
  await keyboard.press('e')
  await focused('[data-cell="0/dien_bien"] textarea')
  await page.getByText(/chép từ .*chưa đọc/).waitFor({ state: 'detached' })
})

test('Alt ↓ and Alt ↑ walk the sheets as they lie in the tree, also in the middle of typing', async () => {
  const order: string[] = []
  const step = async (key: string) => {
    const here = sheet_at(page)
    await keyboard.press(key)
    order.push(await at_sheet((id) => id !== here))
  }
  const copy = sheet_at(page)
  await step('Alt+ArrowDown')
  await step('Alt+ArrowUp')
  await step('Alt+ArrowUp')
  await step('[')
  await step(']')
  const { sheets } = await chart()
  const records = sheets.filter((one) => one.kind === 'record').sort(by_time)
  const ids = records.map((one) => one.id)
  assert.deepEqual(order, [morning, copy, ids[1], ids[0], ids[1]])
})

const by_time = (a: SheetSummary, b: SheetSummary): number => (a.at < b.at ? -1 : 1)

test('a stop left behind is asked about before completing: F8, the way to it, or all the same', async () => {
  const { id } = (await doctor('POST', `/api/stays/${stay.encounter}/sheets`, { slug: '36-BV2' })).json as {
    id: string
  }
  await page.goto(`${running.base}/benh-an/${stay.encounter}/${id}`)
  await page.locator('.a4').first().waitFor()
  await keyboard.press('e')
  await focused('[data-cell="0/dien_bien"] textarea')
  await keyboard.type('Nhiet do [ ] do')
  await page.getByText(/Đã lưu nháp/).waitFor()
  await keyboard.press('F8')
  const note = page.locator('.entry-above .notice.amber', { hasText: 'Nhiet do [ ] do' })
  await note.waitFor()
  assert.equal((await sheet(id)).status, 'in-progress', 'asked first')
  await note.getByRole('button', { name: 'Tới ô này' }).press('Enter')
  await focused('[data-cell="0/dien_bien"] textarea')
  await note.getByRole('button', { name: 'Vẫn hoàn thành' }).press('Enter')
  assert.equal(
    (
      await until(
        () => sheet(id),
        (found) => found.status === 'completed',
      )
    ).status,
    'completed',
  )
})
