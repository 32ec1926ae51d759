/** How a house is laid out: the administrator's screen by its API, with a clerk admitting meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const it = await running.person('it_admin')
const clerk = await running.person('reception')

type Place = Json & { id: string; version: number; name: string; active: boolean }
const tree = async (): Promise<Json[]> => (await it('GET', '/api/places')).json['departments'] as Json[]
const all_places = async (): Promise<Place[]> =>
  (await tree()).flatMap((department) => [
    department as Place,
    ...(department['rooms'] as Place[]).flatMap((room) => [room, ...(room['beds'] as Place[])]),
  ])
const place = async (name: string): Promise<Place> => {
  const found = (await all_places()).find((one) => one.name === name)
  assert.ok(found, name)
  return found
}
const message = (answer: { json: Json }): string => answer.json['issues'][0].message as string
const added = (answer: { status: number; text: string; json: Json }): string => {
  assert.equal(answer.status, 201, answer.text)
  return answer.json['ids'][0] as string
}

let people = 0
const admit = async (name: string, bed: string, more: Json = {}): Promise<Json> => {
  const patient = await clerk(
    'POST',
    '/api/patients',
    registration({
      name,
      birth_date: `19${60 + (people += 1)}-03-12`,
      identity: { kind: 'none', value: '' },
      reason_without_id: 'other',
      insurance: undefined,
      phone: undefined,
    }),
  )
  assert.equal(patient.status, 201, patient.text)
  return { ...(await clerk('POST', '/api/stays', admission(patient.json['id'] as string, { bed, ...more }))) }
}

test('a new department with a room and six beds: the clerk can admit there at once', async () => {
  const department = added(await it('POST', '/api/places/departments', { code: 'k18', name: '  Khoa  Nhi ' }))
  assert.equal(department, '24012-K18')
  const room = added(await it('POST', '/api/places/rooms', { department, name: 'P501' }))
  const beds = await it('POST', '/api/places/beds', { room, names: ['N1', 'N2', 'N3', 'N4', 'N5', 'N6'] })
  assert.equal(beds.json['ids'].length, 6, beds.text)
  const offered = JSON.parse((await clerk('GET', `/api/departments/${department}/beds`)).text) as Json[]
  assert.deepEqual(
    offered.map((bed) => [bed['room'], bed['name']]),
    ['N1', 'N2', 'N3', 'N4', 'N5', 'N6'].map((name) => ['P501', name]),
  )
  const stay = await admit('bé an', beds.json['ids'][0] as string, { department })
  assert.equal(stay['status'], 201, stay['text'])
  const shown = (await tree()).find((one) => one['id'] === department)
  assert.equal(shown?.['name'], 'Khoa Nhi')
  assert.equal(shown?.['inpatients'], 1)
  assert.equal(shown?.['rooms'][0].beds[0].taken, true)
})

test('a bed with somebody in it is not closed: the refusal says who, and nothing was changed', async () => {
  const stay = await admit('trần văn giữ giường', '24012-G11')
  assert.equal(stay['status'], 201, stay['text'])
  const bed = await place('11')
  const refused = await it('POST', `/api/places/locations/${bed.id}/close`, { if_match: bed.version })
  assert.equal(refused.status, 409)
  assert.match(
    message(refused),
    /Chưa ngừng dùng được giường 11 vì đang có người bệnh: Trần Văn Giữ Giường \(11, P\.304, /,
  )
  assert.deepEqual(refused.json['details'].occupants[0].encounter, stay['json'].encounter)
  assert.deepEqual(await place('11'), bed)
  for (const [kind, name] of [
    ['locations', 'P.304'],
    ['departments', 'Nội tổng hợp'],
  ] as const) {
    const around = await place(name)
    const no = await it('POST', `/api/places/${kind}/${around.id}/close`, { if_match: around.version })
    assert.equal(no.status, 409, `${name} holds the bed`)
    assert.match(message(no), /Trần Văn Giữ Giường/)
  }
})

test('a free bed is closed with its date: no clerk is offered it, none can lay anybody there, and it can be opened', async () => {
  const bed = await place('13')
  const closed = await it('POST', `/api/places/locations/${bed.id}/close`, { if_match: bed.version })
  assert.equal(closed.status, 200, closed.text)
  const now = await place('13')
  assert.equal(now.active, false)
  assert.match(String(now['closed_at']), /^\d{4}-\d{2}-\d{2}T.*\+07:00$/)
  const offered = JSON.parse((await clerk('GET', '/api/departments/24012-K03/beds')).text) as Json[]
  assert.ok(offered.every((one) => one['id'] !== bed.id))
  const refused = await admit('nguyễn thị vào muộn', bed.id)
  assert.equal(refused['status'], 422)
  assert.match(message(refused as { json: Json }), /Giường này đã ngừng dùng/)
  const again = await it('POST', `/api/places/locations/${bed.id}/close`, { if_match: now.version })
  assert.equal(again.status, 422)
  const opened = await it('POST', `/api/places/locations/${bed.id}/reopen`, { if_match: now.version })
  assert.equal(opened.status, 200, opened.text)
  const { active, closed_at } = await place('13')
  assert.deepEqual([active, closed_at], [true, null])
  const history = await (await running.system())('GET', `/fhir/Location/${bed.id}/_history`)
  assert.equal(history.json['entry'].length, 3, 'nothing was overwritten')
})

test('what is closed together is opened together; what was closed before stays closed', async () => {
  const department = added(await it('POST', '/api/places/departments', { code: 'K28', name: 'Tai Mũi Họng' }))
  const room = added(await it('POST', '/api/places/rooms', { department, name: 'P901' }))
  await it('POST', '/api/places/beds', { room, names: ['T1', 'T2'] })
  const early = await place('T2')
  await it('POST', `/api/places/locations/${early.id}/close`, { if_match: early.version })
  const closed = await it('POST', `/api/places/departments/${department}/close`, { if_match: 1 })
  assert.equal(closed.json['ids'].length, 3, 'department, room, one bed')
  const departments = JSON.parse((await clerk('GET', '/api/departments')).text) as Json[]
  assert.ok(departments.every((one) => one['id'] !== department))
  const refused = await admit('lê văn nhầm khoa', '24012-G12', { department })
  assert.match(message(refused as { json: Json }), /Khoa này đã ngừng dùng/)
  const bed = await place('T1')
  const no = await it('POST', `/api/places/locations/${bed.id}/reopen`, { if_match: bed.version })
  assert.match(message(no), /Buồng P901 đang ngừng dùng/)
  const opened = await it('POST', `/api/places/departments/${department}/reopen`, { if_match: 2 })
  assert.equal(opened.status, 200, opened.text)
  assert.equal((await place('T1')).active, true)
  assert.equal((await place('T2')).active, false)
})

test('a new name shows on the ward at once, and keeps to its version', async () => {
  const bed = await place('11')
  const renamed = await it('PUT', `/api/places/locations/${bed.id}`, { name: '11A', if_match: bed.version })
  assert.equal(renamed.status, 200, renamed.text)
  const ward = JSON.parse((await clerk('GET', '/api/wards/24012-K03')).text) as Json[]
  assert.deepEqual(
    ward.map((row) => row['bed']),
    ['11A'],
  )
  const late = await it('PUT', `/api/places/locations/${bed.id}`, { name: '11B', if_match: bed.version })
  assert.equal(late.status, 412)
  assert.match(message(late), /Có người vừa đổi giường này/)
})

test('what cannot be is refused in words, and nothing of it is written', async () => {
  const before = await all_places()
  const room = await place('P.304')
  const refusals: [path: string, body: Json, status: number, words: RegExp][] = [
    ['/departments', { code: 'K03', name: 'Nội hai' }, 409, /Mã khoa K03 đã có: Nội tổng hợp/],
    ['/departments', { code: 'K09', name: 'nội tổng hợp' }, 409, /đã có khoa tên Nội tổng hợp/],
    ['/departments', { code: 'Khoa nội', name: 'Nội hai' }, 422, /Mã khoa gồm chữ in/],
    ['/departments', { code: 'K09', name: '   ' }, 422, /Tên không được để trống|Thiếu/],
    ['/rooms', { department: '24012-K03', name: 'p.304' }, 409, /đã có buồng tên P\.304/],
    ['/rooms', { department: '24012-K99', name: 'P1' }, 422, /Không có khoa này/],
    ['/beds', { room: room.id, names: ['21', '12'] }, 409, /đã có giường tên 12/],
    ['/beds', { room: room.id, names: ['21', '21'] }, 422, /kê hai lần/],
    ['/beds', { room: room.id, names: [] }, 422, /ít nhất một/],
    ['/beds', { room: '24012-G11', names: ['21'] }, 422, /Không có buồng này/],
    ['/beds', { room: room.id, names: Array.from({ length: 61 }, (_, i) => `B${i}`) }, 422, /giường/],
  ]
  for (const [path, body, status, words] of refusals) {
    const answer = await it('POST', `/api/places${path}`, body)
    assert.equal(answer.status, status, `${path} ${JSON.stringify(body).slice(0, 80)}: ${answer.text}`)
    assert.match(message(answer), words)
  }
  const unknown = await it('POST', '/api/places/locations/khong-co/close', { if_match: 1 })
  assert.equal(unknown.status, 404)
  assert.deepEqual(await all_places(), before)
})

test('only the administrator of the same house: the others may not even look', async () => {
  for (const role of ['reception', 'doctor', 'head_of_department', 'nurse', 'records_archive', 'director']) {
    const person = await running.person(role)
    assert.equal((await person('GET', '/api/places')).status, 403, role)
    assert.equal((await person('POST', '/api/places/rooms', { department: '24012-K03', name: 'X' })).status, 403, role)
  }
  const other = await running.person('it_admin.b')
  const bed = await place('12')
  assert.equal((await other('POST', `/api/places/locations/${bed.id}/close`, { if_match: bed.version })).status, 404)
  const seen = (await other('GET', '/api/places')).text
  assert.doesNotMatch(seen, /24012/)
})

test('a bed closed and taken in the same moment is one or the other, never both', async () => {
  const room = await place('P.304')
  const beds = await it('POST', '/api/places/beds', { room: room.id, names: ['31', '32', '33', '34'] })
  await Promise.all(
    (beds.json['ids'] as string[]).map(async (bed, i) => {
      const [stay, closed] = await Promise.all([
        admit(`người thứ ${['một', 'hai', 'ba', 'bốn'][i] ?? ''}`, bed),
        it('POST', `/api/places/locations/${bed}/close`, { if_match: 1 }),
      ])
      assert.deepEqual([stay['status'], closed.status].toSorted(), stay['status'] === 201 ? [201, 409] : [200, 422])
    }),
  )
  const mixed = (await all_places()).filter((one) => one['taken'] === true && !one.active)
  assert.deepEqual(mixed, [])
})
