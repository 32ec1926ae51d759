import { chromium } from 'playwright-core'
import { readFileSync, writeFileSync } from 'node:fs'
const base = 'http://127.0.0.1:8470'
const secrets = JSON.parse(readFileSync('/tmp/lettersdemo/demo-secrets.json', 'utf8')).passwords
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const sit = async (user, size) => {
  const context = await browser.newContext({ viewport: size })
  const page = await context.newPage()
  await page.goto(base)
  const r = await page.evaluate(async ([u, p]) => (await fetch('/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: u, password: p, facility: '24012' }) })).status, [user, secrets[user]])
  if (r !== 200) throw new Error('sign in ' + r)
  return page
}
const api = (page, method, path, body) => page.evaluate(async ([m, p, b]) => { const r = await fetch('/api' + p, { method: m, headers: { 'x-benhan': '1', ...(b ? { 'content-type': 'application/json' } : {}) }, ...(b ? { body: JSON.stringify(b) } : {}) }); const t = await r.text(); try { return JSON.parse(t) } catch { return t } }, [method, path, body])
const desk = { width: 1366, height: 768 }
const page = await sit(process.argv[2] ?? 'bs.tuan', desk)
const ward = await api(page, 'GET', '/wards/24012-K03')
const stays = ward.patients ?? ward.stays ?? ward
console.log(JSON.stringify(stays[0] ?? ward).slice(0, 300))
const stay = stays[Number(process.argv[3] ?? 0)]
const enc = stay.encounter ?? stay.id
const { id } = await api(page, 'POST', `/stays/${enc}/sheets`, { slug: process.argv[4] ?? 'chuyen-co-so' })
await page.goto(`${base}/benh-an/${enc}/${id}`)
await page.locator('.a4').first().waitFor()
await page.waitForTimeout(1500)
await page.screenshot({ path: '/tmp/letters/desk-1.png' })
await page.keyboard.press('s')
await page.waitForTimeout(1200)
await page.screenshot({ path: '/tmp/letters/desk-2.png' })
writeFileSync('/tmp/letters/where.json', JSON.stringify({ enc, id }))
await page.waitForTimeout(500); writeFileSync("/tmp/letters/draft.pdf", await (await page.context().request.get(`${base}/api/sheets/${id}/pdf`)).body()); await browser.close()
