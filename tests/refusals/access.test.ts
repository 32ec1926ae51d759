import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clinical_answers } from '../sample-answers.ts'
import { admission, password, registration, start_test_site, type Json, type Person } from '../test-site.ts'
import { open_behind } from './behind.ts'

const sms_gateway = {
  ...{ base_url: 'x', path: '/x', format: 'json', body: '{}', authorization: '', brand: '', phone_form: '84' },
  ...{ is_plain: true, ok_field: '', ok_value: '', receipt_field: '' },
}

const running = await start_test_site()
const { owner } = await open_behind(running)
const doctor = await running.person('doctor')
const reception = await running.person('reception')
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter, sheet } = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}

const post = async (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; json: Json }> => {
  const response = await fetch(`${running.base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Json }
}
const sign_in = (username: string, word: string) => post('/api/sign-in', { username, password: word })

test('five wrong passwords lock the account: then the right one is refused with 423 too; after the time it opens', async () => {
  const before = await running.person('nurse')
  for (let i = 1; i <= 4; i += 1) assert.equal((await sign_in('nurse', 'sai')).status, 401)
  const fifth = await sign_in('nurse', 'sai')
  assert.equal(fifth.status, 423)
  const right = await sign_in('NURSE', password)
  assert.equal(right.status, 423)
  assert.match(right.json['issues'][0].message, /bị khóa tạm 15 phút/)
  assert.equal((await before('GET', '/api/me')).status, 200, 'who works already goes on working')
  assert.equal((await sign_in('nurse.b', password)).status, 200, 'her namesake elsewhere is not locked')
  const { rows } = await owner.query(
    "SELECT detail FROM audit.event WHERE ref = 'acc-nurse' AND outcome = 4 ORDER BY id",
  )
  assert.deepEqual(
    rows.map((row: Json) => row['detail']),
    [...Array.from({ length: 5 }, () => 'wrong password'), 'locked'],
  )
  await owner.query("UPDATE access.account SET locked_until = now() - interval '1 second' WHERE id = 'acc-nurse'")
  assert.equal((await sign_in('nurse', password)).status, 200)
})

test('ten wrong passwords at once do not give ten tries', async () => {
  const tries = await Promise.all(Array.from({ length: 10 }, () => sign_in('director.b', 'sai')))
  assert.ok(tries.every(({ status }) => status === 401 || status === 423))
  assert.equal((await sign_in('director.b', password)).status, 423)
})

test('an unknown name and a wrong password get the same answer', async () => {
  const [unknown, wrong] = [await sign_in('khong-co-ai', 'sai'), await sign_in('director', 'sai')]
  assert.equal(unknown.status, 401)
  assert.deepEqual(unknown, wrong)
  for (const body of [{}, { username: 'doctor' }, { username: 1, password: 2 }, { username: 'doctor', password: '' }])
    assert.ok([400, 401].includes((await post('/api/sign-in', body)).status))
})

test('a session left for half an hour, or half a day old, is over: 401, the draft stays, a new sign-in reads it', async () => {
  for (const [i, change] of [
    "seen_at = now() - interval '31 minutes'",
    "expires_at = now() - interval '1 second'",
  ].entries()) {
    const person = await running.person('doctor')
    const save = () =>
      person('PUT', `/api/sheets/${sheet}/draft`, {
        seen_revision: i,
        base_version: 1,
        tab: 't',
        answers: { toan_than: `lần ${i}` },
      })
    assert.equal((await save()).status, 200)
    await owner.query(`UPDATE access.session SET ${change} WHERE account = 'acc-doctor'`)
    const over = await person('PUT', `/api/sheets/${sheet}/draft`, {
      seen_revision: i + 1,
      base_version: 1,
      tab: 't',
      answers: { toan_than: 'mất' },
    })
    assert.equal(over.status, 401)
    assert.match(over.json['issues'][0].message, /hết hạn/)
    assert.equal((await person('GET', '/api/me')).status, 401)
    const again = await running.person('doctor')
    assert.equal((await again('GET', `/api/sheets/${sheet}`)).json['answers'].toan_than, `lần ${i}`)
  }
})

test('using a session keeps it open; signing out ends it; an account set aside is out at once', async () => {
  const person = await running.person('head_of_department')
  await owner.query(
    "UPDATE access.session SET seen_at = now() - interval '29 minutes' WHERE account = 'acc-head_of_department'",
  )
  assert.equal((await person('GET', '/api/me')).status, 200)
  const { rows } = await owner.query(
    "SELECT bool_and(seen_at > now() - interval '1 minute') AS fresh FROM access.session WHERE account = 'acc-head_of_department'",
  )
  assert.equal((rows[0] as Json)['fresh'], true)
  assert.equal((await person('POST', '/api/sign-out', {})).status, 200)
  assert.equal((await person('GET', '/api/me')).status, 401)
  const other = await running.person('head_of_department.b')
  await owner.query("UPDATE access.account SET active = false WHERE id = 'acc-head_of_department.b'")
  assert.equal((await other('GET', '/api/me')).status, 401)
  assert.equal((await sign_in('head_of_department.b', password)).status, 401)
})

test('a foreign page that makes the browser send the cookie cannot write: no x-benhan header, no write', async () => {
  const answer = await fetch(`${running.base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'reception', password }),
  })
  const set = answer.headers.get('set-cookie') ?? ''
  assert.match(set, /HttpOnly/i)
  assert.match(set, /SameSite=Strict/i)
  const cookie = set.split(';')[0] ?? ''
  const refused = await post('/api/patients', registration({ name: 'giả mạo' }), { cookie })
  assert.equal(refused.status, 403)
  assert.match(refused.json['issues'][0].message, /không đến từ ứng dụng này/)
  const fhir = await post('/fhir/Patient', { resourceType: 'Patient' }, { cookie })
  assert.deepEqual([fhir.status, fhir.json['resourceType']], [403, 'OperationOutcome'])
  const form = await fetch(`${running.base}/api/stays`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ a: 'b' }),
  })
  assert.equal(form.status, 403)
})

test('tokens: a wrong secret, another grant, a token of another key or out of time are refused', async () => {
  const ask = (fields: Record<string, string>) =>
    fetch(`${running.base}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) })
  assert.equal((await ask({ grant_type: 'client_credentials', client_id: 'client', client_secret: 'sai' })).status, 401)
  assert.equal((await ask({ grant_type: 'password', username: 'doctor', password })).status, 400)
  assert.equal((await ask({})).status, 400)
  const granted = (await (
    await ask({ grant_type: 'client_credentials', client_id: 'client', client_secret: password })
  ).json()) as Json
  const [head, , signature] = String(granted['access_token']).split('.')
  const forged = Buffer.from(JSON.stringify({ sub: 'client', facility: '01929', exp: 9_999_999_999 })).toString(
    'base64url',
  )
  for (const token of [`${head}.${forged}.${signature}`, 'x', ''])
    assert.equal(
      (await fetch(`${running.base}/fhir/Patient`, { headers: { authorization: `Bearer ${token}` } })).status,
      401,
    )
})

/** A doctor's sheet without a draft: leaving it aside changes nothing. */
const unwritten = (await doctor('POST', `/api/stays/${encounter}/sheets`, { slug: '36-BV2' })).json['id'] as string

const nobody: string[] = []
const clinical = ['doctor', 'head_of_department', 'nurse', 'records_archive', 'director']
const physicians = ['doctor', 'head_of_department']
const everyone = [...clinical, 'reception', 'it_admin']
const asks: [what: string, allowed: string[], ask: (person: Person) => ReturnType<Person>][] = [
  ['find patients', everyone.filter((role) => role !== 'it_admin'), (person) => person('GET', '/api/patients?q=huong')],
  ['see the ward', everyone.filter((role) => role !== 'it_admin'), (person) => person('GET', '/api/wards/all')],
  [
    'see who lies in which bed',
    everyone.filter((role) => role !== 'it_admin'),
    (person) => person('GET', '/api/departments/24012-K03/beds'),
  ],
  [
    'register',
    ['reception', 'nurse', ...physicians],
    (person) => person('POST', '/api/patients', registration({ phone: '12' })),
  ],
  [
    'put a person right',
    ['reception', 'nurse', ...physicians],
    (person) => person('PUT', `/api/patients/${patient}`, { ...registration(), if_match: 999 }),
  ],
  ['admit', ['reception', 'nurse', ...physicians], (person) => person('POST', '/api/stays', admission(patient))],
  [
    'transfer',
    ['reception', 'nurse', ...physicians],
    (person) => person('POST', `/api/stays/${encounter}/transfer`, { department: '24012-K19', at: '2026-11-01T10:00' }),
  ],
  [
    'discharge',
    physicians,
    (person) =>
      person('POST', `/api/stays/${encounter}/discharge`, {
        at: '2026-11-01T10:00',
        kind: '1',
        result: '1',
        main: { text: 'x', code: 'J18.1' },
      }),
  ],
  ['read the chart', clinical, (person) => person('GET', `/api/chart/${encounter}`)],
  ['read a sheet', clinical, (person) => person('GET', `/api/sheets/${sheet}`)],
  ['see its versions', clinical, (person) => person('GET', `/api/sheets/${sheet}/versions`)],
  ['compare two of them', clinical, (person) => person('GET', `/api/sheets/${sheet}/versions/1/compare/1`)],
  ['see its pages', clinical, (person) => person('GET', `/api/sheets/${sheet}/pages/0`)],
  ['print a sheet', clinical, (person) => person('GET', `/api/documents/khong-co`)],
  ['begin a doctor’s sheet', physicians, (person) => person('POST', '/api/stays/khong-co/sheets', { slug: '36-BV2' })],
  [
    'begin a nursing sheet',
    ['nurse', ...physicians],
    (person) => person('POST', '/api/stays/khong-co/sheets', { slug: '07-BV2' }),
  ],
  [
    'write the record',
    physicians,
    (person) =>
      person('PUT', `/api/sheets/${sheet}/draft`, { seen_revision: 999, base_version: 1, tab: 't', answers: {} }),
  ],
  ['leave a draft aside', ['nurse', ...physicians], (person) => person('DELETE', '/api/sheets/khong-co/draft')],
  ['leave a doctor’s draft aside', physicians, (person) => person('DELETE', `/api/sheets/${unwritten}/draft`)],
  ['complete', physicians, (person) => person('POST', `/api/sheets/${sheet}/complete`, { if_match: 999 })],
  [
    'sign as doctor',
    physicians,
    (person) => person('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 999 }),
  ],
  [
    'sign as head',
    ['head_of_department'],
    (person) => person('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_truong_khoa', if_match: 999 }),
  ],
  [
    'sign as director',
    ['director'],
    (person) => person('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_giam_doc', if_match: 999 }),
  ],
  ['see how the house is laid out', ['it_admin'], (person) => person('GET', '/api/places')],
  [
    'change how it is laid out',
    ['it_admin'],
    (person) => person('POST', '/api/places/locations/24012-G11/close', { if_match: 999 }),
  ],
  [
    'add a department',
    ['it_admin'],
    (person) => person('POST', '/api/places/departments', { code: 'K03', name: 'Nội hai' }),
  ],
  ['see how the house is joined to the hub', ['it_admin'], (person) => person('GET', '/api/exchange/settings')],
  [
    'encrypt letters for their receivers',
    ['it_admin'],
    (person) => person('PUT', '/api/exchange/settings/encryption', { kind: 'record', is_encrypted: true }),
  ],
  ['make a key', ['it_admin'], (person) => person('POST', '/api/exchange/settings/encryption-key', {})],
  ['show a key again', ['it_admin'], (person) => person('POST', '/api/exchange/settings/encryption-key/show', {})],
  [
    'confirm a certificate without a letter',
    ['it_admin'],
    (person) => person('POST', '/api/exchange/settings/confirm-trust', { house: '01929' }),
  ],
  [
    'tell the directory again',
    ['it_admin'],
    (person) => person('POST', '/api/exchange/settings/tell-practitioners', {}),
  ],
  ['see the door to the portal', ['it_admin'], (person) => person('GET', '/api/portal')],
  ['set it', ['it_admin'], (person) => person('PUT', '/api/portal', { base_url: 'x', username: 'x' })],
  ['take it away', ['it_admin'], (person) => person('DELETE', '/api/portal')],
  ['try it', ['it_admin'], (person) => person('POST', '/api/portal/knock', {})],
  ['send again what it refused', ['it_admin'], (person) => person('POST', '/api/portal/again', {})],
  ['see the text gateway', ['it_admin'], (person) => person('GET', '/api/sms-gateway')],
  ['set the text gateway', ['it_admin'], (person) => person('PUT', '/api/sms-gateway', sms_gateway)],
  ['take the text gateway away', ['it_admin'], (person) => person('DELETE', '/api/sms-gateway')],
  ['try the text gateway', ['it_admin'], (person) => person('POST', '/api/sms-gateway/try', { phone: 'x' })],
  ['see the accounts', ['it_admin'], (person) => person('GET', '/api/staff')],
  [
    'write down a licence',
    ['it_admin'],
    (person) => person('PUT', '/api/staff/khong-co', { licence: '000111/BG-CCHN', scope: '', if_match: 1 }),
  ],
  ['see what waits for a signature', clinical, (person) => person('GET', '/api/signing-queue')],
  ['print the record', clinical, (person) => person('GET', '/api/stays/khong-co/record.pdf')],
  ['export', ['records_archive', 'director'], (person) => person('GET', '/api/stays/khong-co/export')],
  ['import', ['records_archive'], (person) => person('POST', '/api/records/import', '{}')],
  [
    'see who looked',
    ['head_of_department', 'records_archive', 'director', 'it_admin'],
    (person) => person('GET', `/api/patients/${patient}/access-log`),
  ],
  [
    'take a request about personal data',
    ['reception', 'records_archive'],
    (person) => person('POST', '/api/privacy/requests', {}),
  ],
  ['see the registers of personal data', ['director'], (person) => person('GET', '/api/privacy/registers')],
  ['say a word in them', nobody, (person) => person('POST', '/api/privacy/registers/officer', {})],
  ['ask whose data were reached', ['director'], (person) => person('POST', '/api/privacy/access-search', {})],
  ['let a supporter in', nobody, (person) => person('POST', '/api/privacy/support', {})],
  ['read by FHIR', clinical, (person) => person('GET', `/fhir/Patient/${patient}`)],
  [
    'read the log by FHIR',
    ['head_of_department', 'records_archive', 'director'],
    (person) => person('GET', '/fhir/AuditEvent'),
  ],
  ['write by FHIR', nobody, (person) => person('POST', '/fhir/Patient', { resourceType: 'Patient' })],
]

test('who may do what: every role asks everything; what is not its work is 403 in Vietnamese, and nothing is written', async (t) => {
  const count = async () =>
    (
      await owner.query(
        'SELECT (SELECT count(*) FROM record.resource) + (SELECT count(*) FROM record.version) + (SELECT count(*) FROM signing.document) AS n',
      )
    ).rows[0] as Json
  const before = await count()
  const wrong: string[] = []
  for (const role of everyone) {
    const person = await running.person(role)
    for (const [what, allowed, ask] of asks) {
      const answer = await ask(person)
      if (answer.status >= 500) wrong.push(`${role} ${what}: ${answer.status}`)
      if ((answer.status === 403) === allowed.includes(role))
        wrong.push(`${role} ${what}: ${answer.status} ${answer.text.slice(0, 160)}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.deepEqual(await count(), before)
  t.diagnostic(`${everyone.length} roles × ${asks.length} acts`)
})

test('a nurse cannot sign as doctor on a completed sheet, nor the doctor as director; the sheet stays unsigned', async () => {
  const { draft } = (await doctor('GET', `/api/sheets/${sheet}`)).json as { draft: { revision: number } | null }
  const person = await running.person('doctor')
  const saved = await person('PUT', `/api/sheets/${sheet}/draft`, {
    seen_revision: draft?.revision ?? 2,
    base_version: 1,
    tab: 't',
    answers: clinical_answers,
  })
  assert.equal(saved.status, 200, saved.text)
  assert.equal((await person('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })).status, 200)
  const tries: [string, string][] = [
    ['nurse', 'ky_bs_lam_ba'],
    ['nurse', 'ky_truong_khoa'],
    ['doctor', 'ky_giam_doc'],
    ['doctor', 'ky_truong_khoa'],
    ['director', 'ky_bs_lam_ba'],
    ['reception', 'ky_bs_lam_ba'],
    ['it_admin', 'ky_bs_lam_ba'],
  ]
  for (const [role, slot] of tries) {
    const answer = await (await running.person(role))('POST', `/api/sheets/${sheet}/sign`, { slot, if_match: 2 })
    assert.equal(answer.status, 403, `${role} ${slot}: ${answer.text}`)
  }
  assert.deepEqual((await person('GET', `/api/sheets/${sheet}`)).json['signatures'], [])
})
