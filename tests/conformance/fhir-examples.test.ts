import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { resource_types as supported_types } from '../../src/standards/fhir-search/index.ts'
import { start_test_site, type Answer, type Json } from '../test-site.ts'

/** Every official example of a type in use (HL7 package hl7.fhir.r4.examples 4.0.1) goes in over HTTP and comes back whole. */
const dir = join(import.meta.dirname, '../../node_modules/hl7.fhir.r4.examples')

type Example = { file: string; type: string; id: string; text: string }

/** Facts hang on patients and stays, so those go first. */
/** The standard's own definitions fill the package; they are not what an EMR holds. */
const definitions = new Set([
  ...['SearchParameter', 'StructureDefinition', 'ValueSet', 'CodeSystem', 'OperationDefinition', 'ConceptMap'],
  ...['CompartmentDefinition', 'CapabilityStatement', 'ImplementationGuide', 'NamingSystem', 'StructureMap'],
  // Served from the forms and the audit log, not written.
  ...['Questionnaire', 'AuditEvent'],
])
/** Collections of all those definitions in one Bundle. */
const definitions_min = 2_000_000
const first_types = ['Patient', 'Encounter']
const rank = (type: string): number => (first_types.includes(type) ? first_types.indexOf(type) : first_types.length)

const examples: Example[] = readdirSync(dir)
  .filter(
    (file) =>
      file.endsWith('.json') &&
      supported_types.has(file.split('-')[0] ?? '') &&
      !definitions.has(file.split('-')[0] ?? ''),
  )
  .map((file) => {
    const text = readFileSync(join(dir, file), 'utf8')
    const { resourceType, id } = text.length > definitions_min ? ({} as Json) : (JSON.parse(text) as Json)
    return { file, type: String(resourceType), id: String(id), text }
  })
  .filter(({ type }) => supported_types.has(type) && !definitions.has(type))
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

/**
 * Patients whom examples name and the package does not hold. R4 §3.1.0.8 lets a server keep referential integrity: here a
 * fact of nobody is refused, and taken once its patient is there.
 */
const absent_patients = [
  ...[
    '1',
    '100',
    '123',
    '4',
    '5',
    '72',
    '727127',
    '899962',
    'PatientId-patientId',
    'b248b1b2-1686-4b94-9936-37d7a5f94b51',
    'brcapat',
    'infant',
  ],
]

/** Refused for another reason, with the reason. */
const narrative = 'its narrative is empty (txt-2)'
const target = 'a reference leads to a type R4 does not allow there'
const push =
  'it asks that whole resources be sent by push: personal data do not leave that way (README of subscriptions)'
const known_refusals: Record<string, string> = {
  'ActivityDefinition-blood-tubes-supply.json': narrative,
  'ActivityDefinition-heart-valve-replacement.json': narrative,
  'EventDefinition-example.json': narrative,
  'DeviceMetric-example.json': target,
  'DeviceUseStatement-example.json': target,
  'MedicationRequest-medrx0301.json': target,
  'Observation-clinical-gender.json': target,
  'Subscription-example.json': push,
  'Subscription-example-error.json': push,
}

/** Stored, but not digit for digit, with the reason. */
const known_changes: Record<string, string> = {}

const reason_of = (answer: Answer): string => {
  const issues = (answer.json['issue'] ?? []) as Json[]
  return `${answer.status} ${issues.map((issue) => `${issue['details'].text} (${issue['expression']})`).join('; ')}`
}

const running = await start_test_site()
const system = await running.system()
const put = ({ type, id, text }: Example) =>
  system('PUT', `/fhir/${type}/${id}`, text, { 'content-type': 'application/fhir+json' })

test('every official R4 example of our types is stored and comes back as it was', async (t) => {
  const waiting: Example[] = []
  const refused = new Map<string, string>()
  const named = new Set<string>()
  const take = async (example: Example, again: boolean): Promise<void> => {
    const answer = await put(example)
    if (answer.status === 201) return
    const missing = [...answer.text.matchAll(/Patient\/([A-Za-z0-9.-]+)/g)].map((match) => match[1] ?? '')
    if (again || answer.status !== 422 || missing.length === 0) return void refused.set(example.file, reason_of(answer))
    for (const id of missing) named.add(id)
    waiting.push(example)
  }
  for (const example of examples) await take(example, false)
  assert.deepEqual([...named].sort(), [...absent_patients].sort())
  for (const id of absent_patients)
    assert.equal((await system('PUT', `/fhir/Patient/${id}`, { resourceType: 'Patient', id })).status, 201)
  for (const example of waiting) await take(example, true)

  const changed: string[] = []
  for (const { file, type, id, text } of examples) {
    if (refused.has(file)) continue
    const got = await system('GET', `/fhir/${type}/${id}`)
    assert.equal(got.status, 200, file)
    if (!isDeepStrictEqual(exact(got.text), exact(text))) changed.push(file)
  }
  t.diagnostic(
    `stored ${examples.length - refused.size} of ${examples.length} official examples of ${supported_types.size} types`,
  )
  t.diagnostic(`of them ${waiting.length} only after the patient they name was there (${absent_patients.join(', ')})`)
  for (const [file, reason] of refused) t.diagnostic(`refused ${file}: ${reason}`)
  for (const file of changed) t.diagnostic(`changed ${file}: ${known_changes[file] ?? 'not expected'}`)
  assert.deepEqual(
    [...refused.keys()].filter((file) => known_refusals[file] === undefined),
    [],
  )
  assert.deepEqual(
    changed.filter((file) => known_changes[file] === undefined),
    [],
  )
})

test('every stored example is found again by its id, and by its patient where it has one', async () => {
  for (const type of new Set(examples.map((example) => example.type))) {
    const own = examples.filter((example) => example.type === type && !known_refusals[example.file])
    if (own.length === 0) continue
    const found = await system(
      'GET',
      `/fhir/${type}?_id=${own.map((example) => example.id).join()}&_count=1000&_total=accurate`,
    )
    assert.equal(found.json['total'], own.length, type)
  }
  const of_patient = await system('GET', '/fhir/Observation?patient=Patient/example&_count=1000')
  const named = examples.filter(
    ({ file, type, text }) =>
      type === 'Observation' &&
      !known_refusals[file] &&
      (JSON.parse(text) as Json)['subject']?.reference === 'Patient/example',
  )
  assert.ok(named.length > 10)
  assert.equal(of_patient.json['entry'].length, named.length)
})

test('the same examples once more are new versions, and the history keeps both texts', async () => {
  const example = examples.find(({ file }) => file === 'Observation-f001.json')
  assert.ok(example)
  const again = await put(example)
  assert.equal(again.status, 200)
  assert.equal(again.headers.get('etag'), 'W/"2"')
  const versions = await system('GET', `/fhir/Observation/${example.id}/_history`)
  assert.equal(versions.json['total'], 2)
  for (const version of [1, 2])
    assert.deepEqual(
      exact((await system('GET', `/fhir/Observation/${example.id}/_history/${version}`)).text),
      exact(example.text),
    )
})
