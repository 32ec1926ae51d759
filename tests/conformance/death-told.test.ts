/** A death at one house: written by its discharge, told to the hub once, and no other house writes to the dead; put right, it is undone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { local_time } from '../../src/base/time/index.ts'
import type { IncomingLetter, IncomingList, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { code_system, extension_url, identifier_system } from '../../src/standards/fhir/index.ts'
import { patient as written_of, type House } from '../../src/standards/documents/test-letters.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, type Answer, type Json } from '../test-site.ts'

const world = await start_world()
const reception = await world.person('reception')
const doctor = await world.person('doctor')
const archive = await world.person('records_archive')
const system = await world.system()
const at_b = { doctor: await world.person('doctor.b'), system: await world.system('client.b') }

const day_ms = 86_400_000
const days_ago = (days: number): string => local_time(new Date(Date.now() - days * day_ms)).slice(0, 16)
const made = async (asked: Promise<Answer>): Promise<Json> => {
  const { status, text, json } = await asked
  assert.ok(status === 200 || status === 201, `${status} ${text}`)
  return json
}
const cccd_of = (value: string) => [{ system: identifier_system.cccd, value }]
const registered = (changes: Json): Promise<Json> =>
  made(reception('POST', '/api/patients', registration({ insurance: undefined, confirm_new: true, ...changes })))
/** Somebody of A with a stay of the last days. */
const admitted = async (cccd: string, name: string, bed: string): Promise<{ patient: string; stay: Json }> => {
  const { id } = await registered({ name, identity: { kind: 'cccd', value: cccd } })
  const stay = await made(reception('POST', '/api/stays', admission(id, { admitted_at: days_ago(4), bed })))
  return { patient: id, stay }
}
const discharge = (encounter: string, changes: Json): Promise<Answer> =>
  doctor('POST', `/api/stays/${encounter}/discharge`, {
    ...{ at: days_ago(2), kind: '1', main: { text: 'Viêm phổi', code: 'J18.1' } },
    ...changes,
  })
const at_hub = async (cccd: string): Promise<Json | undefined> =>
  (
    await world.ask_hub<{ body: Json }>(
      `SELECT p.body FROM hub.person AS p JOIN hub.person_identifier AS i ON i.person = p.id WHERE i.value = $1 AND i.stands`,
      [cccd],
    )
  )[0]?.body
const until_hub_says = (cccd: string, deceased: string | undefined): Promise<Json> =>
  until(`the hub says ${deceased} of ${cccd}`, async () => {
    const body = await at_hub(cccd)
    return body !== undefined && body['deceased'] === deceased && body
  })
const letter_of = (house: House, cccd: string, name: string, kind?: 'transfer-answer') => {
  const identifiers = cccd_of(cccd)
  const person = { identifiers, name, birth_date: '1968-03-12', gender: 'female' as const }
  const kinds = kind ? { kind, title: 'Phiếu trả lời nơi chuyển người bệnh' } : {}
  return letter({
    house,
    submission: { recipients: [house === a ? b.code : a.code], person, ...kinds },
    document: {
      patient: { ...written_of, identifier: identifiers, name: [{ text: name }], birthDate: '1968-03-12' },
      ...kinds,
    },
  })
}
const outgoing_in = (id: string, state: string, who = at_b.doctor): Promise<OutgoingLetter> =>
  until(`letter ${id} ${state}`, async () => {
    const { json } = await who('GET', `/api/exchange/outgoing/${id}`)
    return json['state'] === state && (json as OutgoingLetter)
  })
const feeds = (): number => world.wire.seen.filter((one) => one.startsWith('PUT /fhir/Patient?')).length

const mai = { cccd: '024168007001', name: 'Lê Thị Mai' }
const died_at = days_ago(3)
let encounter = ''
let patient = ''

test('a stay ends with a death: the person’s head says so, and the hub, which never heard of her, learns it once', async () => {
  // The hub is away, then its answer is lost: what is to be told waits, and told twice it says the same.
  let tries = 0
  world.wire.fault = (method, path) => {
    if (!(method === 'PUT' && path.startsWith('/fhir/Patient?'))) return undefined
    tries += 1
    return tries === 1 ? 'refuse' : tries === 2 ? 'lose-reply' : undefined
  }
  const { patient: id, stay } = await admitted(mai.cccd, mai.name, '24012-G11')
  encounter = stay['encounter']
  patient = id
  assert.equal((await discharge(encounter, { result: '2', died_at })).status, 422, 'nobody died')
  assert.equal((await discharge(encounter, { result: '5', died_at: days_ago(1) })).status, 422, 'after she had left')
  assert.equal((await discharge(encounter, { result: '5', died_at: days_ago(9) })).status, 422, 'before she came')
  assert.equal(await at_hub(mai.cccd), undefined)
  await made(discharge(encounter, { result: '5', died_at }))
  const person = await made(system('GET', `/fhir/Patient/${patient}`))
  assert.equal(person['deceasedDateTime'], `${died_at}:00+07:00`)
  const chart = await made(doctor('GET', `/api/chart/${encounter}`))
  assert.equal(chart['banner'].deceased, `${died_at}:00+07:00`)
  await world.pass_time()
  const known = await until(`the hub knows ${mai.cccd}`, async () => {
    await world.pass_time()
    const body = await at_hub(mai.cccd)
    return body?.['deceased'] !== undefined && body
  })
  assert.deepEqual([known['deceased'], known['deaths']], [died_at.slice(0, 10), { [a.code]: died_at.slice(0, 10) }])
  assert.deepEqual(
    [known['phones'], known['kin'], known['city']],
    [[], [], undefined],
    'no more than it knows people by',
  )
  const news = await until('A has written down that it is told', async () => {
    await world.pass_time()
    const rows = await world.ask('SELECT wanted, told FROM exchange.person_news WHERE patient = $1', [patient])
    return rows[0]?.['told'] !== '' && rows
  })
  assert.deepEqual(news, [{ wanted: died_at.slice(0, 10), told: died_at.slice(0, 10) }])
  const count = feeds()
  const lines = await world.ask<{ detail: string }>(
    "SELECT detail FROM audit.event WHERE interaction = 'ITI-104' AND facility = $1 AND patient = $2",
    [a.code, patient],
  )
  assert.deepEqual(lines, [{ detail: `báo tử: ${died_at.slice(0, 10)} → ${world.hub_url}` }])
  assert.equal((await world.ask_hub("SELECT FROM audit.event WHERE interaction = 'ITI-104'")).length > 0, true)
  const { deceasedDateTime: _death, ...rest } = person
  const moved = { ...rest, telecom: [{ system: 'phone', value: '0912000111' }] }
  const kept = await made(system('PUT', `/fhir/Patient/${patient}`, moved))
  assert.equal(kept['deceasedDateTime'], `${died_at}:00+07:00`, 'a message that says nothing of it wakes nobody')
  await world.pass_time()
  await at_b.doctor('GET', '/api/exchange/counts')
  assert.equal(feeds(), count, 'another word about her is no news')
})

test('no other house writes to her any more; what tells of what was goes on', async () => {
  const id = await world.post(b, { submission: await letter_of(b, mai.cccd, mai.name) })
  const held = await outgoing_in(id, 'held')
  assert.match(held.reason, new RegExp(`đã mất ngày ${died_at.slice(0, 10).split('-').toReversed().join('/')}`))
  const answer = await world.post(b, { submission: await letter_of(b, mai.cccd, mai.name, 'transfer-answer') })
  await outgoing_in(answer, 'received')
})

test('it comes all the same: the house that had her sees at the letter and in its tray that she has died', async () => {
  const submission = await letter_of(b, mai.cccd, mai.name, 'transfer-answer')
  await world.post(b, { submission })
  const rows = await until('the letter at A', async () => {
    const found = await world.ask<{ id: string }>(
      'SELECT id FROM exchange.incoming WHERE facility = $1 AND document = $2',
      [...[a.code, submission.parts[0].identity]],
    )
    return found.length > 0 && found
  })
  const seen = (await reception('GET', `/api/exchange/incoming/${rows[0]?.id}`)).json as IncomingLetter
  assert.deepEqual([seen.patient, seen.deceased, seen.is_of_dead], [patient, `${died_at}:00+07:00`, false])
  const { lines } = (await reception('GET', '/api/exchange/incoming?tray=coming')).json as IncomingList
  assert.equal(lines.find(({ id }) => id === rows[0]?.id)?.deceased, `${died_at}:00+07:00`)
  const again = await made(reception('POST', '/api/stays', admission(patient, { bed: '24012-G13' })))
  assert.match(String(again['warnings']), /Hồ sơ ghi người này đã mất/, 'nobody is turned away, the clerk is told')
})

test('the sheet says that she got better after all: the death is taken back here and at the hub, and letters go', async () => {
  const chart = await made(doctor('GET', `/api/chart/${encounter}`))
  const sheet = chart['sheets'][0] as { id: string }
  const answers = { ...clinical_answers, ket_qua_dtr: '2' }
  await made(doctor('PUT', `/api/sheets/${sheet.id}/draft`, { seen_revision: 0, base_version: 1, tab: 't', answers }))
  await made(doctor('POST', `/api/sheets/${sheet.id}/complete`, { if_match: 1 }))
  const person = await made(system('GET', `/fhir/Patient/${patient}`))
  assert.deepEqual([person['deceasedDateTime'], person['deceasedBoolean']], [undefined, false])
  await until_hub_says(mai.cccd, undefined)
  const id = await world.post(b, { submission: await letter_of(b, mai.cccd, mai.name) })
  await outgoing_in(id, 'received')
})

test('of two stays that tell of it the other’s word stays; a stay entered in error takes its own back', async () => {
  const stay = await made(system('GET', `/fhir/Encounter/${encounter}`))
  const with_result = (code: string): Json => ({
    ...stay,
    extension: stay['extension'].map((one: Json) =>
      one['url'] === extension_url.treatment_result ? { ...one, valueCoding: { ...one['valueCoding'], code } } : one,
    ),
  })
  const { id: _id, identifier: _numbers, ...second } = with_result('5')
  const period = { start: `${days_ago(2)}:00+07:00`, end: `${days_ago(1)}:00+07:00` }
  const extension = second['extension'].filter((one: Json) => one['url'] !== extension_url.died_at)
  const other = await made(system('POST', '/fhir/Encounter', { ...second, extension, period }))
  const death = async () => (await made(system('GET', `/fhir/Patient/${patient}`)))['deceasedDateTime']
  assert.equal(await death(), period.end, 'without an hour of its own a stay means its end')
  const { lines } = (await reception('GET', '/api/exchange/incoming?tray=coming')).json as IncomingList
  const asked = lines.filter(({ kind, patient: whose }) => kind === 'transfer-letter' && whose === patient)
  assert.deepEqual(
    asked.map(({ is_of_dead }) => is_of_dead),
    [true],
    'what came while she was thought alive asks for care of the dead',
  )
  await made(system('PUT', `/fhir/Encounter/${encounter}`, with_result('5')))
  assert.equal(await death(), `${died_at}:00+07:00`)
  await made(system('PUT', `/fhir/Encounter/${encounter}`, with_result('3')))
  assert.equal(await death(), period.end)
  await until_hub_says(mai.cccd, period.end.slice(0, 10))
  await made(system('PUT', `/fhir/Encounter/${other['id']}`, { ...other, status: 'entered-in-error' }))
  assert.equal(await death(), undefined)
  await until_hub_says(mai.cccd, undefined)
})

test('a transaction that brings person and stay at once, as another system of the house sends it', async () => {
  const identifier = cccd_of('024168007004')
  const end = `${days_ago(2)}:00+07:00`
  const died = { url: extension_url.treatment_result, valueCoding: { system: code_system.treatment_result, code: '5' } }
  const person = { resourceType: 'Patient', identifier, name: [{ text: 'Lê Thị Cúc' }], birthDate: '1968-03-12' }
  const stay = {
    ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'IMP' }, extension: [died] },
    ...{ subject: { reference: 'urn:uuid:7c8ab4d6-1111-4111-8111-000000000001' } },
    period: { start: `${days_ago(3)}:00+07:00`, end },
  }
  const entry = [
    { fullUrl: stay.subject.reference, resource: person, request: { method: 'POST', url: 'Patient' } },
    { resource: stay, request: { method: 'POST', url: 'Encounter' } },
  ]
  await made(system('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry }))
  const query = encodeURIComponent(`${identifier_system.cccd}|024168007004`)
  const [found] = (await made(system('GET', `/fhir/Patient?identifier=${query}`)))['entry'] as { resource: Json }[]
  assert.equal(found?.resource['deceasedDateTime'], end)
  await until_hub_says('024168007004', end.slice(0, 10))
})

test('only the death is known: told so, and held for somebody at the hub', async () => {
  const binh = { cccd: '024168007002', name: 'Lê Thị Bình' }
  const { id } = await registered({ name: binh.name, identity: { kind: 'cccd', value: binh.cccd } })
  const person = await made(system('GET', `/fhir/Patient/${id}`))
  await made(system('PUT', `/fhir/Patient/${id}`, { ...person, deceasedBoolean: true }))
  await until_hub_says(binh.cccd, 'true')
  const held = await outgoing_in(await world.post(b, { submission: await letter_of(b, binh.cccd, binh.name) }), 'held')
  assert.match(held.reason, /đã mất không rõ ngày/)
})

const persons_of = async (codes: string[]): Promise<(string | null)[]> =>
  (
    await world.ask_hub<{ person: string; merged_into: string | null }>(
      `SELECT i.person, p.merged_into FROM hub.person_identifier AS i JOIN hub.person AS p ON p.id = i.person
       WHERE i.system = $1 AND i.value = ANY ($2) ORDER BY array_position($2::text[], i.value)`,
      [`${identifier_system.patient_code}/${a.code}`, codes],
    )
  ).map(({ merged_into }) => merged_into)

test('two charts become one: the hub, where it knows both, joins them, and parts them again', async () => {
  const [kept, gone] = [
    await registered({ name: 'Phạm Thị Duyên', identity: { kind: 'cccd', value: '024168007003' } }),
    await registered({ name: 'Phạm Thị Duyên', identity: { kind: 'passport', value: 'B7654321' } }),
  ]
  const codes = [kept, gone].map(({ patient_code }) => String(patient_code))
  const known = await made(system('GET', `/fhir/Patient/${gone['id']}`))
  await made(system('PUT', `/fhir/Patient/${gone['id']}`, { ...known, deceasedBoolean: true }))
  await until('the hub knows the one', async () => (await persons_of(codes)).length === 1)
  const parameter = [
    { name: 'source-patient', valueReference: { reference: `Patient/${gone['id']}` } },
    { name: 'target-patient', valueReference: { reference: `Patient/${kept['id']}` } },
    { name: 'reason', valueString: 'Một người, hai hồ sơ' },
  ]
  await made(archive('POST', '/fhir/Patient/$merge', { resourceType: 'Parameters', parameter }))
  const person = await made(system('GET', `/fhir/Patient/${kept['id']}`))
  assert.equal(person['deceasedBoolean'], true, 'what the other chart knew')
  await until('the hub has joined them', async () => {
    const pointed = await persons_of(codes)
    return pointed.length === 2 && pointed[1] !== null && pointed[0] === null
  })
  await until_hub_says('024168007003', 'true')
  assert.deepEqual(
    await world.ask_hub('SELECT FROM hub.person_held WHERE settled_at IS NULL'),
    [],
    'nobody has to look',
  )
  const undo = [
    { name: 'source-patient', valueReference: { reference: `Patient/${gone['id']}` } },
    { name: 'reason', valueString: 'Gộp nhầm người' },
  ]
  await made(archive('POST', `/fhir/Patient/${kept['id']}/$unmerge`, { resourceType: 'Parameters', parameter: undo }))
  await until('the hub has parted them', async () => {
    const pointed = await persons_of(codes)
    return pointed.length === 2 && pointed.every((one) => one === null)
  })
  await until_hub_says('024168007003', undefined)
})

test('another house’s news are behind its wall', async () => {
  const { rows } = await world.site.database.in_facility(b.code, (sql) => sql.query('SELECT FROM exchange.person_news'))
  assert.deepEqual(rows, [])
  assert.equal((await at_b.system('GET', `/fhir/Patient/${patient}`)).status, 404)
})
