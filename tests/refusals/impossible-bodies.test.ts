import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { admission, password, registration, type Json } from '../test-site.ts'
import {
  count_patients,
  doctor,
  encounter,
  last_revision,
  patient,
  reception,
  refused,
  running,
  save,
  sheet,
  sheet_now,
  system,
} from './one-record.ts'

/** As a browser with a file too big: headers, then the body in pieces until the server has had enough. */
const send_megabytes = (
  path: string,
  headers: Record<string, string>,
  megabytes: number,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const piece = Buffer.alloc(1024 * 1024, 'a')
    const sending = request(`${running.base}${path}`, {
      method: 'POST',
      // Who stops in the middle of a body does not use its line again.
      agent: false,
      headers: { 'content-type': 'application/json', 'content-length': String(megabytes * piece.length), ...headers },
    })
    let answered = false
    sending.on('response', (response) => {
      answered = true
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      response.on('error', reject)
    })
    sending.on('error', (error) => (answered ? undefined : reject(error)))
    let left = megabytes
    const more = (): void => {
      if (answered || left === 0) return void sending.end()
      left -= 1
      sending.write(piece, more)
    }
    more()
  })

test('a request of 50 MB is refused with 413 and words; the server goes on', async () => {
  const sign_in = await fetch(`${running.base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'doctor', password }),
  })
  const cookie = sign_in.headers.get('set-cookie')?.split(';')[0] ?? ''
  for (const path of ['/api/records/import', '/api/patients', '/fhir/Patient']) {
    const { status, text } = await send_megabytes(path, { cookie, 'x-benhan': '1' }, 50)
    assert.equal(status, 413, text.slice(0, 300))
    assert.match(text, /quá lớn/)
    assert.equal(text.includes('OperationOutcome'), path.startsWith('/fhir'))
  }
  assert.equal((await doctor('GET', '/api/me')).status, 200)
})

type Route = [method: string, path: string]
const writing: Route[] = [
  ['POST', '/api/sign-in'],
  ['POST', '/api/patients'],
  ['POST', '/api/stays'],
  ['POST', `/api/stays/${encounter}/transfer`],
  ['POST', `/api/stays/${encounter}/discharge`],
  ['POST', `/api/stays/${encounter}/sheets`],
  ['PUT', `/api/sheets/${sheet}/draft`],
  ['POST', `/api/sheets/${sheet}/complete`],
  ['POST', `/api/sheets/${sheet}/sign`],
  ['POST', '/api/records/import'],
]

test('broken JSON, JSON of another kind, another content type: refused on every route that writes, nothing is harmed', async () => {
  const before = [await count_patients(), (await system('GET', `/fhir/Encounter/${encounter}`)).text, last_revision()]
  for (const [method, path] of writing) {
    const person = path === '/api/records/import' ? await running.person('records_archive') : doctor
    for (const body of ['{"name": "x"', '{name: 1}', '[1]', 'null', '"x"', '{"a":1}}', '\u0000']) {
      const answer = await person(method, path, body)
      assert.ok(
        [400, 422].includes(answer.status),
        `${method} ${path} ${body}: ${answer.status} ${answer.text.slice(0, 300)}`,
      )
      refused(answer, answer.status)
    }
    const form = await person(method, path, 'x', { 'content-type': 'image/png' })
    refused(form, 415)
  }
  assert.deepEqual(
    [
      await count_patients(),
      (await system('GET', `/fhir/Encounter/${encounter}`)).text,
      (await sheet_now())['draft'].revision,
    ],
    before,
  )
})

/** A right body with one element replaced by things it is not. */
const strange: unknown[] = [
  null,
  7,
  true,
  'khong-co',
  '',
  [],
  [null],
  {},
  { a: 1 },
  '\u0000',
  '\ud800',
  'x'.repeat(3_000),
]

test('no element of a wrong kind is an accident (500): it is refused, or it does not matter', async () => {
  const bodies: [string, string, Json][] = [
    [
      'POST',
      '/api/patients',
      registration({
        name: 'trần thử',
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        confirm_new: true,
      }),
    ],
    ['POST', '/api/patients', { ...registration({ name: 'trần thử' }), confirm_new: true }],
    ['POST', '/api/stays', admission(patient)],
    ['POST', `/api/stays/${encounter}/transfer`, { department: '24012-K19', at: '2026-11-18T10:00' }],
    [
      'POST',
      `/api/stays/${encounter}/discharge`,
      { at: '2026-11-18T10:00', kind: '1', result: '1', main: { text: 'x', code: 'J18.1' }, comorbid: [] },
    ],
    ['POST', `/api/stays/${encounter}/sheets`, { slug: '36-BV2', copy_from: 'yesterday' }],
    [
      'PUT',
      `/api/sheets/${sheet}/draft`,
      { seen_revision: -1, base_version: 1, tab: 't', answers: { toan_than: 'x' } },
    ],
    ['POST', `/api/sheets/${sheet}/complete`, { if_match: 99 }],
    ['POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 99 }],
    ['POST', '/api/sign-in', { username: 'khong-ai', password: 'x', facility: '24012' }],
  ]
  const accidents: string[] = []
  for (const [method, path, body] of bodies)
    for (const key of Object.keys(body))
      for (const value of strange) {
        const answer = await doctor(method, path, { ...body, [key]: value })
        if (answer.status >= 500) accidents.push(`${method} ${path} ${key}=${JSON.stringify(value).slice(0, 40)}`)
      }
  for (const value of strange)
    for (const identity of [
      { kind: 'cccd', value },
      { kind: 'cmnd', value },
      { kind: 'passport', value },
      { kind: value, value: '1' },
    ])
      if ((await doctor('POST', '/api/patients', registration({ identity }))).status >= 500)
        accidents.push(JSON.stringify(identity))
  assert.deepEqual(accidents, [])
})

test('a stay cannot end in a way the paper does not know, nor with a diagnosis that is no text; it stays open', async () => {
  const stay = await reception('POST', '/api/stays', admission(patient, { kind: 'outpatient', bed: undefined }))
  const place = `/fhir/Encounter/${stay.json['encounter']}`
  const before = (await system('GET', place)).text
  const right = {
    at: '2026-11-20T09:00',
    kind: '1',
    result: '1',
    main: { text: 'Viêm phổi', code: 'J18.1' },
    comorbid: [],
  }
  const wrong: [Json, string][] = [
    ...[7, '6', 'khong-co', {}, null].flatMap((value): [Json, string][] => [
      [{ kind: value }, 'kind'],
      [{ result: value }, 'result'],
    ]),
    ...[7, 'x', {}, null, [null]].map((value): [Json, string] => [{ comorbid: value }, 'comorbid']),
    ...[{ text: 7 }, { text: { a: 1 } }, { text: '' }, { text: 'x', code: 7 }, 'x', null].map(
      (main): [Json, string] => [{ main }, 'main'],
    ),
  ]
  for (const [change, name] of wrong)
    refused(await doctor('POST', `/api/stays/${stay.json['encounter']}/discharge`, { ...right, ...change }), 422, name)
  assert.equal((await system('GET', place)).text, before)
  for (const name of ['referral_diagnosis', 'emergency_diagnosis', 'admission_diagnosis'])
    for (const value of [7, 'x', {}, { text: 7 }, { text: 'x', code: { a: 1 } }])
      refused(
        await reception(
          'POST',
          '/api/stays',
          admission(patient, { kind: 'outpatient', bed: undefined, [name]: value }),
        ),
        422,
        name,
      )
  const sure = {
    name: 'nguyễn thị hương',
    insurance: undefined,
    phone: undefined,
    identity: { kind: 'none', value: '' },
  }
  refused(
    await reception('POST', '/api/patients', registration({ ...sure, reason_without_id: 'khong-co' })),
    422,
    'reason_without_id',
  )
  refused(
    await reception('POST', '/api/patients', registration({ ...sure, reason_without_id: 'other', confirm_new: 'x' })),
    422,
    'confirm_new',
  )
})

test('answers of a sheet of any wrong kind never break the page that shows it', async () => {
  const boxes = [
    'toan_than',
    'mach',
    'huyet_ap',
    'ngay_lam_ba',
    'dac_diem_lien_quan',
    'cd_ra_vien_chinh_ma',
    'khong-co',
  ]
  const accidents: string[] = []
  for (const box of boxes)
    for (const value of strange) {
      const saved = await save({ [box]: value })
      const shown = await doctor('GET', `/api/sheets/${sheet}`)
      const completed = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
      for (const answer of [saved, shown, completed])
        if (answer.status >= 500)
          accidents.push(`${box}=${JSON.stringify(value).slice(0, 40)}: ${answer.text.slice(0, 100)}`)
    }
  assert.deepEqual(accidents, [])
})
