import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import pg from 'pg'
import type { IncomingLetter, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { post_submission, set_link_encrypts, take_over_keys } from '../../src/network/exchange/index.ts'
import { get_facility_provider, load_authority } from '../../src/platform/signing/index.ts'
import { seal_key, type Submission } from '../../src/standards/documents/index.ts'
import { certified, doctor_subject, make_letter, type House } from '../../src/standards/documents/test-letters.ts'
import { until } from '../exchange-world.ts'
import { start_three_houses } from '../three-houses.ts'
import { registration, type Json, type Person } from '../test-site.ts'

/**
 * A letter that only its receiver can read, and what becomes of it afterwards: another house looks, it is sent on, corrected,
 * its receiver is merged away. A (24012) and B (01929) run; C (24160) is a member that shows a key and never fetches.
 */
const { hub, a, b } = await start_three_houses()
const [at_a, at_b, reception_a, reception_b, doctor_a, doctor_b, so, operator] = await Promise.all([
  ...['doctor', 'doctor', 'reception', 'reception', 'doctor', 'doctor'].map((name, i) =>
    i % 2 === 0 ? a.person(name) : b.person(`${name}.b`),
  ),
  ...['oversight', 'hub_operator'].map(hub.person),
])
assert.ok(at_a && at_b && reception_a && reception_b && doctor_a && doctor_b && so && operator)
const [owner_hub, owner_b, owner_a] = await Promise.all(
  [hub.url, b.url, a.url].map(async (connectionString) => {
    const owner = new pg.Client({ connectionString })
    await owner.connect()
    after(() => owner.end())
    return owner
  }),
)
assert.ok(owner_hub && owner_b && owner_a)

const house: House = await a.site.database.in_site(async (sql) => {
  const ca = await load_authority(sql)
  const name = 'Bệnh viện Đa khoa thử A'
  const validity = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-12-31T00:00:00Z') }
  const doctor = certified(ca, doctor_subject({ name }), validity)
  return { code: '24012', name, ca, doctor, seal: await get_facility_provider(sql, '24012') }
})

const c = '24160'
/** C's own key, by which it could open; nobody of this test's houses has it. */
const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true })
const own_name = { kid: randomUUID(), use: 'enc', alg: 'ECDH-ES+A256KW' }
const [public_jwk, private_jwk]: JWK[] = await Promise.all([
  exportJWK(pair.publicKey).then((jwk) => ({ ...jwk, ...own_name })),
  exportJWK(pair.privateKey).then((jwk) => ({ ...jwk, ...own_name })),
])
const handed = { facility: c, keys: [{ made_at: '2026-06-01T00:00:00Z', jwk: private_jwk }] }
const as_c = await hub.member(c)
const made_at = new Date('2026-06-01T00:00:00Z')
const sealed = await seal_key({ facility: c, jwk: public_jwk ?? {}, made_at }, hub.house(c).seal)
const shown = await as_c('POST', '/lien-thong/encryption-keys', {
  ...{ jwk: sealed.jwk, statement: sealed.statement, seal: Buffer.from(sealed.seal).toString('base64') },
})
assert.equal(shown.status, 201, shown.text)
const shown_key = async (code: string): Promise<Json> =>
  (await (await fetch(`${hub.base}/lien-thong/jwks/${code}`)).json()) as Json
for (const code of ['24012', '01929'])
  await until(`key of ${code}`, async () => ((await shown_key(code))['keys'] as Json[]).length > 0)

const letter = (more: Partial<Submission> = {}): Promise<Submission> => {
  const created_at = new Date(Date.now() - 60_000).toISOString()
  const at = new Date(created_at)
  return make_letter({
    ...{ house, sealed_at: at, paper_signed_at: at, document: { created_at } },
    submission: { recipients: [c], created_at, ...more },
  })
}
const room = { id: 'room', name: 'BS. Thử', role: 'doctor', kind: 'user' } as const
const post = (submission: Submission): Promise<string> =>
  a.site.store.unit({ facility: '24012', purpose: 'TREAT', address: '', request_id: '', actor: room }, (unit) =>
    post_submission(unit, { submission }),
  )
const sent = (id: string, state: string): Promise<OutgoingLetter> =>
  until(`the letter ${id} ${state} at A`, async () => {
    const { json } = await at_a('GET', `/api/exchange/outgoing/${id}`)
    return json['state'] === state && (json as OutgoingLetter)
  })
const came = (document: string): Promise<IncomingLetter> =>
  until(`the letter ${document} at B`, async () => {
    const { rows } = await owner_b.query<{ id: string }>('SELECT id FROM exchange.incoming WHERE document = $1', [
      document,
    ])
    return rows[0] && ((await at_b('GET', `/api/exchange/incoming/${rows[0].id}`)).json as IncomingLetter)
  })
const numbers_of = async (document: string): Promise<{ document: string; number: number; kind: string }[]> =>
  (
    await owner_hub.query<{ document: string; number: number; kind: string }>(
      "SELECT document, number::integer, parts -> 0 ->> 'kind' AS kind FROM hub.submission WHERE number IN (SELECT number FROM hub.delivery WHERE document = $1)",
      [document],
    )
  ).rows
const number_of = async (document: string): Promise<number> => (await numbers_of(document))[0]?.number ?? 0

await a.site.database.in_facility('24012', (sql) => set_link_encrypts(sql, '24012', ['transfer-letter']))
const number = { system: 'http://fhir.hl7.org.vn/core/sid/cccd', value: '024190000123' }
const chart = async (by: Person): Promise<string> => {
  const made = await by('POST', '/api/patients', registration({ identity: { kind: 'cccd', value: number.value } }))
  return made.json['id'] as string
}
const [patient_a, patient_b] = [await chart(reception_a), await chart(reception_b)]
const papers = async (by: Person, patient: string): Promise<Json[]> =>
  ((await by('GET', `/api/timeline/${patient}`)).json['visits'] as Json[]).flatMap(
    (visit) => visit['documents'] as Json[],
  )
const read = async (by: Person, patient: string, id: string): Promise<Json> => {
  const answer = await by('GET', `/api/timeline/${patient}/documents/${id}/sections`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json
}
const titles = (opened: Json): string[] => (opened['sections'] as Json[]).map((one) => one['title'] as string)

const first = await letter()
const first_id = await post(first)

test('who looks by a basis is told for whom it is encrypted; its sender reads its own', async () => {
  await sent(first_id, 'taken')
  const basis = { basis: 'emergency', reason: 'Người bệnh hôn mê, cần tiền sử' }
  assert.equal((await doctor_b('POST', `/api/timeline/${patient_b}`, basis)).status, 201)
  const [found] = await papers(doctor_b, patient_b)
  assert.ok(found)
  const opened = await read(doctor_b, patient_b, found['id'] as string)
  assert.match(opened['closed'] as string, /thử A đã mã hóa văn bản này riêng cho .*thử C.*liên hệ nơi gửi/)
  assert.deepEqual(titles(opened), [])
  assert.equal(opened['has_pdf'], false)
  const paper = await doctor_b('GET', `/api/timeline/${patient_b}/documents/${String(found['id'])}/pdf`)
  assert.equal(paper.status, 403, paper.text)
  assert.match(paper.text, /riêng cho/)
  const { rows } = await owner_b.query("SELECT detail FROM audit.event WHERE interaction = 'timeline-open'")
  assert.match(JSON.stringify(rows), /mã hóa cho nơi khác, không đọc được/)

  const [own] = await papers(doctor_a, patient_a)
  const own_opened = await read(doctor_a, patient_a, String(own?.['id']))
  assert.equal(own_opened['closed'], '')
  assert.ok(titles(own_opened).includes('Chẩn đoán'))
})

test('sent on to B it is closed again, under a name that follows from its own: B has the same document and reads it', async () => {
  const onward = { ...first, identity: `urn:uuid:${randomUUID()}`, recipients: ['01929'] }
  const id = await post(onward)
  const seen = await sent(id, 'received')
  assert.ok(seen.receipts.length > 0)
  assert.ok(
    seen.receipts.every(({ standing }) => standing !== 'false'),
    JSON.stringify(seen.receipts),
  )
  const got = await came(first.parts[0].identity)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
  assert.ok(got.sections.some(({ title }) => title === 'Chẩn đoán'))
  const { rows } = await owner_hub.query<{ document: string; kind: string }>(
    "SELECT document, parts -> 0 ->> 'kind' AS kind FROM hub.submission ORDER BY number",
  )
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['encrypted', 'encrypted'],
    'never openly',
  )
  assert.equal(new Set(rows.map(({ document }) => document)).size, 2, 'one name, one content')
  const readable = []
  for (const { id: paper } of await papers(doctor_b, patient_b))
    readable.push(titles(await read(doctor_b, patient_b, paper as string)).includes('Chẩn đoán'))
  assert.deepEqual(readable.toSorted(), [false, true], 'the timeline opens the one that is ours')
})

test('encryption switched off meanwhile opens nothing that was closed', async () => {
  await a.site.database.in_facility('24012', (sql) => set_link_encrypts(sql, '24012', []))
  const again = { ...first, identity: `urn:uuid:${randomUUID()}`, recipients: ['01929'] }
  await post(again)
  await until('the third sending', async () => {
    const { rows } = await owner_hub.query<{ kind: string }>("SELECT parts -> 0 ->> 'kind' AS kind FROM hub.submission")
    return rows.length === 3 && rows.every(({ kind }) => kind === 'encrypted')
  })
  await a.site.database.in_facility('24012', (sql) => set_link_encrypts(sql, '24012', ['transfer-letter']))
})

test('a correction reaches all who have the old one, by whichever closing', async () => {
  const corrected = await letter({ replaces: first.parts[0].identity })
  const id = await post(corrected)
  const got = await came(corrected.parts[0].identity)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
  assert.equal((await came(first.parts[0].identity)).is_superseded, true)
  const seen = await until('both recipients', async () => {
    const { json } = await at_a('GET', `/api/exchange/outgoing/${id}`)
    return (json as OutgoingLetter).recipients.length === 2 && (json as OutgoingLetter)
  })
  assert.deepEqual(seen.recipients.map(({ code }) => code).toSorted(), ['01929', c])
})

const on_desk = (document: string) => async () => {
  const answer = await operator('POST', `/api/hub/dead/${c}/${await number_of(document)}`, {
    ...{ act: 'redirect', reason: 'Trạm C đã nhập vào bệnh viện B' },
  })
  assert.equal(answer.status, 200, answer.text)
  return answer.json['act'] as string
}

const before_merger = [await letter(), await letter()] as const

test('C is merged into B: what was closed for C goes back by itself and comes closed for B', async () => {
  const ids = [await post(before_merger[0]), await post(before_merger[1])] as const
  for (const id of ids) await sent(id, 'taken')
  const today = new Date().toISOString().slice(0, 10)
  const merged = await so('POST', `/api/hub/directory/${c}/merge`, { into: '01929', from_day: today })
  assert.equal(merged.status, 200, merged.text)
  assert.equal(await on_desk(before_merger[0].parts[0].identity)(), 'return', 'B could not have opened it')
  const old = await sent(ids[0], 'withdrawn')
  assert.match(old.reason, /đóng \(mã hóa\) cho cơ sở đã sáp nhập 24160, gửi lại cho 01929/)
  assert.match(old.reason, /Đã tự mã hóa lại và gửi cho 01929/)
  const got = await came(before_merger[0].parts[0].identity)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
})

test('a new letter addressed to the merged house is closed for its successor at once', async () => {
  assert.equal((await shown_key(c))['successor'], '01929')
  const submission = await letter()
  await post(submission)
  assert.equal((await came(submission.parts[0].identity)).verdict, 'good')
})

test('keys are taken over from the merged house only: another’s file, or one the hub never saw, opens nothing', async () => {
  const take = (facility: string, from: string, file: unknown) =>
    b.site.database.in_facility(facility, (sql) => take_over_keys(sql, facility, from, file))
  await assert.rejects(take('01929', '24012', handed), /không phải bàn giao của cơ sở 24012/)
  await assert.rejects(
    take('01929', c, { facility: c, keys: [{ made_at: '2026-06-01', jwk: public_jwk }] }),
    /thiếu khóa/,
  )
  const as_a = await hub.member('24012')
  const stolen = await seal_key({ facility: '24012', jwk: public_jwk ?? {}, made_at }, house.seal)
  const refused = await as_a('POST', '/lien-thong/encryption-keys', {
    ...{ jwk: stolen.jwk, statement: stolen.statement, seal: Buffer.from(stolen.seal).toString('base64') },
    taken_over_from: c,
  })
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /không ghi cơ sở 24160 đã sáp nhập vào 24012/)
})

test('B takes over C’s key: what waited for C is handed on as it is, and B reads it', async () => {
  const newest = (await shown_key('01929'))['keys'][0].kid as string
  const count = await b.site.database.in_facility('01929', (sql) => take_over_keys(sql, '01929', c, handed))
  assert.equal(count, 1)
  await until('the hub knows', async () => {
    const { rows } = await owner_hub.query(
      'SELECT FROM hub.encryption_key WHERE facility = $1 AND taken_over_from = $2',
      [...['01929', c]],
    )
    return rows.length === 1
  })
  assert.equal((await shown_key('01929'))['keys'][0].kid, newest, 'nobody encrypts by the old key')
  assert.equal(await on_desk(before_merger[1].parts[0].identity)(), 'redirect')
  const got = await came(before_merger[1].parts[0].identity)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
  assert.ok(got.sections.some(({ title }) => title === 'Chẩn đoán'))
})
