import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { load_forms } from './form-definition-load.ts'
import { slots_in_turn, type WaitingSheet } from './queue-rules.ts'

const forms = load_forms(join(import.meta.dirname, '../../../forms'))
const form = (slug: string) => forms.get(slug) ?? assert.fail(slug)

const record: WaitingSheet = {
  form: form('01-BV1'),
  filled: [],
  author: 'bs-an',
  department: 'K03',
  stay_ended: false,
}
const people = {
  author: { id: 'bs-an', role: 'doctor', department: 'K03' },
  other_doctor: { id: 'bs-binh', role: 'doctor', department: 'K03' },
  head: { id: 'tk-noi', role: 'head_of_department', department: 'K03' },
  other_head: { id: 'tk-ngoai', role: 'head_of_department', department: 'K19' },
  director: { id: 'gd', role: 'director', department: undefined },
  archive: { id: 'lt', role: 'records_archive', department: undefined },
  nurse: { id: 'dd', role: 'nurse', department: 'K03' },
}
type Who = keyof typeof people
const offered = (sheet: WaitingSheet, who: Who): string[] => slots_in_turn(sheet, people[who]).map(({ id }) => id)
const to_all = (sheet: WaitingSheet): Partial<Record<Who, string[]>> =>
  Object.fromEntries(
    (Object.keys(people) as Who[]).flatMap((who) => {
      const slots = offered(sheet, who)
      return slots.length > 0 ? [[who, slots]] : []
    }),
  )

test('while the person lies there, a bệnh án waits for who wrote it and for nobody else', () => {
  assert.deepEqual(to_all(record), { author: ['ky_bs_lam_ba'] })
  assert.deepEqual(to_all({ ...record, filled: ['ky_bs_lam_ba'] }), {})
})

test('after discharge it is closed hand after hand: doctor, head of the same department, director, hand-over, archive', () => {
  const walk: [signed: string, next: Partial<Record<Who, string[]>>][] = [
    ['ky_bs_lam_ba', { author: ['ky_bs_dieu_tri'] }],
    ['ky_bs_dieu_tri', { head: ['ky_truong_khoa'] }],
    ['ky_truong_khoa', { director: ['ky_giam_doc'] }],
    ['ky_giam_doc', { author: ['ky_nguoi_giao'] }],
    ['ky_nguoi_giao', { archive: ['ky_nguoi_nhan'] }],
    ['ky_nguoi_nhan', {}],
  ]
  const filled: string[] = []
  for (const [signed, next] of walk) {
    filled.push(signed)
    assert.deepEqual(to_all({ ...record, stay_ended: true, filled: [...filled] }), next, `after ${signed}`)
  }
})

test('a head without a department of his own confirms for the whole house', () => {
  const sheet = { ...record, stay_ended: true, filled: ['ky_bs_lam_ba', 'ky_bs_dieu_tri'], department: 'K30' }
  assert.deepEqual(offered(sheet, 'head'), [])
  assert.deepEqual(
    slots_in_turn(sheet, { ...people.head, department: undefined }).map(({ id }) => id),
    ['ky_truong_khoa'],
  )
})

test('a treatment sheet waits for its author, a nursing sheet for its nurse, while the stay goes on', () => {
  assert.deepEqual(to_all({ ...record, form: form('36-BV2') }), { author: ['ky_bac_sy'] })
  assert.deepEqual(to_all({ ...record, form: form('07-BV2'), author: 'dd' }), { nurse: ['ky_dieu_duong'] })
})

test('a summary of fifteen days goes to the head when a doctor has signed; a paper only the director signs goes to him at once', () => {
  const summary = { ...record, form: form('so-ket-15-ngay') }
  assert.deepEqual(to_all(summary), { author: ['ky_bs'] })
  assert.deepEqual(to_all({ ...summary, filled: ['ky_bs'] }), { head: ['ky_truong_khoa'] })
  assert.deepEqual(offered({ ...record, form: form('52-BV2') }, 'director'), ['ky_dai_dien'])
})

test('a letter waits for its doctor, then for who may seal it: a head those of the own department', () => {
  const letter: WaitingSheet = { ...record, form: form('chuyen-co-so') }
  assert.deepEqual(to_all(letter), { author: ['ky_bac_si'] })
  assert.deepEqual(to_all({ ...letter, filled: ['ky_bac_si'] }), {
    ...{ head: ['ky_co_so'], director: ['ky_co_so'], archive: ['ky_co_so'] },
  })
  assert.deepEqual(to_all({ ...letter, filled: ['ky_bac_si', 'ky_co_so'] }), {})
})
