/** A pharmacy that only dispenses: nobody is admitted there and nothing is prescribed, whatever role somebody was given. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { put_account, put_client } from '../../src/platform/access/index.ts'
import { admission, password, registration, start_test_site, type Answer } from '../test-site.ts'
import { pharmacy, put_pharmacy } from '../pharmacy.ts'

const running = await start_test_site()
const { site } = running
await put_pharmacy(site.database)
for (const role of ['doctor', 'reception', 'director'])
  await site.database.in_site((sql) =>
    put_account(sql, {
      ...{
        id: `acc-${role}.nt`,
        facility: pharmacy.code,
        username: `${role}.nt`,
        name: `BS. ${role}`,
        title: '',
        role,
      },
      ...{ practitioner: `pr-${role}.nt`, department: null, password },
    }),
  )
await put_client(
  site.database,
  { client_id: 'client.nt', facility: pharmacy.code, name: 'Phần mềm quầy', scope: 'system/*.*' },
  password,
)
const [doctor, reception, it, pharmacist] = await Promise.all(
  ['doctor.nt', 'reception.nt', 'it_admin.nt', 'pharmacist.nt'].map(running.person),
)
assert.ok(doctor && reception && it && pharmacist)

const empty_draft = {
  ...{ lines: [], diagnoses: [], advice: '', reexam_days: null, weight_kg: null, guardian: '', recipient_name: '' },
  ...{ recipient_identity: '', replaces: '', replace_reason: '', reasons: {} },
}

const refused = (answer: Answer, words = /Nhà thuốc chỉ cấp thuốc theo đơn/): void => {
  assert.equal(answer.status, 403, answer.text)
  assert.match(answer.text, words)
}

test('nobody is registered or admitted, nothing is prescribed: refused by name, and it stands in the log', async () => {
  refused(await reception('POST', '/api/patients', registration()))
  refused(await reception('POST', '/api/stays', admission('ai-do')))
  refused(await doctor('PUT', '/api/prescribing/mot-luot/draft', { revision: 0, body: empty_draft }))
  refused(await doctor('POST', '/api/prescribing/mot-luot/sign', { revision: 1 }))
  const { rows } = await site.database.in_facility(pharmacy.code, (sql) =>
    sql.query<{ ref: string }>("SELECT ref FROM audit.event WHERE facility = $1 AND interaction = 'refused'", [
      pharmacy.code,
    ]),
  )
  assert.equal(rows.length, 4)
})

test('what an account is told it may do is what the house does', async () => {
  const rights = async (who: typeof doctor) => (await who('GET', '/api/me')).json['rights'] as string[]
  assert.deepEqual(await rights(reception), [])
  assert.ok(!(await rights(doctor)).some((right) => /^(patient|stay|record|prescription)\./.test(right)))
  assert.deepEqual(await rights(pharmacist), ['prescription.dispense'])
  assert.deepEqual(await rights(it), ['accounts.manage', 'system.watch', 'catalog.import', 'exchange.manage', 'audit.read'])
})

test('its own program reads by FHIR and writes nothing: no admission and no prescription by a side door', async () => {
  const system = await running.system('client.nt')
  assert.equal((await system('GET', '/fhir/MedicationDispense')).status, 200)
  const subject = { display: 'Ai đó' }
  for (const resource of [
    { resourceType: 'Encounter', status: 'in-progress', class: { code: 'IMP' }, subject },
    { resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject, medicationCodeableConcept: {} },
  ])
    refused(await system('POST', `/fhir/${resource.resourceType}`, resource))
  refused(await system('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry: [] }))
})

test('a house that is no pharmacy gives its roles what it gave them', async () => {
  const rights = (await (await running.person('doctor'))('GET', '/api/me')).json['rights'] as string[]
  assert.ok(rights.includes('stay.admit') && rights.includes('prescription.write'))
})
