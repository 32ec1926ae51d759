import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import * as der from './der.ts'
import { children, oid_text, read_first, read_one, small_integer, time_value } from './der-reader.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('writes what X.690 gives as examples', () => {
  assert.equal(hex(der.oid('2.999.3')), '0603883703')
  assert.equal(hex(der.integer(127)), '02017f')
  assert.equal(hex(der.integer(128)), '02020080')
  assert.equal(hex(der.integer(0)), '020100')
  assert.equal(hex(der.octet_string(new Uint8Array(200)).subarray(0, 3)), '0481c8')
  assert.equal(hex(der.octet_string(new Uint8Array(300)).subarray(0, 4)), '0482012c')
  assert.equal(hex(der.set_of(der.integer(2), der.integer(1))), '3106020101020102')
})

test('reads back what it wrote', () => {
  for (const id of ['1.2.840.113549.1.7.2', '2.999.3', '0.9.2342.19200300.100.1.1'])
    assert.equal(oid_text(read_one(der.oid(id))), id)
  for (const at of ['2026-11-02T01:30:00Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z', '1999-01-01T00:00:00Z'])
    assert.equal(time_value(read_one(der.time(new Date(at)))).getTime(), new Date(at).getTime())
  assert.deepEqual(children(read_one(der.sequence(der.integer(1), der.integer(70000)))).map(small_integer), [1, 70000])
})

test('refuses every encoding but the canonical one', () => {
  for (const bad of ['', '30', '3002', '3080', '308102ffff', '30820001ff', '1f01', '020101ff', '30850100000000'])
    assert.throws(() => read_one(Buffer.from(bad, 'hex')), Failure, bad)
  assert.equal(read_first(Buffer.from('020101ff', 'hex')).whole.length, 3)
})
