import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { start_test_site, type Answer, type Json } from '../test-site.ts'

// $viewdefinition-run of SQL on FHIR v2 (operations-run, Common Operation Behavior) over what the store holds.
const { person, system, site } = await start_test_site()
const [here, there] = [await system(), await system('client.b')]

const patient = (id: string, more: Json = {}) => ({ resourceType: 'Patient', id, gender: 'female', ...more })
const weight = (id: string, of: string, value: string, at: string) =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},
    "subject":{"reference":"Patient/${of}"},"effectiveDateTime":"${at}",
    "valueQuantity":{"value":${value},"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}`

const put = async (who: typeof here, body: unknown): Promise<void> => {
  const { resourceType, id } = (typeof body === 'string' ? JSON.parse(body) : body) as Json
  const answer = await who('PUT', `/fhir/${resourceType}/${id}`, body)
  assert.equal(answer.status, 201, answer.text)
}

await put(here, patient('lan', { birthDate: '1990-05', name: [{ text: 'Trần Thị "Lan", Bông' }] }))
await put(here, patient('nam', { gender: 'male', birthDate: '1985-03-22' }))
await put(there, patient('xa', { birthDate: '2000-01-01' }))
await put(here, weight('w1', 'lan', '52.50', '2026-11-01T08:00:00+07:00'))
await put(here, weight('w2', 'lan', '53.0', '2026-11-02T08:00:00+07:00'))
await put(here, weight('w3', 'nam', '70', '2026-11-02T09:00:00+07:00'))

const weights = {
  resourceType: 'ViewDefinition',
  name: 'weights',
  status: 'active',
  resource: 'Observation',
  select: [
    {
      column: [
        { name: 'id', path: 'id', type: 'id' },
        { name: 'patient', path: 'subject.getReferenceKey(Patient)', type: 'string' },
        { name: 'value', path: 'value.ofType(Quantity).value', type: 'decimal' },
        { name: 'at', path: 'effective.ofType(dateTime)', type: 'dateTime' },
      ],
    },
  ],
}

type Part = Json | [name: string, value: unknown]
const parameters = (...parts: Part[]) => ({
  resourceType: 'Parameters',
  parameter: parts.map((part) => {
    if (!Array.isArray(part)) return { name: 'viewResource', resource: part }
    const [name, value] = part as [string, unknown]
    if (typeof value === 'object') return { name, resource: value }
    return { name, [typeof value === 'boolean' ? 'valueBoolean' : 'valueString']: value }
  }),
})

const run = (format: string, ...parts: Part[]): Promise<Answer> =>
  here('POST', `/fhir/$viewdefinition-run?_format=${format}`, parameters(...parts))

const issue_of = (answer: Answer): string => {
  const issue = answer.json['issue']?.[0] ?? {}
  return `${answer.status} ${issue.code} ${issue.expression?.[0] ?? ''}`.trim()
}

/** Reads a Parquet file the way an analyst does. */
const read_parquet = async (bytes: Uint8Array) => {
  const path = join(mkdtempSync(join(tmpdir(), 'benhan-parquet-')), 'x.parquet')
  writeFileSync(path, bytes)
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const ask = async (sql: string) =>
    (await connection.runAndReadAll(sql.replace('FILE', `'${path}'`))).getRowObjectsJson() as Json[]
  return { ask, types: await ask('SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM FILE)') }
}

test('NDJSON unless something else is asked for; JSON and CSV; numbers with their digits', async () => {
  const ndjson = await here('POST', '/fhir/$viewdefinition-run', parameters(weights))
  assert.equal(ndjson.headers.get('content-type'), 'application/x-ndjson; charset=utf-8')
  assert.equal(
    ndjson.text,
    '{"id":"w1","patient":"Patient/lan","value":52.50,"at":"2026-11-01T08:00:00+07:00"}\n' +
      '{"id":"w2","patient":"Patient/lan","value":53.0,"at":"2026-11-02T08:00:00+07:00"}\n' +
      '{"id":"w3","patient":"Patient/nam","value":70,"at":"2026-11-02T09:00:00+07:00"}\n',
  )
  const json = await here('POST', '/fhir/ViewDefinition/$viewdefinition-run', parameters(weights), {
    accept: 'application/json',
  })
  assert.deepEqual(
    (json.json as Json[]).map((row) => row['value']),
    [52.5, 53, 70],
  )
  const csv = await run('csv', weights)
  assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8')
  assert.equal(csv.headers.get('content-disposition'), 'attachment; filename="weights.csv"')
  assert.deepEqual(csv.text.split('\r\n').slice(0, 2), [
    'id,patient,value,at',
    'w1,Patient/lan,52.50,2026-11-01T08:00:00+07:00',
  ])
  const bare = await run('csv', weights, ['header', false])
  assert.equal(bare.text.split('\r\n')[0], 'w1,Patient/lan,52.50,2026-11-01T08:00:00+07:00')
  assert.equal((await here('POST', '/fhir/ViewDefinition/$run?_format=csv', weights)).text, csv.text)
})

test('Parquet has the types of the columns and says what the store says', async () => {
  const typed = structuredClone(weights) as Json
  typed['select'][0].column.push(
    {
      name: 'kg',
      path: 'value.ofType(Quantity).value',
      type: 'decimal',
      tag: [{ name: 'ansi/type', value: 'DECIMAL(8,3)' }],
    },
    { name: 'changed', path: 'meta.lastUpdated', type: 'instant' },
    { name: 'heavy', path: 'value.ofType(Quantity).value > 60', type: 'boolean' },
    { name: 'codes', path: 'code.coding.code', type: 'code', collection: true },
    { name: 'nothing', path: 'note.text.first()', type: 'markdown' },
  )
  const answer = await run('parquet', typed)
  assert.equal(answer.status, 200, answer.text.slice(0, 500))
  assert.equal(answer.headers.get('content-type'), 'application/vnd.apache.parquet')
  const { ask, types } = await read_parquet(answer.bytes)
  assert.deepEqual(Object.fromEntries(types.map(({ name, type }) => [name, type])), {
    ...{ id: 'VARCHAR', patient: 'VARCHAR', value: 'VARCHAR', at: 'VARCHAR', kg: 'DECIMAL(8,3)' },
    ...{ changed: 'TIMESTAMP WITH TIME ZONE', heavy: 'BOOLEAN', codes: 'VARCHAR[]', nothing: 'VARCHAR' },
  })
  const rows = await ask('SELECT id, value, kg, heavy, codes, nothing, epoch_ms(changed)::VARCHAR AS changed FROM FILE')
  const stored = await Promise.all(['w1', 'w2', 'w3'].map((id) => here('GET', `/fhir/Observation/${id}`)))
  assert.deepEqual(
    rows,
    stored.map(({ json, text }) => ({
      id: json['id'],
      value: /"value":([\d.]+)/.exec(text)?.[1],
      kg: json['valueQuantity'].value.toFixed(3),
      heavy: json['valueQuantity'].value > 60,
      codes: ['29463-7'],
      nothing: null,
      changed: String(Date.parse(json['meta'].lastUpdated)),
    })),
  )
  assert.deepEqual(readdirSync(tmpdir()).filter((name) => name.startsWith('benhan-view-')).length, 0, 'no file stays')
})

test('patient, group, _since and _limit narrow what goes through the view', async () => {
  const ids = async (...parts: Part[]): Promise<string> => {
    const answer = await run('csv', weights, ['header', false], ...parts)
    assert.equal(answer.status, 200, answer.text)
    return answer.text
      .trim()
      .split('\r\n')
      .map((line) => line.split(',')[0])
      .join()
  }
  assert.equal(await ids(['patient', 'Patient/lan']), 'w1,w2')
  assert.equal(await ids(['patient', 'Patient/lan'], ['patient', 'Patient/nam']), 'w1,w2,w3')
  assert.equal(await ids(['_limit', '2']), 'w1,w2')
  const member = [{ entity: { reference: 'Patient/nam' } }, { entity: { reference: 'Patient/lan' }, inactive: true }]
  await put(here, { resourceType: 'Group', id: 'g', type: 'person', actual: true, member })
  assert.equal(await ids(['group', 'Group/g']), 'w3')
  const then = new Date().toISOString()
  await put(here, weight('w4', 'nam', '71', '2026-11-03T09:00:00+07:00'))
  assert.equal(await ids(['_since', then]), 'w4')
  assert.equal((await here('DELETE', '/fhir/Observation/w4')).status, 204)
  assert.equal(await ids(['_since', then]), '')
  assert.equal(await ids(), 'w1,w2,w3')
})

test('resources sent along go through the view instead; a Bundle counts as what lies in it', async () => {
  const more = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: JSON.parse(weight('b', 'x', '2', '2026')) }],
  }
  const answer = await run(
    'csv',
    weights,
    ['header', false],
    ['resource', JSON.parse(weight('a', 'x', '1', '2026'))],
    ['resource', more],
    ['resource', patient('p')],
  )
  assert.equal(answer.text, 'a,Patient/x,1,2026\r\nb,Patient/x,2,2026\r\n')
})

test('our own views come by name, by canonical address, by reference; a hospital keeps its own in a Binary', async () => {
  const listed = await here('GET', '/fhir/ViewDefinition')
  const names = listed.json['entry'].map((entry: Json) => entry['resource'].id)
  assert.deepEqual(names, ['diagnoses', 'encounters', 'patients', 'vital-signs'])
  const rows = await here('GET', '/fhir/ViewDefinition/patients/$viewdefinition-run?_format=json')
  assert.deepEqual(
    (rows.json as Json[]).map((row) => [row['patient_key'], row['gender'], row['birth_date']]),
    [
      ['Patient/lan', 'female', '1990-05'],
      ['Patient/nam', 'male', '1985-03-22'],
    ],
  )
  const url = encodeURIComponent('https://benhanmo.vn/fhir/ViewDefinition/patients|1')
  const canonical = await here('GET', `/fhir/$viewdefinition-run?viewCanonical=${url}&_format=json`)
  assert.equal(canonical.text, rows.text)
  const reference = await run('json', ['viewReference', 'ViewDefinition/patients'])
  assert.equal(reference.text, rows.text)
  const data = Buffer.from(JSON.stringify(weights)).toString('base64')
  await put(here, { resourceType: 'Binary', id: 'own-view', contentType: 'application/json', data })
  assert.match((await run('csv', ['viewReference', 'Binary/own-view'])).text, /^id,patient,value,at\r\nw1,/)
  for (const id of names)
    assert.equal((await here('GET', `/fhir/ViewDefinition/${id}/$viewdefinition-run?_format=parquet`)).status, 200, id)
})

test('who takes FHIR only gets the table in a Binary', async () => {
  const answer = await here('POST', '/fhir/$viewdefinition-run?_format=csv', parameters(weights), {
    accept: 'application/fhir+json',
  })
  assert.equal(answer.json['resourceType'], 'Binary')
  assert.equal(answer.json['contentType'], 'text/csv; charset=utf-8')
  assert.equal(Buffer.from(answer.json['data'], 'base64').toString(), (await run('csv', weights)).text)
})

test('the wall: another facility sees its own rows, may name none of ours, and our Binary is not there', async () => {
  const rows = await there('POST', '/fhir/$viewdefinition-run?_format=csv&header=false', parameters(weights))
  assert.equal(rows.text, '')
  const patients = await there('GET', '/fhir/ViewDefinition/patients/$viewdefinition-run?_format=csv&header=false')
  assert.match(patients.text, /^Patient\/xa,/)
  assert.equal(patients.text.split('\r\n').length, 2)
  const asked = await there('POST', '/fhir/$viewdefinition-run?patient=Patient/lan', parameters(weights))
  assert.equal(issue_of(asked), '400 not-found patient')
  assert.equal((await there('POST', '/fhir/$viewdefinition-run?group=Group/g', parameters(weights))).status, 400)
  assert.equal(
    (await there('POST', '/fhir/$viewdefinition-run', parameters(['viewReference', 'Binary/own-view']))).status,
    404,
  )
})

test('a copy is a right of its own, and each one leaves a line', async () => {
  for (const role of ['doctor', 'nurse', 'it_admin', 'reception']) {
    const who = await person(role)
    assert.equal((await who('GET', '/fhir/ViewDefinition/patients/$viewdefinition-run')).status, 403, role)
  }
  const archive = await person('records_archive')
  assert.equal(
    (await archive('GET', '/fhir/ViewDefinition/patients/$viewdefinition-run?_format=csv&patient=Patient/lan')).status,
    200,
  )
  const lines = await site.database.in_facility('24012', (sql) =>
    sql.query<Json>(
      `SELECT action, type, ref, patient, outcome FROM audit.event WHERE facility = '24012'
         AND interaction = '$viewdefinition-run' ORDER BY id DESC LIMIT 1`,
    ),
  )
  assert.deepEqual(lines.rows[0], {
    ...{ action: 'E', type: 'Patient', patient: 'lan', outcome: 0 },
    ref: 'ViewDefinition/patients/$viewdefinition-run?_format=csv&patient=Patient%2Flan patients.csv',
  })
})

test('what is not understood is refused by name', async () => {
  const broken = { ...weights, select: [{ column: [{ name: 'x', path: 'no.such(' }] }] }
  const many = { ...weights, resource: 'Patient', select: [{ column: [{ name: 'g', path: 'identifier.value' }] }] }
  const born = structuredClone({ ...weights, resource: 'Patient' }) as Json
  born['select'] = [
    { column: [{ name: 'born', path: 'birthDate', type: 'date', tag: [{ name: 'ansi/type', value: 'DATE' }] }] },
  ]
  await put(here, patient('two', { identifier: [{ value: '1' }, { value: '2' }] }))
  const cases: [string, () => Promise<Answer>][] = [
    ['400 not-supported _format', () => run('xlsx', weights)],
    ['400 not-supported _format', () => run('fhir', weights)],
    ['400 required viewResource', () => run('csv')],
    ['400 required viewResource', () => run('csv', weights, ['viewReference', 'ViewDefinition/patients'])],
    ['400 not-supported source', () => run('csv', weights, ['source', 's3://x'])],
    ['400 not-supported _count', () => here('POST', '/fhir/$viewdefinition-run?_count=2', parameters(weights))],
    ['400 invalid viewResource', () => here('GET', '/fhir/$viewdefinition-run?viewResource={}')],
    ['400 invalid _limit', () => run('csv', weights, ['_limit', '0'])],
    ['400 invalid _since', () => run('csv', weights, ['_since', 'hôm qua'])],
    ['400 invalid header', () => run('csv', weights, ['header', 'có'])],
    ['400 invalid patient', () => run('csv', weights, ['patient', 'Group/g'])],
    ['400 not-found patient', () => run('csv', weights, ['patient', 'Patient/ai'])],
    [
      '400 invalid patient',
      () =>
        run('csv', { ...weights, resource: 'Organization', select: [{ column: [{ name: 'id', path: 'id' }] }] }, [
          'patient',
          'Patient/lan',
        ]),
    ],
    ['404 not-found', () => run('csv', ['viewReference', 'ViewDefinition/khong-co'])],
    ['404 not-found', () => run('csv', ['viewCanonical', 'https://benhanmo.vn/fhir/ViewDefinition/patients|9'])],
    ['404 not-found', () => here('GET', '/fhir/ViewDefinition/khong-co/$viewdefinition-run')],
    ['400 invalid', () => here('POST', '/fhir/ViewDefinition/patients/$viewdefinition-run', parameters(weights))],
    ['422 value ViewDefinition.resource', () => run('csv', { ...weights, resource: 'Thuoc' })],
    ['422 value ViewDefinition.select[0].column[0].path', () => run('csv', broken)],
    ['422 value ViewDefinition.select[0].column[0]', () => run('csv', many)],
    ['422 value ViewDefinition.select[0].column[0]', () => run('parquet', many)],
    ['422 value ViewDefinition.select[0].column[0]', () => run('parquet', born)],
    ['501 not-supported ViewDefinition', () => here('POST', '/fhir/ViewDefinition', weights)],
  ]
  for (const [expected, ask] of cases) {
    const answer = await ask()
    assert.equal(issue_of(answer), expected, answer.text.slice(0, 300))
    assert.match(String(answer.headers.get('content-type')), /^application\/fhir\+json/)
  }
})

test('/metadata names the operation where R4 allows it, and no type R4 does not know', async () => {
  const { json } = await here('GET', '/fhir/metadata')
  const [rest] = json['rest'] as Json[]
  assert.ok(rest?.['operation'].some((one: Json) => one['name'] === 'viewdefinition-run'))
  assert.ok(!rest?.['resource'].some((one: Json) => one['type'] === 'ViewDefinition'))
})
