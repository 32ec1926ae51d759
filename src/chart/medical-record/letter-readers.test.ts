/** What a letter says by itself of a stay. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { to_stay, type Diagnosis } from '../encounters/index.ts'
import type { LetterFacts, LetterSource } from './letter-facts.ts'
import { letter_readers } from './letter-readers.ts'

const value = (name: string, text: string, flag = 'N', range = '1 – 9') => ({
  name,
  value: text,
  unit: 'mmol/L',
  range,
  flag,
})
const report = (title: string, at: string, ...values: ReturnType<typeof value>[]): LetterFacts['results'][number] => ({
  ...{ id: at, at, title, values },
  flagged: values.some(({ flag }) => flag !== 'N'),
})
const vital = (code: string, at: string, text: string, unit: string) => ({ code, at, display: '', value: text, unit })

const letter: LetterFacts = {
  vitals: [
    vital('8867-4', '2026-11-21T14:30:00+07:00', '96', 'lần/phút'),
    vital('8310-5', '2026-11-21T14:30:00+07:00', '38.2', '°C'),
    vital('8867-4', '2026-11-21T06:00:00+07:00', '88', 'lần/phút'),
    vital('2708-6', '2026-11-19T06:00:00+07:00', '91', '%'),
  ],
  results: [
    report('Sinh hóa máu', '2026-11-21T08:00:00+07:00', value('Kali', '4.1')),
    report('Sinh hóa máu', '2026-11-19T08:00:00+07:00', value('Kali', '6.2', 'H'), value('Natri', '138')),
    report('Công thức máu', '2026-11-19T08:00:00+07:00', value('BC', '8.0')),
    report('X-quang ngực', '2026-11-19T09:00:00+07:00', {
      ...value('Kết luận', 'Đám mờ đáy phổi phải.', '', ''),
      unit: '',
    }),
    report('Cấy đờm', '2026-11-20T09:00:00+07:00'),
  ],
  drugs: ['Ceftriaxon 1 g: 2 lọ truyền tĩnh mạch'],
  procedures: ['Đặt nội khí quản'],
  allergies: ['Penicillin'],
  words: new Map([
    ['qua_trinh_benh_ly', { label: '', text: 'Sốt ba ngày.' }],
    ['toan_than', { label: '', text: 'Tỉnh.' }],
    ['cq_ho_hap', { label: 'Hô hấp', text: 'Ran nổ đáy phải.' }],
  ]),
  level: 'cơ bản',
}
const diagnosis = (use: string, text: string, code: string): Diagnosis => ({ id: use, use, text, code, display: '' })
const source: LetterSource = {
  facility: { code: '24012', name: 'Bệnh viện thử' },
  stay: to_stay({
    ...{ resourceType: 'Encounter', class: { code: 'IMP' } },
    period: { start: '2026-11-19T15:10:00+07:00' },
  }),
  diagnoses: [
    diagnosis('admission', 'Viêm phổi', 'J18.9'),
    diagnosis('admission-comorbid', 'Tăng huyết áp', 'I10'),
    diagnosis('emergency', 'Sốt', 'R50.9'),
  ],
  letter,
  now: new Date('2026-11-21T15:00:00+07:00'),
}
const read = (bind: string, from = source) => letter_readers[bind]?.(from)

test('the newest vital signs of one look, not those of the day before yesterday', () => {
  assert.equal(read('letter.vitals'), 'Mạch 96 lần/phút, nhiệt độ 38,2 °C (14:30 21/11/2026)')
})

test('results: what is out of range, an earlier one too when the latest is in order; one without a word is not called normal', () => {
  assert.equal(
    read('letter.results'),
    'Sinh hóa máu (21/11): trong khoảng tham chiếu; Sinh hóa máu (19/11): Kali 6,2 mmol/L ↑; ' +
      'Công thức máu (19/11): trong khoảng tham chiếu; X-quang ngực (19/11): Đám mờ đáy phổi phải',
  )
})

test('course with the allergies, signs from the examination where nobody has summed up, treatment with procedures first', () => {
  assert.equal(read('letter.course'), 'Sốt ba ngày. Dị ứng: Penicillin.')
  assert.equal(read('letter.signs'), 'Tỉnh. Hô hấp: Ran nổ đáy phải.')
  assert.equal(
    read('letter.treatment'),
    'Thủ thuật, kỹ thuật: Đặt nội khí quản. Thuốc: Ceftriaxon 1 g: 2 lọ truyền tĩnh mạch',
  )
})

test('the last word said of the illness, with what goes with it', () => {
  assert.equal(read('letter.diagnosis'), 'Viêm phổi')
  assert.equal(read('letter.diagnosis.code'), 'J18.9')
  assert.deepEqual(read('letter.comorbid.code'), ['I10'])
  const left = { ...source, diagnoses: [...source.diagnoses, diagnosis('discharge', 'Viêm phổi thùy', 'J18.1')] }
  assert.equal(read('letter.diagnosis', left), 'Viêm phổi thùy')
  assert.deepEqual(read('letter.comorbid', left), [], 'nothing of another time is mixed in')
})

test('nothing known, nothing said', () => {
  const nothing = { ...source, diagnoses: [], letter: undefined }
  for (const bind of ['letter.vitals', 'letter.results', 'letter.course', 'letter.diagnosis'])
    assert.equal(read(bind, nothing), undefined, bind)
})
