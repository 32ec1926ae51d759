import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create_audit_log, type Caller } from '../audit/index.ts'
import { test_database } from '../database/test-database.ts'
import { create_store } from './index.ts'

const { database } = await test_database()
const store = create_store(database, create_audit_log(database))
const caller: Caller = {
  facility: '24012',
  actor: { id: 'td', name: 'Tiếp đón', role: 'reception', kind: 'user' },
  purpose: 'TREAT',
  address: '',
  request_id: '',
}

await store.unit(caller, async (unit) => {
  const person = (name: string, birthDate: string, value: string) =>
    unit.create({
      resourceType: 'Patient',
      name: [{ text: name }],
      birthDate,
      identifier: [{ value }],
      telecom: [{ system: 'phone', value: '0912345678' }],
    })
  await person('Nguyễn Văn Đạt', '1975-04-30', '024075001234')
  await person('Nguyễn Văn Dũng', '1980', 'GD4242412345678')
  await person('Trần Thị Hương', '1968-03-12', '24012.00000007')
})

const names = (text: string): Promise<string[]> =>
  store.unit(caller, async (unit) =>
    (await unit.find_by_words('Patient', text, 20)).map((stored) => /"text":"([^"]+)"/.exec(stored.body)?.[1] ?? ''),
  )

test('one field: without diacritics, initials, year, beginnings of words, any number', async () => {
  for (const text of ['nguyen van dat', 'nvd 1975', 'Đạt', 'NGUYỄN VĂN ĐẠT', 'ng v dat', '0240 7500 1234', '024075'])
    assert.deepEqual(await names(text), ['Nguyễn Văn Đạt'], text)
  assert.deepEqual((await names('nvd')).sort(), ['Nguyễn Văn Dũng', 'Nguyễn Văn Đạt'])
  assert.deepEqual(await names('th hu'), ['Trần Thị Hương'], 'not from the first word')
  assert.deepEqual(await names('gd4242412345678'), ['Nguyễn Văn Dũng'])
  assert.equal((await names('0912 345 678')).length, 3)
})

test('what is typed is words, never syntax; nothing typed finds nobody', async () => {
  for (const text of ["'", "o'neil & | !", '\\', ':*', '()', '   ', '\u0000'.trim()])
    assert.deepEqual(await names(text), [], text)
})
