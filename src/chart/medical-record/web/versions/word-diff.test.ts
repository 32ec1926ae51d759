import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mark_words } from './word-diff.ts'
import type { Part } from './word-diff.ts'

const shown = (parts: Part[]): string => parts.map((part) => (part.changed ? `‹${part.text}›` : part.text)).join('')
const marked = (old: string, fresh: string): string[] => {
  const both = mark_words(old, fresh)
  assert.equal(both.old.map((part) => part.text).join(''), old)
  assert.equal(both.new.map((part) => part.text).join(''), fresh)
  return [shown(both.old), shown(both.new)]
}

test('the words that changed are marked, the others stand as they stood', () => {
  assert.deepEqual(marked('Rì rào phế nang giảm đáy phổi phải.', 'Rì rào phế nang rõ hai đáy phổi.'), [
    'Rì rào phế nang ‹giảm› đáy phổi ‹phải›.',
    'Rì rào phế nang ‹rõ hai› đáy phổi.',
  ])
  assert.deepEqual(marked('Nhiệt độ 38,4 °C', 'Nhiệt độ 38,6 °C'), ['Nhiệt độ ‹38,4› °C', 'Nhiệt độ ‹38,6› °C'])
  assert.deepEqual(marked('ran nổ đáy trái', 'ran ẩm đáy phải'), ['ran ‹nổ› đáy ‹trái›', 'ran ‹ẩm› đáy ‹phải›'])
})

test('other spaces are no change, a new line is', () => {
  assert.deepEqual(marked('Tim đều.  Phổi rõ', 'Tim đều. Phổi rõ'), ['Tim đều.  Phổi rõ', 'Tim đều. Phổi rõ'])
  assert.deepEqual(marked('A\nB', 'A B'), ['‹A›\nB', '‹A› B'])
})

test('a comma, or one word amid sentences written anew, goes with them', () => {
  assert.deepEqual(marked('sốt, ho', 'mệt, đau'), ['‹sốt, ho›', '‹mệt, đau›'])
  assert.deepEqual(marked('cấy máu, kháng sinh, dịch 30 ml/kg.', 'Kháng sinh đường uống, tập thở sau hai ngày.'), [
    '‹cấy máu, kháng sinh, dịch 30 ml/kg›.',
    '‹Kháng sinh đường uống, tập thở sau hai ngày›.',
  ])
  assert.deepEqual(marked('một hai ba bốn năm', 'sáu bảy ba tám chín'), [
    '‹một hai ba bốn năm›',
    '‹sáu bảy ba tám chín›',
  ])
})

test('from nothing all is new', () => assert.deepEqual(marked('', 'Tỉnh'), ['', '‹Tỉnh›']))
