/** The hub's desk: what its staff and the Sở settle, and that the books are right to the unit afterwards. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { exportJWK, generateKeyPair } from 'jose'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import {
  certified,
  make_house,
  make_letter,
  patient,
  type LetterWish,
} from '../../src/standards/documents/test-letters.ts'
import { seal_subject, type Submission } from '../../src/standards/documents/index.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Answer, Json, Person } from '../test-site.ts'

const hub = await start_test_hub()
const a = await hub.member('24012')
const b = await hub.member('01929')
const c = await hub.member('24160')
const operator = await hub.person('hub_operator')
const so = await hub.person('oversight')

const letter = (wish: LetterWish = {}): Promise<Submission> =>
  make_letter({ house: hub.house('24012'), ...wish, submission: { recipients: ['01929'], ...wish.submission } })
const send = (by: Person, submission: Submission): Promise<Answer> =>
  by('POST', '/fhir', write_provide_bundle(submission))

/** Somebody the directory knows to have died before the letter was written. */
const dead_cccd = '024165000456'
const dead_person = { identifiers: [{ system: identifier_system.cccd, value: dead_cccd }], name: 'LÊ THỊ MẤT' }
const letter_of_the_dead = (recipients = ['01929']): Promise<Submission> =>
  letter({
    submission: { recipients, person: { ...dead_person, birth_date: '1965-01-02', gender: 'female' } },
    document: {
      patient: {
        ...patient,
        identifier: dead_person.identifiers,
        name: [{ text: 'Lê Thị Mất' }],
        birthDate: '1965-01-02',
      },
    },
  })

const tasks = async (by: Person, document: string): Promise<Json[]> => {
  const identifier = encodeURIComponent(`urn:ietf:rfc:3986|${document}`)
  const { json } = await by('GET', `/fhir/Task?identifier=${identifier}`)
  return ((json['entry'] ?? []) as { resource: Json }[]).map(({ resource }) => resource)
}
/** The boxes are filled a moment later. */
const task_when = async (by: Person, document: string, is_it: (task: Json) => boolean): Promise<Json> => {
  for (let i = 0; i < 100; i += 1) {
    const found = (await tasks(by, document)).find(is_it)
    if (found) return found
    await pause(50)
  }
  throw new Error('it never came')
}
const held = async (): Promise<Json[]> => JSON.parse((await operator('GET', '/api/hub/held')).text) as Json[]
const dead = async (): Promise<Json[]> => (await operator('GET', '/api/hub/dead')).json['letters'] as Json[]
const set_back = (document: string, days: number): Promise<unknown> =>
  hub.site.database.in_facility('24012', (sql) =>
    sql.query('SELECT 1 FROM hub.delivery WHERE document = $1', [document]).then(() =>
      // What only time can do is done to the row by its owner.
      owner_query(
        `UPDATE hub.delivery SET requested_at = now() - interval '${days} days' WHERE document = '${document}'`,
      ),
    ),
  )
const owner_query = async (text: string): Promise<void> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: hub.url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

test('a letter for somebody who has died is held once; only the envelope is shown, and only to who settles', async () => {
  const told = await a('PUT', `/fhir/Patient?identifier=${identifier_system.patient_code}/24012|24012.000888`, {
    resourceType: 'Patient',
    identifier: [
      { system: identifier_system.cccd, value: dead_cccd },
      { system: `${identifier_system.patient_code}/24012`, value: '24012.000888' },
    ],
    name: [{ text: 'Lê Thị Mất' }],
    gender: 'female',
    birthDate: '1965-01-02',
    deceasedDateTime: '2026-11-01',
  })
  assert.ok(told.status < 300, told.text)
  const sent = await letter_of_the_dead()
  assert.equal((await send(a, sent)).status, 202)
  assert.equal((await send(a, sent)).status, 202, 'again, and still one')
  const list = await held()
  assert.equal(list.length, 1)
  assert.deepEqual(list[0]?.['recipients'], [{ code: '01929', name: 'Bệnh viện thử B' }])
  assert.ok(!JSON.stringify(list).includes('MẤT'), 'no person in the list')
  const path = `/api/hub/held/24012/${list[0]?.['id']}`
  assert.equal((await so('GET', path)).status, 403)
  assert.equal((await so('GET', '/api/hub/held')).status, 200)
  assert.equal((await a('GET', '/api/hub/held')).status, 403)
  const envelope = await operator('GET', path)
  assert.equal(envelope.json['person'].name, 'LÊ THỊ MẤT')
  assert.equal(envelope.json['persons'].length, 1)
  assert.deepEqual(
    envelope.json['parts'].map(({ kind }: Json) => kind),
    ['pdf', 'fhir', 'seal'],
  )
  assert.equal((await operator('POST', path, { decision: 'released', reason: ' ' })).status, 422)
  assert.equal((await so('POST', path, { decision: 'released', reason: 'x' })).status, 403)
})

test('released, it goes on as if it had come now; a second decision is refused', async () => {
  const [one] = await held()
  const path = `/api/hub/held/24012/${one?.['id']}`
  const [first, second] = await Promise.all([
    operator('POST', path, { decision: 'released', reason: 'Ngày mất ghi nhầm, đã gọi nơi gửi' }),
    operator('POST', path, { decision: 'returned', reason: 'Nhầm người' }),
  ])
  assert.deepEqual([first.status, second.status].toSorted(), [200, 409], first.text + second.text)
  const document = one?.['document'] as string
  if (first.status === 200) await task_when(b, document, ({ status }) => status === 'requested')
  else await task_when(a, document, ({ status }) => status === 'rejected')
  assert.deepEqual(await held(), [])
})

test('sent back, the sender reads why in its box and by the plain door; the letter may be sent anew', async () => {
  const sent = await letter_of_the_dead(['01929', '24160'])
  await send(a, sent)
  const [one] = await held()
  const path = `/api/hub/held/24012/${one?.['id']}`
  const done = await operator('POST', path, { decision: 'returned', reason: 'Nhầm người bệnh' })
  assert.equal(done.status, 200, done.text)
  const told = (await tasks(a, sent.parts[0].identity)).toSorted((x, y) => (x['id'] < y['id'] ? -1 : 1))
  assert.deepEqual(
    told.map(({ status, owner }) => [status, owner.identifier.value]),
    [
      ['rejected', '01929'],
      ['rejected', '24160'],
    ],
  )
  assert.match(told[0]?.['statusReason'].text, /Trục trả lại: Nhầm người bệnh/)
  assert.deepEqual(await tasks(b, sent.parts[0].identity), [], 'nobody else was told')
  const own = await a('GET', '/lien-thong/held')
  assert.equal(own.json['letters'][0].state, 'returned')
  assert.equal(own.json['letters'][0].answer, 'Nhầm người bệnh')
  assert.deepEqual((await b('GET', '/lien-thong/held')).json['letters'], [])
  assert.equal((await send(a, sent)).status, 202, 'held again: nothing of it was lost')
  const [again] = await held()
  await operator('POST', `/api/hub/held/24012/${again?.['id']}`, { decision: 'returned', reason: 'Vẫn nhầm' })
})

test('a released letter is judged as everything else: a suspended sender gets none through', async () => {
  const sent = await letter_of_the_dead()
  await send(a, sent)
  const [one] = await held()
  await so('POST', '/api/hub/members/24012/suspend', { reason: 'Kiểm tra' })
  const path = `/api/hub/held/24012/${one?.['id']}`
  assert.equal((await operator('POST', path, { decision: 'released', reason: 'Đúng người' })).status, 403)
  assert.equal((await held()).length, 1, 'and it is still there')
  await so('POST', '/api/hub/members/24012/resume', {})
  assert.equal((await operator('POST', path, { decision: 'released', reason: 'Đúng người' })).status, 200)
})

test('who does not fetch is reminded, once an hour; its box says it is urgent', async () => {
  const a_now = await hub.member('24012')
  const sent = await letter()
  const document = sent.parts[0].identity
  await send(a_now, sent)
  await task_when(b, document, () => true)
  assert.ok(!(await dead()).some(({ why }) => why === 'too-long'))
  await set_back(document, 2)
  const [late] = (await dead()).filter(({ why }) => why === 'too-long')
  assert.equal(late?.['recipient'].code, '01929')
  assert.equal(late?.['successor'], null)
  const path = `/api/hub/dead/01929/${late?.['number']}`
  assert.equal((await so('POST', path, { act: 'remind' })).status, 403)
  assert.equal((await operator('POST', path, { act: 'remind' })).status, 200)
  await task_when(b, document, ({ priority }) => priority === 'urgent')
  assert.equal((await operator('POST', path, { act: 'remind' })).status, 409)
  assert.equal((await operator('POST', path, { act: 'redirect', reason: 'x' })).status, 422, 'nobody took its place')
  const slow = await operator('PUT', '/api/hub/patience/transfer-letter', { days: 9 })
  assert.equal(slow.status, 200)
  assert.ok(!(await dead()).some(({ why }) => why === 'too-long'), 'nine days are allowed now')
  await operator('PUT', '/api/hub/patience/transfer-letter', { days: 1 })
  assert.equal((await operator('POST', path, { act: 'return' })).status, 422, 'not without a reason')
  assert.equal((await operator('POST', path, { act: 'return', reason: 'Nơi nhận mất mạng' })).status, 200)
  await task_when(a_now, document, ({ status }) => status === 'rejected')
  const gone = await task_when(b, document, ({ status }) => status === 'rejected')
  assert.equal((await b('PUT', `/fhir/Task/${gone['id']}`, { ...gone, status: 'received' })).status, 409)
})

test('a house was merged: its mail goes on to who took its place, and its corrections too', async () => {
  const a_now = await hub.member('24012')
  const sent = await letter({ submission: { recipients: ['24160'] } })
  const document = sent.parts[0].identity
  await send(a_now, sent)
  await task_when(c, document, () => true)
  const day = new Date().toISOString().slice(0, 10)
  assert.equal((await operator('POST', '/api/hub/directory/24160/merge', { into: '01929', from_day: day })).status, 403)
  assert.equal((await so('POST', '/api/hub/directory/24160/merge', { into: '24160', from_day: day })).status, 409)
  assert.equal((await so('POST', '/api/hub/directory/24160/merge', { into: '01929', from_day: day })).status, 200)
  const [one] = (await dead()).filter(({ why }) => why === 'merged')
  assert.equal(one?.['successor'].code, '01929')
  const path = `/api/hub/dead/24160/${one?.['number']}`
  assert.equal((await operator('POST', path, { act: 'redirect', reason: 'Sáp nhập' })).status, 200)
  const there = await task_when(b, document, ({ status }) => status === 'requested')
  assert.equal((await b('GET', `/fhir/${there['focus'].reference}`)).status, 200)
  await task_when(c, document, ({ status }) => status === 'cancelled')
  assert.equal((await c('GET', `/fhir/${there['focus'].reference}`)).status, 404, 'the old house sees it no more')
  await task_when(a_now, document, ({ status }) => status === 'cancelled')
  assert.equal((await operator('POST', path, { act: 'redirect', reason: 'Sáp nhập' })).status, 409)
  const next = await letter({ submission: { recipients: ['01929'], replaces: document } })
  assert.equal((await send(a_now, next)).status, 200)
  await task_when(b, next.parts[0].identity, ({ status }) => status === 'requested')
  assert.deepEqual(await tasks(c, next.parts[0].identity), [])
})

test('the books are right to the unit; one line that is missing is named', async () => {
  const a_now = await hub.member('24012')
  assert.equal((await send(a_now, await letter({ signers: [] }))).status, 422)
  await pause(500)
  const since = '2026-01-01T00:00:00Z'
  const books = (await so('GET', `/api/hub/reconcile?since=${since}`)).json
  assert.deepEqual(books['faults'], [])
  assert.equal(books['is_sound'], true)
  const sum = (name: string) => (books['senders'] as Json[]).reduce((total, row) => total + row[name], 0)
  assert.equal(sum('sent'), sum('taken') + sum('held') + sum('refused'))
  assert.ok(sum('taken') >= 4 && sum('refused') >= 3 && sum('held') === 0, JSON.stringify(books['senders']))
  const overview = (await so('GET', `/api/hub/overview?since=${since}`)).json
  const requested = (overview['traffic'] as Json[]).filter(({ state }) => state === 'requested')
  assert.equal(
    requested.reduce((total, { count }) => total + count, 0),
    overview['waiting'],
  )
  const refused = JSON.parse((await so('GET', `/api/hub/letters?since=${since}&state=refused`)).text) as Json[]
  assert.match(refused[0]?.['reason'], /ký/)
  await owner_query('DELETE FROM hub.content WHERE number = (SELECT max(number) FROM hub.submission) AND part = 0')
  const broken = (await so('GET', `/api/hub/reconcile?since=${since}`)).json
  assert.deepEqual(
    (broken['faults'] as Json[]).map(({ what }) => what),
    ['parts'],
  )
  assert.equal((await so('GET', '/api/hub/reconcile?since=hôm-qua')).status, 400)
})

test('a stranger applies, the Sở sees keys and seal before it says yes; seals and keys change in time', async () => {
  const stranger = make_house('24777', 'Phòng khám thử D')
  const key = async (): Promise<Json> => ({
    ...(await exportJWK((await generateKeyPair('ES384')).publicKey)),
    ...{ alg: 'ES384', kid: randomUUID() },
  })
  const applied = await hub.site.web.app.inject({
    ...{ method: 'POST', url: '/lien-thong/join', headers: { 'content-type': 'application/json' } },
    payload: JSON.stringify({
      ...{ code: '24777', name: stranger.name, kind: 'clinic', contact: { name: 'Cô Dung', phone: '0912345678' } },
      ...{ seal_pem: stranger.seal.certificate, jwks: { keys: [await key()] } },
    }),
  })
  assert.equal(applied.statusCode, 202, applied.body)
  const [line] = JSON.parse((await so('GET', '/api/hub/applications')).text) as Json[]
  assert.equal(line?.['known_as'], null)
  assert.match(line?.['keys'][0].thumbprint, /^[\w-]{43}$/)
  assert.deepEqual([line?.['seal'].names_facility, line?.['seal'].is_trusted], ['yes', false])
  assert.equal((await so('POST', '/api/hub/roots', { certificate_pem: stranger.ca.certificate_pem })).status, 200)
  assert.equal((await so('POST', `/api/hub/applications/24777/${line?.['id']}/approve`)).status, 200)

  const detail = async (): Promise<Json> => (await so('GET', '/api/hub/directory/24777')).json
  const before = await detail()
  assert.equal(before['membership'], 'approved')
  assert.deepEqual([before['seals'].length, before['seals'][0].is_trusted], [1, true])
  const pem = certified(stranger.ca, seal_subject('24777', stranger.name)).certificate
  const wrong = certified(stranger.ca, seal_subject('24012', 'Khác')).certificate
  const seals = '/api/hub/directory/24777/seals'
  assert.equal((await so('POST', seals, { certificate_pem: wrong })).status, 422)
  assert.equal((await operator('POST', seals, { certificate_pem: pem })).status, 403)
  assert.equal((await so('POST', seals, { certificate_pem: pem })).status, 200)
  const old = before['seals'][0].serial as string
  assert.equal((await so('POST', `${seals}/${old}/revoke`, { reason: '' })).status, 422)
  assert.equal((await so('POST', `${seals}/${old}/revoke`, { reason: 'Mất USB token' })).status, 200)
  const keys = '/api/hub/directory/24777/keys'
  const secret = { ...(await key()), d: 'x' }
  const nameless = { ...(await key()), kid: undefined }
  const small = await exportJWK((await generateKeyPair('ES256')).publicKey)
  for (const useless of [nameless, { ...small, kid: 'x' }])
    assert.equal((await so('POST', keys, { jwks: { keys: [useless] }, reason: 'Thay máy' })).status, 422)
  assert.equal((await so('POST', keys, { jwks: { keys: [secret] }, reason: 'Thay máy' })).status, 422)
  assert.equal((await so('POST', keys, { jwks: { keys: [await key()] }, reason: 'Thay máy' })).status, 200)
  assert.equal((await so('POST', '/api/hub/directory/24777/name', { name: 'Phòng khám thử D mới' })).status, 200)
  const after = await detail()
  assert.notEqual(after['keys'][0].thumbprint, before['keys'][0].thumbprint)
  assert.equal(after['seals'].filter(({ revoked_at }: Json) => revoked_at !== null).length, 1)
  assert.equal(after['names'][0].name, 'Phòng khám thử D')
  const found = (await operator('GET', '/api/hub/directory?search=phong+kham+d+moi')).json
  assert.equal(found['total'], 1)
  assert.equal((await a('GET', '/api/hub/directory')).status, 403)
  assert.equal((await so('GET', `/api/hub/directory/${randomUUID().slice(0, 5)}`)).status, 404)
})
