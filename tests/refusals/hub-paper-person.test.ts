/** Issue 4, bad input: a letter that is only its PDF is believed on the envelope's word no longer. Held, told, counted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { PDFDocument } from 'pdf-lib'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import type { Submission, SubmissionPerson } from '../../src/standards/documents/index.ts'
import { make_letter, sign_paper, type LetterWish } from '../../src/standards/documents/test-letters.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Json } from '../test-site.ts'

const hub = await start_test_hub({ board_ms: 100 })
const a = await hub.member('24012')
const b = await hub.member('01929')
const operator = await hub.person('hub_operator')
const house = hub.house('24012')

const stranger: SubmissionPerson = {
  name: 'Hoàng Văn Bách',
  identifiers: [{ system: identifier_system.cccd, value: '024090005678' }],
}
const hers = ['TRAN THI BUOI', 'TRẦN THỊ BƯỞI', '024190000123', 'HOANG VAN BACH', '024090005678']
const tells_of_nobody = (text: string): void => {
  for (const word of hers) assert.ok(!text.includes(word), `${word} in ${text.slice(0, 300)}`)
}

/** The paper alone, for B. */
const paper_only = async (wish: LetterWish = {}): Promise<Submission> => {
  const letter = await make_letter({ house, ...wish, submission: { recipients: ['01929'], ...wish.submission } })
  return { ...letter, parts: [letter.parts[0]] }
}
const send = (submission: Submission) => a('POST', '/fhir', write_provide_bundle(submission))
const held = async (): Promise<Json[]> => JSON.parse((await operator('GET', '/api/hub/held')).text) as Json[]
const settle = async (document: string, decision: 'released' | 'returned', reason: string): Promise<number> => {
  const one = (await held()).find((line) => line['document'] === document) ?? assert.fail('not held')
  return (await operator('POST', `/api/hub/held/24012/${one['id']}`, { decision, reason })).status
}
const tray = async (): Promise<string[]> =>
  ((await b('GET', '/lien-thong/inbox')).json['letters'] as Json[]).map((one) => String(one['document']))

test('her own paper passes, by number, by name in capitals without marks; nothing is said of it', async () => {
  const by_number = await paper_only({
    on_paper: { name: 'B', identifiers: [{ system: identifier_system.cccd, value: '024190000123' }] },
  })
  const by_name = await paper_only({ on_paper: { name: 'Trần Thị Bưởi', identifiers: [] } })
  for (const letter of [by_number, by_name]) {
    const answer = await send(letter)
    assert.equal(answer.status, 200, answer.text)
    assert.doesNotMatch(answer.text, /đối chiếu|người bệnh khác/)
  }
})

test('the paper of another person is held; the sender reads what to do, the desk who is meant, nobody who it is', async () => {
  const wrong = await paper_only({ on_paper: stranger })
  for (const _again of [1, 2]) {
    const answer = await send(wrong)
    assert.equal(answer.status, 202, answer.text)
    assert.match(
      answer.text,
      /người bệnh “H\.V\.B\.”, số định danh …5678; phong bì ghi “T\.T\.B\.”, số định danh …0123, sinh 1990/,
    )
    assert.match(answer.text, /nếu gắn nhầm thì gửi lại với tệp đúng/)
    tells_of_nobody(answer.text)
  }
  const lines = await held()
  assert.equal(lines.length, 1, 'sent twice it lies there once')
  tells_of_nobody(JSON.stringify(lines))
  assert.ok(!(await tray()).includes(wrong.parts[0].identity))
  const own = (await a('GET', '/lien-thong/held')).json['letters'] as Json[]
  assert.match(String(own[0]?.['reason']), /“H\.V\.B\.”/)

  assert.equal(await settle(wrong.parts[0].identity, 'returned', 'Đã gọi: gắn nhầm tệp'), 200)
  const tasks = await a('GET', '/fhir/Task?status=rejected')
  assert.match(tasks.text, /Trục trả lại: Đã gọi: gắn nhầm tệp/)
})

test('by the plain door too; released by a person it goes on, and says so to whoever opens it', async () => {
  const wrong = await paper_only({ on_paper: stranger })
  const plain = {
    ...{ kind: 'transfer-letter', number: 'PC-17', recipients: ['01929'], created_at: wrong.created_at },
    patient: { name: 'Trần Thị Bưởi', cccd: '024190000123', birth_date: '1990-03-02', gender: 'female' },
    author: { name: 'Nguyễn Văn Á', licence: '001234/BG-CCHN' },
    pdf: Buffer.from(wrong.parts[0].bytes).toString('base64'),
  }
  const answer = await a('POST', '/lien-thong/documents', plain)
  assert.deepEqual([answer.status, answer.json['held']], [202, true], answer.text)
  const [line] = await held()
  const document = String(line?.['document'])
  assert.equal(await settle(document, 'released', 'Đã gọi nơi gửi: người bệnh vừa đổi tên và số'), 200)
  assert.ok((await tray()).includes(document))
  const { rows } = await hub.site.database.in_facility('24012', (sql) =>
    sql.query<{ issues: { reason: string; severity: string }[] }>(
      `SELECT verdict -> 'issues' AS issues FROM hub.submission WHERE document = $1`,
      [document],
    ),
  )
  assert.ok(rows[0]?.issues.some(({ reason, severity }) => reason === 'paper-of-another' && severity === 'warning'))
})

test('a scan says nothing: taken, and both sides are warned', async () => {
  const scan = await PDFDocument.create()
  scan.addPage([400, 300]).drawRectangle({ x: 10, y: 10, width: 300, height: 200 })
  const pdf = await sign_paper(await scan.save({ useObjectStreams: false }), [
    ['bac_si', house.doctor],
    ['co_so', house.seal],
  ])
  const letter = await paper_only({ pdf })
  const answer = await send(letter)
  assert.equal(answer.status, 200, answer.text)
  assert.match(answer.text, /Không đối chiếu được người bệnh trên giấy: bản PDF là ảnh chụp/)
  const again = await send(letter)
  assert.equal(again.status, 200, 'the same again is the same')
})

test('data beside the paper are not waited for: the receiver reads that paper', async () => {
  const letter = await make_letter({ house, on_paper: stranger, submission: { recipients: ['01929'] } })
  const answer = await send(letter)
  assert.equal(answer.status, 200, answer.text)
})

test('held is counted by class, beside what was refused, where the Sở looks; the books are sound', async () => {
  const refused = await send(await paper_only({ signers: [] }))
  assert.equal(refused.status, 422)
  const so = await hub.person('oversight')
  const errors = async (): Promise<Json[]> =>
    ((await so('GET', '/api/board/lien-thong')).json['flow'] as { errors: Json[] }).errors
  for (let i = 0; i < 200 && (await errors()).length < 2; i += 1) await sleep(50)
  assert.deepEqual(
    (await errors()).map(({ class: of, count, held: times }) => [of, count, times]),
    [
      ['security', 1, 0],
      ['conflict', 0, 2],
    ],
  )
  const books = await operator('GET', '/api/hub/reconcile?since=2026-01-01')
  assert.equal(books.json['is_sound'], true, books.text)
})
