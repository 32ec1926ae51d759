import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256_hex } from './index.ts'

test('sha256_hex gives the known digest of "abc" (FIPS 180-4)', () => {
  assert.equal(sha256_hex(Buffer.from('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
