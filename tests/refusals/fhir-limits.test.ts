import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open_database } from '../../src/platform/database/index.ts'
import { refused } from '../conformance/refused-in-fhir.ts'
import { start_test_site, type Answer, type Json } from '../test-site.ts'
import { open_behind } from './behind.ts'

/** What is far too much is done within bounds, or refused by name; the next request is answered as ever. */
const running = await start_test_site()
const { owner } = await open_behind(running)
const system = await running.system()
const quick_ms = 5_000

const patient = (changes: Json = {}): Json => ({
  resourceType: 'Patient',
  name: [{ text: 'Nguyễn Thị Hương' }],
  ...changes,
})
assert.equal((await system('PUT', '/fhir/Patient/p', patient({ id: 'p' }))).status, 201)

const timed = async (asked: Promise<Answer>): Promise<{ answer: Answer; ms: number }> => {
  const started = performance.now()
  const answer = await asked
  return { answer, ms: performance.now() - started }
}
const code_of = (answer: Answer): string => String(answer.json['issue']?.[0]?.code)
const still_well = async (): Promise<void> => {
  const { answer, ms } = await timed(system('GET', '/fhir/Patient/p'))
  assert.equal(answer.status, 200)
  assert.ok(ms < quick_ms, `${ms} ms`)
}
const post_search = (query: string): Promise<Answer> =>
  system('POST', '/fhir/Patient/_search', query, { 'content-type': 'application/x-www-form-urlencoded' })

const weights = (count: number): Json => ({
  ...{ resourceType: 'Bundle', type: 'transaction' },
  entry: Array.from({ length: count }, (_, i) => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    resource: {
      ...{
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '3141-9' }] },
      },
      ...{ subject: { reference: 'Patient/p' }, valueQuantity: { value: i, unit: 'kg' } },
    },
    request: { method: 'POST', url: 'Observation' },
  })),
})
const count_weights = async (): Promise<number> =>
  (await system('GET', '/fhir/Observation?code=3141-9&_summary=count')).json['total'] as number

test('a transaction of 5,000 entries is done; one of 5,001 is refused, and nothing of it is there', async (t) => {
  const { answer, ms } = await timed(system('POST', '/fhir', weights(5_000)))
  t.diagnostic(`5,000 entries: ${Math.round(ms)} ms`)
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  assert.equal((answer.json['entry'] as Json[]).length, 5_000)
  assert.equal(await count_weights(), 5_000)
  const over = await system('POST', '/fhir', weights(5_001))
  refused(over, 413)
  assert.deepEqual([code_of(over), over.json['issue'][0].expression], ['too-costly', ['Bundle.entry']])
  assert.equal(await count_weights(), 5_000)
  const wrong = weights(5_000)
  wrong['entry'][4_999].resource.subject.reference = 'Patient/khong-ai'
  refused(await system('POST', '/fhir', wrong), 422)
  assert.equal(await count_weights(), 5_000, 'all or nothing')
  await still_well()
})

test('a resource of nearly 20 MB comes back digit for digit; a larger one is refused', async (t) => {
  const binary = (megabytes: number): Json => ({
    ...{ resourceType: 'Binary', id: 'lon', contentType: 'application/octet-stream' },
    data: Buffer.alloc(megabytes * 786_432, 7).toString('base64'),
  })
  const large = binary(19)
  const { answer, ms } = await timed(system('PUT', '/fhir/Binary/lon', large))
  t.diagnostic(`19 MB: ${Math.round(ms)} ms`)
  assert.equal(answer.status, 201, answer.text.slice(0, 300))
  assert.equal((await system('GET', '/fhir/Binary/lon')).json['data'], large['data'])
  const over = await system('PUT', '/fhir/Binary/lon', binary(21))
  refused(over, 413)
  assert.equal(code_of(over), 'too-long')
  assert.equal((await system('GET', '/fhir/Binary/lon')).headers.get('etag'), 'W/"1"')
  await still_well()
})

test('10,000 search values are asked; more, and too many conditions, includes and sorts are refused by name', async (t) => {
  const list = (count: number): string => Array.from({ length: count }, (_, i) => `v${i}`).join()
  const statuses: string[] = []
  for (const name of ['_id', 'identifier', 'name', 'organization', 'birthdate']) {
    const values = name === 'birthdate' ? list(10_000).replaceAll('v', '1').replaceAll(/1\d*/g, '1990') : list(10_000)
    const { answer, ms } = await timed(post_search(`${name}=${values}`))
    t.diagnostic(`10,000 values of ${name}: ${answer.status}, ${Math.round(ms)} ms`)
    statuses.push(`${name} ${answer.status}`)
    if (answer.status === 200) assert.ok(ms < 2 * quick_ms, `${name}: ${ms} ms`)
    else refused(answer, 400)
    refused(await post_search(`${name}=${list(10_001)}`), 400)
  }
  assert.deepEqual(statuses, ['_id 200', 'identifier 200', 'name 400', 'organization 200', 'birthdate 200'])
  for (const query of [
    ...[
      `${'name=a&'.repeat(2_000)}name=b`,
      '_include=Patient:organization&'.repeat(500),
      `_sort=${'name,'.repeat(300)}name`,
    ],
    ...[
      `_has:Observation:patient:${'_has:Observation:patient:'.repeat(40)}code=x`,
      `link:Patient.${'link:Patient.'.repeat(40)}name=a`,
    ],
    ...['_count=-1', '_count=x', `name=${'a'.repeat(100_000)}`],
  ])
    refused(await post_search(query), 400)
  const { answer, ms } = await timed(post_search('_count=999999999'))
  assert.equal(answer.status, 200)
  assert.ok(ms < quick_ms)
  await still_well()
})

test('an address of more than 16 kB and a deep one are refused in words', async () => {
  const long = await system('GET', `/fhir/Patient?name=${'a'.repeat(20_000)}`)
  refused(long, 431)
  assert.equal(code_of(long), 'too-long')
  for (const path of [`/fhir/${'Patient/'.repeat(500)}`, `/fhir/Patient/${'x'.repeat(5_000)}`])
    refused(await system('GET', path), 400, 404, 414, 501)
  await still_well()
})

test('deep JSON, deep extensions and endless lists are refused, not walked to the end of the stack', async () => {
  const nested = (depth: number, open: string, close: string): string =>
    `{"resourceType":"Patient","extension":${open.repeat(depth)}1${close.repeat(depth)}}`
  for (const text of [
    ...[nested(10_000, '[', ']'), nested(200_000, '[', ']'), nested(50_000, '{"a":', '}')],
    nested(5_000, '[{"url":"a","extension":', '}]'),
  ]) {
    const { answer, ms } = await timed(system('POST', '/fhir/Patient', text))
    refused(answer, 400, 422)
    assert.ok(ms < quick_ms, `${ms} ms`)
    const judged = await system('POST', '/fhir/Patient/$validate', text)
    assert.ok([200, 400, 422].includes(judged.status), judged.text)
    assert.equal(judged.json['issue'][0].severity, 'error')
  }
  const names = Array.from({ length: 150_000 }, (_, i) => ({ system: 'http://x', value: `n${i}` }))
  refused(await system('POST', '/fhir/Patient', patient({ identifier: names })), 422)
  await still_well()
})

test('texts made for regular expressions take no time', async () => {
  const evil = [`${'a'.repeat(50_000)}!`, `${'+84'.repeat(20_000)}x`, ' '.repeat(50_000), `${'0'.repeat(60_000)}-`]
  for (const text of evil) {
    const { answer, ms } = await timed(
      system(
        'POST',
        '/fhir/Patient',
        patient({ name: [{ text: `A${text}` }], birthDate: text, id: text, telecom: [{ value: text }] }),
      ),
    )
    refused(answer, 400, 422)
    const date = await timed(post_search(`birthdate=${text}&_lastUpdated=${text}`))
    refused(date.answer, 400)
    const match = await timed(system('POST', '/fhir/Patient/$match', patient({ name: [{ text: `A${text}` }] })))
    assert.ok(match.answer.status < 500, match.answer.text)
    for (const one of [ms, date.ms, match.ms]) assert.ok(one < quick_ms, `${one} ms`)
  }
  const view = {
    ...{ resourceType: 'ViewDefinition', name: 'v', status: 'active', resource: 'Patient' },
    select: [{ column: [{ name: 'a', path: `'${'a'.repeat(28)}!'.matches('^(a+)+$')` }] }],
  }
  const { answer, ms } = await timed(system('POST', '/fhir/$viewdefinition-run?_format=json', view))
  assert.ok(answer.status < 500 && ms < 2 * quick_ms, `${answer.status} ${ms} ms`)
  await still_well()
})

test('a question that takes more than 5 s is stopped as too costly; the same connections answer the next', async () => {
  await owner.query('BEGIN')
  await owner.query('LOCK TABLE record.resource IN ACCESS EXCLUSIVE MODE')
  const { answer, ms } = await timed(system('GET', '/fhir/Patient?name=huong')).finally(() => owner.query('ROLLBACK'))
  refused(answer, 400)
  assert.equal(code_of(answer), 'too-costly')
  assert.ok(ms > 4_500 && ms < 15_000, `${ms} ms`)
  const again = await Promise.all(Array.from({ length: 20 }, () => system('GET', '/fhir/Patient?name=huong')))
  assert.ok(again.every(({ status, json }) => status === 200 && json['entry'].length === 1))
})

test('on a shared lane a stopped statement fails alone: those before and behind it have their own answers', async () => {
  const database = open_database(running.url, { connections_max: 1 })
  const one = (facility: string, text: string): Promise<unknown> =>
    database.read_facility(facility, async (sql) => (await sql.query(text)).rows[0])
  const asked = [
    one('24012', 'SELECT 1 AS n'),
    one('24012', 'SELECT pg_sleep(30)'),
    one('24012', "SELECT current_setting('benhan.facility') AS n"),
    one('24012', 'SELECT 1/0'),
    one('01929', "SELECT current_setting('benhan.facility') AS n"),
    one('24012', 'SELECT no_such_column'),
    one('24012', "SELECT current_setting('benhan.facility') AS n"),
  ]
  const told = await Promise.allSettled(asked)
  const words = told.map((each) =>
    each.status === 'fulfilled' ? each.value : String((each.reason as { code: string }).code),
  )
  assert.deepEqual(words, [{ n: 1 }, '57014', { n: '24012' }, '22012', { n: '01929' }, '42703', { n: '24012' }])
  await database.close()
})
