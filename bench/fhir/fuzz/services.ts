import { ask, with_query, type Ask } from './ask.ts'
import { body_text } from './body-text.ts'
import type { Material } from './material.ts'
import { odd_value } from './odd-values.ts'
import type { Random } from './random.ts'
import { encoded, odd_text } from './words.ts'

type Maker = (random: Random, material: Material) => Ask

/** Mostly one of the values that fit, sometimes anything. */
const some = (random: Random, values: readonly string[]): string =>
  random.chance(0.8) ? random.pick(values) : odd_text(random)

/** A query of some of the names, each with one of its values. */
const query_from = (random: Random, names: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(names)
    .filter(() => random.chance(0.6))
    .map(([name, values]) => `${name}=${encoded(random, some(random, values))}`)
    .join('&')

const posted = (random: Random, path: string, value: unknown, headers: Record<string, string> = {}): Ask =>
  ask('POST', path, body_text(random, value), headers)

const parameters = (...parameter: unknown[]) => ({ resourceType: 'Parameters', parameter })

const match: Maker = (random, material) => {
  const resource = random.pick(material.by_type.get('Patient') ?? material.examples)
  const count = { name: 'count', valueInteger: random.pick([1, 0, -1, 1e9]) }
  const certain = { name: 'onlyCertainMatches', valueBoolean: random.chance(0.5) }
  return posted(random, '/fhir/Patient/$match', parameters({ name: 'resource', resource }, count, certain))
}

const stats: Maker = (random) => {
  const values = {
    subject: ['Patient/example', 'Patient/f001', 'Patient/nobody', 'example'],
    system: ['http://loinc.org'],
    code: ['8867-4', '3141-9', '29463-7', 'x'],
    statistic: ['average', 'count', 'median', 'std-dev', 'skew', 'kurtosis', 'regression', '20-percent', 'x'],
    period: ['2012-01-01', '2020'],
    duration: ['1', '87600', '1e9', '-1'],
    include: ['true', 'false'],
    limit: ['1', '0', '1e9'],
  }
  if (random.chance(0.6)) return ask('GET', with_query('/fhir/Observation/$stats', query_from(random, values)))
  const coding = { name: 'coding', valueCoding: { system: 'http://loinc.org', code: some(random, values.code) } }
  const subject = { name: 'subject', valueString: some(random, values.subject) }
  const statistic = { name: 'statistic', valueCode: some(random, values.statistic) }
  return posted(random, '/fhir/Observation/$stats', parameters(subject, coding, statistic))
}

const columns = [
  ...['id', 'getResourceKey()', 'subject.getReferenceKey(Patient)', 'code.coding.code', 'name.given.first()'],
  ...["value.ofType(Quantity).value + 1 / 0 & 'x'", '(1 | 2).where($this > %x)', "'(a+)+$'.matches('(a+)+$')"],
  ...['repeat(extension)', 'extension.repeat(extension).repeat(value)', "name.join(',')", '1/0', "iif(true, {}, 'a')"],
]

const view: Maker = (random, material) => {
  const column = Array.from({ length: random.pick([1, 2, 30]) }, (_, i) => ({
    name: random.chance(0.9) ? `c${i}` : odd_text(random),
    path: some(random, columns),
    ...(random.chance(0.2) ? { collection: true } : {}),
  }))
  const select = random.weighted<unknown>([
    [4, () => ({ column })],
    [2, () => ({ forEach: some(random, ['name', 'extension', 'code.coding', '$this']), column })],
    [1, () => ({ forEachOrNull: some(random, columns), select: [{ column }] })],
    [1, () => ({ unionAll: [{ column }, { column }, odd_value(random)] })],
    [1, () => ({ repeat: ['item', 'extension'], column })],
  ])
  const made = {
    ...{ resourceType: 'ViewDefinition', name: 'v', status: 'active', select: [select] },
    resource: random.chance(0.9) ? random.pick(material.examples).resourceType : odd_text(random),
    ...(random.chance(0.3) ? { where: [{ path: some(random, ['active', "gender = 'male'", 'true']) }] } : {}),
    ...(random.chance(0.2) ? { constant: [{ name: 'x', valueString: odd_text(random) }] } : {}),
  }
  const formats = { _format: ['json', 'ndjson', 'csv', 'parquet'], _limit: ['1', '0', '9e9'], header: ['false'] }
  const name = random.pick(['/fhir/$viewdefinition-run', '/fhir/ViewDefinition/$viewdefinition-run'])
  return posted(random, with_query(name, query_from(random, formats)), made)
}

const own_code_system = {
  ...{ resourceType: 'CodeSystem', id: 'fuzz-0', url: 'http://x/cs', status: 'active', content: 'complete' },
  concept: [{ code: 'a', concept: [{ code: 'b', display: 'Viêm' }] }, { code: 'c' }],
}
const own_value_set = {
  ...{ resourceType: 'ValueSet', id: 'fuzz-0', url: 'http://x/vs', status: 'active' },
  compose: {
    include: [{ system: 'http://x/cs', filter: [{ property: 'concept', op: 'is-a', value: 'a' }] }],
    exclude: [{ valueSet: ['http://x/vs'] }],
  },
}
const own_concept_map = {
  ...{ resourceType: 'ConceptMap', id: 'fuzz-0', url: 'http://x/cm', status: 'active' },
  group: [{ source: 'http://x/cs', target: 'http://y', element: [{ code: 'a', target: [{ equivalence: 'equal' }] }] }],
}

const terminology: Maker = (random) => {
  const values = {
    url: ['http://x/cs', 'http://x/vs', 'http://x/cm', 'http://hl7.org/fhir/ValueSet/administrative-gender'],
    system: ['http://x/cs', 'http://hl7.org/fhir/sid/icd-10', 'http://hl7.org/fhir/administrative-gender'],
    ...{ code: ['a', 'b', 'J18.1', 'male'], codeA: ['a', 'J18'], codeB: ['b', 'J18.1'], filter: ['vi', 'v%_\\'] },
    ...{ count: ['0', '3', '9e9'], offset: ['0', '9e9'], date: ['2026-01-01', '9999-12-31'], reverse: ['true'] },
    ...{ target: ['http://y'], property: ['parent', '*'], display: ['Viêm'] },
  }
  const [type, name, subject] = random.pick([
    ['ValueSet', '$expand', { name: 'valueSet', resource: own_value_set }],
    ['ValueSet', '$validate-code', { name: 'valueSet', resource: own_value_set }],
    ['CodeSystem', '$validate-code', { name: 'codeSystem', resource: own_code_system }],
    ['CodeSystem', '$lookup', { name: 'coding', valueCoding: { system: 'http://x/cs', code: 'a' } }],
    ['CodeSystem', '$subsumes', { name: 'codingA', valueCoding: { system: 'http://x/cs', code: 'a' } }],
    ['ConceptMap', '$translate', { name: 'conceptMap', resource: own_concept_map }],
  ] as const)
  const path = `/fhir/${type}${random.chance(0.2) ? '/fuzz-0' : ''}/${name}`
  if (random.chance(0.5)) return ask('GET', with_query(path, query_from(random, values)))
  const code = { name: 'code', valueCode: some(random, values.code) }
  return random.chance(0.2)
    ? ask('PUT', `/fhir/${type}/fuzz-0`, body_text(random, { ...own_code_system, ...subject }))
    : posted(random, with_query(path, query_from(random, { filter: values.filter })), parameters(subject, code))
}

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition'

const subscription: Maker = (random, material) => {
  const type = random.pick(material.examples).resourceType
  const own = `Subscription/fuzz-${random.below(3)}`
  const value = {
    ...{ resourceType: 'Subscription', id: own.split('/')[1], status: 'requested', reason: 'fuzz' },
    criteria: some(random, [`${type}?`, 'Patient?name=a', 'https://benhanmo.vn/fhir/SubscriptionTopic/patient', type]),
    channel: {
      // Port 9 of this machine: nobody takes what is sent there.
      ...{ type: some(random, ['rest-hook', 'websocket']), endpoint: some(random, ['http://127.0.0.1:9/x']) },
      payload: 'application/fhir+json',
      extension: [{ url: `${backport}/backport-max-count`, valuePositiveInt: random.pick([1, 0, 1e9]) }],
    },
  }
  const numbers = { eventsSinceNumber: ['1', '0', '-1', '99999999999999999'], content: ['empty', 'full-resource'] }
  return random.weighted([
    [4, () => ask('PUT', `/fhir/${own}`, body_text(random, value))],
    [2, () => ask('GET', `/fhir/${random.pick([own, 'Subscription'])}/$status`)],
    [2, () => ask('GET', with_query(`/fhir/${own}/$events`, query_from(random, numbers)))],
    [1, () => ask('GET', `/fhir/Subscription/$get-ws-binding-token?id=${own.split('/')[1]}`)],
    [1, () => ask('GET', '/fhir/$ws', undefined, { upgrade: 'websocket', connection: 'upgrade' })],
    [1, () => ask('DELETE', `/fhir/${own}`)],
  ])
}

const export_names = {
  _type: ['Patient', 'Patient,Observation', 'Foo'],
  _since: ['2020-01-01T00:00:00Z', '9999', 'x'],
  _typeFilter: ['Patient?name=a', 'Observation?status=final&_count=1', 'Foo?x'],
  _outputFormat: ['application/fhir+ndjson', 'ndjson', 'csv'],
  _elements: ['id', 'Patient.name'],
}

/** Lines of a file, some of them no resources and some no JSON. */
const ndjson = (random: Random, material: Material): string =>
  Array.from({ length: random.pick([1, 3, 12]) }, () => {
    const example = random.pick(material.examples)
    return body_text(random, { ...example, id: `fuzz-${random.below(4)}` }).replaceAll('\n', ' ')
  }).join(random.pick(['\n', '\n', '\r\n', '\n\n']))

const bulk: Maker = (random, material) => {
  const job = random.pick(['x', '00000000-0000-7000-8000-000000000000', encoded(random, odd_text(random))])
  const at = random.pick(['', '/Patient', '/Group/example'])
  const wanted = (): Ask =>
    ask('GET', with_query(`/fhir${at}/$export`, query_from(random, export_names)), undefined, {
      prefer: random.pick(['respond-async', 'respond-async', 'x']),
    })
  return random.weighted([
    [6, wanted],
    [4, () => ask(random.pick(['GET', 'DELETE']), `/fhir/$export-status/${job}`)],
    [4, () => ask('GET', `/fhir/$export-file/${job}/${random.pick(['0.Patient.ndjson', '..', '%00'])}`)],
    [
      1,
      () =>
        ask('POST', '/fhir/$import', ndjson(random, material), {
          'content-type': random.pick(['application/fhir+ndjson', 'application/fhir+ndjson', 'application/fhir+json']),
        }),
    ],
  ])
}

const token_form = {
  grant_type: ['client_credentials', 'authorization_code', 'refresh_token', 'urn:x'],
  client_id: ['fuzz', 'client'],
  client_secret: ['fuzz', 'wrong'],
  scope: [
    'system/*.*',
    'system/Patient.rs?name=a',
    'system/*.cruds launch openid',
    'system/Observation.rs?category=x|y',
  ],
  client_assertion_type: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
  client_assertion: ['a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'x'],
  code: ['x', 'a'.repeat(43)],
  code_verifier: ['a'.repeat(43)],
  redirect_uri: ['http://127.0.0.1:1/x', 'javascript:1'],
  token: ['a.b.c', 'x'],
  token_type_hint: ['access_token', 'x'],
}
const authorize_query = {
  ...{ response_type: ['code', 'token', 'none'], client_id: ['fuzz', 'x'], redirect_uri: ['http://127.0.0.1:1/x'] },
  ...{ scope: ['openid fhirUser launch patient/*.rs'], state: ['a'], aud: ['x'], launch: ['x'] },
  ...{ code_challenge: ['a'.repeat(43)], code_challenge_method: ['S256', 'plain'], prompt: ['consent', 'none'] },
}

const oauth: Maker = (random) => {
  const door = random.pick(['token', 'token', 'introspect', 'revoke', 'authorize', 'jwks', 'end', 'x'])
  const form = query_from(random, token_form)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic ZnV6ejpmdXp6' }
  return random.weighted([
    [4, () => ask('POST', `/oauth/${door}`, form, headers)],
    [2, () => ask('GET', with_query(`/oauth/${door}`, query_from(random, authorize_query)))],
    [1, () => ask('GET', `/api/authorize/${encoded(random, odd_text(random))}/plan`)],
    [1, () => ask('GET', '/fhir/.well-known/smart-configuration')],
  ])
}

/** What stands beside the plain interactions, each asked nearly as its own users ask it. */
export const service_ask: Maker = (random, material) =>
  random.pick([match, stats, view, terminology, terminology, subscription, bulk, oauth])(random, material)
