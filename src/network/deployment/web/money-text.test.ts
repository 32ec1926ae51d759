import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_million, show_million } from './money-text.ts'

test('money as people type it: both ways of writing, nothing, and what is no sum', () => {
  const dong = (text: string) => {
    const read = read_million(text)
    return read.ok ? read.dong : read.reason
  }
  assert.equal(dong('1.234,5'), 1_234_500_000)
  assert.equal(dong('1,234.5'), 1_234_500_000, 'the English way is no millionth of it')
  assert.equal(dong('1.234'), 1_234_000_000, 'alone it is read as it stands on our screens')
  assert.equal(dong('0,000001'), 1)
  assert.equal(dong('12.345.678'), 12_345_678_000_000)
  assert.equal(dong(' '), undefined)
  assert.ok(/không phải là số/.test(String(dong('một tỷ'))))
  assert.ok(/không thể âm/.test(String(dong('-5'))))
  assert.ok(/đồng chẵn/.test(String(dong('0,0000001'))))
  assert.ok(/quá lớn/.test(String(dong('90597000000'))))
  for (const one of [0, 1, 234_567_000, 1_234_500_000]) assert.equal(dong(show_million(one)), one)
})
