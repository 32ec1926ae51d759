import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { read_starter } from '../../src/platform/terminology/seed.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, password, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const system = await running.system()

/** A refusal is Vietnamese, names the place (or one inside it), and is no accident of the program. */
const refused = (answer: Answer, status: number, place?: string): void => {
  assert.equal(answer.status, status, answer.text.slice(0, 500))
  const issues = (answer.json['issues'] ?? []) as Json[]
  assert.ok(issues.length > 0, answer.text.slice(0, 300))
  assert.match(issues.map((issue) => issue['message']).join(), /[à-ỹđ]/i)
  if (place !== undefined)
    assert.ok(
      issues.some((issue) => String(issue['expression']).split(/[.[]/)[0] === place || issue['expression'] === place),
      `${place} is not named: ${answer.text.slice(0, 500)}`,
    )
}

const count_patients = async (): Promise<number> =>
  (await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total']

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const admitted = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}
const { encounter, sheet } = admitted
const sheet_now = async () => (await doctor('GET', `/api/sheets/${sheet}`)).json
let revision = 0
const save = async (answers: Json): Promise<Answer> => {
  const answer = await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    seen_revision: revision,
    base_version: 1,
    tab: 't',
    answers,
  })
  if (answer.status === 200) revision = answer.json['revision']
  return answer
}
await save({ toan_than: 'Bản nháp phải còn nguyên' })

test('wrong digits of an identity card are refused by name, and nobody is registered', async () => {
  const before = await count_patients()
  for (const value of ['02416800123', '0241680012345', '02416800123a', '024 168 001 23', '024-68001234', '']) {
    const answer = await reception(
      'POST',
      '/api/patients',
      registration({ identity: { kind: 'cccd', value }, name: 'người khác' }),
    )
    refused(answer, 422, 'identity.value')
  }
  assert.equal(await count_patients(), before)
})

test('born tomorrow, born on 30 February, born in 1850: refused', async () => {
  const tomorrow = new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 10)
  for (const birth_date of [tomorrow, '2026-02-30', '1850-01-01', '12/03/1968', '2999'])
    refused(
      await reception(
        'POST',
        '/api/patients',
        registration({ birth_date, identity: { kind: 'none', value: '' }, reason_without_id: 'other' }),
      ),
      422,
      'birth_date',
    )
})

test('other things that cannot be: card, phone, name, period of the card', async () => {
  const wrong: [Json, string][] = [
    [{ insurance: { number: 'XX1' } }, 'insurance.number'],
    [{ insurance: { number: 'GD4242412345678', from: '2026-12-31', to: '2026-01-01' } }, 'insurance.to'],
    [{ phone: '12' }, 'phone'],
    [{ name: '   ' }, 'name'],
    [{ gender: 'nữ' }, 'gender'],
  ]
  for (const [change, place] of wrong)
    refused(await reception('POST', '/api/patients', registration(change)), 422, place)
})

test('admitted before birth, in the future, without a real hour; discharged before admission: refused, the stay is as it was', async () => {
  const child = (
    await reception(
      'POST',
      '/api/patients',
      registration({
        name: 'lê bé',
        birth_date: '2026-11-19',
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        insurance: undefined,
        phone: undefined,
      }),
    )
  ).json['id']
  for (const at of ['2026-11-18T08:00', '2999-01-01T08:00', '2026-02-30T08:00', '2026-11-19T24:10', '2026-11-19'])
    refused(
      await reception('POST', '/api/stays', admission(child, { bed: '24012-G11', admitted_at: at })),
      422,
      'admitted_at',
    )
  const before = (await system('GET', `/fhir/Encounter/${encounter}`)).text
  const leave = (at: string) =>
    doctor('POST', `/api/stays/${encounter}/discharge`, {
      at,
      kind: '1',
      result: '1',
      main: { text: 'Viêm phổi', code: 'J18.1' },
    })
  for (const at of ['2026-11-19T15:09', '2025-11-19T15:10', '2999-01-01T00:00', 'hôm qua'])
    refused(await leave(at), 422, 'at')
  refused(
    await doctor('POST', `/api/stays/${encounter}/transfer`, { department: '24012-K19', at: '2026-11-19T15:09' }),
    422,
    'at',
  )
  assert.equal((await system('GET', `/fhir/Encounter/${encounter}`)).text, before)
})

test('a code that is barred as main diagnosis is refused at discharge and at completion; nothing changes', async () => {
  const rows = read_starter().find(({ file }) => file.catalogue === 'icd10')?.file.rows ?? []
  const barred = rows
    .filter(([, , more]) => more?.flags?.includes('never_main') && !more.flags.includes('has_more_specific'))
    .map(([code]) => code)
  assert.ok(barred.length > 0)
  const before = (await system('GET', `/fhir/Encounter/${encounter}`)).text
  for (const code of [...barred.slice(0, 5), 'Z99.99', 'X'])
    refused(
      await doctor('POST', `/api/stays/${encounter}/discharge`, {
        at: '2026-11-20T09:00',
        kind: '1',
        result: '1',
        main: { text: 'Không hợp lệ', code },
      }),
      422,
      'main',
    )
  const comorbid = {
    at: '2026-11-20T09:00',
    kind: '1',
    result: '1',
    main: { text: 'Viêm phổi', code: 'J18.1' },
    comorbid: [{ text: 'Sai', code: 'Z99.99' }],
  }
  refused(await doctor('POST', `/api/stays/${encounter}/discharge`, comorbid), 422, 'comorbid')
  assert.equal((await system('GET', `/fhir/Encounter/${encounter}`)).text, before)
  assert.equal(
    (await save({ ...clinical_answers, cd_ra_vien_chinh: 'Nhiễm tụ cầu', cd_ra_vien_chinh_ma: barred[0] })).status,
    200,
  )
  const completed = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
  refused(completed, 422, 'cd_ra_vien_chinh_ma')
  const now = await sheet_now()
  assert.deepEqual([now['status'], now['version'], now['draft'].revision], ['in-progress', 1, revision])
})

test('1 MB of text in one box is kept whole; 1.1 MB is refused by the name of the box, and the 1 MB stays', async () => {
  const line = 'Bệnh nhân tỉnh, tiếp xúc tốt; “ho” khan.\n'
  const long = line.repeat(Math.ceil(1_000_000 / line.length)).slice(0, 1_000_000)
  assert.equal((await save({ toan_than: long })).status, 200)
  assert.ok((await sheet_now())['answers'].toan_than === long)
  refused(await save({ toan_than: `${long}${'x'.repeat(100_000)}` }), 422, 'toan_than')
  refused(
    await save({ dac_diem_lien_quan: [{ thoi_gian: `${long}${'x'.repeat(100_000)}` }] }),
    422,
    'dac_diem_lien_quan',
  )
  assert.ok((await sheet_now())['answers'].toan_than === long)
  const other = (
    await reception(
      'POST',
      '/api/patients',
      registration({
        name: 'phan dài',
        birth_date: '1970',
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        insurance: undefined,
        phone: undefined,
      }),
    )
  ).json['id']
  const second = (await reception('POST', '/api/stays', admission(other, { bed: undefined }))).json['sheet']
  assert.equal(
    (
      await doctor('PUT', `/api/sheets/${second}/draft`, {
        seen_revision: 0,
        base_version: 1,
        tab: 't',
        answers: { ...clinical_answers, toan_than: long },
      })
    ).status,
    200,
  )
  const completed = await doctor('POST', `/api/sheets/${second}/complete`, { if_match: 1 })
  assert.equal(completed.status, 200, completed.text.slice(0, 300))
  assert.ok(
    (await doctor('GET', `/api/sheets/${second}`)).json['answers'].toan_than === long,
    'whole after completion too',
  )
  const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, valueString: long }
  const stored = await system('POST', '/fhir/Observation', observation)
  assert.equal(stored.status, 201)
  assert.ok((await system('GET', `/fhir/Observation/${stored.json['id']}`)).json['valueString'] === long)
})

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
  const before = [await count_patients(), (await system('GET', `/fhir/Encounter/${encounter}`)).text, revision]
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
