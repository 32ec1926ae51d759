/** What waits for a signature: counted whole, told in pages that stay where they are while somebody signs. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SigningItem, SigningQueue } from '../../src/chart/medical-record/contract.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Json, type Person } from '../test-site.ts'

const running = await start_test_site()
const clerk = await running.person('reception')
const doctor = await running.person('doctor')
const head = await running.person('head_of_department')
const director = await running.person('director')

const admit = async (name: string, place: Json): Promise<{ encounter: string; sheet: string }> => {
  const person = registration({
    name,
    birth_date: place['birth_date'],
    identity: { kind: 'none', value: '' },
    reason_without_id: 'other',
    insurance: undefined,
    phone: undefined,
  })
  const patient = await clerk('POST', '/api/patients', person)
  assert.equal(patient.status, 201, patient.text)
  const { birth_date: _birth, ...where } = place
  const stay = await clerk('POST', '/api/stays', admission(patient.json['id'] as string, where))
  assert.equal(stay.status, 201, stay.text)
  return stay.json as { encounter: string; sheet: string }
}

const complete = async (sheet: string, answers: Json): Promise<void> => {
  const { version } = (await doctor('GET', `/api/sheets/${sheet}`)).json as { version: number }
  const saved = await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    ...{ seen_revision: 0, base_version: version, tab: 't', answers },
  })
  assert.equal(saved.status, 200, saved.text)
  const done = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: version })
  assert.equal(done.status, 200, done.text)
}

const write_entry = async (encounter: string, hour: number): Promise<string> => {
  const sheet = await doctor('POST', `/api/stays/${encounter}/sheets`, { slug: '36-BV2' })
  const time = `2026-11-20T${String(hour).padStart(2, '0')}:00`
  await complete(sheet.json['id'] as string, {
    dien_bien: [{ thoi_gian: time, dien_bien: `Diễn biến ${hour} giờ`, chi_dinh: 'Theo dõi' }],
  })
  return sheet.json['id'] as string
}

const ask = async (person: Person, query = ''): Promise<SigningQueue> => {
  const answer = await person('GET', `/api/signing-queue${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json as unknown as SigningQueue
}
const items_of = (queue: SigningQueue): SigningItem[] =>
  queue.wards.flatMap((ward) => ward.patients.flatMap((patient) => patient.items))
const sign = (person: Person, item: SigningItem) =>
  person('POST', `/api/sheets/${item.sheet}/sign`, { slot: item.slot, if_match: item.version })

const an = await admit('nguyễn văn an', { birth_date: '1961-01-01', bed: '24012-G13' })
const binh = await admit('trần thị bình', { birth_date: '1962-01-01', bed: '24012-G11' })
const chi = await admit('lê kim chi', { birth_date: '1963-01-01', department: '24012-K19', bed: undefined })
for (const hour of [7, 8, 9]) for (const stay of [an, binh, chi]) await write_entry(stay.encounter, hour)

test('the queue goes ward by ward, bed by bed, a person’s papers by time, and is counted whole', async () => {
  const queue = await ask(doctor)
  assert.equal(queue.total, 9)
  assert.equal(queue.next, null)
  assert.deepEqual(
    queue.wards.map((ward) => [ward.name, ...ward.patients.map(({ name, bed, items }) => [name, bed, items.length])]),
    [
      ['Ngoại tổng hợp', ['Lê Kim Chi', '', 3]],
      ['Nội tổng hợp', ['Trần Thị Bình', '11 P.304', 3], ['Nguyễn Văn An', '13 P.304', 3]],
    ],
  )
  assert.deepEqual(await ask(doctor, '?count=0'), { total: 9, wards: [], next: null })
})

test('pages follow each other without a gap or a double, whatever is signed in between', async () => {
  const whole = items_of(await ask(doctor)).map(({ sheet }) => sheet)
  const first = await ask(doctor, '?count=4')
  assert.equal(items_of(first).length, 4)
  assert.equal(first.total, 9)
  const [signed_item] = items_of(first)
  assert.ok(signed_item)
  const signed = await sign(doctor, signed_item)
  assert.equal(signed.status, 200, signed.text)
  const second = await ask(doctor, `?count=4&after=${first.next}`)
  assert.equal(second.total, 8)
  const third = await ask(doctor, `?count=4&after=${second.next}`)
  assert.equal(third.next, null)
  assert.deepEqual(
    [first, second, third].flatMap(items_of).map(({ sheet }) => sheet),
    whole,
  )
})

test('a paper that is being changed leaves the queue, and comes back as it is then', async () => {
  const [item] = items_of(await ask(doctor))
  assert.ok(item)
  const answers = { dien_bien: [{ thoi_gian: '2026-11-20T07:00', dien_bien: 'Sửa lại', chi_dinh: 'Theo dõi' }] }
  const draft = { seen_revision: 0, base_version: item.version, tab: 't', answers }
  assert.equal((await doctor('PUT', `/api/sheets/${item.sheet}/draft`, draft)).status, 200)
  assert.equal((await ask(doctor)).total, 7)
  assert.equal((await doctor('POST', `/api/sheets/${item.sheet}/complete`, { if_match: item.version })).status, 200)
  const now = items_of(await ask(doctor)).find(({ sheet }) => sheet === item.sheet)
  assert.equal(now?.version, item.version + 1)
  const stale = await sign(doctor, item)
  assert.equal(stale.status, 412, 'what was listed before is not what would be signed now')
})

test('the bệnh án waits for its doctor; its closing boxes wait until she has gone home, then go hand after hand', async () => {
  await complete(binh.sheet, clinical_answers)
  const of_record = async (person: Person): Promise<SigningItem[]> =>
    items_of(await ask(person)).filter(({ sheet }) => sheet === binh.sheet)
  const [first] = await of_record(doctor)
  assert.equal(first?.slot, 'ky_bs_lam_ba')
  assert.equal((await sign(doctor, first)).status, 200)
  assert.deepEqual(await of_record(doctor), [])
  assert.equal((await ask(head)).total + (await ask(director)).total, 0)
  const gone = await doctor('POST', `/api/stays/${binh.encounter}/discharge`, {
    ...{ at: '2026-11-20T15:00', kind: '1', result: '1' },
    main: { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' },
  })
  assert.equal(gone.status, 200, gone.text)
  for (const [person, slot] of [
    [doctor, 'ky_bs_dieu_tri'],
    [head, 'ky_truong_khoa'],
    [director, 'ky_giam_doc'],
    [doctor, 'ky_nguoi_giao'],
    [await running.person('records_archive'), 'ky_nguoi_nhan'],
  ] as const) {
    const [item, ...more] = await of_record(person)
    assert.deepEqual([item?.slot, more.length], [slot, 0])
    assert.ok(item)
    const signed = await sign(person, item)
    assert.equal(signed.status, 200, signed.text)
  }
  assert.deepEqual(await of_record(doctor), [])
})

test('a sheet written on an earlier version of its form still waits for its signature', async () => {
  const before = await ask(doctor)
  const [item] = items_of(before)
  assert.ok(item)
  const system = await running.system()
  const path = `/fhir/QuestionnaireResponse/${item.sheet}`
  const response = (await system('GET', path)).json
  const earlier = { ...response, questionnaire: String(response['questionnaire']).replace(/\|.*$/, '|2020.1') }
  assert.equal((await system('PUT', path, earlier)).status, 200)
  const now = await ask(doctor)
  assert.equal(now.total, before.total)
  assert.ok(items_of(now).some(({ sheet }) => sheet === item.sheet))
})

test('a wrong page is refused by name; the other hospital sees nothing of ours', async () => {
  for (const [query, words] of [
    ['?after=xyz', /chỗ xem tiếp/],
    ['?count=-1', /số nguyên không âm/],
    ['?count=nhiều', /số nguyên không âm/],
  ] as const) {
    const answer = await doctor('GET', `/api/signing-queue${encodeURI(query)}`)
    assert.equal(answer.status, 422, query)
    assert.match(answer.json['issues'][0].message as string, words)
  }
  assert.deepEqual(await ask(await running.person('doctor.b')), { total: 0, wards: [], next: null })
})
