import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json, type Person } from '../test-site.ts'

const running = await start_test_site()
const doctor = await running.person('doctor')
const nurse = await running.person('nurse')
const reception = await running.person('reception')
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter } = (await reception('POST', '/api/stays', admission(patient))).json as Json

const begin = async (by: Person, slug: string): Promise<string> => {
  const made = await by('POST', `/api/stays/${encounter}/sheets`, { slug })
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const save = (by: Person, sheet: string, answers: Json) =>
  by('PUT', `/api/sheets/${sheet}/draft`, { seen_revision: 0, base_version: 1, tab: 't', answers })
const draft_of = async (sheet: string): Promise<unknown> => (await doctor('GET', `/api/sheets/${sheet}`)).json['draft']

test('a nurse leaves her own nursing draft aside; a clerk may not, and the draft is gone from the sheet', async () => {
  const sheet = await begin(nurse, '07-BV2')
  assert.equal((await save(nurse, sheet, {})).status, 200)
  assert.equal((await reception('DELETE', `/api/sheets/${sheet}/draft`)).status, 403)
  assert.notEqual(await draft_of(sheet), null)
  assert.equal((await nurse('DELETE', `/api/sheets/${sheet}/draft`)).status, 200)
  assert.equal(await draft_of(sheet), null)
})

test("a nurse may not leave a doctor's draft aside, a doctor may leave a nurse's", async () => {
  const doctors = await begin(doctor, '36-BV2')
  assert.equal((await save(doctor, doctors, {})).status, 200)
  const refused = await nurse('DELETE', `/api/sheets/${doctors}/draft`)
  assert.equal(refused.status, 403)
  assert.match(refused.json['issues'][0].message, /không có quyền/)
  assert.notEqual(await draft_of(doctors), null)
  const nurses = await begin(nurse, '07-BV2')
  assert.equal((await save(nurse, nurses, {})).status, 200)
  assert.equal((await doctor('DELETE', `/api/sheets/${nurses}/draft`)).status, 200)
})
