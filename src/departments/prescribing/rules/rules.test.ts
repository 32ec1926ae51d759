import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ingredient_keys } from '../catalogue/ingredient-name.ts'
import { empty_draft, type DraftLine, type Drug } from '../contract.ts'
import type { CheckFacts } from './facts.ts'
import { judge_draft, obstacles } from './judge.ts'
import { number_in_words } from './number-words.ts'
import { computed_quantity, directions_of, with_nought } from './quantity.ts'

const drug = (ingredient: string, changes: Partial<Drug> = {}): Drug => ({
  ...{
    code: ingredient,
    kind: 'drug',
    ingredient_code: '',
    ingredient,
    ingredients: ingredient_keys(ingredient),
    brand: '',
  },
  ...{ strength: '', form: 'Viên', route_code: '1.01', route: 'Uống', unit: 'Viên', registration: '', price: null },
  ...{ controlled: 'none', is_toxic: false },
  ...changes,
})
const line = (of: Drug, changes: Partial<DraftLine> = {}): DraftLine => ({
  ...{
    id: of.code,
    drug: of,
    dose: 1,
    dose_unit: 'viên',
    times_per_day: 2,
    days: 5,
    time_of_use: '',
    quantity: null,
    note: '',
  },
  ...changes,
})
const facts = (changes: Partial<CheckFacts> = {}): CheckFacts => ({
  ...{ day: '2026-11-21', facility_kind: 'hospital', long_course_codes: undefined, months: 600, icd_codes: ['J18.1'] },
  ...{ allergies: [], pairs: [], pair_list: { id: 1, name: 'x', source: 'x', is_starter: true }, active: [] },
  ...changes,
})
const told = (lines: DraftLine[], changes: Partial<CheckFacts> = {}, draft = {}): string[] =>
  judge_draft({ ...empty_draft, lines, ...draft }, facts(changes)).findings.map(
    ({ level, message }) => `${level}: ${message}`,
  )

test('numbers of a narcotic in words', () => {
  const said = Object.entries({
    5: 'Năm',
    10: 'Mười',
    15: 'Mười lăm',
    21: 'Hai mươi mốt',
    24: 'Hai mươi tư',
    105: 'Một trăm linh năm',
    1005: 'Một nghìn không trăm linh năm',
  })
  for (const [value, words] of said) assert.equal(number_in_words(Number(value)), words)
  assert.equal(number_in_words(2.5), 'Hai phẩy năm')
})

test('quantities: whole pieces, a nought before one figure, nothing computed from millilitres', () => {
  assert.equal(computed_quantity(line(drug('Paracetamol'), { dose: 0.5, times_per_day: 3, days: 3 })), 5)
  assert.equal(computed_quantity(line(drug('Paracetamol'), { dose: 0.1, times_per_day: 3, days: 10 })), 3)
  assert.equal(computed_quantity(line(drug('Ibuprofen', { unit: 'Chai' }), { dose_unit: 'ml' })), null)
  assert.deepEqual([with_nought(5), with_nought(10), with_nought(0.5)], ['05', '10', '0,5'])
  assert.equal(
    directions_of(line(drug('Natri clorid', { route_code: '6.01' }), { dose: 2, dose_unit: 'giọt' })),
    'Ngày nhỏ 2 lần, mỗi lần 02 giọt, trong 5 ngày',
  )
})

test('nothing to be found is a pass; what could not be looked at is red', () => {
  assert.deepEqual(told([line(drug('Paracetamol'))]), [])
  assert.match(told([line(drug('Paracetamol'))], { pair_list: undefined }).join(), /red: Cơ sở chưa có danh mục cặp/)
  assert.match(told([line(drug('Paracetamol'))], { active: undefined }).join(), /red: Không đọc được các đơn/)
  assert.match(
    told([line(drug('Paracetamol'))], { allergies: ['Dị ứng (chưa rõ dị nguyên)'] }).join(),
    /red: .*chưa rõ dị nguyên/,
  )
  const nameless = drug('Thuốc lạ', { ingredients: [] })
  assert.equal(
    told([line(nameless)], { allergies: ['Penicilin'] }).filter((one) => one.startsWith('red: Không biết hoạt chất'))
      .length,
    3,
  )
})

test('an allergy said in other words', () => {
  const amoxicillin = [line(drug('Amoxicilin'))]
  for (const said of ['Penicillin', 'kháng sinh nhóm Beta-lactam', 'AMOXICILLIN', 'Ampicilin'])
    assert.match(told(amoxicillin, { allergies: [said] })[0] ?? said, /^red: Dị ứng/)
  assert.match(told(amoxicillin, { allergies: ['Ceftriaxon'] })[0] ?? '', /^amber: .*dị ứng chéo/)
  assert.match(told(amoxicillin, { allergies: ['tôm, cua'] })[0] ?? '', /^amber: .*bác sĩ tự xem/)
  assert.deepEqual(told(amoxicillin, { allergies: ['Sulfamid'] }), [])
})

test('a pair bound to a route counts for that route only', () => {
  const pair = {
    one: ingredient_keys('Ephedrin'),
    other: ingredient_keys('Xanh methylen'),
    one_name: 'Ephedrin',
    other_name: 'Xanh methylen',
  }
  const conditions = { one_condition: 'sử dụng đường uống', other_condition: 'sử dụng đường tiêm tĩnh mạch' }
  const pairs = [{ ...pair, ...conditions, severity: 'contraindicated' as const, harm: '', action: '' }]
  const blue = line(drug('Methylen blue', { route_code: '2.04' }))
  assert.match(
    told([line(drug('Ephedrin', { controlled: 'none' })), blue], { pairs }).join(),
    /Chống chỉ định phối hợp/,
  )
  assert.deepEqual(told([line(drug('Ephedrin', { route_code: '5.07', controlled: 'none' })), blue], { pairs }), [])
})

test('limits of days by kind and illness', () => {
  const days = (kind: Partial<Drug>, count: number, icd: string): string =>
    told(
      [line(drug('Thuốc', kind), { days: count })],
      { icd_codes: [icd] },
      { recipient_name: 'A', recipient_identity: '1' },
    ).join()
  assert.match(days({}, 31, 'J18.1'), /tối đa 30/)
  assert.equal(days({}, 90, 'I10'), '')
  assert.match(days({}, 91, 'I10'), /tối đa 90/)
  assert.match(days({ controlled: 'N' }, 8, 'S72.0'), /tối đa 7/)
  assert.equal(days({ controlled: 'N' }, 30, 'C34.9'), '')
  assert.match(days({ controlled: 'H' }, 11, 'F41.1'), /red: .*quá 10 ngày/)
  assert.match(days({ controlled: 'H' }, 31, 'F41.1'), /tối đa 30/)
  assert.match(
    told([line(drug('Morphin', { controlled: 'N' }))], { facility_kind: 'station' }).join(),
    /có giường bệnh/,
  )
  assert.match(told([line(drug('Bổ mắt', { kind: 'supplement' }))]).join(), /không kê trong đơn/)
})

test('a reason of a few letters is none; a stop has no reason that would do', () => {
  const judged = judge_draft(
    { ...empty_draft, lines: [line(drug('Amoxicilin')), line(drug('Paracetamol'), { days: null })] },
    facts({ allergies: ['Penicilin'] }),
  )
  const key = judged.findings.find(({ level }) => level === 'red')?.key ?? ''
  assert.equal(obstacles(judged, { [key]: 'ok' }).length, 2)
  assert.deepEqual(
    obstacles(judged, { [key]: 'đã thử phản ứng' }).map(({ level }) => level),
    ['stop'],
  )
})
