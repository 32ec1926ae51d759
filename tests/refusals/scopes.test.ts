/** No interaction gives more than the scopes of the token: every way into the store, asked by tokens that hold back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { get_token, open_browser, post_form, register_app, with_token, type Answer } from '../smart-app.ts'
import { password, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const system = await running.system()
const category = 'http://terminology.hl7.org/CodeSystem/observation-category'
const laboratory = `category=${category}|laboratory`

const made: Json[] = []
const make = async (resource: Json): Promise<string> => {
  const answer = await system('POST', `/fhir/${String(resource['resourceType'])}`, resource)
  assert.equal(answer.status, 201, answer.text)
  made.push(answer.json)
  return answer.json['id'] as string
}

const practitioner = await make({ resourceType: 'Practitioner', name: [{ text: 'BS. Lê Thị Lan' }] })

/** The same little chart for everybody. */
const make_chart = async (name: string) => {
  const patient = await make({ resourceType: 'Patient', name: [{ text: name }], gender: 'female' })
  const subject = { reference: `Patient/${patient}` }
  const observation = (kind: string, value: number) =>
    make({
      ...{ resourceType: 'Observation', status: 'final', subject, code: { text: `${kind} của ${name}` } },
      ...{ category: [{ coding: [{ system: category, code: kind }] }], valueQuantity: { value } },
      performer: [{ reference: `Practitioner/${practitioner}` }],
    })
  const laboratory_fact = await observation('laboratory', 5.4)
  const vital_sign = await observation('vital-signs', 37)
  const report = await make({
    ...{ resourceType: 'DiagnosticReport', status: 'final', code: { text: 'Công thức máu' }, subject },
    result: [{ reference: `Observation/${laboratory_fact}` }, { reference: `Observation/${vital_sign}` }],
  })
  const condition = await make({ resourceType: 'Condition', subject, code: { text: 'Viêm phổi' } })
  const binary = await make({ resourceType: 'Binary', contentType: 'text/plain', data: 'YQ==' })
  return { patient, laboratory_fact, vital_sign, report, condition, binary }
}
const huong = await make_chart('Nguyễn Thị Hương')
const nam = await make_chart('Trần Văn Nam')

const refs = made.map((one) => `${String(one['resourceType'])}/${String(one['id'])}`)
const types = [...new Set(refs.map((ref) => ref.split('/')[0] ?? ''))]
const of = (chart: typeof huong): string[] => [
  ...[`Patient/${chart.patient}`, `Observation/${chart.laboratory_fact}`, `Observation/${chart.vital_sign}`],
  ...[`DiagnosticReport/${chart.report}`, `Condition/${chart.condition}`],
]
const laboratory_facts = [huong, nam].map((one) => `Observation/${one.laboratory_fact}`)

const system_token = async (client_id: string, scope: string): Promise<string> => {
  await register_app(running, { client_id, scope, kind: 'backend', redirect_uris: [], launch_uri: null }, password)
  const answer = await post_form(`${running.base}/oauth/token`, {
    ...{ grant_type: 'client_credentials', client_id, client_secret: password },
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return String(answer.json['access_token'])
}
const app_scope = 'launch/patient patient/*.cruds user/*.cruds'
await register_app(running, { client_id: 'app', scope: app_scope })
const doctor = await open_browser(running, 'doctor')
const person_token = async (scope: string, patient?: string): Promise<string> =>
  (await get_token(running, doctor, 'app', scope, patient === undefined ? {} : { patient })).access_token

type Holder = { name: string; token: string; sees: Set<string>; types: string[] }
const holder = (name: string, token: string, sees: string[], within: string[]): Holder => ({
  ...{ name, token, sees: new Set(sees), types: within },
})
/** Who may read and search what; everything else is hidden from them. */
const holders: Holder[] = [
  holder(
    'one patient',
    await person_token('launch/patient patient/*.rs', huong.patient),
    [...of(huong), `Practitioner/${practitioner}`],
    types.filter((type) => type !== 'Binary'),
  ),
  holder(
    'laboratory facts of one patient',
    await person_token(`launch/patient patient/Observation.rs?${laboratory}`, huong.patient),
    [`Observation/${huong.laboratory_fact}`],
    ['Observation'],
  ),
  holder(
    'two restrictions are either of them',
    await system_token(
      'both-kinds',
      `system/Observation.rs?${laboratory} system/Observation.rs?category=${category}|vital-signs&subject=Patient/${nam.patient}`,
    ),
    [...laboratory_facts, `Observation/${nam.vital_sign}`],
    ['Observation'],
  ),
  holder(
    'one type',
    await system_token('patients', 'system/Patient.rs'),
    [...[huong, nam].map((one) => `Patient/${one.patient}`)],
    ['Patient'],
  ),
  holder('what the doctor may', await person_token('user/*.read'), refs, types),
  holder('writing only', await system_token('writer', 'system/Observation.cud system/Patient.cud'), [], []),
  holder(
    'no patient in its context',
    await person_token('user/Practitioner.rs'),
    [`Practitioner/${practitioner}`],
    ['Practitioner'],
  ),
]

const entries = (answer: Answer): Json[] => (answer.json['entry'] ?? []) as Json[]
const refs_in = (answer: Answer): string[] =>
  entries(answer).flatMap((entry) => {
    const resource = entry['resource'] as Json | undefined
    return resource ? [`${String(resource['resourceType'])}/${String(resource['id'])}`] : []
  })
const is_refused = (answer: Answer, allowed: number[] = [403, 404]): boolean =>
  allowed.includes(answer.status) && answer.json['resourceType'] === 'OperationOutcome'

for (const { name, token, sees, types: within } of holders) {
  const ask = with_token(running, token)

  test(`${name}: read, version and history of each resource there is`, async () => {
    for (const ref of refs) {
      const allowed = within.includes(ref.split('/')[0] ?? '') && sees.has(ref)
      for (const path of [ref, `${ref}/_history/1`, `${ref}/_history`]) {
        const answer = await ask('GET', path)
        if (allowed) assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.json)}`)
        else assert.ok(is_refused(answer), `${path}: ${answer.status}`)
      }
    }
  })

  test(`${name}: search of each type gives what may be seen and no more, counted and in pages too`, async () => {
    for (const type of types) {
      const answers = [
        await ask('GET', `${type}?_total=accurate`),
        await ask('POST', `${type}/_search`, '_total=accurate', {
          'content-type': 'application/x-www-form-urlencoded',
        }),
      ]
      const expected = [...sees].filter((ref) => ref.startsWith(`${type}/`)).sort()
      for (const answer of answers) {
        if (!within.includes(type)) assert.equal(answer.status, 403, `${type}: ${answer.status}`)
        else {
          assert.deepEqual(refs_in(answer).sort(), expected)
          assert.equal(answer.json['total'], expected.length)
        }
      }
      if (!within.includes(type)) continue
      const count = await ask('GET', `${type}?_summary=count`)
      assert.equal(count.json['total'], expected.length)
      const paged: string[] = []
      for (let path: string | undefined = `${type}?_count=1&_sort=-_lastUpdated`; path !== undefined;) {
        const page: Answer = await ask('GET', path)
        paged.push(...refs_in(page))
        const next = (page.json['link'] as Json[]).find((link) => link['relation'] === 'next')
        path = next ? String(next['url']).split('/fhir/')[1] : undefined
      }
      assert.deepEqual(paged.sort(), expected)
    }
  })

  test(`${name}: includes, chains, _has and compartments lead to nothing hidden`, async () => {
    for (const path of [
      ...[
        'Observation?_include=*',
        'Observation?_include=Observation:subject',
        'Observation?_include=Observation:performer',
      ],
      ...['Observation?_revinclude=DiagnosticReport:result', 'DiagnosticReport?_include=DiagnosticReport:result'],
      ...['DiagnosticReport?_include=DiagnosticReport:result&_include:iterate=Observation:subject'],
      ...[
        'Patient?_revinclude=Observation:subject&_revinclude=Condition:subject',
        'Practitioner?_revinclude=Observation:performer',
      ],
      ...['Observation?subject:Patient.name=Nam', 'Observation?performer:Practitioner.name=Lan'],
      ...['Patient?_has:Observation:patient:code:text=vital', 'DiagnosticReport?result.category=vital-signs'],
      ...[
        `Patient/${nam.patient}/Observation`,
        `Patient/${huong.patient}/Observation`,
        `Practitioner/${practitioner}/Observation`,
      ],
      ...[
        `Observation?patient=Patient/${nam.patient}`,
        `Observation?_id=${nam.vital_sign}`,
        'Observation?status:not=x',
      ],
    ]) {
      const answer = await ask('GET', path)
      if (answer.status !== 200)
        assert.ok(is_refused(answer), `${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
      for (const ref of refs_in(answer)) assert.ok(sees.has(ref), `${path} gave ${ref}`)
    }
  })

  test(`${name}: bundles, operations, histories of all and $everything lead to nothing hidden`, async () => {
    const bundle = (type: string) => ({
      ...{ resourceType: 'Bundle', type },
      entry: [...refs, `${String(refs[1])}/_history/1`, ...types].map((url) => ({ request: { method: 'GET', url } })),
    })
    const batch = await ask('POST', '', bundle('batch'))
    if (batch.status === 200)
      for (const entry of entries(batch)) {
        const resource = entry['resource'] as Json | undefined
        if (!resource) assert.match(String((entry['response'] as Json)['status']), /^40[34]/)
        else if (resource['resourceType'] !== 'Bundle')
          assert.ok(sees.has(`${String(resource['resourceType'])}/${String(resource['id'])}`))
        else
          for (const inner of (resource['entry'] ?? []) as Json[]) {
            const found = inner['resource'] as Json
            assert.ok(sees.has(`${String(found['resourceType'])}/${String(found['id'])}`))
          }
      }
    else assert.equal(batch.status, 403)
    for (const path of [
      '_history',
      ...types.map((type) => `${type}/_history`),
      `Patient/${huong.patient}/$everything`,
    ]) {
      const answer = await ask('GET', path)
      if (answer.status !== 200) assert.ok(is_refused(answer), `${path}: ${answer.status}`)
      for (const ref of refs_in(answer))
        assert.ok(sees.has(ref) || name === 'what the doctor may', `${path} gave ${ref}`)
    }
    for (const path of [`Patient/${nam.patient}/$everything`, `Observation/${nam.vital_sign}/$validate`]) {
      const answer = await ask('GET', path)
      if (name !== 'what the doctor may') assert.ok(is_refused(answer), `${path}: ${answer.status}`)
    }
  })

  test(`${name}: the log of the house and its screens stay closed`, async () => {
    const log = await ask('GET', 'AuditEvent')
    assert.equal(log.status, 403)
    const screens = await fetch(`${running.base}/api/patients?q=huong`, {
      headers: { authorization: `Bearer ${token}` },
    })
    assert.equal(screens.status, 403)
  })
}

/** Everything that can be done to a resource that is there, or that could be. */
const writes = (chart: typeof huong): [what: string, right: string, method: string, path: string, body: unknown][] => {
  const body = made.find((one) => one['id'] === chart.laboratory_fact)
  const { meta: _meta, ...plain } = body ?? {}
  const { id: _id, ...fresh } = plain
  const path = `Observation/${chart.laboratory_fact}`
  const entry = (method: string, url: string, resource?: unknown) => ({
    ...{ resourceType: 'Bundle', type: 'transaction' },
    entry: [{ request: { method, url }, ...(resource === undefined ? {} : { resource }) }],
  })
  const patch = [{ op: 'replace', path: '/status', value: 'amended' }]
  return [
    ['create', 'c', 'POST', 'Observation', fresh],
    ['update', 'u', 'PUT', path, plain],
    ['update as create', 'u', 'PUT', 'Observation/moi-1', { ...plain, id: 'moi-1' }],
    ['patch', 'u', 'PATCH', path, patch],
    ['conditional update', 'u', 'PUT', `Observation?_id=${chart.laboratory_fact}`, plain],
    ['conditional patch', 'u', 'PATCH', `Observation?_id=${chart.laboratory_fact}`, patch],
    ['delete', 'd', 'DELETE', path, undefined],
    ['conditional delete', 'd', 'DELETE', `Observation?_id=${chart.laboratory_fact}`, undefined],
    ['create in a transaction', 'c', 'POST', '', entry('POST', 'Observation', fresh)],
    ['update in a transaction', 'u', 'POST', '', entry('PUT', path, plain)],
    ['delete in a transaction', 'd', 'POST', '', entry('DELETE', path)],
  ]
}

const versions = async (): Promise<number> =>
  (await system('GET', '/fhir/Observation/_history?_count=1000')).json['entry'].length as number

test('who may only read changes nothing, by no way; neither does a person whose role does not write by FHIR', async () => {
  const before = await versions()
  const tokens = [
    await system_token('reader', 'system/*.rs'),
    await person_token('launch/patient patient/*.cruds user/*.cruds', huong.patient),
  ]
  for (const token of tokens)
    for (const [what, , method, path, body] of writes(huong)) {
      const answer = await with_token(running, token)(method, path, body, patch_type(method))
      assert.equal(answer.status, 403, `${what}: ${JSON.stringify(answer.json)}`)
    }
  assert.equal(await versions(), before)
})

const patch_type = (method: string): Record<string, string> =>
  method === 'PATCH' ? { 'content-type': 'application/json-patch+json' } : {}

test('each right of cruds opens its interactions and no other', async () => {
  const tokens = new Map<string, string>()
  for (const rights of ['c', 'u', 'd', 'rus', 'cruds'])
    tokens.set(rights, await system_token(`only-${rights}`, `system/Observation.${rights}`))
  /** A patch tests and shows what is there; a condition searches. */
  const also: Record<string, string> = {
    patch: 'r',
    'conditional update': 's',
    'conditional patch': 'rs',
    'conditional delete': 's',
  }
  for (const [rights, token] of tokens)
    for (const [what, right, method, path, body] of writes(nam)) {
      const fact = await system('GET', `/fhir/Observation/${nam.laboratory_fact}`)
      if (fact.status === 410) await system('PUT', `/fhir/Observation/${nam.laboratory_fact}`, plain_fact(nam))
      const answer = await with_token(running, token)(method, path, body, patch_type(method))
      const needed = `${right}${also[what] ?? ''}`
      const allowed = [...needed].every((one) => rights.includes(one))
      if (allowed) assert.ok(answer.status < 300, `${rights} ${what}: ${answer.status} ${JSON.stringify(answer.json)}`)
      else assert.equal(answer.status, 403, `${rights} ${what}: ${answer.status}`)
    }
})

const plain_fact = (chart: typeof huong): Json => {
  const { meta: _meta, ...plain } = made.find((one) => one['id'] === chart.laboratory_fact) ?? {}
  return plain
}

test('what is written must lie within the restriction before and after; nothing slips out of it or into it', async () => {
  const token = await system_token('laboratory', `system/Observation.cruds?${laboratory}`)
  const ask = with_token(running, token)
  const vital = { ...plain_fact(huong), category: [{ coding: [{ system: category, code: 'vital-signs' }] }] }
  const { id: _id, ...new_vital } = vital as Json
  const before = await versions()
  for (const [method, path, body] of [
    ['POST', 'Observation', new_vital],
    ['PUT', `Observation/${huong.laboratory_fact}`, vital],
    ['PUT', 'Observation/moi-2', { ...vital, id: 'moi-2' }],
    [
      'PATCH',
      `Observation/${huong.laboratory_fact}`,
      [{ op: 'replace', path: '/category/0/coding/0/code', value: 'vital-signs' }],
    ],
    ['PUT', `Observation/${huong.vital_sign}`, { ...plain_fact(huong), id: huong.vital_sign }],
    ['PATCH', `Observation/${huong.vital_sign}`, [{ op: 'replace', path: '/status', value: 'amended' }]],
    ['DELETE', `Observation/${huong.vital_sign}`, undefined],
    ['PATCH', `Observation/${huong.vital_sign}`, [{ op: 'test', path: '/status', value: 'final' }]],
  ] as const) {
    const answer = await ask(method, path, body, patch_type(method))
    assert.ok([403, 404].includes(answer.status), `${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
  }
  const mixed = await ask('POST', '', {
    ...{ resourceType: 'Bundle', type: 'transaction' },
    entry: [
      { resource: plain_fact(huong), request: { method: 'PUT', url: `Observation/${huong.laboratory_fact}` } },
      { resource: new_vital, request: { method: 'POST', url: 'Observation' } },
    ],
  })
  assert.equal(mixed.status, 403, 'all or nothing')
  assert.equal(await versions(), before)
  const { id: _old, ...fact } = plain_fact(huong)
  assert.equal((await ask('POST', 'Observation', fact)).status, 201)
  assert.equal((await ask('PUT', `Observation/${huong.laboratory_fact}`, plain_fact(huong))).status, 200)
})

test('a version that lay outside stays hidden after the resource came inside', async () => {
  const { category: _category, ...outside } = plain_fact(nam)
  const { id } = (await system('POST', '/fhir/Observation', outside)).json
  await system('PUT', `/fhir/Observation/${String(id)}`, { ...plain_fact(nam), id })
  const ask = with_token(running, await system_token('later', `system/Observation.rs?${laboratory}`))
  assert.equal((await ask('GET', `Observation/${String(id)}`)).status, 200)
  assert.equal((await ask('GET', `Observation/${String(id)}/_history/1`)).status, 404)
  const history = await ask('GET', `Observation/${String(id)}/_history`)
  assert.deepEqual(
    entries(history).map((entry) => ((entry['resource'] as Json)['meta'] as Json)['versionId']),
    ['2'],
  )
  await system('DELETE', `/fhir/Observation/${String(id)}`)
  assert.equal((await ask('GET', `Observation/${String(id)}`)).status, 410)
})

test('operations say what they need; one that says nothing is closed to such tokens, and $everything keeps to its patient', async () => {
  const ask = with_token(running, await person_token('launch/patient patient/*.rs', huong.patient))
  const all = await ask('GET', `Patient/${huong.patient}/$everything`)
  assert.equal(all.status, 200)
  const given = new Set(refs_in(all))
  assert.ok([...of(huong), `Practitioner/${practitioner}`].every((ref) => given.has(ref)))
  assert.ok(!of(nam).some((ref) => given.has(ref)))
  assert.equal((await ask('POST', 'Observation/$validate', plain_fact(huong))).status, 200)
  const laboratory_only = with_token(
    running,
    await person_token(`launch/patient patient/Observation.rs?${laboratory} patient/Condition.rs`, huong.patient),
  )
  assert.equal((await laboratory_only('GET', `Patient/${huong.patient}/$everything`)).status, 403)
  assert.equal((await laboratory_only('GET', `Patient/${huong.patient}/$everything?_type=Observation`)).status, 403)
  const conditions = await laboratory_only('GET', `Patient/${huong.patient}/$everything?_type=Condition`)
  assert.deepEqual(refs_in(conditions), [`Condition/${huong.condition}`])
})

test('a terminology operation works for whoever may read its type, and for nobody else', async () => {
  const lookup = 'CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=female'
  const patient_app = with_token(running, await person_token('launch/patient patient/*.rs', huong.patient))
  assert.equal((await patient_app('GET', lookup)).status, 200)
  const observations = with_token(running, await system_token('no-terms', 'system/Observation.rs'))
  assert.equal((await observations('GET', lookup)).status, 403)
})

test('a subscription asks nothing about what its author may not read, not even by a chain', async () => {
  const token = await system_token('listener', 'system/Observation.rs system/Subscription.crus')
  const subscribe = (criteria: string) =>
    with_token(running, token)('POST', 'Subscription', {
      ...{ resourceType: 'Subscription', status: 'requested', reason: 'thử', criteria },
      channel: { type: 'websocket' },
    })
  assert.equal((await subscribe('Observation?status=final')).status, 201)
  for (const criteria of [
    'Observation?subject:Patient.name=Nam',
    'Observation?_has:DiagnosticReport:result:status=final',
    'Condition?code=x',
  ]) {
    const answer = await subscribe(criteria)
    assert.ok(is_refused(answer, [403]), `${criteria}: ${answer.status} ${JSON.stringify(answer.json)}`)
  }
})

test('a look that was refused stands in the log, with the patient it was about and the app that asked', async () => {
  const ask = with_token(running, await person_token('launch/patient patient/*.rs', huong.patient))
  assert.equal((await ask('GET', `Condition/${nam.condition}`)).status, 404)
  const log = await system('GET', `/fhir/AuditEvent?patient=${nam.patient}`)
  const line = entries(log as Answer).map((entry) => entry['resource'] as Json)[0] ?? {}
  assert.equal(line['outcome'], '4')
  assert.match(JSON.stringify(line['agent']), /BS\. doctor \(qua ứng dụng Ứng dụng app\)/)
})
