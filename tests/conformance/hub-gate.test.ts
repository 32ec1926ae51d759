import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { code_system, identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { local_date } from '../../src/base/time/index.ts'
import { make_letter, patient } from '../../src/standards/documents/test-letters.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import type { ShownLine } from '../../src/network/gate/contract.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Answer, Person } from '../test-site.ts'

/** The gate (SHARE-08, SHARE-09): nothing is shown without a basis, what goes nowhere is refused, what is kept back is said. */
const hub = await start_test_hub()
const a = await hub.member('24012')
const b = await hub.member('01929')
const c = await hub.member('24160')

const letter = (submission: Partial<Submission> = {}): Promise<Submission> =>
  make_letter({
    house: hub.house('24012'),
    document: { kind: submission.kind ?? 'transfer-letter' },
    submission: { recipients: ['01929'], ...submission },
  })
const send = (by: Person, submission: Submission): Promise<Answer> =>
  by('POST', '/fhir', write_provide_bundle(submission))

const sent_and_read = async (): Promise<Submission> => {
  const sent = await letter()
  assert.equal((await send(a, sent)).status, 200)
  return sent
}

const task_of = async (by: Person, document: string) => {
  for (let i = 0; i < 100; i += 1) {
    const { json } = await by('GET', `/fhir/Task?identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${document}`)}`)
    if (json['entry']?.length > 0) return json['entry'][0].resource
    await pause(50)
  }
  throw new Error('it never came')
}

const log_of = async (facility: string, interaction: string) =>
  (
    await hub.site.database.in_facility(facility, (sql) =>
      sql.query<{ detail: string; outcome: number }>(
        'SELECT detail, outcome FROM audit.event WHERE facility = $1 AND interaction = $2 ORDER BY at',
        [facility, interaction],
      ),
    )
  ).rows

test('a letter stands on what its kind stands on: in the Task, at the plain door, in the log', async () => {
  const sent = await letter()
  assert.equal((await send(a, sent)).status, 200)
  const task = await task_of(b, sent.parts[0].identity)
  assert.equal(task.reasonCode.coding[0].system, code_system.disclosure_basis)
  assert.equal(task.reasonCode.coding[0].code, 'transfer')
  assert.match(task.reasonCode.text, /Chuyển người bệnh; TT 01\/2025\/TT-BYT Điều 12/)
  const { letters } = (await b('GET', '/lien-thong/inbox')).json as { letters: { basis: { code: string } }[] }
  assert.equal(letters[0]?.basis.code, 'transfer')
  const log = await log_of('24012', 'ITI-65')
  assert.ok(
    log.some(({ detail }) => /^transfer-letter: Chuyển người bệnh/.test(detail)),
    JSON.stringify(log),
  )
  const list = await b('GET', `/fhir/${task.focus.reference}`)
  assert.match(list.text, /disclosure-basis/)
  const other = { ...task, status: 'received', reasonCode: { text: 'khác' } }
  assert.equal(
    (await b('PUT', `/fhir/Task/${task.id}`, other)).status,
    403,
    'the basis is not the recipient’s to change',
  )
})

test('who names a basis of its own must be able to prove it; a whole record goes by no basis of its kind', async () => {
  const request_sha256 = createHash('sha256').update('phiếu yêu cầu').digest('hex')
  const record = (basis?: Submission['basis']) => letter({ kind: 'record', ...(basis ? { basis } : {}) })
  const refused = async (submission: Submission, words: RegExp) => {
    const answer = await send(a, submission)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, words)
  }
  await refused(await record(), /cần nêu căn cứ/)
  await refused(await record({ code: 'patient-request' }), /kiểm chứng được/)
  await refused(await record({ code: 'law' }), /điều luật/)
  await refused(await record({ code: 'emergency', reason: 'gấp' }), /cần ghi lý do/)
  const sent = await record({ code: 'patient-request', request_sha256, confirmed_by: 'Chữ ký trên giấy, bản quét' })
  const taken = await send(a, sent)
  assert.equal(taken.status, 200, taken.text)
  const task = await task_of(b, sent.parts[0].identity)
  assert.match(task.reasonCode.text, /Yêu cầu của người bệnh; xác nhận: Chữ ký trên giấy/)
  // Sent on to a third house for another reason: that delivery has its own.
  const onward = { ...sent, identity: `urn:uuid:${randomUUID()}`, recipients: ['24160'] }
  await send(a, { ...onward, basis: { code: 'emergency', reason: 'Hôn mê, cần tiền sử' } })
  assert.equal((await task_of(c, sent.parts[0].identity)).reasonCode.coding[0].code, 'emergency')
})

test('what goes nowhere is refused at the door with its rule, addressed or published, in each spelling', async () => {
  const labelled = await letter({ labels: ['FETALSEX'] })
  const answer = await send(a, labelled)
  assert.equal(answer.status, 422, answer.text)
  assert.match(answer.text, /giới tính thai nhi.*Pháp lệnh Dân số/)
  const published = await send(a, await letter({ kind: 'imaging-report', recipients: [], labels: ['PSY', 'FETALSEX'] }))
  assert.equal(published.status, 422, published.text)
  const plain = await a('POST', '/lien-thong/documents', {
    ...{ kind: 'transfer-letter', number: 'CV-9', recipients: ['01929'], created_at: labelled.created_at },
    patient: { name: 'Trần Thị Bưởi', cccd: '024190000123' },
    author: { name: 'Nguyễn Văn Á' },
    labels: ['FETALSEX'],
    pdf: Buffer.from(labelled.parts[0].bytes).toString('base64'),
  })
  assert.equal(plain.status, 422, plain.text)
  assert.equal((await send(a, await letter({ labels: ['HIV'] }))).status, 200, 'who treats her next must know')
})

test('what a basis does not show is counted and said, and shown once it is named', async () => {
  const cccd = '024190000123'
  const hidden = await letter({ kind: 'lab-result', recipients: [], labels: ['HIV'] })
  assert.equal((await send(a, hidden)).status, 200)
  const consent = (labels: string[]) => ({
    ...{ resourceType: 'Consent', status: 'active' },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: 'law' }] }],
    patient: { identifier: { system: identifier_system.cccd, value: cccd } },
    policyRule: { text: 'Luật 15/2023/QH15 Điều 69' },
    provision: {
      purpose: [{ display: 'Giám định pháp y theo quyết định trưng cầu' }],
      actor: [{ reference: { display: 'BS. Giám định' } }],
      securityLabel: labels.map((code) => ({ system: code_system.act_code, code })),
    },
  })
  const asked = `/fhir/DocumentReference?patient.identifier=${encodeURIComponent(`${identifier_system.cccd}|${cccd}`)}`
  const outcome = async (path: string) => {
    const { json } = await c('GET', path)
    return JSON.stringify(
      (json['entry'] ?? []).filter(({ search }: { search: { mode: string } }) => search.mode === 'outcome'),
    )
  }
  assert.match(await outcome(asked), /ghi căn cứ trước/)
  assert.equal((await c('POST', '/fhir/Consent', consent([]))).status, 201)
  assert.match(
    await outcome(asked),
    /suppressed.*2 tài liệu nhạy cảm không hiển thị/,
    'this one, and the letter of before',
  )
  assert.match(await outcome(asked.replace('DocumentReference', 'List')), /suppressed/, 'ITI-66 says it too')
  const by_label = (label: string) => `${asked}&security-label=${label}`
  assert.equal(
    (await outcome(by_label('HIV'))).replaceAll('HIV', ''),
    (await outcome(by_label('PSY'))).replaceAll('PSY', ''),
  )
  assert.equal((await c('GET', `${by_label('HIV')}&_count=1`)).json['total'], undefined)
  for (const label of ['HIV', 'PSY'])
    assert.doesNotMatch(
      (await c('GET', `${by_label(label)}&_count=1`)).text,
      /"relation":"next"|"mode":"match"/,
      'whoever asks by a label learns nothing of what is kept back',
    )
  const log = await log_of('24160', 'ITI-67')
  assert.ok(
    log.some(({ detail }) => /giữ lại 2/.test(detail)),
    JSON.stringify(log),
  )
  assert.equal((await c('POST', '/fhir/Consent', consent(['HIV']))).status, 201)
  assert.doesNotMatch(await outcome(asked), /suppressed/)
  const named = (await c('GET', by_label('HIV'))).json['entry'] as { resource: { type: object } }[]
  assert.ok(named.length >= 2, 'once the basis names it, it is found by it')
})

/** Somebody who turns seven in ten days. */
const seven_on = local_date(new Date(Date.now() + 10 * 86_400_000))
const born = `${Number(seven_on.slice(0, 4)) - 7}${seven_on.slice(4)}`

test('for a child the door wants who represents her, and closes on the day she turns seven', async () => {
  const cccd = [{ system: identifier_system.cccd, value: '024319000333' }]
  const sent = await make_letter({
    house: hub.house('24012'),
    document: {
      kind: 'lab-result',
      patient: { ...patient, identifier: cccd, name: [{ text: 'Lê Minh An' }], birthDate: born, gender: 'female' },
    },
    submission: {
      ...{ kind: 'lab-result', recipients: [] },
      person: { identifiers: cccd, name: 'Lê Minh An', birth_date: born, gender: 'female' },
    },
  })
  const taken = await send(a, sent)
  assert.equal(taken.status, 200, taken.text)
  const consent = (performer: object[], purpose: object = { display: 'Khám lại theo yêu cầu' }) => ({
    ...{ resourceType: 'Consent', status: 'active', performer },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: 'patient-request' }] }],
    patient: { identifier: cccd[0] },
    sourceReference: { identifier: { system: 'urn:ietf:rfc:6234#sha-256', value: 'b'.repeat(64) } },
    provision: { purpose: [purpose], actor: [{ reference: { display: 'BS. Nhi' } }] },
  })
  const alone = await b('POST', '/fhir/Consent', consent([{ type: 'Patient' }]))
  assert.equal(alone.status, 422, alone.text)
  assert.match(alone.text, /6 tuổi: người đại diện theo pháp luật phải là người yêu cầu/)
  assert.equal((await b('POST', '/fhir/Consent', consent([]))).status, 422, 'what is not said is the person’s own word')
  const made = await b('POST', '/fhir/Consent', consent([{ reference: 'RelatedPerson/1', display: 'Lê Thị Mẹ, mẹ' }]))
  assert.equal(made.status, 201, made.text)
  assert.equal(Date.parse(made.json['provision'].period.end), Date.parse(`${seven_on}T00:00:00+07:00`))
})

test('a paper is read by its whole id, and a look that found nothing stands in the log', async () => {
  const sent = await letter()
  await send(a, sent)
  const number = (await task_of(b, sent.parts[0].identity)).focus.reference.split('/')[1]
  assert.equal((await b('GET', `/fhir/DocumentReference/${number}-0`)).status, 200)
  assert.equal((await b('GET', `/fhir/List/${number}`)).status, 200)
  for (const path of [`DocumentReference/${number}`, `List/${number}-0`, `DocumentReference/${number}-9`])
    assert.equal((await b('GET', `/fhir/${path}`)).status, 404, path)
  const both = await b('GET', `/fhir/DocumentReference?_id=${number}-0,${number}-2`)
  assert.deepEqual(
    both.json['entry'].map(({ resource }: { resource: { id: string } }) => resource.id),
    [`${number}-0`, `${number}-2`],
  )
  const stranger = await make_letter({
    house: hub.house('24012'),
    submission: { recipients: ['01929'], person: { identifiers: [], name: 'TRẦN THỊ BƯỞI', birth_date: '1990-03-02' } },
  })
  await send(a, stranger)
  const other = (await task_of(b, stranger.parts[0].identity)).focus.reference.split('/')[1]
  assert.equal((await c('GET', `/fhir/Binary/${other}-0`)).status, 404)
  const log = await log_of('24160', 'ITI-68')
  assert.deepEqual(
    log.map(({ outcome }) => outcome),
    [4],
    'the refusal itself is a line',
  )
})

test('who asks is told who was shown what of her, on which basis; the asking is a line itself', async () => {
  const operator = await hub.person('hub_operator')
  const ask = (by: Person, body: object) => by('POST', '/api/hub/shown', body)
  const wish = { number: '024190000123', reason: 'Trả lời yêu cầu số 12 của người bệnh' }
  const binary = (await task_of(b, (await sent_and_read()).parts[0].identity)).focus.reference.split('/')[1]
  assert.equal((await b('GET', `/fhir/Binary/${binary}-0`)).status, 200)
  const answer = await ask(operator, wish)
  assert.equal(answer.status, 200, answer.text)
  const lines = answer.json['lines'] as ShownLine[]
  const of = (what: ShownLine['what']) => lines.filter((line) => line.what === what)
  assert.ok(of('sent').some(({ basis, facility }) => basis?.code === 'transfer' && facility.code === '01929'))
  assert.ok(of('sent').some(({ basis }) => basis?.code === 'patient-request'))
  const [opened] = of('opened')
  assert.equal(opened?.basis?.law, 'Luật 15/2023/QH15 Điều 69')
  assert.equal(opened?.facility.name, 'Trạm Y tế thử C')
  assert.equal(opened?.is_open, true)
  assert.ok(of('read').some(({ facility, sender }) => facility.code === '01929' && sender.code === '24012'))
  assert.doesNotMatch(answer.text, /Phiếu chuyển cơ sở khám bệnh/, 'kinds and houses, no titles')

  assert.equal((await ask(operator, { ...wish, reason: 'x' })).status, 422)
  assert.equal((await ask(operator, { ...wish, number: '024190999999' })).json['is_known'], false)
  assert.equal((await ask(a, wish)).status, 403, 'a member reads its own boxes only')
  assert.equal((await ask(await hub.person('inspector'), wish)).status, 403)
  const log = await log_of('24SYT', 'shown-report')
  assert.match(log[0]?.detail ?? '', /Trả lời yêu cầu số 12 của người bệnh: \d+ dòng/)
  const matrix = await operator('GET', '/api/hub/matrix')
  const row = matrix.json['rows'].find(({ label }: { label: string }) => label === 'FETALSEX')
  assert.equal(row.rulings.direct, 'never')
  assert.match(row.source, /Pháp lệnh Dân số/)
  assert.equal((await a('GET', '/api/hub/matrix')).status, 403)
})
