import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { body_of } from './unit.ts'

const at = new Date('2026-11-21T01:02:03.004Z')
const kept = (text: string): string => body_of(parse_exact(text) as Resource, 'a', 2, at)
const own = '"versionId":"2","lastUpdated":"2026-11-21T01:02:03.004Z"'

test('type, id and meta lead, all else stays as given, whatever stood where', () => {
  const content = '"active":true,"_birthDate":{"extension":[{"url":"x","valueDecimal":1.10}]}'
  const wanted = `{"resourceType":"Patient","id":"a","meta":{${own}},${content}}`
  assert.equal(kept(`{"resourceType":"Patient","id":"a",${content}}`), wanted)
  assert.equal(kept(`{"id":"a","resourceType":"Patient",${content}}`), wanted)
  assert.equal(kept(`{${content},"id":"of another","resourceType":"Patient"}`), wanted)
  assert.equal(kept(`{"resourceType":"Patient",${content}}`), wanted)
})

test("the sender's meta is kept, its version and time are the store's", () => {
  const meta = '"meta":{"versionId":"9","profile":["p"],"lastUpdated":"1999-01-01T00:00:00Z"}'
  const wanted =
    '{"resourceType":"Patient","id":"a","meta":{"versionId":"2","profile":["p"],"lastUpdated":"2026-11-21T01:02:03.004Z"},"active":true}'
  assert.equal(kept(`{"resourceType":"Patient","id":"a",${meta},"active":true}`), wanted)
  assert.equal(kept(`{"resourceType":"Patient","id":"a","active":true,${meta}}`), wanted)
})

test('an id is not taken for the beginning of a longer one, and a resource may be empty', () => {
  assert.equal(kept('{"resourceType":"Patient","id":"ab"}'), `{"resourceType":"Patient","id":"a","meta":{${own}}}`)
  assert.equal(kept('{"resourceType":"Patient","id":"a"}'), `{"resourceType":"Patient","id":"a","meta":{${own}}}`)
})
