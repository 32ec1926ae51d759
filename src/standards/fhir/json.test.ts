import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact } from './index.ts'

const printed = (text: string): string => JSON.stringify(parse_exact(text))

test('numbers are printed with the digits they came with', () => {
  for (const number of ['1.0', '-0', '1.10', '1e3', '1E+2', '-0.0', '1e400', '12345678901234567890', '0.00000010'])
    assert.equal(printed(`{"a":[${number},2]}`), `{"a":[${number},2]}`)
})

test('digits in texts and names stay texts, whatever stands beside them', () => {
  for (const text of [
    '{"a":1.0,"b":"1.0","c":"x \\", 2.50","d":"\\\\"}',
    '{"1.0":1.0,"b":{"c":[1.00,"1.00",null,true]}}',
    '{"a":"\\u00001.0","b":2.0}',
    '{"__proto__":1.0}',
    `{"a":1.0,"b":"${'x'.repeat(100_000)}"}`,
  ])
    assert.equal(printed(text), text)
})

test('what is no JSON is refused, beside such numbers too', () => {
  for (const text of [
    '[1.0,01]',
    '[1.0,1.]',
    '[1.0,+1]',
    '[1.0,.5]',
    '[1.0-2]',
    '[1.0,"x]',
    '[1.0,"\n"]',
    '[1.0,"\\x"]',
  ])
    assert.throws(() => parse_exact(text), SyntaxError, text)
})
