import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { IncomingLetter, IncomingList, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { patient as written_of } from '../../src/standards/documents/test-letters.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { registration } from '../test-site.ts'

/** docs/decisions/0024; SHARE-10, SHARE-12…14: a letter from house to house, over a real hub. */
const world = await start_world()
const at_a = await world.person('doctor')
const at_b = await world.person('reception.b')
const line_is_whole = (): void => {
  world.wire.fault = () => undefined
}

const incoming_of = (document: string) =>
  until(`the letter ${document} at B`, async () => {
    const rows = await world.ask<{ id: string }>(
      'SELECT id FROM exchange.incoming WHERE facility = $1 AND document = $2',
      [b.code, document],
    )
    return rows[0]?.id
  })

const outgoing_in = (id: string, state: string) =>
  until(`the letter ${id} ${state} at A`, async () => {
    const { json } = await at_a('GET', `/api/exchange/outgoing/${id}`)
    return json['state'] === state && (json as OutgoingLetter)
  })

const open = async (id: string): Promise<IncomingLetter> =>
  (await at_b('GET', `/api/exchange/incoming/${id}`)).json as IncomingLetter

const tray = async (name: string): Promise<string[]> =>
  ((await at_b('GET', `/api/exchange/incoming?tray=${name}`)).json as IncomingList).lines.map(({ id }) => id)

/** A letter of a person whom B knows by the same number. */
const letter_of = (name: string, cccd: string, kind: Submission['kind'] = 'transfer-letter') => {
  const identifier = [{ system: identifier_system.cccd, value: cccd }]
  const person = { identifiers: identifier, name, birth_date: '1968-03-12', gender: 'female' as const }
  return letter({
    submission: { kind, person },
    document: { kind, patient: { ...written_of, identifier, name: [{ text: name }], birthDate: person.birth_date } },
  })
}

test('a letter is taken, received and shown; the sender sees it, receipts included; bytes stay as sealed', async () => {
  const submission = await letter()
  const id = await world.post(a, { submission })
  const incoming = await incoming_of(submission.parts[0].identity)
  const seen = await outgoing_in(id, 'received')
  assert.deepEqual(
    seen.recipients.map(({ code, state }) => [code, state]),
    [[b.code, 'received']],
  )
  const standings = seen.receipts.map(({ says, standing }) => `${says} ${standing}`)
  assert.deepEqual(standings.toSorted(), ['received unverified', 'taken verified'])
  const got = await open(incoming)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
  assert.deepEqual([got.sender.name, got.person.name, got.patient], [a.name, 'TRẦN THỊ BƯỞI', ''])
  assert.equal(got.checks.signatures.filter(({ valid }) => valid).length, 3)
  assert.ok(got.sections.some(({ title }) => title === 'Chẩn đoán'))
  for (const [position, part] of submission.parts.entries()) {
    const { bytes } = await at_b('GET', `/api/exchange/letters/${incoming}/parts/${position}`)
    assert.deepEqual(Buffer.from(bytes), Buffer.from(part.bytes), `part ${part.kind} as it was sealed`)
  }
})

test('who is known by the same number is matched; accepted, come, done: the sender sees each step', async () => {
  const made = await at_b('POST', '/api/patients', registration())
  const patient = String(made.json['id'])
  const submission = await letter_of('Nguyễn Thị Hương', '024168001234')
  const id = await world.post(a, { submission })
  const incoming = await incoming_of(submission.parts[0].identity)
  assert.equal((await open(incoming)).patient, patient)
  assert.ok((await tray('coming')).includes(incoming))
  assert.equal((await at_b('POST', `/api/exchange/incoming/${incoming}/accept`, {})).status, 200)
  await outgoing_in(id, 'accepted')
  assert.equal((await at_b('POST', `/api/exchange/incoming/${incoming}/accept`, {})).status, 409, 'a second time')
  const stay = await world.system('client.b')
  const visit = await stay('POST', '/fhir/Encounter', {
    ...{ resourceType: 'Encounter', status: 'in-progress', class: { code: 'AMB' } },
    subject: { reference: `Patient/${patient}` },
  })
  const encounter = String(visit.json['id'])
  const arrived = await at_b('POST', `/api/exchange/incoming/${incoming}/arrive`, { encounter })
  assert.equal(arrived.status, 200, arrived.text)
  const done = await outgoing_in(id, 'completed')
  assert.deepEqual(done.receipts.map(({ says }) => says).toSorted(), ['accepted', 'completed', 'received', 'taken'])
  assert.ok((await tray('done')).includes(incoming))
})

test('what was read and put back waits with nobody: in the tray, and in its badge', async () => {
  const submission = await letter_of('Nguyễn Thị Hương', '024168001234', 'transfer-answer')
  await world.post(a, { submission })
  const incoming = await incoming_of(submission.parts[0].identity)
  const act = async (name: string) => {
    const answer = await at_b('POST', `/api/exchange/incoming/${incoming}/${name}`, {})
    assert.equal(answer.status, 200, answer.text)
  }
  const waiting = async () => {
    const { json } = await at_b('GET', '/api/exchange/counts')
    const trays = ['coming', 'unmatched', 'red', 'expired'] as const
    for (const name of trays) assert.equal(json[name], (await tray(name)).length, `badge and tray ${name}`)
    return json['unmatched'] as number
  }
  await act('finish')
  const before = await waiting()
  await act('put-back')
  assert.ok((await tray('unmatched')).includes(incoming))
  assert.equal(await waiting(), before + 1)
})

test('who is not known waits in the tray; a new chart is made from the letter, a second one is not', async () => {
  const submission = await letter_of('Lê Thị Mận', '024168005678')
  await world.post(a, { submission })
  const incoming = await incoming_of(submission.parts[0].identity)
  assert.ok((await tray('unmatched')).includes(incoming))
  const seen = await open(incoming)
  assert.deepEqual(
    [seen.registration.name, seen.registration.identity.value, seen.candidates],
    ['Lê Thị Mận', '024168005678', []],
  )
  const made = await at_b('POST', `/api/exchange/incoming/${incoming}/register`, seen.registration)
  assert.equal(made.status, 201, made.text)
  assert.equal((await open(incoming)).matched?.id, made.json['id'])
  const again = await letter_of('Lê Thị Mận', '024168005678')
  await world.post(a, { submission: again })
  const second = await incoming_of(again.parts[0].identity)
  assert.equal((await open(second)).patient, made.json['id'], 'the next letter finds the chart')
  const doubled = await at_b('POST', `/api/exchange/incoming/${second}/register`, seen.registration)
  assert.equal(doubled.status, 409)
})

test('a number that stands on two charts matches nobody: a person decides', async () => {
  const system = await world.system('client.b')
  const ids = []
  for (const [at, text] of ['Phạm Văn Ổi', 'Phạm Văn Ổi'].entries()) {
    const made = await system('POST', '/fhir/Patient', {
      ...{ resourceType: 'Patient', active: true, gender: 'male', birthDate: '1970-05-0' + (at + 1) },
      ...{ identifier: [{ system: identifier_system.cccd, value: '024070004321' }], name: [{ text }] },
    })
    ids.push(made.json['id'])
  }
  const identifier = [{ system: identifier_system.cccd, value: '024070004321' }]
  const person = { identifiers: identifier, name: 'Phạm Văn Ổi', birth_date: '1970', gender: 'male' as const }
  const submission = await letter({
    submission: { person },
    document: {
      patient: { ...written_of, identifier, name: [{ text: person.name }], gender: 'male', birthDate: '1970' },
    },
  })
  await world.post(a, { submission })
  const seen = await open(await incoming_of(submission.parts[0].identity))
  assert.equal(seen.patient, '')
  assert.deepEqual(seen.candidates.map(({ id }) => id).toSorted(), ids.toSorted())
  const chosen = String(ids[1])
  assert.equal((await at_b('POST', `/api/exchange/incoming/${seen.id}/match`, { patient: chosen })).status, 200)
  assert.equal((await open(seen.id)).matched?.id, chosen)
})

test('declined with a reason, the reason stands on the sender’s screen; without one it is not declined', async () => {
  const submission = await letter()
  const id = await world.post(a, { submission })
  const incoming = await incoming_of(submission.parts[0].identity)
  assert.equal((await at_b('POST', `/api/exchange/incoming/${incoming}/decline`, { reason: '  ' })).status, 422)
  const reason = 'Khoa Ngoại hết giường hồi sức, đề nghị chuyển bệnh viện khác'
  await at_b('POST', `/api/exchange/incoming/${incoming}/decline`, { reason })
  const seen = await outgoing_in(id, 'rejected')
  assert.deepEqual([seen.reason, seen.recipients[0]?.reason], [reason, reason])
})

test('the reply to a sending is lost: sent again, it is there once', async () => {
  let lost = 0
  world.wire.fault = (method, path) => {
    if (method !== 'POST' || !path.startsWith('/fhir') || lost > 0) return undefined
    lost += 1
    return 'lose-reply'
  }
  const submission = await letter()
  const document = submission.parts[0].identity
  const id = await world.post(a, { submission })
  await until('the lost reply', () => Promise.resolve(lost === 1))
  await until('it goes on', async () => {
    await world.pass_time()
    return (await world.ask('SELECT FROM exchange.incoming WHERE document = $1', [document])).length > 0
  })
  line_is_whole()
  await outgoing_in(id, 'received')
  assert.equal((await world.ask('SELECT FROM exchange.incoming WHERE document = $1', [document])).length, 1)
  assert.equal((await world.ask_hub('SELECT FROM hub.delivery WHERE document = $1', [document])).length, 1)
})

test('our answer is lost, the hub is set back to an earlier state: told again, no second letter', async () => {
  let lost = 0
  world.wire.fault = (method) => {
    if (method !== 'PUT' || lost > 0) return undefined
    lost += 1
    return 'lose-reply'
  }
  const submission = await letter()
  const document = submission.parts[0].identity
  const id = await world.post(a, { submission })
  await until('the lost answer', () => Promise.resolve(lost === 1))
  line_is_whole()
  const is_told = () =>
    until('told', async () => {
      await world.pass_time()
      const rows = await world.ask_hub<{ state: string }>('SELECT state FROM hub.delivery WHERE document = $1', [
        document,
      ])
      return rows[0]?.state === 'received'
    })
  await is_told()
  await outgoing_in(id, 'received')
  await world.ask_hub("UPDATE hub.delivery SET state = 'requested', posted = false WHERE document = $1", [document])
  await is_told()
  assert.equal((await world.ask('SELECT FROM exchange.incoming WHERE document = $1', [document])).length, 1)
})

test('the hub is away for hours: letters wait, the line rests as long as it was asked to, then all go', async () => {
  world.wire.fault = () => ({ status: 503, retry_after: 900 })
  const ids = []
  for (let i = 0; i < 3; i += 1) ids.push(await world.post(a, { submission: await letter() }))
  const [rest] = await until('the line rests', async () => {
    const rows = await world.ask<{ rests_s: number; last_error: string }>(
      `SELECT extract(epoch FROM away_until - now())::float AS rests_s, last_error FROM exchange.hub_link
       WHERE facility = $1 AND away_until > now() + interval '10 minutes'`,
      [a.code],
    )
    return rows.length > 0 && rows
  })
  assert.ok(rest && rest.rests_s > 800, `rests ${rest?.rests_s} s`)
  world.wire.fault = () => 'refuse'
  await world.pass_time()
  await until('refused too', async () => {
    const { json } = await at_a('GET', '/api/exchange/counts')
    return /Không liên lạc được/.test(String(json['line'].last_error)) && json['waiting'] === 3
  })
  const asked = world.wire.seen.length
  await new Promise((done) => {
    setTimeout(done, 600)
  })
  assert.ok(world.wire.seen.length - asked <= 2, 'a line that rests is left alone')
  line_is_whole()
  await world.pass_time()
  for (const id of ids) await outgoing_in(id, 'received')
})

test('a correction never overtakes what it corrects; the older one gives way, in whichever order they come', async () => {
  const first = await letter()
  const document = first.parts[0].identity
  let refused = 0
  world.wire.fault = (method, path) => {
    if (method !== 'POST' || !path.startsWith('/fhir') || refused > 0) return undefined
    refused += 1
    return { status: 500 }
  }
  const first_id = await world.post(a, { submission: first })
  await until('the first was refused', () => Promise.resolve(refused === 1))
  const second = await letter({ submission: { replaces: document } })
  const second_id = await world.post(a, { submission: second })
  const states = await world.ask<{ state: string }>('SELECT state FROM exchange.outgoing WHERE id = ANY ($1)', [
    [first_id, second_id],
  ])
  assert.deepEqual(states, [{ state: 'waiting' }, { state: 'waiting' }])
  // B cannot fetch the first of them at once: the second is there before it.
  const hub_number = await until('both taken', async () => {
    await world.pass_time()
    const rows = await world.ask_hub<{ number: string }>(
      'SELECT number FROM hub.identity WHERE document = ANY ($1) ORDER BY number',
      [[document, second.parts[0].identity]],
    )
    if (rows[0])
      world.wire.fault = (_method, path) => (path.endsWith(`/List/${rows[0]?.number}`) ? { status: 404 } : undefined)
    return rows.length === 2 && rows
  })
  assert.equal(hub_number.length, 2)
  const newer = await incoming_of(second.parts[0].identity)
  line_is_whole()
  const older = await until('the older one', async () => {
    await world.pass_time()
    const rows = await world.ask<{ id: string; superseded: string }>(
      'SELECT id, superseded FROM exchange.incoming WHERE document = $1 AND superseded IS NOT NULL',
      [document],
    )
    return rows[0]
  })
  assert.equal(older.superseded, newer)
  assert.equal((await open(older.id)).superseded_by, newer)
  assert.equal((await at_b('POST', `/api/exchange/incoming/${older.id}/accept`, {})).status, 409)
  await outgoing_in(second_id, 'received')
})

test('what cannot be verified stands red with its reasons, is not confirmed, can only be declined', async () => {
  world.wire.fault = (_method, path) => (path.includes('/fhir/List/') ? 'refuse' : undefined)
  const submission = await letter()
  const document = submission.parts[0].identity
  const id = await world.post(a, { submission })
  await outgoing_in(id, 'taken')
  await world.ask_hub("UPDATE hub.seal SET revoked_at = now() - interval '1 day' WHERE facility = $1", [a.code])
  line_is_whole()
  await world.pass_time()
  const incoming = await incoming_of(document)
  await world.ask_hub('UPDATE hub.seal SET revoked_at = NULL WHERE facility = $1', [a.code])
  const seen = await open(incoming)
  assert.equal(seen.verdict, 'red')
  assert.match(seen.problem, /thu hồi/)
  assert.ok((await tray('red')).includes(incoming))
  assert.equal((await at_b('POST', `/api/exchange/incoming/${incoming}/accept`, {})).status, 422)
  const rows = await world.ask_hub<{ state: string }>('SELECT state FROM hub.delivery WHERE document = $1', [document])
  assert.equal(rows[0]?.state, 'requested', 'nothing was confirmed')
  await at_b('POST', `/api/exchange/incoming/${incoming}/decline`, { reason: 'Dấu của cơ sở gửi đã bị thu hồi' })
  assert.equal((await outgoing_in(id, 'rejected')).reason, 'Dấu của cơ sở gửi đã bị thu hồi')
})

test('what the hub will not take is held with a reason: other bytes under one identity, unsigned, suspended', async () => {
  const good = await letter()
  await outgoing_in(await world.post(a, { submission: good }), 'received')
  const other = await letter()
  const forged = {
    ...other,
    parts: [{ ...other.parts[0], identity: good.parts[0].identity }, ...other.parts.slice(1)] as typeof other.parts,
  }
  const twice = await outgoing_in(await world.post(a, { submission: forged }), 'held')
  assert.match(twice.reason, /nội dung khác/)
  const unsigned = await outgoing_in(await world.post(a, { submission: await letter({ signers: [] }) }), 'held')
  assert.match(unsigned.reason, /HTTP 422/)
  await at_a('POST', `/api/exchange/outgoing/${unsigned.id}/withdraw`, { reason: 'Chưa ký' })
  await at_a('POST', `/api/exchange/outgoing/${twice.id}/withdraw`, { reason: 'Trùng mã' })
  await world.ask_hub("UPDATE hub.facility SET membership = 'suspended' WHERE code = $1", [a.code])
  const held = await outgoing_in(await world.post(a, { submission: await letter() }), 'held')
  assert.match(held.reason, /tạm ngừng/)
  await world.ask_hub("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [a.code])
  assert.deepEqual((await at_a('POST', '/api/exchange/outgoing/retry', {})).json, { count: 1 })
  await outgoing_in(held.id, 'received')
})

test('an answer closes the letter it answers, and names itself to the sender', async () => {
  const submission = await letter()
  const id = await world.post(a, { submission })
  const incoming = await incoming_of(submission.parts[0].identity)
  const answer = await letter({
    house: b,
    submission: { kind: 'transfer-answer', title: 'Trả lời nơi chuyển', recipients: [a.code] },
    document: { kind: 'transfer-answer', title: 'Trả lời nơi chuyển' },
  })
  await world.post(b, { submission: answer, answers: incoming })
  const seen = await until('the answer at A', async () => {
    const { json } = await at_a('GET', `/api/exchange/outgoing/${id}`)
    return json['state'] === 'completed' && json['answers'].length > 0 && (json as OutgoingLetter)
  })
  assert.equal(seen.recipients[0]?.answer, answer.parts[0].identity)
  assert.equal((await open(incoming)).state, 'completed')
})

test('nobody answers without the right to, nobody sees another house’s letters', async () => {
  const [{ id } = { id: '' }] = await world.ask<{ id: string }>(
    "SELECT id FROM exchange.incoming WHERE facility = $1 AND state = 'received' LIMIT 1",
    [b.code],
  )
  const nurse = await world.person('nurse.b')
  assert.equal((await nurse('GET', `/api/exchange/incoming/${id}`)).status, 200)
  assert.equal((await nurse('POST', `/api/exchange/incoming/${id}/accept`, {})).status, 403)
  const it = await world.person('it_admin.b')
  assert.equal((await it('GET', '/api/exchange/counts')).status, 403)
  assert.equal((await at_a('GET', `/api/exchange/incoming/${id}`)).status, 404)
  assert.equal((await at_a('GET', `/api/exchange/letters/${id}/parts/0`)).status, 404)
  assert.equal((await at_b('GET', `/api/exchange/incoming/${randomUUID()}`)).status, 404)
  const lines = (await at_b('GET', '/api/exchange/facilities?q=benh vien thu a')).json
  assert.deepEqual(
    lines.map(({ code }: { code: string }) => code),
    [a.code],
  )
})
