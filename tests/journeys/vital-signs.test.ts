import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import type { Chart, Pages } from '../../src/chart/medical-record/contract.ts'
import { admission, registration, start_test_site } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const nurse = await running.person('nurse')
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const stay = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string }

const rows = [
  { ngay: '2026-11-20T14:00', mach: '88', nhiet_do: '37.4', ha: '120/80', nhip_tho: '20' },
  { ngay: '2026-11-19T16:00', mach: '110', nhiet_do: '39.2', ha: '130/80', nhip_tho: '24', can_nang: '54.0' },
  { ngay: '2026-11-20T06:00', mach: '170', nhiet_do: '38.0', ha: '120/70', nhip_tho: '22' },
]

const begin = async () => {
  const made = await nurse('POST', `/api/stays/${stay.encounter}/sheets`, { slug: 'chuc-nang-song' })
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const id = await begin()

test('a nurse writes what she measured; each measuring keeps its own hour', async () => {
  const body = { seen_revision: 0, base_version: 1, tab: 't', answers: { bang: rows } }
  assert.equal((await nurse('PUT', `/api/sheets/${id}/draft`, body)).status, 200)
  const completed = await nurse('POST', `/api/sheets/${id}/complete`, { if_match: 1 })
  assert.equal(completed.status, 200, completed.text)
  const { vitals } = JSON.parse((await nurse('GET', `/api/chart/${stay.encounter}`)).text) as Chart
  const temperatures = vitals
    .filter((vital) => vital.code === '8310-5')
    .map(({ at, value }) => `${at.slice(0, 16)} ${value}`)
  assert.deepEqual(temperatures.sort(), ['2026-11-19T16:00 39.2', '2026-11-20T06:00 38.0', '2026-11-20T14:00 37.4'])
})

const red = '#c2281d'
const blue = '#1d4f9f'

/** The marks of a curve, left to right: how far under the top of the grid each lies. */
const heights_of = (svg: string, color: string): number[] =>
  [...svg.matchAll(/<path [^>]*stroke="(#[0-9a-f]{6})" stroke-width="0\.9"[^>]*matrix\(1 0 0 1 ([\d.]+) ([\d.]+)\)/g)]
    .filter(([, drawn]) => drawn === color)
    .sort(([, , a], [, , b]) => Number(a) - Number(b))
    .map(([, , , y]) => Math.round(Number(y)))

test('the paper shows them as a curve on the grid, in the order of time, and in figures below', async () => {
  const { pages } = JSON.parse((await nurse('GET', `/api/sheets/${id}/pages`)).text) as Pages
  assert.equal(pages.length, 1)
  const { text } = await nurse('GET', `/api/sheets/${id}/pages/0?digest=${pages[0]?.digest}`)
  const [first = 0, second = 0, third = 0] = heights_of(text, red)
  // 20 beats stand beside one degree: 110, 170, 88 lie apart as 39.2, 42.2, 38.1 °C would
  assert.deepEqual(
    [second - first, third - second].map((apart) => Math.round(apart / 51)),
    [-3, 4],
  )
  const temperatures = heights_of(text, blue)
  assert.equal(temperatures.length, 3)
  assert.ok(
    temperatures.every((y, i) => i === 0 || y > (temperatures[i - 1] ?? 0)),
    'the fever falls',
  )
  const pdf = (await nurse('GET', `/api/sheets/${id}/pdf`)).bytes
  const words = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).normalize('NFC')
  assert.match(words, /19\/11\/2026 +20\/11\/2026/)
  assert.match(words, /S +C +S +C/)
  assert.match(words, /110 +170 +88/, words)
  assert.match(words, /39,2 +38,0 +37,4/)
})

test('one signature of the nurse seals it', async () => {
  const signed = await nurse('POST', `/api/sheets/${id}/sign`, { slot: 'ky_dieu_duong', if_match: 2 })
  assert.equal(signed.status, 200, signed.text)
  const pdf = (await nurse('GET', `/api/sheets/${id}/pdf`)).bytes
  assert.match(
    execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).normalize('NFC'),
    /39,2/,
  )
  assert.deepEqual((await nurse('GET', `/api/sheets/${id}`)).json['open_slots'], [])
})
