/** A house with one person, one stay and one sheet begun: what wrong things are thrown at. */
import assert from 'node:assert/strict'
import { admission, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

export const running = await start_test_site()
export const reception = await running.person('reception')
export const doctor = await running.person('doctor')
export const system = await running.system()

/** A refusal is Vietnamese, names the place (or one inside it), and is no accident of the program. */
export const refused = (answer: Answer, status: number, place?: string): void => {
  assert.equal(answer.status, status, answer.text.slice(0, 500))
  const issues = (answer.json['issues'] ?? []) as Json[]
  assert.ok(issues.length > 0, answer.text.slice(0, 300))
  assert.match(issues.map((issue) => issue['message']).join(), /[à-ỹđ]/i)
  if (place !== undefined)
    assert.ok(
      issues.some((issue) => String(issue['expression']).split(/[.[]/)[0] === place || issue['expression'] === place),
      `${place} is not named: ${answer.text.slice(0, 500)}`,
    )
}

export const count_patients = async (): Promise<number> =>
  (await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total']

export const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const admitted = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}
export const { encounter, sheet } = admitted
export const sheet_now = async () => (await doctor('GET', `/api/sheets/${sheet}`)).json
let revision = 0
/** As the draft was last saved. */
export const last_revision = (): number => revision
export const save = async (answers: Json): Promise<Answer> => {
  const answer = await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    seen_revision: revision,
    base_version: 1,
    tab: 't',
    answers,
  })
  if (answer.status === 200) revision = answer.json['revision']
  return answer
}
await save({ toan_than: 'Bản nháp phải còn nguyên' })
