import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocking_keys, compare_people, type PersonFacts } from './index.ts'
import { without_key_strokes } from './key-strokes.ts'

const huong: PersonFacts = {
  names: ['Nguyễn Thị Hương'],
  birth_date: '1968-03-12',
  gender: 'female',
  numbers: [{ kind: 'cccd', value: '024168001234' }],
  phones: ['0912345678'],
  kin: [],
}
const alone = { ...huong, numbers: [], phones: [] }

test('one error or two, and a key is still in common; a stranger has none', () => {
  const stored = new Set(blocking_keys(alone))
  const is_near = (changes: Partial<PersonFacts>): boolean =>
    blocking_keys({ ...alone, ...changes }, true).some((key) => stored.has(key))
  for (const changes of [
    { names: ['NGUYEN THI HUONG'] },
    { names: ['Hương Nguyễn Thị'] },
    { names: ['Nguyễn Hương'] },
    { names: ['Nguyễn Thị Hươn'] },
    { names: ['Nguyeenx Thij Huwowng'] },
    { birth_date: '1968-12-03' },
    { birth_date: '1968' },
    { birth_date: '1968-01-01' },
    { birth_date: '1967-03-12' },
    { birth_date: '1986-03-12' },
    { names: ['Nguyễn Thị Hường'], birth_date: '1968-03-21' },
  ])
    assert.ok(is_near(changes), JSON.stringify(changes))
  assert.ok(!is_near({ names: ['Trần Văn Khoa'], birth_date: '2001-05-06' }))
  assert.ok(!is_near({ names: ['Lê Thị Hương'], birth_date: '1968-07-30' }), 'a name and a year are held by too many')
  assert.ok(blocking_keys(alone).length <= 6, 'a handful is stored')
})

test('a newborn without a name is found by the mother’s, and later by the name of the next of kin', () => {
  const born = { ...alone, names: ['Con bà Trần Thị Hoa'], birth_date: '2026-11-03', kin: ['Trần Thị Hoa'] }
  const named = { ...born, names: ['Lê Trần Bảo An'] }
  const stored = new Set(blocking_keys(born))
  assert.ok(blocking_keys(named, true).some((key) => stored.has(key)))
  assert.ok(!blocking_keys({ ...named, kin: [] }, true).some((key) => stored.has(key)))
})

test('keys that nothing made letters of are the word that was meant; foreign names stay', () => {
  for (const [struck, meant] of [
    ['nguyeenx', 'nguyen'],
    ['nguye6n4', 'nguyen'],
    ['huwowng', 'huong'],
    ['ddaatj', 'dat'],
    ['hoaf', 'hoa'],
    ['hufng', 'hung'],
    ['d9a5t', 'dat'],
  ])
    assert.equal(without_key_strokes(struck ?? ''), meant)
  for (const word of ['hoa', 'thuy', 'nguyen', 'hung', 'smith', 'johnson', 'quynh', 'khuyen', 'oanh', 'yen'])
    assert.equal(without_key_strokes(word), word)
  const typed = compare_people(huong, { ...huong, names: ['Nguyeenx Thij Huwowng'] })
  assert.equal(typed.grade, 'certain')
})

test('what one person’s records cannot both say is named, also where they share a number', () => {
  const other = { ...huong, names: ['Trần Văn Nam'], birth_date: '1992-10-02', gender: 'male' as const }
  assert.deepEqual(compare_people(huong, other).contradicts, ['name', 'birth_date', 'gender'])
  assert.deepEqual(
    compare_people(huong, { ...huong, numbers: [{ kind: 'cccd', value: '079168555666' }] }).contradicts,
    ['number'],
  )
  assert.deepEqual(compare_people(huong, { ...huong, names: ['nguyen huong'], birth_date: '1968' }).contradicts, [])
})
