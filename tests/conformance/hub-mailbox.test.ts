import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { compactVerify, importJWK } from 'jose'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { make_letter, type LetterWish } from '../../src/standards/documents/test-letters.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { owner_of } from '../board-facility.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Answer, Person } from '../test-site.ts'

const hub = await start_test_hub()
const a = await hub.member('24012')
const b = await hub.member('01929')
const c = await hub.member('24160')

const letter = (wish: LetterWish = {}): Promise<Submission> =>
  make_letter({ house: hub.house('24012'), ...wish, submission: { recipients: ['01929'], ...wish.submission } })
const send = (by: Person, submission: Submission): Promise<Answer> =>
  by('POST', '/fhir', write_provide_bundle(submission))

/** The first answer that satisfies; the boxes are filled a moment after the taking. */
const until = async (ask: () => Promise<Answer>, is_there: (answer: Answer) => boolean): Promise<Answer> => {
  for (let i = 0; i < 100; i += 1) {
    const answer = await ask()
    if (is_there(answer)) return answer
    await pause(50)
  }
  throw new Error('it never came')
}
const inbox = (by: Person, document: string, status = ''): Promise<Answer> =>
  until(
    () =>
      by(
        'GET',
        `/fhir/Task?identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${document}`)}${status && `&status=${status}`}`,
      ),
    ({ json }) => (json['entry'] ?? []).length > 0,
  )

test('two houses whose first letters cross: nothing was ever written for either, and both boxes of both are filled', async () => {
  const to_a = await make_letter({ house: hub.house('01929'), submission: { recipients: ['24012'] } })
  const to_b = await letter()
  const before = await make_letter({ house: hub.house('24160'), submission: { recipients: ['24160'] } })
  // The first goes at once; what comes while it does is gathered, so that each house has something in both boxes.
  assert.equal((await send(c, before)).status, 200)
  for (const { status, text } of await Promise.all([send(a, to_b), send(b, to_a)])) assert.equal(status, 200, text)
  for (const { parts } of [to_a, to_b])
    for (const house of [a, b]) assert.equal((await inbox(house, parts[0].identity)).json['entry'].length, 1)
})

test('a letter goes in once, is receipted, lies in both boxes, and is read by whom it was sent to', async () => {
  const sent = await letter()
  const [paper] = sent.parts
  const first = await send(a, sent)
  assert.equal(first.status, 200, first.text)
  assert.equal(first.json['type'], 'transaction-response')
  assert.ok(first.json['entry'].every((one: { response: { status: string } }) => one.response.status === '201 Created'))
  const again = await send(a, sent)
  assert.equal(again.status, 200)
  assert.equal(again.json['entry'][0].response.status, '200 OK')
  assert.equal(again.json['entry'][0].response.location, first.json['entry'][0].response.location)

  const receipt = first.headers.get('x-benhan-receipt') ?? ''
  const { keys } = (await a('GET', '/lien-thong/jwks.json')).json as { keys: Parameters<typeof importJWK>[0][] }
  const { payload } = await compactVerify(receipt, await importJWK(keys[0] ?? {}, 'ES256'))
  const said = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
  assert.equal(said['document'], paper.identity)
  assert.deepEqual(said['recipients'], ['01929'])

  const { json: box } = await inbox(b, paper.identity)
  assert.equal(box['total'] ?? box['entry'].length, 1)
  const task = box['entry'][0].resource
  assert.equal(task.status, 'requested')
  assert.equal(task.owner.identifier.value, '01929')
  assert.equal(task.requester.identifier.value, '24012')
  const list = await b('GET', `/fhir/${task.focus.reference}`)
  assert.equal(list.status, 200, list.text)
  const documents = await Promise.all(
    list.json['entry'].map((one: { item: { reference: string } }) => b('GET', `/fhir/${one.item.reference}`)),
  )
  for (const [i, document] of documents.entries()) {
    assert.equal(document.status, 200, document.text)
    const address = new URL(document.json.content[0].attachment.url)
    const bytes = await b('GET', address.pathname, undefined, { accept: 'application/octet-stream' })
    assert.equal(bytes.status, 200, bytes.text)
    assert.deepEqual(Buffer.from(bytes.bytes), Buffer.from(sent.parts[i]?.bytes ?? []))
  }
  assert.equal((await c('GET', `/fhir/${task.focus.reference}`)).status, 404, 'nobody else sees it')
  const binary = new URL(documents[0].json.content[0].attachment.url).pathname
  assert.equal((await c('GET', binary)).status, 404)
})

test('its recipient turns it, forward only, with a reason to decline; the sender learns which', async () => {
  const sent = await letter()
  await send(a, sent)
  const document = sent.parts[0].identity
  const task = (await inbox(b, document)).json['entry'][0].resource
  const turn = (status: string, extra: object = {}) => b('PUT', `/fhir/Task/${task.id}`, { ...task, ...extra, status })
  assert.equal((await turn('accepted')).status, 409, 'not before it was received')
  assert.equal((await turn('received')).status, 200)
  assert.equal((await turn('rejected')).status, 422, 'not without a reason')
  assert.equal((await turn('accepted', { description: 'Khác' })).status, 403)
  assert.equal((await turn('rejected', { statusReason: { text: 'Hết giường hồi sức' } })).status, 200)
  assert.equal((await turn('accepted')).status, 409)
  const told = (await inbox(a, document, 'rejected')).json['entry'][0].resource
  assert.equal(told.statusReason.text, 'Hết giường hồi sức')
  assert.equal((await a('PUT', `/fhir/Task/${told.id}`, { ...told, status: 'accepted' })).status, 403)
  assert.equal((await b('DELETE', `/fhir/Task/${task.id}`)).status, 403)
  assert.equal((await b('POST', '/fhir/Task', { ...task, id: undefined })).status, 403)
})

test('a correction follows to all who have the old version; the old one says what took its place', async () => {
  const old = await letter({ submission: { recipients: ['01929', '24160'] } })
  await send(a, old)
  await inbox(c, old.parts[0].identity)
  const next = await letter({ submission: { recipients: ['01929'], replaces: old.parts[0].identity } })
  const taken = await send(a, next)
  assert.equal(taken.status, 200, taken.text)
  const task = (await inbox(c, next.parts[0].identity)).json['entry'][0].resource
  assert.equal(task.input[1].valueUri, old.parts[0].identity)
  const found = await c(
    'GET',
    `/fhir/DocumentReference?identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${old.parts[0].identity}`)}`,
  )
  assert.equal(found.json['entry'][0].resource.status, 'superseded', found.text)
  const unknown = await letter({ submission: { replaces: 'urn:uuid:00000000-0000-4000-8000-000000000000' } })
  assert.equal((await send(a, unknown)).status, 422)
})

test('what does not stand is refused with a reason its sender can act on, and counted', async () => {
  const refused = async (submission: Submission, status: number, words: RegExp, by = a) => {
    const answer = await send(by, submission)
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.text, words)
  }
  await refused(await letter({ submission: { recipients: ['99999'] } }), 422, /không có cơ sở nhận 99999/)
  await refused(await letter({ house: hub.house('24160') }), 403, /không gửi được dưới tên/)
  await refused(await letter({ signers: [] }), 422, /ký/)
  const sent = await letter()
  await send(a, sent)
  const other = await letter()
  const [paper, ...rest] = other.parts
  await refused({ ...other, parts: [{ ...paper, identity: sent.parts[0].identity }, ...rest] }, 409, /mã mới/)
  await refused(await letter({ submission: { created_at: '2031-01-01T00:00:00+07:00' } }), 422, /tương lai/)
  assert.equal((await a('POST', '/fhir', '{"resourceType":')).status, 400, 'what cannot be read is counted too')
  assert.equal((await a('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction' })).status, 422)
  assert.equal((await a('POST', '/lien-thong/documents', { kind: 'x' })).status, 422)
  const traffic = await (await hub.person('hub_operator'))('GET', '/api/hub/traffic?since=2026-01-01')
  const rows = traffic.json['rows'] as { sender: string; state: string; count: number }[]
  const counted = rows.filter(({ sender, state }) => sender === '24012' && state === 'refused')
  assert.equal(
    counted.reduce((sum, { count }) => sum + count, 0),
    9,
    traffic.text,
  )
})

test('a suspended member is refused at once, and let in again', async () => {
  const so = await hub.person('oversight')
  const no_reason = await so('POST', '/api/hub/members/24160/suspend', {})
  assert.equal(no_reason.status, 422)
  assert.equal((await so('POST', '/api/hub/members/24160/suspend', { reason: 'Lộ khóa' })).status, 200)
  assert.equal((await c('GET', '/fhir/Task')).status, 401)
  assert.equal((await send(c, await letter({ house: hub.house('24160') }))).status, 401)
  const sent = await letter({ submission: { recipients: ['24160'] } })
  assert.equal((await send(a, sent)).status, 200, 'mail for it waits')
  assert.equal((await so('POST', '/api/hub/members/24160/resume', {})).status, 200)
  await inbox(await hub.member('24160'), sent.parts[0].identity)
  assert.equal((await a('POST', '/api/hub/members/24160/suspend', { reason: 'x' })).status, 403)
})

test('the timeline of a person opens to a basis that is written down, and no further', async () => {
  const sent = await letter()
  await send(a, sent)
  const by_person = `/fhir/DocumentReference?patient.identifier=${encodeURIComponent(`${identifier_system.cccd}|024190000123`)}`
  const before = await c('GET', `${by_person}&format=pdf-pades`)
  const of = (answer: Answer) =>
    (answer.json['entry'] ?? []).filter((one: { search: { mode: string } }) => one.search.mode === 'match').length
  const own = of(before)
  const consent = (changes: object) => ({
    resourceType: 'Consent',
    status: 'active',
    category: [{ coding: [{ system: 'https://benhanmo.vn/fhir/CodeSystem/disclosure-basis', code: 'emergency' }] }],
    patient: { identifier: { system: identifier_system.cccd, value: '024190000123' } },
    provision: { purpose: [{ display: 'Hôn mê, cần tiền sử' }], actor: [{ reference: { display: 'BS. Trực' } }] },
    ...changes,
  })
  const bare = await c('POST', '/fhir/Consent', consent({ provision: {} }))
  assert.equal(bare.status, 422)
  const opened = await c('POST', '/fhir/Consent', consent({}))
  assert.equal(opened.status, 201, opened.text)
  const after = await c('GET', `${by_person}&format=pdf-pades`)
  assert.ok(of(after) > own, after.text)
  const binary = new URL(after.json['entry'][0].resource.content[0].attachment.url).pathname
  assert.equal((await c('GET', binary)).status, 200)
  assert.equal((await c('DELETE', `/fhir/Consent/${opened.json['id']}`)).status, 204)
  assert.equal(of(await c('GET', `${by_person}&format=pdf-pades`)), own)
  assert.equal((await c('GET', '/fhir/DocumentReference')).status, 400)
})

test('a system with nothing but HTTPS, JSON and a signed PDF sends, is read by FHIR, and reads what came', async () => {
  const made = await letter()
  const plain = {
    ...{ kind: 'transfer-letter', number: 'CV-2026/001', recipients: ['01929'], created_at: made.created_at },
    patient: { name: 'Trần Thị Bưởi', cccd: '024190000123', birth_date: '1990-03-02', gender: 'female' },
    author: { name: 'Nguyễn Văn Á', licence: '001234/BG-CCHN' },
    pdf: Buffer.from(made.parts[0].bytes).toString('base64'),
  }
  const sent = await a('POST', '/lien-thong/documents', plain)
  assert.equal(sent.status, 201, sent.text)
  assert.match(JSON.stringify(sent.json['warnings']), /Chỉ có bản PDF/)
  assert.equal((await a('POST', '/lien-thong/documents', plain)).status, 200, 'again is once')
  const other = await a('POST', '/lien-thong/documents', { ...plain, kind: 'giấy', patient: { name: 'X', cccd: '12' } })
  assert.equal(other.status, 422)
  assert.match(other.text, /"expression":"kind"/)
  const document = sent.json['document'] as string
  const task = (await inbox(b, document)).json['entry'][0].resource
  assert.equal(task.input[0].valueCode, 'transfer-letter')

  const letters = (await b('GET', '/lien-thong/inbox')).json['letters'] as {
    number: number
    document: string
    state: string
  }[]
  const number = letters.find((one) => one.document === document)?.number
  const pdf = await b('GET', `/lien-thong/inbox/${number}/pdf`)
  assert.deepEqual(Buffer.from(pdf.bytes), Buffer.from(made.parts[0].bytes))
  assert.equal((await c('GET', `/lien-thong/inbox/${number}/pdf`)).status, 404)
  assert.equal((await b('POST', `/lien-thong/inbox/${number}`, { state: 'rejected' })).status, 422)
  assert.equal((await b('POST', `/lien-thong/inbox/${number}`, { state: 'received' })).status, 200)
  const { letters: mine } = (await a('GET', '/lien-thong/sent')).json as { letters: typeof letters }
  assert.equal(mine.find((one) => one.document === document)?.state, 'received')
})

test('pages of what was sent lose no letter to several, wherever a page ends', async () => {
  const owner = await owner_of(hub.url)
  // Two recipients each, and one alone in front: a page of even length would end between the two of one letter.
  await owner.query(
    `INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, posted, told)
     SELECT r, 1000000 + n, '24160', 'p', 'transfer-letter', 'urn:uuid:' || gen_random_uuid(),
       '{"title":"Giấy thử","person":{"name":"Người thử","identifiers":[]}}', true, 'requested'
     FROM generate_series(0, 150) AS n, unnest(ARRAY['01929', '24012']) AS r WHERE n > 0 OR r = '01929'`,
  )
  await owner.end()
  const told: string[] = []
  for (let [after, more] = [1_000_000 - 1, true]; more;) {
    const { json } = await c('GET', `/lien-thong/sent?after=${after}`)
    const letters = json['letters'] as { number: number; recipient: string }[]
    told.push(...letters.map(({ number, recipient }) => `${number} ${recipient}`))
    after = letters.at(-1)?.number ?? after
    more = json['more'] as boolean
  }
  assert.equal(told.length, 301)
  assert.equal(new Set(told).size, 301)
})

test('the same document sent on to another facility is one document with one more delivery; one may be sent to nobody', async () => {
  const sent = await letter()
  await send(a, sent)
  const onward = await send(a, { ...sent, identity: `urn:uuid:${crypto.randomUUID()}`, recipients: ['24160'] })
  assert.equal(onward.status, 200, onward.text)
  await inbox(await hub.member('24160'), sent.parts[0].identity)
  assert.equal((await inbox(b, sent.parts[0].identity)).json['entry'].length, 1)

  const to_nobody = await letter({ submission: { recipients: [] } })
  assert.equal((await send(a, to_nobody)).status, 422, 'a transfer letter must be addressed')
  const result = await letter({
    document: { kind: 'lab-result' },
    submission: { recipients: [], kind: 'lab-result' },
  })
  const published = await send(a, result)
  assert.equal(published.status, 200, published.text)
  assert.equal((await send(a, result)).json['entry'][0].response.status, '200 OK')
})
