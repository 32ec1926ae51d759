import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { after } from 'node:test'
import type { ExchangeCounts, IncomingLetter, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import type { Health } from '../../src/network/operations/contract.ts'
import { make_encryption_key, post_submission, set_link_encrypts } from '../../src/network/exchange/index.ts'
import { create_cipher } from '../../src/network/mailbox/index.ts'
import { get_facility_provider, load_authority } from '../../src/platform/signing/index.ts'
import type { DocumentKind, Submission, SubmissionPerson } from '../../src/standards/documents/index.ts'
import {
  certified,
  doctor_subject,
  make_letter,
  make_part,
  pdf_with_words,
  sign_paper,
  type House,
} from '../../src/standards/documents/test-letters.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { read_provide_bundle, write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { start_clamd } from '../clamd.ts'
import { until } from '../exchange-world.ts'
import { content_keys } from '../test-hub.ts'
import { requester, type TestSite } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

/** Issue 4, Trust: the hub cannot read what the sender encrypts for the receiver. Three servers, three databases. */
const clamd = await start_clamd({ 'Phieu chuyen nhiem doc': 'Win.Test.BenhAn-1' })
const scanner_at_b = { connect: { host: '127.0.0.1', port: clamd.port }, timeout_ms: 2_000 }
const { hub, a, b } = await start_three_houses({ scanner_at_b })
const [at_a, at_b] = [await a.person('doctor'), await b.person('reception.b')]
const [owner_hub, owner_b, owner_a] = await Promise.all(
  [hub.url, b.url, a.url].map(async (connectionString) => {
    const owner = new pg.Client({ connectionString })
    await owner.connect()
    after(() => owner.end())
    return owner
  }),
)
assert.ok(owner_hub && owner_b && owner_a)

/** A as it seals in its own database, so that the hub knows the seal. */
const house: House = await a.site.database.in_site(async (sql) => {
  const ca = await load_authority(sql)
  const name = 'Bệnh viện Đa khoa thử A'
  const validity = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-12-31T00:00:00Z') }
  const doctor = certified(ca, doctor_subject({ name }), validity)
  return { code: '24012', name, ca, doctor, seal: await get_facility_provider(sql, '24012') }
})

const now = (): string => new Date(Date.now() - 60_000).toISOString()
const letter = (more: Partial<Submission> = {}, on_paper?: SubmissionPerson): Promise<Submission> => {
  const at = now()
  return make_letter({
    ...{ house, sealed_at: new Date(at), paper_signed_at: new Date(at), document: { created_at: at } },
    submission: { recipients: ['01929'], created_at: at, ...more },
    ...(on_paper ? { on_paper } : {}),
  })
}

const post = (submission: Submission): Promise<string> =>
  a.site.store.unit(
    {
      ...{ facility: '24012', purpose: 'TREAT', address: '', request_id: '' },
      actor: { id: 'room', name: 'BS. Thử', role: 'doctor', kind: 'user' },
    },
    (unit) => post_submission(unit, { submission }),
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

const shown_key = async (code: string): Promise<string | undefined> =>
  ((await (await fetch(`${hub.base}/lien-thong/jwks/${code}`)).json()) as { keys: { kid: string }[] }).keys[0]?.kid

const encrypt = (site: TestSite, code: string, kinds: DocumentKind[]): Promise<boolean> =>
  site.site.database.in_facility(code, (sql) => set_link_encrypts(sql, code, kinds))

/** Everything the hub has in any table, its own encryption taken off. */
const all_of_hub = async (): Promise<string> => {
  const cipher = create_cipher(content_keys)
  const tables = await owner_hub.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('hub', 'audit', 'record', 'public') AND c.relname <> 'content'`,
  )
  const texts: string[] = []
  for (const { name } of tables.rows)
    texts.push(JSON.stringify((await owner_hub.query(`SELECT t::text FROM ${name} AS t`)).rows))
  const contents = await owner_hub.query<{ number: string; part: number; key_id: string; bytes: Buffer }>(
    'SELECT number, part, key_id, bytes FROM hub.content',
  )
  for (const { number, part, key_id, bytes } of contents.rows) {
    const open = cipher.open(key_id, bytes, `${number}/${part}`)
    texts.push(open.toString('utf8'), open.toString('latin1'))
  }
  return texts.join('\n')
}

/** Clinical words of the letter, as they stand in it and as base64 would show them at each of its three offsets. */
const clinical = ['Viêm phổi thùy', 'J18.9', 'Phieu chuyen co so'].flatMap((words) => [
  words,
  ...[0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + words)
      .toString('base64')
      .slice(4, -4),
  ),
])
const found_in = (text: string): string[] => clinical.filter((words) => words.length > 4 && text.includes(words))

test('both houses show a key at the hub, sealed; a key of another house, or without a seal, is refused', async () => {
  for (const code of ['24012', '01929']) assert.ok(await until(`key of ${code}`, () => shown_key(code)))
  const { keys } = (await (await fetch(`${hub.base}/lien-thong/jwks/01929`)).json()) as { keys: object[] }
  assert.ok(!JSON.stringify(keys).includes('"d":'), 'no private half')
  const [own] = keys as { kid: string; sealed: { statement: string; cms: string } }[]
  assert.ok(own)
  const { sealed, ...jwk } = own
  const as_a = await hub.member('24012')
  const stolen = await as_a('POST', '/lien-thong/encryption-keys', {
    jwk,
    statement: sealed.statement,
    seal: sealed.cms,
  })
  assert.equal(stolen.status, 422, stolen.text)
  const bare = await requester(hub.base, {})('POST', '/lien-thong/encryption-keys', { jwk, statement: '', seal: '' })
  assert.equal(bare.status, 401)
})

test('an encrypted letter is carried, verified and read as any other; nothing at the hub tells what is in it', async () => {
  await encrypt(a, '24012', ['transfer-letter'])
  const submission = await letter()
  const id = await post(submission)
  const seen = await sent(id, 'received')
  const standings = seen.receipts.map(({ says, standing }) => `${says} ${standing}`)
  assert.ok(standings.includes('taken verified'), standings.join())
  const got = await came(submission.parts[0].identity)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
  assert.ok(got.sections.some(({ title }) => title === 'Chẩn đoán'))
  assert.deepEqual(
    got.parts.map(({ kind }) => kind),
    ['pdf', 'fhir', 'seal', 'encrypted', 'seal'],
  )
  assert.equal(got.checks.signatures.filter(({ valid }) => valid).length, 4, 'doctor, facility, data, closed letter')
  const paper = await at_b('GET', `/api/exchange/letters/${got.id}/parts/0`)
  assert.deepEqual(Buffer.from(paper.bytes), Buffer.from(submission.parts[0].bytes))
  assert.deepEqual(found_in(await all_of_hub()), [])
  assert.ok((await all_of_hub()).includes('TRẦN THỊ BƯỞI'), 'the envelope is the hub’s to know')

  await encrypt(a, '24012', [])
  const plain = await letter()
  await sent(await post(plain), 'received')
  assert.ok(found_in(await all_of_hub()).includes('Viêm phổi thùy'), 'the search would have found it')
  await encrypt(a, '24012', ['transfer-letter'])
})

const counts_at_b = async (): Promise<ExchangeCounts> =>
  (await at_b('GET', '/api/exchange/counts')).json as ExchangeCounts

test('malware that only the receiver can see is found by its own scanner; while that one is down the letter waits, and people read why', async () => {
  const signed = await sign_paper(
    await pdf_with_words('Phieu chuyen nhiem doc'),
    [
      ['bac_si', house.doctor],
      ['co_so', house.seal],
    ],
    new Date(now()),
  )
  const bad = { ...(await letter()), parts: [make_part('pdf', 'Phiếu chuyển', signed)] } satisfies Submission
  await clamd.end()
  await sent(await post(bad), 'taken')
  const stuck = await until('B says why it does not have it', async () => (await counts_at_b()).stuck[0])
  assert.deepEqual(
    [stuck.what, stuck.count, stuck.mender, stuck.senders],
    ['unfetched', 1, 'scanner', ['Bệnh viện Đa khoa thử A']],
  )
  assert.equal(stuck.reason, 'Chưa kiểm tra được mã độc (không tới được bộ quét)')
  assert.equal((await counts_at_b()).line.last_error, '', 'the line itself is whole: only this says it')
  const it_b = await b.person('it_admin.b')
  const { queues } = (await it_b('GET', '/api/operations/health')).json as Health
  const queue = queues.find(({ name }) => name === 'letters_unfetched')
  assert.deepEqual([queue?.count, queue?.tone, queue?.says], [1, 'warn', stuck.reason])
  assert.equal(((await it_b('GET', '/api/exchange/settings')).json['stuck'] as unknown[]).length, 1)
  const [since] = [stuck.since]
  await until('it was tried again by itself', async () => {
    const { rows } = await owner_b.query('SELECT FROM exchange.task WHERE failures > 1')
    return rows.length > 0
  })
  assert.equal((await counts_at_b()).stuck[0]?.since, since, 'since the first time')

  await clamd.begin()
  await owner_b.query("UPDATE exchange.task SET next_at = now() + interval '1 hour' WHERE incoming IS NULL")
  const nurse = await b.person('nurse.b')
  assert.equal((await nurse('POST', '/api/exchange/incoming/again', {})).status, 403)
  const again = await at_b('POST', '/api/exchange/incoming/again', {})
  assert.deepEqual([again.status, again.json], [200, { count: 1 }])
  const got = await came(bad.parts[0].identity)
  assert.equal(got.verdict, 'red')
  assert.ok(
    got.checks.issues.some(({ code, message }) => code === 'security' && message.includes('Win.Test.BenhAn-1')),
    JSON.stringify(got.checks.issues),
  )
  assert.deepEqual((await counts_at_b()).stuck, [])
})

test('nobody on the way opens its paper: the receiver reads whom it names, and lays one of another person to nobody', async () => {
  const on_paper = { name: 'Hoàng Văn Bách', identifiers: [{ system: identifier_system.cccd, value: '024090005678' }] }
  const submission = await letter({}, on_paper)
  const id = await post(submission)
  const got = await came(submission.parts[0].identity)
  assert.ok(got.parts.some(({ kind }) => kind === 'encrypted'))
  assert.deepEqual([got.verdict, got.patient], ['good', ''])
  assert.match(got.checks.two_people ?? '', /HOANG VAN BACH.*phong bì và dữ liệu ghi “TRẦN THỊ BƯỞI”/)
  assert.match((await sent(id, 'received')).reason, /“H\.V\.B\.”/)
})

test('what is sent again is the same bytes; a correction is closed for all who have the old one', async () => {
  const submission = await letter()
  const id = await post(submission)
  await sent(id, 'received')
  await owner_a.query("UPDATE exchange.outgoing SET state = 'waiting', next_at = now() WHERE id = $1", [id])
  await sent(id, 'taken')
  const corrected = await letter({ replaces: submission.parts[0].identity })
  await sent(await post(corrected), 'received')
  assert.equal((await came(corrected.parts[0].identity)).verdict, 'good')
  assert.equal((await came(submission.parts[0].identity)).is_superseded, true)
})

test('a letter closed before the key was renewed is opened with the old one, the next with the new one', async () => {
  const before = await shown_key('01929')
  await owner_b.query("UPDATE exchange.hub_link SET is_on = false WHERE facility = '01929'")
  const submission = await letter()
  await sent(await post(submission), 'taken')
  await b.site.database.in_facility('01929', (sql) => make_encryption_key(sql, '01929'))
  await owner_b.query("UPDATE exchange.hub_link SET is_on = true, next_poll_at = now() WHERE facility = '01929'")
  assert.equal((await came(submission.parts[0].identity)).verdict, 'good')
  await until('the new key at the hub', async () => (await shown_key('01929')) !== before)
  const next = await letter()
  await post(next)
  assert.equal((await came(next.parts[0].identity)).verdict, 'good')
})

test('a receiver who has lost the key keeps the letter red and says so; it goes to nobody’s chart', async () => {
  // With its line off: it would make a new key within a second, and the letter might be closed for that one.
  await owner_b.query("UPDATE exchange.hub_link SET is_on = false WHERE facility = '01929'")
  const { rows } = await owner_b.query('DELETE FROM exchange.encryption_key RETURNING *')
  const submission = await letter()
  await sent(await post(submission), 'taken')
  await owner_b.query("UPDATE exchange.hub_link SET is_on = true, next_poll_at = now() WHERE facility = '01929'")
  const got = await came(submission.parts[0].identity)
  assert.equal(got.verdict, 'red')
  assert.match(got.problem, /khóa không phải của cơ sở ta/)
  assert.ok(rows.length > 0)
})

test('a changed cipher text is refused at the hub’s door, and by the receiver; another envelope, too', async () => {
  const id = await post(await letter())
  await sent(id, 'received').catch(() => undefined)
  const { rows } = await owner_a.query<{ kind: string; bytes: Buffer; head: Submission; identity: string }>(
    `SELECT c.kind, c.bytes, c.identity, o.head FROM exchange.closed_part AS c JOIN exchange.outgoing AS o ON o.id = c.letter
     WHERE c.letter = $1 ORDER BY c.position`,
    [id],
  )
  const [closed, seal] = rows
  assert.ok(closed && seal)
  const jwe = JSON.parse(closed.bytes.toString()) as { ciphertext: string }
  const flipped = `${jwe.ciphertext.startsWith('A') ? 'B' : 'A'}${jwe.ciphertext.slice(1)}`
  const changed: Submission = {
    ...closed.head,
    identity: 'urn:uuid:0b6f6a0e-30c4-4d5b-8b51-0d8a3c1f9d11',
    parts: [
      {
        ...{ kind: 'encrypted', identity: 'urn:uuid:0b6f6a0e-30c4-4d5b-8b51-0d8a3c1f9d12' },
        ...{ content_type: 'application/jose+json', title: 'x' },
        bytes: Buffer.from(JSON.stringify({ ...jwe, ciphertext: flipped })),
      },
      {
        ...{ kind: 'seal', identity: 'urn:uuid:0b6f6a0e-30c4-4d5b-8b51-0d8a3c1f9d13', title: 'x' },
        ...{ content_type: 'application/pkcs7-signature', bytes: seal.bytes },
      },
    ],
  }
  const member = await hub.member('24012')
  const refused = await member('POST', '/fhir', write_provide_bundle(changed))
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /bị thay đổi/)
  assert.equal(read_provide_bundle(write_provide_bundle(changed)).submission.parts[0].kind, 'encrypted')
})

test('a receiver without a key, or with one its seal does not stand over: held, with what to do; never sent openly', async () => {
  await owner_hub.query(
    "UPDATE hub.encryption_key SET statement = replace(statement, 'kid', 'kin') WHERE facility = '01929'",
  )
  const forged = await sent(await post(await letter()), 'held')
  assert.match(forged.reason, /không kèm lời xác nhận của cơ sở 01929/)
  await owner_hub.query("DELETE FROM hub.encryption_key WHERE facility = '01929'")
  const submission = await letter()
  const id = await post(submission)
  const held = await sent(id, 'held')
  assert.match(held.reason, /01929 chưa công bố khóa mã hóa/)
  const { rows } = await owner_hub.query('SELECT FROM hub.submission WHERE document = $1', [
    submission.parts[0].identity,
  ])
  assert.equal(rows.length, 0)
  await b.site.database.in_facility('01929', (sql) => make_encryption_key(sql, '01929'))
  await until('the new key at the hub', () => shown_key('01929'))
  assert.equal((await at_a('POST', `/api/exchange/outgoing/${id}/retry`, {})).status, 200)
  await sent(id, 'received')
})
