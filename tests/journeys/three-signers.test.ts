/** One sheet, three people at three computers; what the first signed is put right later; the record leaves the house. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

const running = await start_test_site()
const screen = await start_screen(running)
const reception = await running.person('reception')
const doctor = await running.person('doctor')

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter, sheet } = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}
await doctor('PUT', `/api/sheets/${sheet}/draft`, {
  ...{ seen_revision: 0, base_version: 1, tab: 'before' },
  answers: clinical_answers,
})

const open_sheet = async (username: string): Promise<Page> => {
  const page = await screen.sit_down(username)
  await page.goto(`${running.base}/benh-an/${encounter}/${sheet}`)
  await page.locator('.a4').first().waitFor()
  return page
}

/** F9, the box that is offered first, Enter. @returns the words of that box */
const sign = async (page: Page): Promise<string> => {
  await page.keyboard.press('F9')
  const chosen = page.locator('dialog label', { has: page.locator('input:checked') })
  await page.locator('dialog input[type="radio"]:focus').waitFor()
  const words = (await chosen.innerText()).trim()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return words
}

test('doctor, head and director sign in turn; each is offered the own box first, and all three signatures hold', async () => {
  const offered: string[] = []
  for (const username of ['doctor', 'head_of_department', 'director']) {
    const page = await open_sheet(username)
    offered.push(await sign(page))
    await page.context().close()
  }
  assert.match(offered.join(' · '), /^Bác sỹ làm bệnh án · Trưởng khoa · Giám đốc bệnh viện$/)
  const file = join(mkdtempSync(join(tmpdir(), 'signers-')), 'signed.pdf')
  writeFileSync(file, (await doctor('GET', `/api/sheets/${sheet}/pdf`)).bytes)
  const verdict = String(execFileSync('pdfsig', ['-nocert', file]))
  assert.equal(verdict.match(/Signature is Valid/g)?.length, 3, verdict)
})

test('whose box the others are, is told beside them', async () => {
  const page = await open_sheet('doctor')
  await page.keyboard.press('F9')
  await page.locator('dialog input[type="radio"]:focus').waitFor()
  const told = await page.locator('dialog .slots').innerText()
  assert.match(told, /\S/)
  assert.doesNotMatch(told, /Giám đốc|Trưởng khoa|Bác sỹ làm bệnh án/, 'what is signed is offered no more')
  await page.context().close()
})

test('what is put right stands beside what was signed: S, a few words, V', async () => {
  const page = await open_sheet('doctor')
  await page.keyboard.press('s')
  await page.getByRole('combobox', { name: /Mục/ }).selectOption({ label: 'III. Khám bệnh' })
  const field = page.locator('[data-item="cq_ho_hap"] textarea')
  await field.fill(clinical_answers.cq_ho_hap.replace('ran nổ đáy phổi phải', 'âm thở thô'))
  await page.getByText(/Đã lưu nháp/).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('v')
  const compared = page.getByRole('region', { name: 'Các bản' })
  await compared.locator('del', { hasText: 'ran nổ đáy phổi phải' }).waitFor()
  assert.equal(await compared.locator('ins').innerText(), 'âm thở thô')
  const [before = '', behind = ''] = await compared.locator('.side-head').allInnerTexts()
  assert.equal(before.match(/BS\. (doctor|head_of_department|director),/g)?.length, 3, before)
  assert.match(behind, /Nháp chưa ký[\s\S]*chưa chữ ký nào phủ/)
  await page.keyboard.press('Escape')
  await field.waitFor()
  assert.match(await field.inputValue(), /âm thở thô/, 'nothing typed is lost on the way')
  await page.context().close()
})

test('the archive takes the record out from the keyboard: JSON, XML, and the whole of it as one PDF', async () => {
  const page = await open_sheet('records_archive')
  const choose = async (line: string) => {
    await page.keyboard.press('m')
    const wanted = page.locator('.menu-list .btn', { hasText: line })
    for (let i = 0; i < 12 && !(await wanted.evaluate((one) => one.matches(':focus'))); i += 1)
      await page.keyboard.press('ArrowDown')
    return wanted
  }
  const take = async (line: string): Promise<Buffer> => {
    await choose(line)
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    return readFileSync(await download.path())
  }
  const record: unknown = JSON.parse((await take('Xuất JSON')).toString('utf8'))
  assert.match(JSON.stringify(record), /NGUYỄN THỊ HƯƠNG|Nguyễn Thị Hương/i)
  const xml = (await take('Xuất XML')).toString('utf8')
  assert.match(xml, /^<\?xml[\s\S]*Nguyễn Thị Hương/i)
  await choose('In cả hồ sơ')
  const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')])
  const address = await until(
    () => Promise.resolve(opened.url()),
    (url) => url.endsWith('record.pdf'),
  )
  const pdf = await (
    await page.context().request.get(address || `${running.base}/api/stays/${encounter}/record.pdf`)
  ).body()
  assert.ok(Number(/^Pages:\s+(\d+)/m.exec(String(execFileSync('pdfinfo', ['-'], { input: pdf })))?.[1]) >= 4)
})
