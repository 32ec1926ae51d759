/** The rest of what must not pass the hub's door, and the books afterwards: each refused with a reason, each counted. */
import assert from 'node:assert/strict'
import { request as http_request } from 'node:http'
import { test } from 'node:test'
import { seal_subject, type Submission } from '../../src/standards/documents/index.ts'
import { make_letter, make_part, with_part, type LetterWish } from '../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { issue_certificate, make_key_pair } from '../../src/standards/signatures/index.ts'
import { add_seal, put_directory_facility } from '../../src/network/membership/index.ts'
import { openssl_cms } from '../openssl-signer.ts'
import { start_test_hub } from '../test-hub.ts'
import { type Answer, type Json, type Person } from '../test-site.ts'

const hub = await start_test_hub()
const a = await hub.member('24012')
const b = await hub.member('01929')
const house = hub.house('24012')

const letter = (wish: LetterWish = {}): Promise<Submission> =>
  make_letter({ house, ...wish, submission: { recipients: ['01929'], ...wish.submission } })
const send = (submission: Submission, by: Person = a): Promise<Answer> =>
  by('POST', '/fhir', write_provide_bundle(submission))

let refusals = 0
const refused = async (submission: Submission, words: RegExp, status = 422): Promise<void> => {
  const answer = await send(submission)
  assert.equal(answer.status, status, answer.text)
  assert.match(answer.text, words)
  refusals += 1
}

test('a seal whose certificate had run out, and one that another house bears', async () => {
  const keys = make_key_pair()
  const validity = { from: new Date('2026-01-01'), to: new Date('2026-06-30') }
  const subject = seal_subject('24012', house.name)
  const old_seal = issue_certificate(house.ca, { subject, validity, public_key_pem: keys.public_key_pem, serial: '77' })
  await hub.site.database.in_site((sql) => add_seal(sql, '24012', old_seal))
  const good = await letter()
  const data = good.parts[1]?.bytes ?? new Uint8Array()
  await refused(with_part(good, 'seal', openssl_cms(keys.private_key_pem, old_seal, data)), /hết hạn/)
  const other = hub.house('01929')
  await refused(
    await letter({
      signers: [
        ['bac_si', house.doctor],
        ['co_so', other.seal],
      ],
      sealed_by: other.seal,
    }),
    /không phải của nơi gửi|không phải chữ ký đã đăng ký/,
  )
})

test('paper of one letter, data of another: the signed data name the paper, so neither goes without the other', async () => {
  const [one, other] = [await letter(), await letter({ padding_bytes: 50 })]
  const swapped = with_part(one, 'pdf', other.parts[0].bytes)
  await refused(swapped, /không khớp|khác|không phải/i)
  const doubled: Submission['parts'] = [...one.parts]
  doubled.push(make_part('pdf', 'Bản thứ hai', other.parts[0].bytes))
  await refused({ ...one, parts: doubled }, /thừa/)
  await refused(with_part(one, 'fhir', Buffer.from('{"resourceType":"Bundle"')), /FHIR/)
  await refused(with_part(one, 'seal', Buffer.from('không phải CMS')), /chữ ký/i)
})

test('a letter that somebody else sent cannot be sent again in one’s own name, nor under theirs', async () => {
  const sent = await letter()
  assert.equal((await send(sent)).status, 200)
  assert.equal((await send(sent, b)).status, 403)
  const taken_over = await send({ ...sent, sender: '01929', recipients: ['24160'] }, b)
  assert.equal(taken_over.status, 422, taken_over.text)
})

test('who cannot take it: never joined, closed; who is suspended takes it later', async () => {
  await hub.site.database.in_site(async (sql) => {
    await put_directory_facility(sql, { code: '24333', name: 'Phòng khám ngoài trục', kind: 'clinic' })
    await put_directory_facility(sql, { code: '24334', name: 'Trạm đã đóng', kind: 'station' })
    await sql.query("UPDATE hub.facility SET valid_to = '2026-01-01', membership = 'approved' WHERE code = '24334'")
  })
  await refused(await letter({ submission: { recipients: ['24333'] } }), /chưa tham gia trục; gửi bản giấy/)
  await refused(await letter({ submission: { recipients: ['24334'] } }), /đã ngừng hoạt động/)
  await refused(await letter({ submission: { recipients: ['01929', '24333'] } }), /24333/)
})

const too_large = (path: string, headers: Record<string, string | number>): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(hub.base)
    const sent = http_request({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.write('{')
  })

test('two hundred megabytes at each of the doors: refused before they are read, and counted all the same', async () => {
  const authorization = `Bearer ${await hub.token('24012')}`
  for (const [path, type] of [
    ['/fhir', 'application/fhir+json'],
    ['/fhir/DocumentReference', 'application/fhir+json'],
    ['/lien-thong/documents', 'application/json'],
  ] as const) {
    const headers = { authorization, 'content-type': type, 'content-length': 200 * 1_048_576 }
    const answer = await too_large(path, headers)
    assert.equal(answer.status, 413, `${path}: ${answer.text}`)
    assert.match(answer.text, /quá lớn/)
    refusals += 1
  }
  const nobody = await too_large('/fhir', { 'content-type': 'application/json', 'content-length': 200 * 1_048_576 })
  assert.equal(nobody.status, 413)
})

test('the books: sent is taken and held and refused, to the unit, and each refusal says why', async () => {
  const operator = await hub.person('hub_operator')
  const total = async (): Promise<Record<string, number>> => {
    const books = await operator('GET', '/api/hub/reconcile?since=2026-01-01')
    assert.equal(books.json['is_sound'], true, books.text)
    const rows = (books.json['senders'] as Json[]).filter((one) => one['sender'].code === '24012')
    const names = ['sent', 'taken', 'held', 'refused']
    return Object.fromEntries(names.map((name) => [name, rows.reduce((sum, one) => sum + (one[name] as number), 0)]))
  }
  // What was too large is counted after its answer left.
  for (let i = 0; i < 100 && (await total())['refused'] !== refusals; i += 1)
    await new Promise((r) => setTimeout(r, 20))
  assert.deepEqual(await total(), { sent: refusals + 1, taken: 1, held: 0, refused: refusals })
  const { rows } = await hub.site.database.in_facility('24012', (sql) =>
    sql.query<{ reason: string }>("SELECT reason FROM hub.refusal WHERE sender = '24012'"),
  )
  assert.ok(rows.every(({ reason }) => reason.length > 20))
  assert.ok(rows.some(({ reason }) => /Gói quá lớn \(200 MB\)/.test(reason)))
})
