import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { create_matrix_memory } from '../../src/network/gate/index.ts'
import type { Destination, Matrix, MatrixWish, Ruling } from '../../src/network/gate/contract.ts'
import type { Sql } from '../../src/platform/database/index.ts'
import { code_system, identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { start_test_hub } from '../test-hub.ts'
import { requester, type Answer, type Person } from '../test-site.ts'

/** The Sở's dated words on sensitivity × destination: what holds at the moment of the look and of the taking. */
const hub = await start_test_hub()
const [a, b, c] = [await hub.member('24012'), await hub.member('01929'), await hub.member('24160')]
const so = await hub.person('oversight')
const today = local_date(new Date())
const tomorrow = shift_days(today, 1)
const cccd = '024190000123'

const say = (
  label: string,
  destination: Destination,
  ruling: Ruling,
  more: Partial<MatrixWish> = {},
): Promise<Answer> =>
  so('PUT', '/api/hub/matrix', {
    ...{ label, destination, ruling, valid_from: today, source: 'QĐ 123/QĐ-SYT ngày 20/11/2026' },
    ...more,
  })
const must_say = async (...wish: Parameters<typeof say>): Promise<void> => {
  const answer = await say(...wish)
  assert.equal(answer.status, 200, answer.text)
}
const matrix = async (): Promise<Matrix> => (await so('GET', '/api/hub/matrix')).json as unknown as Matrix

const letter = (submission: Partial<Submission>): Promise<Submission> =>
  make_letter({
    house: hub.house('24012'),
    document: { kind: submission.kind ?? 'transfer-letter' },
    submission: { recipients: ['01929'], ...submission },
  })
const send = (submission: Submission): Promise<Answer> => a('POST', '/fhir', write_provide_bundle(submission))
/** Laid into her timeline, addressed to nobody. */
const publish = async (label: string): Promise<string> => {
  const paper = await letter({ kind: 'lab-result', recipients: [], labels: [label] })
  const taken = await send(paper)
  assert.equal(taken.status, 200, taken.text)
  return paper.parts[0].identity
}

const look_by = async (member: Person, basis: string, labels: string[] = []): Promise<void> => {
  const answer = await member('POST', '/fhir/Consent', {
    ...{ resourceType: 'Consent', status: 'active' },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: basis }] }],
    patient: { identifier: { system: identifier_system.cccd, value: cccd } },
    policyRule: { text: 'Luật 15/2023/QH15 Điều 69' },
    provision: {
      purpose: [{ display: 'Hôn mê, cần biết tiền sử' }],
      actor: [{ reference: { display: 'BS. Trực' } }],
      securityLabel: labels.map((code) => ({ system: code_system.act_code, code })),
    },
  })
  assert.equal(answer.status, 201, answer.text)
}

type Entry = { search: { mode: string }; resource: { id: string; masterIdentifier?: { value: string } } }
/** Identities of what is shown, and the words about what is not. */
const look = async (member: Person) => {
  const number = encodeURIComponent(`${identifier_system.cccd}|${cccd}`)
  const { json } = await member('GET', `/fhir/DocumentReference?patient.identifier=${number}&_count=100`)
  const entries = (json['entry'] ?? []) as Entry[]
  const of = (mode: string) => entries.filter(({ search }) => search.mode === mode).map(({ resource }) => resource)
  return {
    shown: of('match').flatMap((one) => one.masterIdentifier?.value ?? []),
    said: JSON.stringify(of('outcome')),
    ids: of('match').map((one) => one.id),
  }
}

test('a rule of tomorrow opens and closes nothing today; a stricter one of today closes a basis of before', async () => {
  const paper = await publish('PSY')
  await look_by(b, 'emergency')
  const before = await look(b)
  assert.ok(before.shown.includes(paper), 'the shipped matrix lets it pass in an emergency')
  const binary = `/fhir/Binary/${before.ids[before.shown.indexOf(paper)]}`
  assert.equal((await b('GET', binary)).status, 200)

  await must_say('PSY', 'emergency', 'withhold', { valid_from: tomorrow })
  assert.ok((await look(b)).shown.includes(paper))

  await must_say('PSY', 'emergency', 'withhold')
  const after = await look(b)
  assert.ok(!after.shown.includes(paper))
  assert.match(after.said, /suppressed.*1 tài liệu nhạy cảm không hiển thị theo căn cứ “emergency”/)
  assert.equal((await b('GET', binary)).status, 404, 'its bytes are closed, too')
  const { rows } = await hub.site.database.in_facility('01929', (sql) =>
    sql.query<{ detail: string }>(
      "SELECT detail FROM audit.event WHERE facility = '01929' AND interaction = 'ITI-67' ORDER BY at DESC LIMIT 1",
    ),
  )
  assert.equal(rows[0]?.detail, 'emergency; giữ lại 1')

  await look_by(b, 'emergency', ['PSY'])
  assert.ok((await look(b)).shown.includes(paper), 'a basis that names it')
  await must_say('PSY', 'emergency', 'never')
  assert.ok(!(await look(b)).shown.includes(paper), 'forbidden, named or not')
})

test('a looser rule opens nothing to a basis of before, dated back or not; a new basis sees', async () => {
  const paper = await publish('HIV')
  await look_by(c, 'law')
  assert.ok(!(await look(c)).shown.includes(paper), 'the shipped matrix withholds it')
  await must_say('HIV', 'law', 'pass')
  await must_say('HIV', 'law', 'pass', { valid_from: shift_days(today, -30), reason: 'Quyết định đến trục muộn' })
  const still = await look(c)
  assert.ok(!still.shown.includes(paper))
  assert.match(still.said, /suppressed.*tài liệu nhạy cảm không hiển thị/)
  await look_by(c, 'law')
  assert.ok((await look(c)).shown.includes(paper))
})

test('the door takes by what holds today, and refuses with the source of the rule', async () => {
  await must_say('STD', 'direct', 'never', { valid_from: tomorrow })
  const before = await letter({ labels: ['STD'] })
  assert.equal((await send(before)).status, 200)
  await must_say('STD', 'direct', 'withhold', { source: 'QĐ 77/QĐ-SYT' })
  const refused = await send(await letter({ labels: ['STD'] }))
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /bệnh lây qua đường tình dục.*QĐ 77\/QĐ-SYT/)
  // Whoever only lost the answer gets it again; to somebody new it may no longer go.
  const again = await send(before)
  assert.deepEqual([again.status, again.json['entry'][0].response.status], [200, '200 OK'], again.text)
  assert.equal((await send({ ...before, recipients: ['01929', '24160'] })).status, 422)
  await must_say('SUD', 'health-book', 'never')
  const published = await send(await letter({ kind: 'lab-result', recipients: [], labels: ['SUD'] }))
  assert.equal(published.status, 422, published.text)
  await must_say('STD', 'direct', 'pass')
  assert.equal((await send(await letter({ labels: ['STD'] }))).status, 200)
})

test('all that was said stands there with who and when, and nothing of it can be changed', async () => {
  const { rows, words } = await matrix()
  const std = words.filter(({ label }) => label === 'STD')
  assert.deepEqual(
    std.map(({ valid_from, ruling, state }) => [valid_from, ruling, state]),
    [
      [tomorrow, 'never', 'coming'],
      [today, 'pass', 'holds'],
      [today, 'withhold', 'replaced'],
    ],
  )
  assert.equal(std[2]?.changed_by, 'Ông oversight')
  assert.match(std[2]?.changed_at ?? '', /^\d{4}-.*\+07:00$/)
  const row = rows.find(({ label }) => label === 'HIV')
  assert.deepEqual([row?.rulings.law, row?.shipped.law], ['pass', 'withhold'])
  assert.match(row?.source ?? '', /HIV\/AIDS/, 'what the default rests on')

  await must_say('STD', 'direct', 'pass')
  assert.equal((await matrix()).words.length, words.length, 'the same again is said once')
  for (const text of ["UPDATE hub.matrix_rule SET ruling = 'pass'", 'DELETE FROM hub.matrix_rule'])
    await assert.rejects(
      hub.site.database.in_site((sql) => sql.query(text)),
      /permission denied/,
    )
  const { rows: log } = await hub.site.database.in_facility('24SYT', (sql) =>
    sql.query<{ ref: string; detail: string }>(
      "SELECT ref, detail FROM audit.event WHERE facility = '24SYT' AND interaction = 'matrix-rule' ORDER BY at",
    ),
  )
  assert.equal(log.length, words.length, 'one line for each word')
  assert.match(log.find(({ ref }) => ref === 'STD/direct')?.detail ?? '', /^never từ \d\d\/\d\d\/\d{4}; QĐ 123/)
})

test('what another process of the hub wrote counts with the next look; known words are asked once', async () => {
  const paper = await publish('SEX')
  await look_by(b, 'emergency')
  assert.ok((await look(b)).shown.includes(paper))
  const elsewhere = new pg.Client({ connectionString: hub.url })
  await elsewhere.connect()
  await elsewhere.query(
    `INSERT INTO hub.matrix_rule (label, destination, valid_from, ruling, source, changed_by)
     VALUES ('SEX', 'emergency', $1, 'never', 'QĐ 5/QĐ-SYT', 'Tiến trình khác')`,
    [today],
  )
  await elsewhere.end()
  assert.ok(!(await look(b)).shown.includes(paper))

  const memory = create_matrix_memory()
  const asked: string[] = []
  const edition = (await matrix()).words.length
  const read = (known: number) =>
    hub.site.database.in_site((sql) => {
      const steady: Sql['steady'] = (name, text, values) => {
        asked.push(name)
        return sql.steady(name, text, values)
      }
      return memory.of_edition({ ...sql, steady }, known)
    })
  assert.equal((await read(edition)).length, edition)
  assert.equal((await read(edition)).length, edition)
  assert.equal((await read(edition - 1)).length, edition, 'a look that began a moment earlier')
  assert.deepEqual(asked, ['gate_matrix'])
})

test('refused: a label, a destination, a ruling nobody knows; no source; a day that is past without a reason, or far off', async () => {
  const before = (await matrix()).words.length
  const cases: [Record<string, unknown>, string, RegExp][] = [
    [{ label: 'TIM' }, 'label', /Nhãn phải là một trong: HIV, /],
    [{ label: 'constructor' }, 'label', /Nhãn phải là một trong/],
    [{ destination: 'báo chí' }, 'destination', /Nơi đến phải là một trong: direct, /],
    [{ ruling: 'mở' }, 'ruling', /một trong: pass, withhold, never/],
    [{ source: undefined }, 'source', /Thiếu nguồn/],
    [{ source: '    ' }, 'source', /điều luật hoặc số quyết định/],
    [{ valid_from: '2026-02-30' }, 'valid_from', /ngày có thật/],
    [{ valid_from: shift_days(today, -1) }, 'reason', /đã qua; cần ghi lý do/],
    [{ valid_from: shift_days(today, -1), reason: '   ' }, 'reason', /đã qua; cần ghi lý do/],
    [{ valid_from: '2062-12-01' }, 'valid_from', /kiểm tra lại năm/],
    [{ changed_by: 'Người khác' }, 'changed_by', /Không có trường/],
  ]
  const right = { label: 'HIV', destination: 'law', ruling: 'pass', valid_from: today, source: 'QĐ 9/QĐ-SYT' }
  for (const [wrong, place, words] of cases) {
    const answer = await so('PUT', '/api/hub/matrix', { ...right, ...wrong })
    assert.equal(answer.status, 422, JSON.stringify(wrong))
    const [issue] = answer.json['issues'] as { message: string; expression: string }[]
    assert.match(issue?.message ?? '', words)
    assert.equal(issue?.expression, place)
  }
  for (const username of ['hub_operator', 'inspector', 'member_director', 'member_it']) {
    const answer = await (await hub.person(username))('PUT', '/api/hub/matrix', right)
    assert.equal(answer.status, 403, username)
  }
  assert.equal((await a('PUT', '/api/hub/matrix', right)).status, 403, 'a member’s server')
  assert.equal((await requester(hub.base, { 'x-benhan': '1' })('PUT', '/api/hub/matrix', right)).status, 401)
  assert.equal((await (await hub.person('hub_operator'))('GET', '/api/hub/matrix')).status, 200, 'seen, not ruled')
  assert.equal((await matrix()).words.length, before, 'nothing was written')
})
