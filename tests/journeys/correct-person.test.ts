import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registration, start_test_site, type Answer, type Json, type Person } from '../test-site.ts'

const running = await start_test_site()
const clerk = await running.person('reception')
const nurse = await running.person('nurse')
const system = await running.system()
const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

const register = async (changes: Json): Promise<string> => {
  const made = await clerk('POST', '/api/patients', registration(changes))
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const detail = async (id: string): Promise<Json> => (await clerk('GET', `/api/patients/${id}`)).json

/** As the screen does: what the GET gave, what the clerk changed (undefined takes away), the version that was seen. */
const correct = async (id: string, changes: Json, by: Person = clerk): Promise<Answer> => {
  const { id: _id, version, patient_code: _code, identifiers: _identifiers, ...person } = await detail(id)
  return by('PUT', `/api/patients/${id}`, { ...person, if_match: version, ...changes })
}
const corrected = async (id: string, changes: Json): Promise<Json> => {
  const answer = await correct(id, changes)
  assert.equal(answer.status, 200, answer.text)
  return detail(id)
}
const fhir_patient = async (id: string): Promise<Json> => (await system('GET', `/fhir/Patient/${id}`)).json
const cards = async (id: string): Promise<Json[]> =>
  ((await system('GET', `/fhir/Coverage?patient=${id}&_sort=_lastUpdated`)).json['entry'] ?? []).map(
    (entry: Json) => entry['resource'],
  )

const person = (name: string, cccd: string): Json => ({
  name,
  identity: { kind: 'cccd', value: cccd },
  insurance: undefined,
  phone: undefined,
})

test('a name typed wrong, a birth year that becomes a date, a new telephone: one version, only what was changed', async () => {
  const id = await register({ ...person('nguyễn thị hoan', '024168000001'), birth_date: '1968' })
  const before = await fhir_patient(id)
  const after = await corrected(id, {
    name: 'nguyễn thị hoàn',
    birth_date: '1968-03',
    phone: '+84 912 345 679',
    workplace: 'HTX Đông',
  })
  assert.deepEqual(
    [after['name'], after['birth_date'], after['phone'], after['workplace'], after['version']],
    ['Nguyễn Thị Hoàn', '1968-03', '0912345679', 'HTX Đông', 2],
  )
  const now = await fhir_patient(id)
  assert.deepEqual(now['identifier'], before['identifier'])
  assert.deepEqual(now['address'], before['address'])
  assert.deepEqual(now['name'][0].given, ['Thị', 'Hoàn'])
  const found = (await clerk('GET', '/api/patients?q=hoàn 1968')).json['hits'] as Json[]
  assert.equal(found[0]?.['id'], id)
  assert.equal((await correct(id, {})).json['version'], 2, 'nothing changed: no new version')
})

test('the CMND gives way to the CCCD: it ends with a date, stays in the list, and still finds the person', async () => {
  const id = await register({ ...person('trần văn cũ', ''), identity: { kind: 'cmnd', value: '121234567' } })
  const after = await corrected(id, {
    identity: { kind: 'cccd', value: '024068000002' },
    gender: 'male',
    ended: [{ kind: 'cmnd', value: '121234567', to: today }],
  })
  assert.deepEqual(after['identity'], { kind: 'cccd', value: '024068000002' })
  assert.deepEqual(after['identifiers'], [
    { kind: 'cccd', value: '024068000002', from: today },
    { kind: 'cmnd', value: '121234567', from: today, to: today },
  ])
  const [hit] = (await clerk('GET', '/api/patients?q=121234567')).json['hits'] as Json[]
  assert.deepEqual([hit?.['id'], hit?.['identifier']], [id, '024068000002'])
  const passport = await corrected(id, { identity: { kind: 'passport', value: 'B1234567' } })
  assert.deepEqual(
    passport['identifiers'].map(({ kind, to }: Json) => [kind, to]),
    [
      ['passport', undefined],
      ['cccd', undefined],
      ['cmnd', today],
    ],
    'a passport ends no citizen number',
  )
})

test('a person who came without papers brings them later: the temporary code ends', async () => {
  const id = await register({
    ...person('người chưa rõ', ''),
    identity: { kind: 'none', value: '' },
    reason_without_id: 'unknown-emergency',
    birth_date: '',
  })
  assert.equal((await detail(id))['reason_without_id'], 'unknown-emergency')
  assert.equal((await corrected(id, { gender: 'male' }))['version'], 2, 'no birth date is asked for what is not known')
  const known = await corrected(id, {
    name: 'lê văn tìm',
    birth_date: '1990-05-01',
    identity: { kind: 'cccd', value: '024090000003' },
    reason_without_id: undefined,
  })
  assert.deepEqual(
    known['identifiers'].map(({ kind, to }: Json) => [kind, to]),
    [
      ['cccd', undefined],
      ['temporary', today],
    ],
  )
})

test('a new insurance card ends the old one the day before; the same number next year is the next card', async () => {
  const card = {
    number: 'GD4242412345671',
    from: '2025-01-01',
    to: '2025-12-31',
    benefit_percent: 80,
    facility: '24012',
  }
  const id = await register({ ...person('phạm thị thẻ', '024168000004'), insurance: card })
  assert.deepEqual((await detail(id))['insurance'], card)
  const renewed = await corrected(id, { insurance: { ...card, from: '2026-01-01', to: '2026-12-31' } })
  assert.equal(renewed['insurance'].to, '2026-12-31')
  assert.deepEqual(
    (await cards(id)).map(({ status, subscriberId, period }) => [status, subscriberId, period.start, period.end]),
    [
      ['cancelled', card.number, '2025-01-01', '2025-12-31'],
      ['active', card.number, '2026-01-01', '2026-12-31'],
    ],
  )
  const poorer = await corrected(id, { insurance: { number: '0124123456', from: '2026-06-01' } })
  assert.deepEqual(
    poorer['identifiers'].filter(({ kind }: Json) => kind === 'bhyt'),
    [
      { kind: 'bhyt', value: '0124123456', from: '2026-06-01' },
      { kind: 'bhyt', value: card.number, from: '2026-01-01', to: '2026-05-31' },
      { kind: 'bhyt', value: card.number, from: '2025-01-01', to: '2025-12-31' },
    ],
  )
  const by_id = await corrected(id, { insurance: { number: '024168000004', from: '2026-08-15', to: '2027-08-14' } })
  assert.equal(by_id['insurance'].number, '024168000004', 'the third shape: the 12-digit number')
  const mended = await corrected(id, { insurance: { ...by_id['insurance'], to: '2027-12-31', benefit_percent: 100 } })
  assert.deepEqual(mended['insurance'].to, '2027-12-31')
  assert.equal((await cards(id)).filter(({ status }) => status === 'active').length, 1)
  const first = { kind: 'bhyt', value: card.number, from: '2025-01-01', to: '2025-10-31' }
  const ended = await corrected(id, { ended: [{ ...first, from: '2026-01-01', to: '2026-05-15' }, first] })
  assert.deepEqual(
    ended['identifiers'].filter(({ value }: Json) => value === card.number).map(({ to }: Json) => to),
    ['2026-05-15', '2025-10-31'],
    'two lines of one number, each with its own last day',
  )
  const seen = (await detail(id))['version'] as number
  const cared = await corrected(id, { insurance: { ...mended['insurance'], benefit_percent: 95 } })
  assert.equal(cared['version'], seen + 1, 'who had seen the card before is told that it changed')
  const without = await corrected(id, { insurance: undefined })
  assert.equal(without['insurance'], undefined)
  assert.ok(without['identifiers'].every(({ kind, to }: Json) => kind !== 'bhyt' || to <= today))
  assert.equal((await cards(id)).length, 4, 'no card is erased')
})

test('what another system sent stays: a second phone, a photograph, an unknown extension, a number of another house', async () => {
  const id = await register(person('đỗ văn ngoài', '024068000005'))
  const sent = await fhir_patient(id)
  sent['telecom'] = [
    { system: 'email', value: 'a@b.vn' },
    { system: 'phone', value: '0912345680', use: 'mobile' },
    { system: 'phone', value: '02043854321', use: 'home' },
  ]
  sent['photo'] = [{ url: 'Binary/1' }]
  sent['extension'].push({ url: 'http://example.org/x', valueDecimal: 1.5 })
  sent['identifier'].push({ system: 'http://example.org/his', value: 'HIS-7' })
  sent['contact'] = [{ name: { text: 'Mẹ' } }, { name: { text: 'Bố' }, relationship: [{ text: 'bố' }] }]
  assert.equal((await system('PUT', `/fhir/Patient/${id}`, sent)).status, 200)
  await corrected(id, { phone: '0912345681', contact: undefined, occupation: undefined })
  const now = await fhir_patient(id)
  assert.deepEqual(now['telecom'], [
    { system: 'phone', value: '0912345681', use: 'mobile' },
    { system: 'email', value: 'a@b.vn' },
    { system: 'phone', value: '02043854321', use: 'home' },
  ])
  assert.deepEqual(now['photo'], sent['photo'])
  assert.deepEqual(now['contact'], [sent['contact'][1]])
  assert.ok(now['extension'].some(({ url }: Json) => url === 'http://example.org/x'))
  assert.ok(!now['extension'].some(({ url }: Json) => String(url).endsWith('occupation')))
  assert.ok(now['identifier'].some(({ value }: Json) => value === 'HIS-7'))
})

test('two people at once: the second is told who changed what he had seen, and nothing of his is half written', async () => {
  const id = await register(person('vũ thị hai', '024168000006'))
  const { version } = await detail(id)
  assert.equal((await correct(id, { phone: '0912345682' }, nurse)).status, 200)
  const late = await correct(id, { phone: '0912345683', insurance: { number: '0124123457' }, if_match: version })
  assert.equal(late.status, 412, late.text)
  assert.match(late.json['issues'][0].message, /BS\. nurse vừa sửa người bệnh này lúc/)
  assert.equal(late.json['details'].changed_by, 'BS. nurse')
  assert.equal(late.json['details'].current_version, version + 1)
  const now = await detail(id)
  assert.deepEqual([now['phone'], now['insurance']], ['0912345682', undefined])
  const seen = { if_match: now['version'] }
  const both = await Promise.all([
    correct(id, { ...seen, workplace: 'Một' }),
    correct(id, { ...seen, workplace: 'Hai' }, nurse),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
})

test('a number typed now that stands on another chart is shown; once looked at, it is saved', async () => {
  const first = await register(person('bùi văn chung', '024068000007'))
  const second = await register(person('hoàng thị riêng', '024168000008'))
  const typed = { identity: { kind: 'cccd', value: '024068000007' } }
  const shown = await correct(second, typed)
  assert.equal(shown.status, 409, shown.text)
  assert.deepEqual(
    shown.json['details'].duplicates.map((one: Json) => [one['id'], one['reasons'][0]]),
    [[first, 'cùng số giấy tờ']],
  )
  assert.equal(shown.json['details'].may_confirm, true)
  assert.equal((await detail(second))['version'], 1)
  assert.equal((await correct(second, { ...typed, confirm_new: true })).status, 200)
  // The clerk sees the slip and puts the right number back: the wrong one is no longer this person's.
  await corrected(second, { identity: { kind: 'cccd', value: '024168000008' } })
  const card = { number: 'GD4242412345679' }
  await corrected(first, { insurance: card })
  assert.equal((await correct(second, { insurance: card })).status, 409, 'a card counts as a number too')
  assert.equal((await correct(second, { phone: '0912345684' })).status, 200, 'what was there before is not asked again')
})

test('a number taken off a chart again does not keep its owner from being registered', async () => {
  const wrong = await register(person('đinh thị nhầm', '024168000009'))
  await corrected(wrong, { identity: { kind: 'cccd', value: '024168000010' } })
  const owner = registration({ ...person('cao thị thật', '024168000009'), birth_date: '1968-07-01' })
  const shown = await clerk('POST', '/api/patients', owner)
  assert.equal(shown.status, 409)
  assert.deepEqual(shown.json['details'].duplicates[0].reasons[0], 'từng mang số giấy tờ này')
  assert.equal((await clerk('POST', '/api/patients', { ...owner, confirm_new: true })).status, 201)
})

test('the rules of registration hold for what is changed; an old fault elsewhere does not stand in the way', async () => {
  const id = await register(person('lý văn luật', '024068000011'))
  const wrong: [Json, string][] = [
    [{ identity: { kind: 'cccd', value: '003068000011' } }, 'identity.value'],
    [{ identity: { kind: 'none', value: '' } }, 'reason_without_id'],
    [{ birth_date: '2999-01-01' }, 'birth_date'],
    [{ birth_date: '' }, 'birth_date'],
    [{ name: ' ' }, 'name'],
    [{ phone: '12' }, 'phone'],
    [{ insurance: { number: 'XX1' } }, 'insurance.number'],
    [{ insurance: { number: '0124123457', from: '2026-02-01', to: '2026-01-01' } }, 'insurance.to'],
    [{ mother: 'khong-co' }, 'mother'],
    [{ ended: [{ kind: 'cmnd', value: '999999999', to: today }] }, 'ended[0].value'],
    [{ ended: [{ kind: 'cccd', value: '024068000011', to: '2001-01-01' }] }, 'ended[0].to'],
  ]
  for (const [change, place] of wrong) {
    const answer = await correct(id, change)
    assert.equal(answer.status, 422, `${JSON.stringify(change)} ${answer.text}`)
    assert.ok(
      answer.json['issues'].some((issue: Json) => issue['expression'] === place),
      answer.text,
    )
  }
  assert.equal((await detail(id))['version'], 1)
  const sent = await fhir_patient(id)
  sent['telecom'] = [{ system: 'phone', value: 'máy lẻ 12' }]
  assert.equal((await system('PUT', `/fhir/Patient/${id}`, sent)).status, 200)
  assert.equal((await corrected(id, { workplace: 'Trạm' }))['phone'], 'máy lẻ 12')
})

test('each correction stands in the log of the person, and in the history', async () => {
  const id = await register(person('tô thị vết', '024168000012'))
  await corrected(id, { workplace: 'Chợ' })
  const head = await running.person('head_of_department')
  const log = JSON.parse((await head('GET', `/api/patients/${id}/access-log`)).text) as Json[]
  assert.ok(log.some((line) => line['what'] === `update Patient/${id}/_history/2` && line['actor'] === 'BS. reception'))
  assert.equal((await system('GET', `/fhir/Patient/${id}/_history`)).json['total'], 2)
})
