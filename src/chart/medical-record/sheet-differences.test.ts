import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnswerRow, Answers } from './contract.ts'
import type { Field, FormDefinition } from './form-definition.ts'
import { sheet_differences } from './sheet-differences.ts'

const items: Field[] = [
  { type: 'text', id: 'benh', label: 'Bệnh chính:' },
  { type: 'code', id: 'benh_ma', label: 'Mã', of: 'benh' },
  { type: 'vital', id: 'nhiet_do', label: 'Nhiệt độ', unit: '°C' },
  { type: 'boolean', id: 'di_ung', label: 'Dị ứng' },
  {
    type: 'choice',
    id: 'ket_qua',
    label: 'Kết quả',
    options: [
      { code: '1', label: 'Khỏi' },
      { code: '2', label: 'Đỡ' },
    ],
  },
  {
    type: 'table',
    id: 'dien_bien',
    label: '(bảng)',
    columns: [
      { id: 'luc', label: 'Thời gian', type: 'datetime' },
      { id: 'dien_bien', label: '(Diễn biến)', type: 'long-text' },
      { id: 'y_lenh', label: 'Chỉ định', type: 'long-text' },
    ],
  },
  { type: 'signature', id: 'ky', label: 'Bác sỹ', role: 'bac-si' },
]
const form: FormDefinition = {
  ...{ code: null, slug: 'x', version: '1', title: 'X', kind: 'sheet', setting: 'any', confidence: '' },
  law: { source: '', valid_from: '' },
  sections: [
    { id: 'a', title: 'I. Khám', stage: 'clinical', items: items.slice(0, 5) },
    { id: 'b', title: '', stage: 'clinical', items: items.slice(5) },
  ],
}
const row = (luc: string, dien_bien: string, y_lenh = ''): AnswerRow => ({
  luc: `2026-11-20T${luc}`,
  dien_bien,
  y_lenh,
})
const compare = (old: Answers, fresh: Answers) =>
  sheet_differences(form, old, fresh).flatMap((section) => section.items)
const rows = (old: AnswerRow[], fresh: AnswerRow[]) => compare({ dien_bien: old }, { dien_bien: fresh })[0]?.rows ?? []

test('only what differs, in the form’s order, in the words of the paper', () => {
  const sections = sheet_differences(
    form,
    { ket_qua: '1', benh: 'Viêm phổi', benh_ma: 'J18.1', nhiet_do: '38.4', di_ung: true },
    { benh: 'Viêm phổi', benh_ma: 'J18.9', nhiet_do: '38.40', ket_qua: '2', di_ung: false },
  )
  assert.deepEqual(sections, [
    {
      id: 'a',
      title: 'I. Khám',
      items: [
        { item: 'benh_ma', label: 'Bệnh chính – mã', old: 'J18.1', new: 'J18.9' },
        { item: 'nhiet_do', label: 'Nhiệt độ', old: '38,4 °C', new: '38,40 °C' },
        { item: 'di_ung', label: 'Dị ứng', old: 'Có', new: '' },
        { item: 'ket_qua', label: 'Kết quả', old: 'Khỏi', new: 'Đỡ' },
      ],
    },
  ])
})

test('nothing, "" and an unticked box say the same; signatures are no words', () =>
  assert.deepEqual(compare({ benh: '', di_ung: false, ky: 'x' }, { nhiet_do: null, dien_bien: [] }), []))

test('a row that came, one that went, one that was put right: each found again by its words', () => {
  const old = [row('08:00', 'Sốt'), row('14:00', 'Đỡ', 'Ceftriaxon 1 g'), row('20:00', 'Ổn')]
  assert.deepEqual(rows(old, [...old, row('22:00', 'Ngủ được')]), [
    {
      name: '20/11/2026 22:00',
      kind: 'new',
      cells: [
        { label: 'Thời gian', old: '', new: '20/11/2026 22:00' },
        { label: 'Diễn biến', old: '', new: 'Ngủ được' },
      ],
    },
  ])
  const put_right = rows(old, [row('14:00', 'Đỡ', 'Ceftriaxon 2 g'), row('20:00', 'Ổn')])
  assert.deepEqual(
    put_right.map(({ name, kind }) => `${name} ${kind}`),
    ['20/11/2026 08:00 gone', '20/11/2026 14:00 changed'],
  )
  assert.deepEqual(put_right[1]?.cells, [{ label: 'Chỉ định', old: 'Ceftriaxon 1 g', new: 'Ceftriaxon 2 g' }])
})

test('printed rows keep their places', () => {
  const habits: FormDefinition = {
    ...form,
    sections: [
      {
        ...{ id: 's', title: '', stage: 'clinical' as const },
        items: [
          {
            type: 'table',
            id: 't',
            label: 'Thói quen',
            columns: [
              { id: 'ten', label: 'Tên', type: 'text' },
              { id: 'co', label: 'Có', type: 'boolean' },
            ],
            fixed_rows: [{ ten: 'Rượu' }, { ten: 'Thuốc lá' }],
          },
        ],
      },
    ],
  }
  const [item] = sheet_differences(habits, { t: [{ co: true }, {}] }, { t: [{}, { co: true }] })[0]?.items ?? []
  assert.deepEqual(
    item?.rows?.map(({ name, kind, cells }) => [name, kind, cells[0]?.old, cells[0]?.new]),
    [
      ['Rượu', 'changed', 'x', ''],
      ['Thuốc lá', 'changed', '', 'x'],
    ],
  )
})
