import assert from 'node:assert/strict'
import { test } from 'node:test'
import { test_database } from '../../platform/database/test-database.ts'
import { find_person, get_person, known_as, resolve } from './citizen.ts'
import { list_held, settle_held } from './held.ts'
import { list_merges, merge_persons, unmerge_persons } from './merge.ts'
import { bhyt, caller_of, cccd, code, huong, teller } from './test-people.ts'

const { database } = await test_database()
const tell = teller(database)
const [a, b, hub] = ['24012', '01929', '00000']
const as_hub = caller_of(hub)

const look = (identifiers: Parameters<typeof find_person>[2]) =>
  database.in_facility(hub, async (sql) => {
    const [id] = await find_person(sql, as_hub, identifiers)
    return id === undefined ? undefined : get_person(sql, as_hub, id)
  })
const held_of = async (person: string) =>
  (await database.in_facility(hub, (sql) => list_held(sql, as_hub))).filter((one) => one.person === person)
const settle = (wish: Parameters<typeof settle_held>[2]) =>
  database.in_facility(hub, (sql) => settle_held(sql, as_hub, wish))

test('a person told of by two facilities is one, and has the codes of both', async () => {
  const first = await tell(a, { ...huong, identifiers: [...huong.identifiers, code(a, 'A-1')] })
  assert.equal(first.state, 'new')
  const second = await tell(b, {
    ...huong,
    name: 'NGUYEN THI HUONG',
    identifiers: [cccd('024 168 001234'), code(b, 'B-7')],
  })
  assert.deepEqual([second.state, second.person], ['known', first.person])
  const found = await look([code(b, 'B-7')])
  assert.equal(found?.id, first.person)
  assert.deepEqual(
    found?.identifiers.map(({ value }) => value),
    ['024168001234', 'A-1', 'B-7'],
  )
  assert.deepEqual((await tell(b, { ...huong, identifiers: [code(b, 'B-7')] })).person, first.person)
})

test('told again with nothing new, nothing is written but the line of the log', async () => {
  const { person } = await tell(a, huong)
  const version = (await look(huong.identifiers))?.version
  await tell(a, huong)
  assert.equal((await look(huong.identifiers))?.version, version)
  const { rows } = await database.in_facility(a, (sql) =>
    sql.query<{ action: string }>('SELECT action FROM audit.event WHERE patient = $1 ORDER BY id', [person]),
  )
  assert.deepEqual([rows.at(-1)?.action, rows.at(-2)?.action], ['R', 'R'])
})

test('of two who tell the same number in the same moment one finds the other', async () => {
  const given = { ...huong, identifiers: [cccd('024168001999')], name: 'Trần Thị Nga', birth_date: '1968-07-01' }
  const told = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      tell(i % 2 ? a : b, { ...given, identifiers: [...given.identifiers, code(i % 2 ? a : b, `N-${i}`)] }),
    ),
  )
  assert.equal(new Set(told.map(({ person }) => person)).size, 1)
  assert.equal(told.filter(({ state }) => state === 'new').length, 1)
})

test('a newborn without a name gets her number and her name later', async () => {
  const born = { name: 'Con bà Trần Thị Hoa', birth_date: '2026-11-03', gender: 'female' } as const
  const first = await tell(a, { ...born, identifiers: [code(a, 'NB-1')] })
  assert.equal(first.state, 'new')
  const named = { ...born, name: 'Lê Trần Bảo An', identifiers: [code(a, 'NB-1'), cccd('024326000777')] }
  const later = await tell(a, named)
  assert.deepEqual([later.state, later.person], ['known', first.person])
  const found = await look([cccd('024326000777')])
  assert.deepEqual(found?.names, ['Lê Trần Bảo An', 'Con bà Trần Thị Hoa'])
  assert.equal((await tell(b, { ...named, identifiers: [cccd('024326000777'), code(b, 'X')] })).person, first.person)
})

test('a number of somebody who is another by name and birth is held, never joined', async () => {
  const { person } = await tell(a, huong)
  const son = { ...huong, name: 'Trần Văn Nam', birth_date: '1992-10-02', gender: 'male' } as const
  const told = await tell(b, { ...son, identifiers: [...huong.identifiers, code(b, 'NAM')] })
  assert.equal(told.state, 'held')
  assert.notEqual(told.person, person)
  assert.match(
    told.issues.map(({ message }) => message).join(),
    /Số định danh đã thuộc về một người khác.*họ tên khác, ngày sinh khác/,
  )
  assert.equal((await look(huong.identifiers))?.id, person, 'the number stays where it was')
  assert.equal((await look([code(b, 'NAM')]))?.id, told.person, 'his own code finds him')
  const again = await tell(b, { ...son, identifiers: huong.identifiers })
  assert.deepEqual([again.state, again.person], ['held', told.person], 'told again he is not made again')
  const [line, ...more] = await held_of(told.person)
  assert.deepEqual([line?.kind, line?.candidates, more.length], ['number-of-another', [person], 0])
  await settle({ person: told.person, id: line?.id ?? '', decision: 'different', reason: 'gõ nhầm số của mẹ' })
  const decided = await tell(b, { ...son, identifiers: [...huong.identifiers, code(b, 'NAM')] })
  assert.deepEqual([decided.state, decided.person], ['known', told.person], 'nobody is asked twice')
  assert.ok(decided.issues.some(({ message }) => /đã thuộc về một người khác/.test(message)))
})

test('a father and his son of one name, with the number of the father: somebody looks, and the number may move', async () => {
  const father = {
    identifiers: [cccd('024060000555')],
    name: 'Nguyễn Văn Hùng',
    birth_date: '1960-05-05',
  }
  const mistaken = await tell(a, {
    ...father,
    birth_date: '1990-08-08',
    identifiers: [cccd('024060000555'), code(a, 'CON')],
  })
  const told = await tell(b, { ...father, identifiers: [cccd('024060000555'), code(b, 'BO')] })
  assert.equal(told.state, 'held')
  const [line] = await held_of(told.person)
  await settle({
    person: told.person,
    id: line?.id ?? '',
    decision: 'number-moves',
    reason: 'đã xem căn cước của người cha',
  })
  assert.equal((await look(father.identifiers))?.id, told.person)
  assert.equal((await look([code(a, 'CON')]))?.id, mistaken.person)
  assert.deepEqual([(await tell(b, { ...father, identifiers: father.identifiers })).person], [told.person])
})

test('two numbers that lead to two persons: held, and joined when somebody says they are one', async () => {
  const lan = { name: 'Phạm Thị Lan', birth_date: '1975-04-04', gender: 'female' } as const
  const by_card = await tell(a, { ...lan, identifiers: [bhyt('GD4242412345999')] })
  const by_id = await tell(b, { ...lan, birth_date: '1975', name: 'Phạm Lan', identifiers: [cccd('024175000321')] })
  const first = by_id.state === 'held' ? await held_of(by_id.person) : []
  for (const { person, id } of first) await settle({ person, id, decision: 'different', reason: 'chưa rõ' })
  const both = await tell(a, { ...lan, identifiers: [cccd('024175000321'), bhyt('2412345999')] })
  assert.deepEqual([both.state, both.person], ['held', by_id.person])
  const line = (await held_of(by_id.person)).find(({ kind }) => kind === 'numbers-of-several')
  await settle({ person: by_id.person, id: line?.id ?? '', decision: 'same', reason: 'cùng một người' })
  const found = await look([cccd('024175000321')])
  assert.deepEqual([found?.id, found?.also], [by_card.person, [by_id.person]])
  assert.equal((await tell(a, { ...lan, identifiers: [cccd('024175000321'), bhyt('2412345999')] })).state, 'known')
})

test('without a number the likeliest is shown to somebody, not joined', async () => {
  const smith = {
    name: 'John Michael Smith',
    birth_date: '1981-06-07',
    gender: 'male',
    phones: ['0977123456'],
  } as const
  const first = await tell(a, { ...smith, phones: [...smith.phones], identifiers: [code(a, 'S-1')] })
  const second = await tell(b, {
    ...smith,
    name: 'SMITH JOHN MICHAEL',
    phones: [...smith.phones],
    identifiers: [code(b, 'S-2')],
  })
  assert.equal(second.state, 'held')
  const [line] = await held_of(second.person)
  assert.deepEqual([line?.kind, line?.candidates], ['likely-double', [first.person]])
  assert.match(line?.says[0] ?? '', /Có thể là người đã có trong danh bạ/)
  await settle({ person: second.person, id: line?.id ?? '', decision: 'same', reason: 'đã gọi điện hỏi' })
  assert.equal((await look([code(b, 'S-2')]))?.id, first.person)
  await assert.rejects(
    settle({ person: second.person, id: line?.id ?? '', decision: 'same', reason: 'lần nữa' }),
    /đã có người giải quyết/,
  )
})

test('a merged person is followed, and unmerging gives every number back where it was', async () => {
  const one = await tell(a, {
    name: 'Đỗ Văn Kiên',
    birth_date: '1955',
    identifiers: [code(a, 'K-1'), bhyt('GD4242400000001')],
  })
  const other = await tell(b, {
    name: 'Đỗ Văn Kiên',
    birth_date: '1955-02-03',
    identifiers: [code(b, 'K-2'), cccd('024055000001')],
  })
  const before = await database.in_facility(hub, async (sql) =>
    JSON.stringify((await get_person(sql, as_hub, one.person)).identifiers),
  )
  const merge = (source: string, target: string) =>
    database.in_facility(hub, (sql) => merge_persons(sql, as_hub, { source, target, reason: 'một người' }))
  assert.equal(await merge(one.person, other.person), other.person)
  assert.deepEqual((await look([code(a, 'K-1')]))?.identifiers.length, 4)
  assert.equal(await database.in_facility(hub, (sql) => resolve(sql, one.person)), other.person)
  assert.deepEqual(await database.in_facility(hub, (sql) => known_as(sql, one.person)), [other.person, one.person])
  const told = await tell(a, { name: 'Đỗ Văn Kiên', birth_date: '1955', identifiers: [code(a, 'K-1')] })
  assert.deepEqual([told.state, told.person], ['known', other.person])
  await assert.rejects(merge(one.person, other.person), /đã được gộp/)
  await assert.rejects(merge(other.person, one.person), /đã là một người/)
  await assert.rejects(
    database.in_facility(hub, (sql) =>
      merge_persons(sql, as_hub, { source: other.person, target: one.person, reason: ' ' }),
    ),
    /Thiếu lý do/,
  )
  await database.in_facility(hub, (sql) => unmerge_persons(sql, as_hub, { source: one.person, reason: 'hai cha con' }))
  const back = await database.in_facility(hub, (sql) => get_person(sql, as_hub, one.person))
  assert.equal(JSON.stringify(back.identifiers), before)
  assert.equal((await look([code(a, 'K-1')]))?.id, one.person)
  assert.equal((await look([cccd('024055000001')]))?.id, other.person)
  const [line] = await database.in_facility(hub, (sql) => list_merges(sql, as_hub, one.person))
  assert.deepEqual([line?.target, line?.reason, line?.undo_reason], [other.person, 'một người', 'hai cha con'])
})

test('merged twice and parted once, the first merge stands', async () => {
  const tell_one = (value: string, name: string) => tell(a, { name, birth_date: '1944', identifiers: [code(a, value)] })
  const [x, y, z] = [
    await tell_one('X', 'Bùi Thị Sen'),
    await tell_one('Y', 'Lý A Páo'),
    await tell_one('Z', 'Giàng Thị Mỷ'),
  ]
  const merge = (source: string, target: string) =>
    database.in_facility(hub, (sql) => merge_persons(sql, as_hub, { source, target, reason: 'thử' }))
  await merge(x.person, y.person)
  await merge(y.person, z.person)
  assert.equal((await look([code(a, 'X')]))?.id, z.person)
  await database.in_facility(hub, (sql) => unmerge_persons(sql, as_hub, { source: y.person, reason: 'nhầm' }))
  assert.equal((await look([code(a, 'X')]))?.id, y.person)
  assert.equal((await look([code(a, 'Z')]))?.id, z.person)
})

test('who is known to have died is flagged to whoever tells of her as alive', async () => {
  const given = { name: 'Vũ Thị Tám', birth_date: '1938-01-01', identifiers: [cccd('024138000008')] }
  await tell(a, { ...given, deceased: '2026-10-01' })
  const told = await tell(b, given)
  assert.deepEqual([told.state, told.deceased], ['known', '2026-10-01'])
  assert.match(told.issues[0]?.message ?? '', /báo tử ngày 01\/10\/2026/)
})

test('a death is each member’s own word: put right and taken back by who told it, by nobody else', async () => {
  const given = { name: 'Hà Thị Chín', birth_date: '1939-02-02', identifiers: [cccd('024139000009')] }
  const death = async () => (await look([cccd('024139000009')]))?.deceased
  await tell(a, { ...given, deceased: '2026-10-03' })
  assert.equal((await tell(a, { ...given, deceased: '2026-10-02' })).deceased, '2026-10-02', 'another day, by the same')
  assert.equal(await death(), '2026-10-02')
  const denied = await tell(b, { ...given, deceased: 'false' })
  assert.deepEqual(
    [denied.deceased, await death()],
    ['2026-10-02', '2026-10-02'],
    'not told by B, not B’s to take back',
  )
  assert.match(denied.issues[0]?.message ?? '', /báo tử ngày 02\/10\/2026/)
  await tell(b, { ...given, deceased: 'true' })
  await tell(a, { ...given, deceased: 'false' })
  assert.equal(await death(), 'true', 'B’s word stands, with no day')
  const again = await tell(b, { ...given, deceased: 'false' })
  assert.deepEqual([again.deceased, again.issues, await death()], [null, [], undefined])
})

test('what cannot be a number is left out and said; nothing at all is refused', async () => {
  const told = await tell(a, {
    name: 'Ngô Văn Tư',
    birth_date: '1970-02-02',
    identifiers: [cccd('02406800012'), code(b, 'của B'), { system: 'urn:oid:1.2.3', value: '5' }, code(a, 'T-1')],
  })
  assert.equal(told.issues.length, 3)
  assert.deepEqual(
    (await look([code(a, 'T-1')]))?.identifiers.map(({ value }) => value),
    ['T-1'],
  )
  await assert.rejects(tell(a, { identifiers: [] }), /Cần ít nhất một số/)
  const many = Array.from({ length: 60 }, (_, i) => code(a, `M-${i}`))
  await assert.rejects(tell(a, { identifiers: many }), /không có quá 50 số/)
  await assert.rejects(tell(a, { identifiers: [], name: 'A', birth_date: '2024-02-31' }), /không có thật/)
})
