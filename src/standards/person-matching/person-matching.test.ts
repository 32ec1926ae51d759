import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifier_system, type Resource } from '../fhir/index.ts'
import { compare_people, facts_of_patient, probes_of, words_of_facts, type PersonFacts } from './index.ts'

const huong = (changes: Partial<PersonFacts> = {}): PersonFacts => ({
  names: ['Nguyễn Thị Hương'],
  birth_date: '1968-03-12',
  gender: 'female',
  numbers: [],
  phones: ['0912345678'],
  address: { line: 'so 5', hamlet: 'thon dong', ward: '07210', province: '24' },
  kin: ['Trần Văn Nam'],
  ...changes,
})
const grade = (a: PersonFacts, b: PersonFacts): string => compare_people(a, b).grade
const cccd = (value: string) => ({ kind: 'cccd' as const, value })

test('one person written in the ways clerks write her is the same person', () => {
  const ways: Partial<PersonFacts>[] = [
    { names: ['NGUYEN THI HUONG'] },
    { names: ['Nguyễn Thị Hường'] },
    { names: ['Nguyễn Hương'] },
    { names: ['Hương Nguyễn Thị'] },
    { names: ['Nguyễn T. Hương'] },
    { names: ['Nguyễn Thị Hươn'] },
    { names: ['Nguyễn Thị Huơng'] },
    { birth_date: '1968' },
    { birth_date: '1968-12-03' },
    { birth_date: '1968-03-21' },
    { birth_date: '1967-03-12' },
    { phones: ['0987654321'] },
    { address: { ward: '08000', province: '24' }, kin: [] },
    { address: { hamlet: 'thon dong', ward: '07555', district: 'huyen viet yen', province: '24' } },
  ]
  for (const change of ways) assert.match(grade(huong(), huong(change)), /^(certain|probable)$/, JSON.stringify(change))
})

test('what is heard alike in some region is one name', () => {
  const pairs: [string, string][] = [
    ['Lê Văn Long', 'Lê Văn Nong'],
    ['Phạm Thị Trinh', 'Phạm Thị Chinh'],
    ['Vũ Đình Sang', 'Vũ Đình Xang'],
    ['Đỗ Thị Giung', 'Đỗ Thị Dung'],
    ['Hồ Thị Mỹ', 'Hồ Thị Mĩ'],
    ['Đặng Văn Rũng', 'Đặng Văn Dũng'],
  ]
  for (const [one, other] of pairs)
    assert.match(grade(huong({ names: [one] }), huong({ names: [other] })), /^(certain|probable)$/, one)
})

test('a name and a year alone make nobody the same: the country is full of them', () => {
  const bare = { phones: [], kin: [], birth_date: '1968' }
  const { address: _one, ...one } = huong(bare)
  assert.match(grade(one, { ...one }), /possible|certainly-not/)
  assert.equal(grade(one, { ...one, names: ['Trần Thị Hoa'] }), 'certainly-not')
})

test('twins share everything but the given name: a person must look', () => {
  const child = huong({ names: ['Trần Gia Bảo'], birth_date: '2020-05-01', gender: 'male', mother: 'Patient/me' })
  const twin = { ...child, names: ['Trần Gia Khánh'] }
  assert.match(grade(child, twin), /possible|certainly-not/)
  const unnamed = { ...child, names: ['Con bà Nguyễn Thị Hương'] }
  assert.equal(grade(unnamed, { ...unnamed }), 'possible', 'unnamed twins cannot be told apart')
  assert.equal(grade(child, unnamed), 'possible', 'a child named later may be the one born here')
})

test('father and son of one name in one house are two', () => {
  assert.notEqual(grade(huong(), huong({ birth_date: '1995-08-20' })), 'certain')
  assert.doesNotMatch(grade(huong(), huong({ birth_date: '1995-08-20' })), /probable/)
})

test('without a number in common nobody is certain: a person has to look', () => {
  assert.equal(grade(huong({ numbers: [] }), huong({ numbers: [] })), 'probable')
})

test('a number of one person outweighs what was typed wrong, but not another person', () => {
  const hers = huong({ numbers: [cccd('024168001234')] })
  const other_spelling = huong({ names: ['Ng Thị Hương'], birth_date: '1968', phones: [], numbers: hers.numbers })
  assert.equal(grade(hers, other_spelling), 'certain')
  const child = huong({ names: ['Trần Gia Bảo'], birth_date: '2020-05-01', gender: 'male', numbers: hers.numbers })
  const seen = compare_people(hers, child)
  assert.equal(seen.grade, 'possible', 'the mother’s number on the child’s chart: shown, never joined')
  assert.ok(seen.reasons.some(({ says }) => says === 'cùng số định danh'))
})

test('two different personal numbers hold the grade down: somebody has to look', () => {
  const one = huong({ numbers: [cccd('024168001234')] })
  const { grade: seen } = compare_people(one, huong({ numbers: [cccd('024168999999')] }))
  assert.match(seen, /probable|possible/)
})

test('a BHYT card is one card in its three shapes', () => {
  const bhyt = (value: string): PersonFacts => huong({ numbers: [{ kind: 'bhyt', value }], phones: [], kin: [] })
  const says = (a: PersonFacts, b: PersonFacts): string[] => compare_people(a, b).reasons.map((reason) => reason.says)
  assert.ok(says(bhyt('GD4242412345678'), bhyt('2412345678')).includes('cùng số thẻ BHYT'))
  assert.ok(says(bhyt('024168001234'), huong({ numbers: [cccd('024168001234')] })).includes('cùng số định danh'))
})

test('reasons say what speaks for and against, the heaviest first; the score lies between 0 and 1', () => {
  const { reasons, score } = compare_people(huong(), huong({ birth_date: '1968-12-03', phones: ['0987654321'] }))
  assert.ok(reasons.some(({ says }) => says === 'ngày và tháng sinh đổi chỗ'))
  assert.ok(reasons.some(({ says }) => says === 'khác điện thoại'))
  assert.ok(score > 0 && score < 1)
})

test('among more people the same agreement says less', () => {
  const one = huong({ phones: [], kin: [], birth_date: '1968' })
  const chance = (population: number): number => compare_people(one, { ...one }, { population }).score
  assert.ok(chance(10_000) > chance(1_000_000))
})

test('probes find the person in spite of one error in the name or the year', () => {
  const stored = new Set(words_of_facts(huong({ numbers: [cccd('024168001234')] })))
  const finds = (facts: PersonFacts): boolean =>
    probes_of(facts).some(({ groups }) => groups.every((group) => group.some((word) => stored.has(word))))
  const alone = { phones: [], numbers: [] }
  for (const change of [
    { names: ['nguyen thi huong'] },
    { names: ['Nguyễn Hương'] },
    { names: ['Hương Nguyễn Thị'] },
    { names: ['Nguyễn Thị Hươn'] },
    { birth_date: '1986-03-12' },
    { birth_date: '1967' },
    { names: ['Ai Khác'], birth_date: '2000', numbers: [cccd('024168001234')] },
    { names: ['Ai Khác'], birth_date: '2000', phones: ['0912345678'] },
  ])
    assert.ok(finds(huong({ ...alone, ...change })), JSON.stringify(change))
  assert.ok(!finds(huong({ ...alone, names: ['Trần Văn Khoa'], birth_date: '2001' })))
  assert.ok(probes_of(huong()).length <= 8, 'a handful')
})

test('a FHIR Patient tells its facts; sex and year are read from the personal ID where nobody wrote them', () => {
  const patient: Resource = {
    resourceType: 'Patient',
    identifier: [{ system: identifier_system.cccd, value: '024 168 001234' }],
    name: [{ family: 'Nguyễn', given: ['Thị', 'Hương'] }],
    telecom: [
      { system: 'phone', value: '+84 912 345 678' },
      { system: 'email', value: 'a@b.vn' },
    ],
  }
  assert.deepEqual(facts_of_patient(patient), {
    names: ['Nguyễn Thị Hương'],
    birth_date: '1968',
    gender: 'female',
    numbers: [cccd('024168001234')],
    phones: ['0912345678'],
    kin: [],
  })
  assert.deepEqual(facts_of_patient({ resourceType: 'Patient' }), { names: [], numbers: [], phones: [], kin: [] })
})
