/** Weeks in intensive care: a thousand vital signs push nothing else out of what leaves the house. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gather_visit } from '../../src/network/health-book/publish/gather-visit.ts'
import type { Caller } from '../../src/platform/audit/index.ts'
import { code_system, type Resource } from '../../src/standards/fhir/index.ts'
import { one_of_each, say_more } from '../../src/standards/ips/index.ts'
import { admission, registration, start_test_site } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter } = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string }
const system: Caller = {
  facility: '24012',
  actor: { id: 'exchange', name: 'Liên thông', role: 'system', kind: 'system' },
  ...{ purpose: 'TREAT', address: '', request_id: '' },
}
const vitals = 1_030

const observation = (code: string, value: number, hours_ago = 0) => ({
  ...{ resourceType: 'Observation', status: 'final' },
  subject: { reference: `Patient/${patient}` },
  encounter: { reference: `Encounter/${encounter}` },
  effectiveDateTime: new Date(Date.now() - hours_ago * 3_600_000).toISOString(),
  code: { coding: [{ system: code_system.loinc, code }] },
  valueQuantity: { value, system: 'http://unitsofmeasure.org', code: '1', unit: '1' },
})

test('the page of a stay carries every finding, the laboratory’s last one too', async () => {
  const { store, forms } = running.site
  await store.unit(system, async (unit) => {
    await Promise.all(Array.from({ length: vitals }, (_, i) => unit.create(observation('8867-4', 60 + (i % 60)))))
    await unit.create(observation('2823-3', 6.8, 1))
    // An older value that was written down later.
    await unit.create(observation('2823-3', 3.1, 48))
  })
  const { facts } = await store.unit(system, (unit) => gather_visit(unit, forms, encounter))
  const codes = facts.map((fact) => JSON.stringify(fact['code']))
  assert.equal(codes.filter((code) => code.includes('8867-4')).length, vitals)
  assert.equal(codes.filter((code) => code.includes('2823-3')).length, 2)
  const told = one_of_each(facts).find((fact) => JSON.stringify(fact['code']).includes('2823-3'))
  assert.match(say_more(told as Resource), /6,8/, 'of each kind the newest one is told')
})
