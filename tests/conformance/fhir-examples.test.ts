import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { supported_types } from '../../src/platform/records/search-parameters.ts'
import { start_test_site, type Json } from '../test-site.ts'

/** Every official example of a type in use (HL7 package hl7.fhir.r4.examples 4.0.1) goes in through HTTP and comes back whole. */
const dir = join(import.meta.dirname, '../../node_modules/hl7.fhir.r4.examples')

type Example = { file: string; type: string; id: string; text: string }

/** Facts hang on patients and stays, so those go first. */
const rank = (type: string): number => ['Patient', 'Encounter'].indexOf(type) >>> 0

const examples: Example[] = readdirSync(dir)
  .filter((file) => file.endsWith('.json') && supported_types.has(file.split('-')[0] ?? ''))
  .map((file) => {
    const text = readFileSync(join(dir, file), 'utf8')
    const { resourceType, id } = JSON.parse(text) as Json
    return { file, type: String(resourceType), id: String(id), text }
  })
  .filter(({ type }) => supported_types.has(type))
  .sort((one, other) => rank(one.type) - rank(other.type) || one.file.localeCompare(other.file))

/** The resource with every number as its own text: 1.0 and 1.00 differ. The store's own two elements are left out. */
const exact = (text: string): unknown => {
  const value = JSON.parse(text, (_key, item: unknown, context?: { source?: string }) =>
    typeof item === 'number' ? `number ${context?.source}` : item,
  ) as Json
  const { versionId: _version, lastUpdated: _time, ...meta } = (value['meta'] ?? {}) as Json
  delete value['meta']
  return { ...value, ...(Object.keys(meta).length > 0 ? { meta } : {}) }
}

/** What is refused with reason; an example that is refused for anything else, or no longer, fails the test. */
const known_refusals: Record<string, string> = {}

test('every official R4 example of our types is stored and comes back as it was', async (t) => {
  const running = await start_test_site()
  const system = await running.system()
  const refused = new Map<string, string>()
  const changed: string[] = []
  for (const { file, type, id, text } of examples) {
    const put = await system('PUT', `/fhir/${type}/${id}`, text, { 'content-type': 'application/fhir+json' })
    if (put.status !== 201) {
      refused.set(file, `${put.status} ${(put.json['issue'] as Json[] | undefined)?.map((issue) => `${issue['details'].text} @${issue['expression']}`).join('; ')}`)
      continue
    }
    const got = await system('GET', `/fhir/${type}/${id}`)
    assert.equal(got.status, 200, file)
    if (!isDeepStrictEqual(exact(got.text), exact(text))) changed.push(file)
  }
  t.diagnostic(`stored ${examples.length - refused.size} of ${examples.length} official examples of ${supported_types.size} types`)
  t.diagnostic(`changed: ${changed.join()}`)
  for (const [file, reason] of refused) t.diagnostic(`refused ${file}: ${reason}`)
  assert.deepEqual([...refused.keys()].sort(), Object.keys(known_refusals).sort())
})
