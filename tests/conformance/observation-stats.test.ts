import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate_invariants, validate_resource } from '../../src/standards/fhir-validation/index.ts'
import { start_test_site, type Answer, type Json } from '../test-site.ts'

// Observation/$stats of R4 (operation-observation-stats).
const { person, system, site } = await start_test_site()
const [here, there] = [await system(), await system('client.b')]

const loinc = 'http://loinc.org'
const of_patient = (id: string, code: string, at: string, more: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"${loinc}","code":"${code}","display":"D ${code}"}]},
    "subject":{"reference":"Patient/p"},"effectiveDateTime":"${at}"${more}}`
const quantity = (value: string, code: string) =>
  `{"value":${value},"unit":"${code}","system":"http://unitsofmeasure.org","code":"${code}"}`
const measured = (id: string, code: string, at: string, value: string, unit: string) =>
  of_patient(id, code, at, `,"valueQuantity":${quantity(value, unit)}`)
const pressure = (id: string, at: string, high: string, low: string) => {
  const part = (code: string, value: string) =>
    `{"code":{"coding":[{"system":"${loinc}","code":"${code}"}]},"valueQuantity":${quantity(value, 'mm[Hg]')}}`
  return of_patient(id, '85354-9', at, `,"component":[${part('8480-6', high)},${part('8462-4', low)}]`)
}

const put = async (who: typeof here, body: string): Promise<void> => {
  const { resourceType, id } = JSON.parse(body) as Json
  const answer = await who('PUT', `/fhir/${resourceType}/${id}`, body)
  assert.ok(answer.status < 300, answer.text)
}

for (const who of [here, there]) await put(who, '{"resourceType":"Patient","id":"p"}')
await put(here, '{"resourceType":"Patient","id":"other"}')
const weights = ['50.0', '52.50', '53.0', '55', '60.25']
for (const [i, value] of weights.entries())
  await put(here, measured(`w${i}`, '29463-7', `2026-11-0${i + 1}T08:00:00+07:00`, value, 'kg'))
await put(there, measured('w9', '29463-7', '2026-11-01', '999', 'kg'))
await put(here, pressure('b0', '2026-11-01T08:00:00+07:00', '120', '80'))
await put(here, pressure('b1', '2026-11-02T08:00:00+07:00', '140', '90'))
await put(here, measured('b2', '8480-6', '2026-11-03T08:00:00+07:00', '130', 'mm[Hg]'))

const asked = (code: string) => [
  { name: 'subject', valueUri: 'Patient/p' },
  { name: 'code', valueString: code },
  { name: 'system', valueUri: loinc },
]
const statistic = (...names: string[]) => names.map((valueCode) => ({ name: 'statistic', valueCode }))
const stats = (who: typeof here, ...parameter: Json[]): Promise<Answer> =>
  who('POST', '/fhir/Observation/$stats', { resourceType: 'Parameters', parameter })

const parts = (answer: Answer, name: string): Json[] => {
  assert.equal(answer.status, 200, answer.text)
  return answer.json['parameter'].filter((part: Json) => part['name'] === name).map((part: Json) => part['resource'])
}
/** Code of the statistic → its number with the digits it was sent with. */
const numbers = (answer: Answer): Record<string, string> => {
  const found: Record<string, string> = {}
  for (const [, code = '', value = ''] of answer.text.matchAll(
    /observation-statistics","code":"([\w-]+)","display":"[^"]+"\}\]\},"valueQuantity":\{"value":([^,]+),/g,
  ))
    found[code] = value
  return found
}
const issue_of = (answer: Answer): string => {
  const issue = answer.json['issue']?.[0] ?? {}
  return `${answer.status} ${issue.code} ${issue.expression?.[0] ?? ''}`.trim()
}

test('numbers are exact, in the unit that was measured, and nothing of another facility goes in', async () => {
  const names = ['average', 'maximum', 'minimum', 'count', 'total-count', 'median', 'std-dev', 'sum', 'variance']
  const more = [
    '20-percent',
    '80-percent',
    '4-lower',
    '4-upper',
    '4-dev',
    '5-1',
    '5-2',
    '5-3',
    '5-4',
    'skew',
    'kurtosis',
  ]
  const answer = await stats(here, ...asked('29463-7'), ...statistic(...names, ...more))
  assert.deepEqual(numbers(answer), {
    average: '54.15',
    maximum: '60.25',
    minimum: '50.0',
    count: '5',
    'total-count': '5',
    median: '53',
    'std-dev': '3.8471',
    sum: '270.75',
    variance: '14.8',
    '20-percent': '52',
    '80-percent': '56.05',
    '4-lower': '52.5',
    '4-upper': '55',
    '4-dev': '1.25',
    '5-1': '52',
    '5-2': '52.8',
    '5-3': '53.8',
    '5-4': '56.05',
    skew: '0.7369',
    kurtosis: '2.4123',
  })
  const [made] = parts(answer, 'statistics')
  assert.deepEqual(
    [made?.['status'], made?.['subject'].reference, made?.['code'].coding[0]],
    ['final', 'Patient/p', { system: loinc, code: '29463-7', display: 'D 29463-7' }],
  )
  assert.deepEqual(made?.['effectivePeriod'], { start: '2026-11-01T01:00:00.000Z', end: '2026-11-05T01:00:00.000Z' })
  assert.deepEqual(made?.['component'][0].valueQuantity, {
    value: 54.15,
    unit: 'kg',
    system: 'http://unitsofmeasure.org',
    code: 'kg',
  })
  assert.deepEqual(validate_resource(made, { purpose: 'check' }), [])
  assert.deepEqual(validate_invariants({ ...made, resourceType: 'Observation' }), [])
  assert.deepEqual(numbers(await stats(there, ...asked('29463-7'), ...statistic('max', 'count'))), {
    maximum: '999',
    count: '1',
  })
})

test('a component counts where its code is asked for; a panel answers by its parts', async () => {
  const systolic = numbers(await stats(here, ...asked('8480-6'), ...statistic('average', 'count')))
  assert.deepEqual(systolic, { average: '130', count: '3' })
  const panel = parts(await stats(here, ...asked('85354-9'), ...statistic('max', 'count')), 'statistics')
  assert.deepEqual(
    panel.map((one) => [
      one['code'].coding[0].code,
      one['component'][0].valueQuantity.value,
      one['component'][1].valueQuantity.value,
    ]),
    [
      ['8462-4', 90, 2],
      ['8480-6', 140, 2],
    ],
  )
  await put(
    here,
    of_patient(
      'panel',
      '35094-2',
      '2026-11-04',
      ',"hasMember":[{"reference":"Observation/b2"},{"reference":"Observation/b1"}]',
    ),
  )
  const members = parts(await stats(here, ...asked('35094-2'), ...statistic('count')), 'statistics')
  assert.deepEqual(
    members.map((one) => [one['code'].coding[0].code, one['component'][0].valueQuantity.value]),
    [
      ['8462-4', 1],
      ['8480-6', 2],
    ],
  )
})

test('time: a period, or the last hours; include gives the sources, newest first', async () => {
  const period = { name: 'period', valuePeriod: { start: '2026-11-02', end: '2026-11-04' } }
  const answer = await stats(
    here,
    ...asked('29463-7'),
    ...statistic('count', 'min', 'max'),
    period,
    { name: 'include', valueBoolean: true },
    { name: 'limit', valuePositiveInt: 2 },
  )
  assert.deepEqual(numbers(answer), { count: '3', minimum: '52.50', maximum: '55' })
  assert.deepEqual(parts(answer, 'statistics')[0]?.['effectivePeriod'], period.valuePeriod)
  assert.deepEqual(
    parts(answer, 'source')
      .map((one) => one['id'])
      .toSorted(),
    ['w2', 'w3'],
  )
  await put(here, measured('now', '8867-4', new Date().toISOString(), '72', '/min'))
  await put(here, measured('before', '8867-4', new Date(Date.now() - 3 * 3_600_000).toISOString(), '90', '/min'))
  const hours = async (duration: string) =>
    numbers(
      await here(
        'GET',
        `/fhir/Observation/$stats?subject=Patient/p&code=8867-4&system=${loinc}&statistic=count,average&duration=${duration}`,
      ),
    )
  assert.deepEqual(await hours('2'), { count: '1', average: '72' })
  assert.deepEqual(await hours('3.5'), { count: '2', average: '81' })
})

test('what is no value is left out and told of: entered in error, no UCUM unit, “less than”, modified, of the newborn', async () => {
  const code = '2708-6'
  const at = '2026-11-01'
  await put(here, measured('s0', code, at, '97', '%'))
  await put(here, measured('s1', code, at, '1', '%').replace('"final"', '"entered-in-error"'))
  await put(here, of_patient('s2', code, at, ',"valueQuantity":{"value":90,"unit":"%"}'))
  await put(
    here,
    of_patient('s3', code, at, `,"valueQuantity":${quantity('70', '%').replace('{', '{"comparator":"<",')}`),
  )
  await put(here, of_patient('s4', code, at, ',"dataAbsentReason":{"text":"không đo được"}'))
  await put(
    here,
    of_patient(
      's5',
      code,
      at,
      `,"focus":[{"type":"Patient","display":"Trẻ 1"}],"valueQuantity":${quantity('50', '%')}`,
    ),
  )
  const answer = await stats(here, ...asked(code), ...statistic('average', 'count', 'total-count', 'std-dev'))
  assert.deepEqual(numbers(answer), { average: '97', count: '1', 'total-count': '4' })
  const [made] = parts(answer, 'statistics')
  assert.match(made?.['note'][0].text, /Không tính 3 kết quả/)
  assert.equal(made?.['component'][3].dataAbsentReason.coding[0].code, 'not-applicable', 'one value has no spread')
  const none = await stats(here, ...asked('1-1'), ...statistic('count', 'average'))
  assert.deepEqual(numbers(none), { count: '0' })
})

test('the look stands in the log with the patient; who may not read is refused', async () => {
  const lines = await site.database.in_facility('24012', (sql) =>
    sql.query<Json>(
      "SELECT type, ref, patient FROM audit.event WHERE facility = '24012' AND interaction = '$stats' ORDER BY id LIMIT 1",
    ),
  )
  assert.deepEqual(lines.rows[0], {
    type: 'Observation',
    ref: `Observation/$stats?subject=Patient/p&coding=${loinc}|29463-7`,
    patient: 'p',
  })
  assert.equal((await stats(await person('doctor'), ...asked('29463-7'), ...statistic('count'))).status, 200)
  assert.equal((await stats(await person('reception'), ...asked('29463-7'), ...statistic('count'))).status, 403)
})

test('what is not understood is refused by name, units are not mixed', async () => {
  await put(here, measured('m0', '89269-5', '2026-11-01', '50', 'cm'))
  await put(here, measured('m1', '89269-5', '2026-11-01', '0.5', 'm'))
  const weight = asked('29463-7')
  const count = statistic('count')
  const [subject] = weight
  const cases: [string, Promise<Answer>][] = [
    ['422 business-rule code', stats(here, ...asked('89269-5'), ...count)],
    ['400 required subject', stats(here, ...weight.slice(1), ...count)],
    ['400 invalid subject', stats(here, { name: 'subject', valueUri: 'Device/1' }, ...weight.slice(1), ...count)],
    [
      '400 invalid subject',
      stats(here, { name: 'subject', valueUri: 'http://khac/fhir/Patient/p' }, ...weight.slice(1), ...count),
    ],
    ['404 not-found', stats(here, { name: 'subject', valueUri: 'Patient/ai' }, ...weight.slice(1), ...count)],
    ['404 not-found', stats(there, { name: 'subject', valueUri: 'Patient/other' }, ...weight.slice(1), ...count)],
    ['400 required statistic', stats(here, ...weight)],
    ['400 not-supported statistic', stats(here, ...weight, ...statistic('regression'))],
    ['400 not-supported statistic', stats(here, ...weight, ...statistic('trung-binh'))],
    ['400 required code', stats(here, subject ?? {}, ...count)],
    ['400 required system', stats(here, subject ?? {}, { name: 'code', valueString: '1' }, ...count)],
    ['400 invalid coding', stats(here, subject ?? {}, { name: 'coding', valueCoding: { code: '1' } }, ...count)],
    ['400 invalid duration', stats(here, ...weight, ...count, { name: 'duration', valueDecimal: -1 })],
    ['400 invalid period', stats(here, ...weight, ...count, { name: 'period', valuePeriod: { start: 'mai' } })],
    ['400 invalid period', stats(here, ...weight, ...count, { name: 'period', valuePeriod: {} })],
    [
      '400 invalid period',
      stats(
        here,
        ...weight,
        ...count,
        { name: 'duration', valueDecimal: 1 },
        { name: 'period', valuePeriod: { start: '2026' } },
      ),
    ],
    [
      '400 invalid limit',
      stats(here, ...weight, ...count, { name: 'include', valueBoolean: true }, { name: 'limit', valueInteger: 0 }),
    ],
    ['400 not-supported params', stats(here, ...weight, ...count, { name: 'params', valueString: 'x' })],
    ['501 not-supported', here('GET', '/fhir/Observation/w0/$stats')],
  ]
  for (const [expected, ask] of cases) {
    const answer = await ask
    assert.equal(issue_of(answer), expected, answer.text.slice(0, 300))
  }
  const mixed = await stats(here, ...asked('89269-5'), ...count)
  assert.match(mixed.text, /cm \(1\), m \(1\)/)
})
