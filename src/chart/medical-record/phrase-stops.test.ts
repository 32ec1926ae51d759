import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormDefinition } from './form-definition.ts'
import { open_stops } from './phrase-stops.ts'

const form: FormDefinition = {
  ...{ code: null, slug: 'x', version: '1', title: 'X', kind: 'sheet', setting: 'any', confidence: '' },
  law: { source: '', valid_from: '' },
  sections: [
    {
      ...{ id: 's', title: '', stage: 'clinical' },
      items: [
        { type: 'long-text', id: 'benh_su', label: 'Bệnh sử' },
        { type: 'number', id: 'tuoi', label: 'Tuổi' },
        {
          type: 'table',
          id: 'dien_bien',
          label: 'Diễn biến',
          columns: [
            { id: 'luc', label: 'Lúc', type: 'datetime' },
            { id: 'loi', label: 'Lời (theo SOAP)', type: 'long-text' },
          ],
        },
      ],
    },
  ],
}

test('a stop left in a text is found with the words around it, in its own cell', () => {
  const stops = open_stops(form, {
    benh_su: 'Cách nhập viện [ ] ngày, bệnh nhân xuất hiện sốt cao liên tục kèm theo ho [khan] nhiều về đêm và sáng',
    tuoi: '[ ]',
    dien_bien: [{ luc: '2026-11-20T08:00', loi: 'Tỉnh' }, { loi: 'S: [ ]\nO: mạch' }],
  })
  assert.deepEqual(stops, [
    { item: 'benh_su', label: 'Bệnh sử', words: 'Cách nhập viện [ ] ngày, bệnh nhân xuất hiện…' },
    { item: 'benh_su', label: 'Bệnh sử', words: '…cao liên tục kèm theo ho [khan] nhiều về đêm và sáng' },
    { item: 'dien_bien', cell: '1/loi', label: 'Lời', words: 'S: [ ] O: mạch' },
  ])
})

test('a text that was walked to its end is not asked about', () =>
  assert.deepEqual(open_stops(form, { benh_su: 'Tim đều, 80 ck/phút. Phổi [trong\n]', dien_bien: [] }), []))
