/** One wrong click at the hub made two people one. Somebody finds them by a number and parts them, with what came meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { code_system, identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { make_letter, patient } from '../../src/standards/documents/test-letters.ts'
import type { FoundPersons, Lineage, Parting } from '../../src/network/citizens/contract.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Answer, Person } from '../test-site.ts'

const hub = await start_test_hub()
const a = await hub.member('24012')
const b = await hub.member('01929')
const c = await hub.member('24160')
const operator = await hub.person('hub_operator')
const so = await hub.person('oversight')

const cccd = (value: string) => ({ system: identifier_system.cccd, value })
const code_of = (facility: string, value: string) => ({
  system: `${identifier_system.patient_code}/${facility}`,
  value,
})
const mother = { name: 'TRẦN THỊ BƯỞI', birth_date: '1990-03-02', gender: 'female' as const }
const son = { name: 'LÊ MINH KHÔI', birth_date: '2011-09-10', gender: 'male' as const }
const her_number = cccd('024190000123')
const his_number = cccd('024211000777')
const his_code = code_of('01929', '01929.000042')

type Told = typeof mother | typeof son
const letter = (
  from: string,
  to: string[],
  person: Told,
  identifiers: { system: string; value: string }[],
  more: Partial<Submission> = {},
): Promise<Submission> =>
  make_letter({
    house: hub.house(from),
    document: {
      patient: {
        ...{ ...patient, identifier: identifiers, name: [{ text: person.name }] },
        ...{ birthDate: person.birth_date, gender: person.gender },
      },
    },
    submission: { recipients: to, person: { identifiers, ...person }, ...more },
  })
const send = async (by: Person, submission: Submission): Promise<Answer> => {
  const answer = await by('POST', '/fhir', write_provide_bundle(submission))
  assert.equal(answer.status, 200, answer.text)
  return answer
}

/** Papers of others that a house is shown of the person of a number: who sent each, and where its bytes lie. */
const timeline = async (by: Person, number: { system: string; value: string }) => {
  const asked = encodeURIComponent(`${number.system}|${number.value}`)
  const { json } = await by('GET', `/fhir/DocumentReference?patient.identifier=${asked}&_count=100`)
  const entries = (json['entry'] ?? []) as {
    resource: { resourceType: string; id: string; masterIdentifier: { value: string } }
  }[]
  return entries.flatMap(({ resource }) => (resource.resourceType === 'DocumentReference' ? [resource] : []))
}
const shows = async (by: Person, number: { system: string; value: string }, one: Submission): Promise<boolean> =>
  (await timeline(by, number)).some(({ masterIdentifier }) => masterIdentifier.value === one.parts[0].identity)

const write_basis = (by: Person, number: { system: string; value: string }) =>
  by('POST', '/fhir/Consent', {
    ...{ resourceType: 'Consent', status: 'active' },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: 'emergency' }] }],
    patient: { identifier: number },
    provision: { purpose: [{ display: 'Hôn mê, cần tiền sử' }], actor: [{ reference: { display: 'BS. Cấp cứu' } }] },
  })

const find = (wish: object, by = operator) =>
  by('POST', '/api/citizens/find', { reason: 'Cơ sở B báo nhầm người', ...wish })
const found = async (number: string): Promise<Lineage[]> =>
  ((await find({ number })).json as unknown as FoundPersons).persons
const parting_of = async (person: string): Promise<Parting> =>
  (await operator('GET', `/api/citizens/${person}/parting`)).json as unknown as Parting
const unmerge = (body: object) => operator('POST', '/api/citizens/unmerge', body)

const of_her_before = await letter('24012', ['01929'], mother, [her_number])
// His birth certificate is being made: the clerk at B typed his mother's number.
const of_him_before = await letter('01929', ['24012'], son, [her_number, his_code])
const of_him_meanwhile = await letter('01929', ['24012'], son, [his_number, his_code])
const of_her_meanwhile = await letter('24012', ['01929'], mother, [her_number])
let him = ''

test('the wrong click: mother and son become one, and what comes of either lies with her', async () => {
  await send(a, of_her_before)
  await send(b, of_him_before)
  const { held } = (await operator('GET', '/api/citizens/held')).json as { held: { person: string; id: string }[] }
  assert.equal(held.length, 1)
  him = held[0]?.person ?? ''
  const settled = await operator('POST', `/api/citizens/${him}/held/${held[0]?.id}`, {
    ...{ decision: 'same', reason: 'bấm nhầm' },
  })
  assert.equal(settled.status, 200, settled.text)
  await send(b, of_him_meanwhile)
  await send(a, of_her_meanwhile)
  assert.equal((await write_basis(c, his_number)).status, 201)
  assert.ok(await shows(c, his_number, of_her_before), 'who asks for the son is shown the mother')
  const hers = (await timeline(c, his_number)).find(
    ({ masterIdentifier }) => masterIdentifier.value === of_her_before.parts[0].identity,
  )
  assert.equal((await c('GET', `/fhir/Binary/${hers?.id}`)).status, 200)
})

test('a person is found by an exact number and a reason, by who settles; nobody is browsed for', async () => {
  for (const by of [so, await hub.person('inspector'), await hub.person('member_director'), a])
    assert.equal((await find({ number: his_number.value }, by)).status, 403)
  assert.equal((await requester_without_session()).status, 401)
  for (const [wish, words] of [
    [{ number: his_number.value, reason: ' ' }, /vì sao tìm/],
    [{ number: 'TRẦN THỊ BƯỞI' }, /Cần đúng một số/],
    [{ number: '0241' }, /Cần đúng một số/],
    [{ number: '01929.000042', facility: '??' }, /Mã cơ sở/],
  ] as const) {
    const answer = await find(wish)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, words)
  }
  assert.deepEqual(await found('024190009999'), [])
  const [one, ...more] = await found(his_number.value)
  assert.equal(more.length, 0)
  assert.deepEqual(
    one?.lines.map(({ names, merged_into }) => [names[0], merged_into !== null]),
    [
      ['TRẦN THỊ BƯỞI', false],
      ['LÊ MINH KHÔI', true],
    ],
  )
  assert.equal(one?.merges[0]?.reason, 'bấm nhầm')
  assert.deepEqual(
    one?.lines[0]?.papers.map(({ sender, count }) => [sender.name, count]),
    [
      ['Bệnh viện Đa khoa thử A', 2],
      ['Bệnh viện thử B', 1],
    ],
  )
  const by_code = await find({ number: his_code.value, facility: '01929' })
  assert.equal((by_code.json as unknown as FoundPersons).persons[0]?.lines[0]?.id, one?.lines[0]?.id)
  const { rows } = await hub.site.database.in_facility('24SYT', (sql) =>
    sql.query<{ detail: string }>("SELECT detail FROM audit.event WHERE interaction = 'find-person' AND detail <> ''"),
  )
  assert.ok(
    rows.some(({ detail }) => /Cơ sở B báo nhầm người: 1 người/.test(detail)),
    JSON.stringify(rows),
  )
})

const requester_without_session = async () =>
  fetch(`${hub.base}/api/citizens/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-benhan': '1' },
    body: JSON.stringify({ number: her_number.value, reason: 'ai đó' }),
  })

test('what has to be decided is shown sorted: papers, numbers, facts, and who opened the wrong timeline', async () => {
  for (const by of [so, a]) assert.equal((await by('GET', `/api/citizens/${him}/parting`)).status, 403)
  assert.equal((await operator('GET', '/api/citizens/khong-co/parting')).status, 404)
  const parting = await parting_of(him)
  assert.deepEqual(
    parting.papers.map(({ sender, side, named }) => [sender.code, side, named.name]),
    [
      ['01929', 'source', 'LÊ MINH KHÔI'],
      ['24012', 'target', 'TRẦN THỊ BƯỞI'],
    ],
  )
  assert.ok(!JSON.stringify(parting).includes('Phiếu chuyển'), 'no title')
  assert.deepEqual(
    parting.numbers.map(({ value, side }) => [value, side]),
    [[his_number.value, 'source']],
  )
  assert.ok(
    parting.learnt.some(({ field, value }) => field === 'names' && value === son.name),
    JSON.stringify(parting.learnt),
  )
  assert.deepEqual(
    parting.looks.map(({ house, actor, fetched, ends }) => [house.code, actor, fetched, ends]),
    [['24160', 'BS. Cấp cứu', 1, true]],
  )
})

test('parted: each paper, number and name is with whom it is of, once; who looked is named and must ask anew', async () => {
  const { papers, numbers } = await parting_of(him)
  const [goes, stays] = (['source', 'target'] as const).map((side) =>
    papers.filter((one) => one.side === side).map(({ number }) => number),
  )
  const whole = {
    source: him,
    reason: 'mẹ và con, đã xem giấy khai sinh',
    goes,
    stays,
    numbers: numbers.map(({ system, value }) => ({ system, value })),
  }
  for (const by of [so, a]) assert.equal((await by('POST', '/api/citizens/unmerge', whole)).status, 403)
  for (const [body, status, words] of [
    [{ ...whole, reason: ' ' }, 422, /Thiếu lý do/],
    [{ ...whole, stays: [] }, 409, /Còn 1 giấy/],
    [{ source: him, reason: 'vội' }, 409, /Còn 2 giấy/],
    [{ ...whole, stays: [...(stays ?? []), ...(goes ?? [])] }, 409, /chưa được xếp/],
    [{ ...whole, goes: [...(goes ?? []), 999_999] }, 422, /999999 không phải của lần gộp này/],
    [{ ...whole, numbers: [her_number] }, 422, /không phải được ghi trong lúc gộp/],
    [{ ...whole, source: 'khong-co' }, 404, /Không có người này/],
  ] as const) {
    const answer = await unmerge(body)
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.text, words)
  }
  assert.ok(await shows(c, his_number, of_her_before), 'nothing was half done')
  const done = await unmerge({ ...whole, forgets: true })
  assert.equal(done.status, 200, done.text)
  assert.deepEqual([done.json['houses'], done.json['ended']], [[{ code: '24160', name: 'Trạm Y tế thử C' }], 1])

  assert.deepEqual(await timeline(c, his_number), [], 'the basis of that time opens nobody’s papers')
  assert.equal((await write_basis(c, his_number)).status, 201)
  for (const [one, is_his] of [
    [of_him_before, true],
    [of_him_meanwhile, true],
    [of_her_before, false],
    [of_her_meanwhile, false],
  ] as const)
    assert.equal(await shows(c, his_number, one), is_his)
  const moved = (await timeline(c, his_number)).find(
    ({ masterIdentifier }) => masterIdentifier.value === of_him_meanwhile.parts[0].identity,
  )
  assert.equal((await c('GET', `/fhir/Binary/${moved?.id}`)).status, 200, 'its bytes moved along')
  assert.equal((await write_basis(c, her_number)).status, 201)
  for (const one of [of_him_before, of_him_meanwhile]) assert.equal(await shows(c, her_number, one), false)
  assert.equal(await shows(c, her_number, of_her_meanwhile), true)
  const [his] = await found(his_number.value)
  assert.equal(his?.lines[0]?.id, him)
  const [hers] = await found(her_number.value)
  assert.deepEqual(hers?.lines[0]?.names, [mother.name], 'his name is hers no longer')
})

test('parted once: again is refused, his next letter is his without asking anybody, a correction finds its old version', async () => {
  const again = await unmerge({ source: him, reason: 'lần nữa' })
  assert.equal(again.status, 422)
  assert.match(again.text, /không được gộp vào ai/)
  assert.equal((await operator('GET', `/api/citizens/${him}/parting`)).status, 422)
  const [old] = of_him_meanwhile.parts
  const corrected = await letter('01929', ['24012'], son, [his_number, her_number, his_code], {
    replaces: old.identity,
  })
  const taken = await b('POST', '/fhir', write_provide_bundle(corrected))
  assert.equal(taken.status, 200, taken.text)
  assert.deepEqual(
    (await operator('GET', '/api/citizens/held')).json['held'],
    [],
    'what was decided is not asked again',
  )
  assert.ok(await shows(c, his_number, corrected))
  const books = (await operator('GET', '/api/hub/reconcile?since=2026-01-01')).json
  assert.equal(books['is_sound'], true, JSON.stringify(books['faults']))
})

test('two are merged by their numbers, once, by who settles; and parted again without papers in between', async () => {
  const [hers] = await found(her_number.value)
  const target = hers?.lines[0]?.id
  const wish = { source: him, target, reason: 'thử gộp lại' }
  assert.equal((await so('POST', '/api/citizens/merge', wish)).status, 403)
  assert.equal((await operator('POST', '/api/citizens/merge', { ...wish, reason: '' })).status, 422)
  assert.equal((await operator('POST', '/api/citizens/merge', { ...wish, target: him })).status, 422)
  assert.equal((await operator('POST', '/api/citizens/merge', wish)).status, 200)
  assert.equal((await operator('POST', '/api/citizens/merge', wish)).status, 409)
  assert.deepEqual((await parting_of(him)).papers, [])
  const parted = await unmerge({ source: him, reason: 'tách lại' })
  assert.equal(parted.status, 200, parted.text)
  const [his] = await found(his_number.value)
  assert.deepEqual(
    his?.merges.map(({ undo_reason }) => undo_reason),
    ['tách lại', 'mẹ và con, đã xem giấy khai sinh'],
  )
})

test('a house takes back its own joining by its feed: at once where nothing came meanwhile, else somebody sorts it first', async () => {
  const twin = { ...son, name: 'LÊ MINH SONG' }
  const [first, second] = [code_of('01929', '01929.000051'), code_of('01929', '01929.000052')]
  const feed = (code: { system: string; value: string }, more: object = {}) =>
    b('PUT', `/fhir/Patient?identifier=${encodeURIComponent(`${code.system}|${code.value}`)}`, {
      ...{ resourceType: 'Patient', active: true, identifier: [code], name: [{ text: twin.name }] },
      ...{ gender: twin.gender, birthDate: twin.birth_date },
      ...more,
    })
  const joined = { active: false, link: [{ other: { identifier: first }, type: 'replaced-by' }] }
  // Nobody is taken for another by name alone: the second has a number of his own.
  const own = cccd('024211000888')
  await feed(first)
  assert.ok((await feed(second, { identifier: [second, own] })).status < 300)
  const merge = async () => {
    const answer = await feed(second, joined)
    assert.ok(answer.status < 300, answer.text)
  }
  await merge()
  const lines_of = async (): Promise<number> => (await found(own.value))[0]?.lines.length ?? 0
  assert.equal(await lines_of(), 2, 'one person of two lines')
  const again = await feed(second, { identifier: [second, own] })
  assert.equal(again.json['contained'], undefined, again.text)
  assert.equal(await lines_of(), 1, 'parted at once')

  await merge()
  await send(b, await letter('01929', ['24012'], twin, [second]))
  const told = await feed(second, { identifier: [second, own] })
  assert.match(JSON.stringify(told.json['contained']), /đến trong lúc gộp.*trang Người/)
  assert.equal(await lines_of(), 2, 'still one: a paper came of whom nobody has said yet')
  const { held } = (await operator('GET', '/api/citizens/held')).json as { held: { says: string[]; person: string }[] }
  const waiting = held.filter(({ says }) => /đến trong lúc gộp/.test(says.join()))
  assert.equal(waiting.length, 1)
  await feed(second, { identifier: [second, own] })
  const after = (await operator('GET', '/api/citizens/held')).json['held'] as { says: string[] }[]
  assert.equal(after.filter(({ says }) => /đến trong lúc gộp/.test(says.join())).length, 1, 'asked once')
  const { papers } = await parting_of(waiting[0]?.person ?? '')
  assert.equal(papers.length, 1, 'the page shows what has to be sorted')
})
