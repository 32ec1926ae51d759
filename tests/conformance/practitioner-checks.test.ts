/** SHARE-19: the numbers of a practitioner are kept apart, and what does not fit together is said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StaffMember } from '../../src/chart/staff/contract.ts'
import type { PractitionerChecks } from '../../src/network/practitioner-checks/contract.ts'
import { put_prescriber } from '../../src/network/e-prescriptions/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { start_test_site } from '../test-site.ts'

const running = await start_test_site()
const it_admin = await running.person('it_admin')
const system = await running.system()
const facility = '24012'

const checks = async (): Promise<PractitionerChecks> =>
  (await it_admin('GET', '/api/practitioner-checks')).json as PractitionerChecks
const said = async (what: string, of: string): Promise<string[]> =>
  (await checks()).contradictions.filter((one) => one.what === what && one.of === of).map(({ says }) => says)
const member = async (id: string) => (await it_admin('GET', `/api/staff/${id}`)).json as StaffMember
const put = async (id: string, part: object) =>
  it_admin('PUT', `/api/staff/${id}`, {
    licence: '000111/BG-CCHN',
    scope: '',
    if_match: (await member(id)).version,
    ...part,
  })
const code = (practitioner: string, value: string) =>
  running.site.database.in_facility(facility, (sql) => put_prescriber(sql, facility, practitioner, value))

for (const who of ['doctor', 'director', 'nurse']) {
  const made = await system('PUT', `/fhir/Practitioner/pr-${who}`, {
    ...{ resourceType: 'Practitioner', id: `pr-${who}`, name: [{ text: `BS. ${who}` }] },
  })
  assert.ok(made.status < 300, made.text)
}

test('each number stands under its own system; what was not said stays', async () => {
  const first = await put('pr-doctor', { personal_id: '024 080 001234', bhxh_signer: 'BS0001' })
  assert.equal(first.status, 200, first.text)
  const { licence, personal_id, bhxh_signer } = await member('pr-doctor')
  assert.deepEqual([licence, personal_id, bhxh_signer], ['000111/BG-CCHN', '024080001234', 'BS0001'])
  assert.equal((await put('pr-doctor', { licence: '000112/BG-CCHN' })).status, 200)
  assert.equal((await member('pr-doctor')).bhxh_signer, 'BS0001')
  const { identifier } = (await system('GET', '/fhir/Practitioner/pr-doctor')).json
  const systems = (identifier as { system: string }[]).map((one) => one.system)
  assert.deepEqual(new Set(systems).size, systems.length)
})

test('refused: a number of somebody else, and what is no such number', async () => {
  const refused = async (part: object, status: number, words: RegExp) => {
    const answer = await put('pr-director', part)
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.text, words)
  }
  await refused(
    { licence: '000222/BG-CCHN', personal_id: '024080001234' },
    409,
    /Số định danh 024080001234 đang ghi cho/,
  )
  await refused({ licence: '000222/BG-CCHN', bhxh_signer: 'BS0001' }, 409, /Mã người ký BHXH BS0001 đang ghi cho/)
  await refused({ licence: '000112/BG-CCHN' }, 409, /Số chứng chỉ 000112\/BG-CCHN đang ghi cho/)
  await refused({ licence: '000222/BG-CCHN', personal_id: '12345' }, 422, /./)
  await refused({ licence: '000222/BG-CCHN', bhxh_signer: 'mã có dấu' }, 422, /Mã người ký BHXH gồm/)
})

test('one number with two people, written by another way, is the first thing said', async () => {
  const stored = (await system('GET', '/fhir/Practitioner/pr-director')).json
  const doubled = {
    ...stored,
    identifier: [
      ...(stored['identifier'] ?? []),
      { system: identifier_system.cchn, value: '000112/bg-cchn' },
      { system: identifier_system.cccd, value: '024080001234' },
    ],
  }
  const written = await system('PUT', '/fhir/Practitioner/pr-director', doubled)
  assert.equal(written.status, 200, written.text)
  await code('pr-doctor', 'BS-01')
  await code('pr-director', 'bs-01')
  const { contradictions, compared } = await checks()
  assert.ok(compared > 3)
  assert.equal(contradictions[0]?.what, 'shared')
  assert.match((await said('shared', 'licence'))[0] ?? '', /000112\/BG-CCHN đang ghi cho 2 người: .*director/)
  assert.match((await said('shared', 'prescription-code'))[0] ?? '', /BS-01 đang ghi cho 2 người/)
  const [personal] = await said('shared', 'personal-id')
  assert.match(personal ?? '', /…1234/)
  assert.ok(!JSON.stringify(contradictions).includes('024080001234'), 'a personal ID is never shown whole')
})

test('whoever is named otherwise in the record than at her account is named', async () => {
  const stored = (await system('GET', '/fhir/Practitioner/pr-nurse')).json
  await system('PUT', '/fhir/Practitioner/pr-nurse', { ...stored, name: [{ text: 'Lê Thị Khác' }] })
  assert.match((await said('named-otherwise', 'name'))[0] ?? '', /hồ sơ người hành nghề ghi Lê Thị Khác/)
})

test('a code of who does not prescribe is idle; who prescribes without one is missed', async () => {
  await code('pr-nurse', 'DD-09')
  assert.match((await said('idle', 'prescription-code')).join(' '), /không còn kê đơn ở đây mà vẫn giữ mã DD-09/)
  assert.ok((await said('missing', 'prescription-code')).length > 0)
  assert.ok((await said('missing', 'licence')).length > 0)
})

test('for who keeps the accounts alone, and of one’s own house alone', async () => {
  const doctor = await running.person('doctor')
  assert.equal((await doctor('GET', '/api/practitioner-checks')).status, 403)
  const other = (await (await running.person('it_admin.b'))('GET', '/api/practitioner-checks'))
    .json as PractitionerChecks
  assert.deepEqual(
    other.contradictions.filter(({ what }) => what === 'shared'),
    [],
  )
})
