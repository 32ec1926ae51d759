import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generate_patient, generate_shared } from '../../bench/fhir/generate.ts'
import { open_behind } from '../refusals/behind.ts'
import { password, start_test_site, type Json } from '../test-site.ts'
import { token_of } from './bulk-client.ts'

/** $import writes rows past the units, in PostgreSQL's own form: they must be the rows that a single write makes. */
const running = await start_test_site()
const { owner } = await open_behind(running)

/** What the two ways could tell apart: signs that a text form has to escape, dates far away, numbers with their digits. */
const unusual: Json[] = [
  {
    resourceType: 'Patient',
    id: 'la',
    name: [{ text: `Đặng "Bình" \\ O'Neil\t𠮷`, family: 'Đặng', given: ["''", '\\N'] }],
    identifier: [{ system: 'http://a.vn/id', value: "a'b\\c" }],
    birthDate: '1000',
  },
  { resourceType: 'Patient', id: 'tron' },
  {
    resourceType: 'Observation',
    id: 'xa',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }, { code: 'm' }], text: '\\.' },
    subject: { reference: 'Patient/la' },
    effectivePeriod: { start: '0001-01-01', end: '9999-12-31' },
    valueQuantity: { value: -0.00001, unit: 'µ\\', system: 'http://unitsofmeasure.org', code: 'u' },
  },
  {
    resourceType: 'Encounter',
    id: 'mo',
    status: 'in-progress',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/la' },
    period: { start: '2026-02-28T23:59:59.999+07:00' },
  },
]
const resources = [...generate_shared(3), ...generate_patient(3, 0), ...unusual] as Json[]
const refs = resources.map((one) => `${one['resourceType']}/${one['id']}`)

const rows_of = async (facility: string): Promise<Record<string, unknown[]>> => {
  const found = await owner.query<Json>(
    `SELECT type, id, version, deleted, lasting, indexed, patient, code, clinical_at::text, clinical_end::text, words::text,
       ARRAY(SELECT t FROM unnest(terms) AS t ORDER BY t)::text AS terms,
       regexp_replace(body, '"lastUpdated":"[^"]*"', '') AS body
     FROM record.resource WHERE facility = $1 AND type || '/' || id = ANY ($2) ORDER BY type, id`,
    [facility, refs],
  )
  const measures = await owner.query<Json>(
    `SELECT type, id, place, low, high, units::text, pair::text FROM record.measure
     WHERE facility = $1 AND type || '/' || id = ANY ($2) ORDER BY type, id, place, low, high, units, pair`,
    [facility, refs],
  )
  return { resources: found.rows, measures: measures.rows }
}

test('what is copied in is the row that a single write makes, column by column', async () => {
  const single = await running.system()
  for (const resource of resources) {
    const { status } = await single('PUT', `/fhir/${resource['resourceType']}/${resource['id']}`, resource)
    assert.equal(status, 201)
  }
  const answer = await fetch(`${running.base}/fhir/$import`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token_of(running.base, 'client.b', password)}`,
      'content-type': 'application/fhir+ndjson',
    },
    body: resources.map((one) => JSON.stringify(one)).join('\n'),
  })
  assert.equal(answer.status, 200)
  const [written, copied] = [await rows_of('24012'), await rows_of('01929')]
  assert.equal(copied['resources']?.length, resources.length)
  assert.deepEqual(copied, written)
})
