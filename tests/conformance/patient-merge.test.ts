import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify_pdf } from '../../src/standards/signatures/index.ts'
import { load_authority } from '../../src/platform/signing/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Answer, type Json, type Person } from '../test-site.ts'

const running = await start_test_site()
const clerk = await running.person('reception')
const doctor = await running.person('doctor')
const head = await running.person('head_of_department')
const archive = await running.person('records_archive')
const system = await running.system()

const made = async (answer: Promise<Answer>): Promise<Json> => {
  const { status, text, json } = await answer
  assert.ok(status === 201 || status === 200, `${status} ${text}`)
  return json
}
const register = async (changes: Json): Promise<string> =>
  (await made(clerk('POST', '/api/patients', registration({ confirm_new: true, insurance: undefined, ...changes })))).id
const read = (ref: string, who: Person = system) => made(who('GET', `/fhir/${ref}`))
const body_of = async (ref: string): Promise<Json> => {
  const { meta: _meta, ...body } = await read(ref)
  return body
}

type Order = { source?: string; target?: string; reason?: string; more?: Json[] }
const merge = (order: Order, who: Person = archive): Promise<Answer> =>
  who('POST', '/fhir/Patient/$merge', {
    resourceType: 'Parameters',
    parameter: [
      ...(order.source ? [{ name: 'source-patient', valueReference: { reference: `Patient/${order.source}` } }] : []),
      ...(order.target ? [{ name: 'target-patient', valueReference: { reference: `Patient/${order.target}` } }] : []),
      ...(order.reason === '' ? [] : [{ name: 'reason', valueString: order.reason ?? 'Một người, hai hồ sơ' }]),
      ...(order.more ?? []),
    ],
  })
const unmerge = (target: string, parameter: Json[] = [], who: Person = archive): Promise<Answer> =>
  who('POST', `/fhir/Patient/${target}/$unmerge`, {
    resourceType: 'Parameters',
    parameter: [{ name: 'reason', valueString: 'Gộp nhầm người' }, ...parameter],
  })
const part = (answer: Answer, name: string): Json =>
  answer.json['parameter'].find((one: Json) => one['name'] === name)?.resource
const said = (answer: Answer): string => {
  const issues: Json[] = part(answer, 'outcome')['issue']
  return issues.map((one) => one['details']?.text ?? one['diagnostics']).join('\n')
}
const refused = async (asked: Promise<Answer>, status: number, words: RegExp): Promise<void> => {
  const answer = await asked
  assert.equal(answer.status, status, answer.text)
  assert.equal(answer.json['resourceType'], 'OperationOutcome')
  assert.match(answer.text, words)
}

const cccd = '024168001234'
const kept = await register({ insurance: { number: 'GD4242412345678', from: '2026-01-01', to: '2026-12-31' } })
const second = await register({
  ...{ name: 'nguyễn thị hường', phone: '0977000333' },
  identity: { kind: 'passport', value: 'B1234567' },
  insurance: { number: 'GD4242487654321', from: '2026-01-01', to: '2026-12-31' },
})
const stay = await made(clerk('POST', '/api/stays', admission(second)))
const { encounter, sheet } = stay as { encounter: string; sheet: string }

const draft = (id: string, seen: number, answers: Json, base = 1) =>
  made(doctor('PUT', `/api/sheets/${id}/draft`, { seen_revision: seen, base_version: base, tab: 't', answers }))

await draft(sheet, 0, clinical_answers)
await made(doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 }))
await made(doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 }))
const signed = (await doctor('GET', `/api/sheets/${sheet}/pdf`)).bytes
const open_sheet = (await made(doctor('POST', `/api/stays/${encounter}/sheets`, { slug: '36-BV2' })))['id'] as string
await draft(open_sheet, 0, {})

const subject = { reference: `Patient/${second}` }
const create = async (resource: Json): Promise<string> => {
  const stored = await made(system('POST', `/fhir/${resource['resourceType']}`, resource))
  return `${resource['resourceType']}/${stored['id']}`
}
const facts = {
  observation: await create({
    ...{ resourceType: 'Observation', status: 'final', subject, performer: [subject] },
    ...{ code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }] }, effectiveDateTime: '2026-11-19' },
    valueQuantity: { value: 5.4, unit: 'mmol/L' },
  }),
  composition: await create({
    ...{ resourceType: 'Composition', status: 'final', type: { text: 'Tóm tắt' }, subject, date: '2026-11-19' },
    ...{ author: [{ display: 'BS. A' }], title: 'Tóm tắt' },
  }),
  group: await create({
    ...{ resourceType: 'Group', type: 'person', actual: true },
    member: [{ entity: subject }, { entity: { reference: `Patient/${kept}` } }],
  }),
  child: await create({
    ...{ resourceType: 'Patient', name: [{ text: 'Con bà Hương' }] },
    link: [{ other: subject, type: 'seealso' }],
  }),
}
const all = [...Object.values(facts), `Encounter/${encounter}`, `QuestionnaireResponse/${sheet}`]
const before = new Map<string, Json>()
for (const ref of [...all, `Patient/${kept}`, `Patient/${second}`]) before.set(ref, await body_of(ref))
const count_of = async (type: string, patient: string): Promise<number> =>
  (await read(`${type}?patient=${patient}&_total=accurate&_count=0`))['total']
const vitals = await count_of('Observation', second)

test('a preview tells what would become of both, and writes nothing', async () => {
  const versions = async () => (await read(`Patient/${kept}/_history`))['total']
  const written = await versions()
  const answer = await merge({
    ...{ source: second, target: kept, reason: '' },
    more: [{ name: 'preview', valueBoolean: true }],
  })
  assert.equal(answer.status, 200, answer.text)
  assert.match(said(answer), /Chỉ xem trước/)
  const result = part(answer, 'result')
  assert.ok(result['link'].some((one: Json) => one['other'].reference === `Patient/${second}`))
  assert.equal(result['meta']?.versionId, undefined, 'what is not stored has no version')
  assert.equal(await versions(), written)
  assert.equal(await count_of('Observation', second), vitals)
  const shown = await made(archive('GET', `/api/patients/${kept}/merge?source=${second}`))
  assert.equal(shown['signed_sheets'], 1)
  assert.equal(shown['drafts'], 2 - 1)
  assert.ok(shown['moves'].some((one: Json) => one['type'] === 'Encounter' && one['count'] === 1))
  assert.equal(shown['source'].stays, 1)
  assert.equal(shown['likeness'].grade, 'possible')
})

let merged: Answer
test('two charts of one person become one: every fact under the chart that stays', async () => {
  merged = await merge({ source: second, target: kept })
  assert.equal(merged.status, 200, merged.text)
  assert.equal(part(merged, 'result')['id'], kept)
  assert.equal(part(merged, 'input')['resourceType'], 'Parameters')
  assert.equal(await count_of('Observation', second), 0)
  assert.equal(await count_of('Observation', kept), vitals)
  for (const ref of all) {
    const text = JSON.stringify(await body_of(ref))
    assert.doesNotMatch(text, new RegExp(`"Patient/${second}"`), ref)
    assert.match(text, new RegExp(`"Patient/${kept}"`), ref)
  }
  const chart = await made(doctor('GET', `/api/chart/${encounter}`))
  assert.equal(chart['banner'].patient, kept)
  assert.deepEqual(chart['banner'].allergies, ['Penicillin'])
})

test('the chart that went is replaced by the one that stays, and says so', async () => {
  const [gone, stays] = [await read(`Patient/${second}`), await read(`Patient/${kept}`)]
  assert.equal(gone['active'], false)
  assert.deepEqual(
    gone['link'].map((one: Json) => [one['type'], one['other'].reference]),
    [['replaced-by', `Patient/${kept}`]],
  )
  assert.deepEqual(
    stays['link'].map((one: Json) => [one['type'], one['other'].reference]),
    [['replaces', `Patient/${second}`]],
  )
  const number = (system_: string, value: string): Json =>
    stays['identifier'].find((one: Json) => one['system'] === system_ && one['value'] === value)
  assert.ok(number(identifier_system.cccd, cccd))
  assert.ok(number(identifier_system.passport, 'B1234567'))
  for (const { system: of, value } of before.get(`Patient/${second}`)?.['identifier'] ?? [])
    assert.ok(number(of, value), `${of} ${value} is never lost`)
  const cards = await read(`Coverage?patient=${kept}&status=active&_total=accurate`)
  assert.equal(cards['total'], 1, 'one card is in use')
})

test('signatures stand: the same bytes, still valid, for the version that only lies in another chart', async () => {
  const now = await doctor('GET', `/api/sheets/${sheet}/pdf`)
  assert.deepEqual(now.bytes, signed)
  const { certificate_pem } = await running.site.database.in_site(load_authority)
  assert.equal(verify_pdf(now.bytes, { trusted_pem: [certificate_pem] }).valid, true)
  const opened = await made(doctor('GET', `/api/sheets/${sheet}`))
  assert.equal(opened['version'], 3)
  const signed_on = await made(head('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_truong_khoa', if_match: 3 }))
  assert.ok(signed_on)
  const both = (await doctor('GET', `/api/sheets/${sheet}/pdf`)).bytes
  assert.equal(verify_pdf(both, { trusted_pem: [certificate_pem] }).signatures.length, 2, 'the next signer signs on')
})

test('what is being written stays where the hand is', async () => {
  const { revision } = await draft(open_sheet, 1, {}, 2)
  assert.equal(revision, 2)
})

test('the old chart, its numbers and its name lead to the chart that stays', async () => {
  const old_code = before.get(`Patient/${second}`)?.['identifier'].find((one: Json) => one['type']?.coding)['value']
  for (const words of ['B1234567', 'GD4242487654321', '0977000333', String(old_code), 'nguyen thi huong 1968']) {
    const { hits } = await made(doctor('GET', `/api/patients?q=${encodeURIComponent(words)}`))
    assert.deepEqual(
      hits.map((one: Json) => one['id']),
      [kept],
      words,
    )
  }
  assert.equal((await made(doctor('GET', `/api/patients/${second}/standing`)))['id'], kept)
  assert.equal((await made(doctor('GET', `/api/patients/${kept}/standing`)))['id'], kept)
  const match = await made(
    doctor('POST', '/fhir/Patient/$match', {
      ...{ resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Hường' }], birthDate: '1968-03-12' },
      identifier: [{ system: identifier_system.passport, value: 'B1234567' }],
    }),
  )
  assert.deepEqual(
    match['entry'].map((one: Json) => one['resource'].id),
    [kept],
  )
  await refused(system('GET', `/fhir/Patient/${second}/$everything`), 422, new RegExp(`Patient/${kept}`))
})

test('nothing more is written to the chart that went', async () => {
  const fact = {
    ...{ resourceType: 'Observation', status: 'final', code: { text: 'x' } },
    subject: { reference: `Patient/${second}` },
  }
  await refused(system('POST', '/fhir/Observation', fact), 422, /hồ sơ đã gộp thì ghi vào hồ sơ thay thế/)
  assert.equal((await clerk('POST', '/api/stays', admission(second, { bed: '24012-G11' }))).status, 422)
  const { version: if_match } = await made(clerk('GET', `/api/patients/${second}`))
  const corrected = await clerk('PUT', `/api/patients/${second}`, registration({ if_match }))
  assert.equal(corrected.status, 422, corrected.text)
  assert.match(corrected.text, /đã gộp vào/)
})

test('who, when, why and what: Provenance and the log of both charts', async () => {
  const found = await read(`Provenance?target=Patient/${kept}&_sort=-recorded`)
  const told = found['entry'].map((one: Json) => one['resource']).find((one: Json) => one['reason'])
  assert.equal(told.activity.coding[0].code, 'merge')
  assert.equal(told.reason[0].text, 'Một người, hai hồ sơ')
  assert.match(told.agent[0].who.display, /records_archive/)
  const targets = told.target.map((one: Json) => one['reference'])
  for (const ref of [...all, `Patient/${second}`, `Patient/${kept}`])
    assert.ok(
      targets.some((one: string) => one.startsWith(`${ref}/_history/`)),
      ref,
    )
  for (const patient of [kept, second]) {
    const { entry } = await read(`AuditEvent?patient=Patient/${patient}&_count=200`, head)
    const line = entry.map((one: Json) => one['resource']).find((one: Json) => one['subtype'][0].code === '$merge')
    assert.match(line.outcomeDesc, new RegExp(`${second} → Patient/${kept}.*Một người, hai hồ sơ`))
  }
  const looks = JSON.parse((await archive('GET', `/api/patients/${kept}/access-log`)).text) as Json[]
  assert.ok(
    looks.some((one) => String(one['what']).includes(`Patient/${second}`)),
    'who looked at the old chart looked at this person',
  )
})

test('the list of merges is for who merges, that of one person for who opens it', async () => {
  const lines = JSON.parse((await archive('GET', '/api/merges')).text) as Json[]
  assert.equal(lines[0]?.['source'].id, second)
  assert.equal(lines[0]?.['target'].id, kept)
  assert.equal((await doctor('GET', '/api/merges')).status, 403)
  assert.equal((JSON.parse((await doctor('GET', `/api/merges?patient=${kept}`)).text) as Json[]).length, 1)
  const elsewhere = await running.person('records_archive.b')
  assert.deepEqual((await elsewhere('GET', '/api/merges')).json, [])
})

test('what cannot be one is refused, and says why', async () => {
  const other = await register({
    name: 'phạm văn tư',
    gender: 'male',
    identity: { kind: 'none', value: '' },
    reason_without_id: 'other',
  })
  const elsewhere = await running.person('records_archive.b')
  await refused(merge({ source: kept, target: kept }), 422, /chính nó/)
  await refused(merge({ source: second, target: other }), 422, new RegExp(`đã gộp vào hồ sơ .*${kept}`))
  await refused(merge({ source: other, target: second }), 422, /đã gộp vào/)
  await refused(merge({ source: other, target: 'khong-co' }), 404, /Không tìm thấy/)
  await refused(merge({ source: other, target: kept }, elsewhere), 404, /Không tìm thấy/)
  await refused(merge({ source: other, target: kept }, doctor), 403, /không có quyền/)
  await refused(merge({ source: other, target: kept, reason: '' }), 422, /lý do/)
  await refused(merge({ source: other }), 400, /target-patient/)
  await refused(merge({ target: kept }), 400, /source-patient/)
  await refused(merge({ source: other, target: kept, more: [{ name: 'gop-het', valueBoolean: true }] }), 400, /gop-het/)
  const nowhere = { name: 'source-patient-identifier', valueIdentifier: { value: 'khong-ai-mang' } }
  await refused(merge({ target: kept, more: [nowhere] }), 422, /0 hồ sơ/)
  await refused(archive('GET', '/fhir/Patient/$merge'), 501, /POST/)
  const child = await register({
    ...{ name: 'con bà hương', birth_date: '2026-11-01', mother: kept },
    ...{ identity: { kind: 'none', value: '' }, reason_without_id: 'newborn' },
  })
  await refused(merge({ source: child, target: kept }), 422, /mẹ và của con/)
  const preview = [{ name: 'preview', valueBoolean: true }]
  await refused(merge({ source: child, target: kept, more: preview }), 422, /mẹ và của con/)
})

test('two open stays of one person would be two beds at once', async () => {
  const other = await register({ name: 'lò thị mai', identity: { kind: 'cccd', value: '024168005555' } })
  await made(clerk('POST', '/api/stays', admission(other, { bed: '24012-G13' })))
  await refused(merge({ source: other, target: kept }), 422, /nội trú mở/)
})

test('a chart fuller than one merge may be is refused by its count, whole', async () => {
  const full = await register({ name: 'hồ văn đầy', identity: { kind: 'cccd', value: '024068006666' }, gender: 'male' })
  const entry = Array.from({ length: 1_000 }, () => ({
    request: { method: 'POST', url: 'Flag' },
    resource: {
      ...{ resourceType: 'Flag', status: 'active', code: { text: 'x' } },
      subject: { reference: `Patient/${full}` },
    },
  }))
  for (let i = 0; i < 21; i += 1)
    await made(system('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry }))
  await refused(merge({ source: full, target: kept }), 422, /too-costly.*21000|21000.*too-costly/s)
  assert.equal((await read(`Patient/${full}`))['active'], true)
})

const later = { ref: '' }
test('undo brings back word for word what nobody changed since, and names the rest', async () => {
  later.ref = await create({
    ...{ resourceType: 'Observation', status: 'final', code: { text: 'sau gộp' } },
    subject: { reference: `Patient/${kept}` },
  })
  const changed = await read(facts.observation)
  await made(system('PUT', `/fhir/${facts.observation}`, { ...changed, status: 'amended' }))
  const answer = await unmerge(kept)
  assert.equal(answer.status, 200, answer.text)
  assert.match(said(answer), new RegExp(`${facts.observation} đã sửa sau khi gộp`))
  assert.match(said(answer), /Observation lập sau khi gộp vẫn ở hồ sơ giữ lại/)
  for (const [ref, body] of before)
    if (ref !== facts.observation) assert.deepEqual(await body_of(ref), body, `${ref} says again what it said`)
  assert.equal((await body_of(facts.observation))['subject'].reference, `Patient/${kept}`, 'a person must look')
  const found = await read(`Provenance?target=Patient/${second}&_sort=-recorded`)
  assert.ok(found['entry'].some((one: Json) => one['resource'].activity?.coding[0].code === 'unmerge'))
  const lines = JSON.parse((await archive('GET', `/api/merges?patient=${second}`)).text) as Json[]
  assert.equal(lines[0]?.['undone'].reason, 'Gộp nhầm người')
})

test('apart again, the signatures stand too, and the old chart is found by its own numbers', async () => {
  const { certificate_pem } = await running.site.database.in_site(load_authority)
  const now = (await doctor('GET', `/api/sheets/${sheet}/pdf`)).bytes
  assert.equal(verify_pdf(now, { trusted_pem: [certificate_pem] }).valid, true)
  assert.equal(verify_pdf(now, { trusted_pem: [certificate_pem] }).signatures.length, 2)
  const { hits } = await made(doctor('GET', '/api/patients?q=B1234567'))
  assert.deepEqual(
    hits.map((one: Json) => one['id']),
    [second],
  )
  assert.equal((await made(doctor('GET', `/api/chart/${encounter}`)))['banner'].patient, second)
})

test('what is apart is not taken apart again; who may not merge may not unmerge', async () => {
  await refused(unmerge(kept), 422, /không có lần gộp nào/)
  await refused(unmerge(kept, [], doctor), 403, /không có quyền/)
  await refused(unmerge(kept, [], await running.person('records_archive.b')), 422, /không có lần gộp nào/)
})

test('by numbers instead of ids, with the chart that stays as the caller wants it', async () => {
  const number = (name: string, system_: string, value: string) => ({
    name: `${name}-patient-identifier`,
    valueIdentifier: { system: system_, value },
  })
  const sides = [
    number('source', identifier_system.passport, 'B1234567'),
    number('target', identifier_system.cccd, cccd),
  ]
  const target = await body_of(`Patient/${kept}`)
  const source = await body_of(`Patient/${second}`)
  const result = {
    ...target,
    link: [{ type: 'replaces', other: { reference: `Patient/${second}` } }],
    identifier: [...target['identifier'], ...source['identifier']],
    maritalStatus: { text: 'Đã kết hôn' },
  }
  const wanted = (resource: Json): Json[] => [...sides, { name: 'result-patient', resource }]
  await refused(merge({ more: wanted({ ...result, link: [] }) }), 400, /replaces/)
  await refused(merge({ more: wanted({ ...result, identifier: target['identifier'] }) }), 422, /thiếu số/)
  await refused(merge({ more: wanted({ ...result, id: second }) }), 400, /cùng id/)
  const done = await merge({ more: wanted(result) })
  assert.equal(done.status, 200, done.text)
  assert.equal((await read(`Patient/${kept}`))['maritalStatus'].text, 'Đã kết hôn')
  assert.equal((await unmerge(kept)).status, 200)
})

test('merged on into a third, the first is found through both; they are taken apart in turn', async () => {
  const third = await register({ name: 'nguyễn thị hương lan', identity: { kind: 'cccd', value: '024168007777' } })
  assert.equal((await merge({ source: second, target: kept })).status, 200)
  assert.equal((await merge({ source: kept, target: third })).status, 200)
  assert.equal((await made(doctor('GET', `/api/patients/${second}/standing`)))['id'], third)
  assert.equal((await body_of(`Encounter/${encounter}`))['subject'].reference, `Patient/${third}`)
  await refused(unmerge(kept), 422, /đã gộp tiếp/)
  assert.equal((await unmerge(third)).status, 200)
  assert.equal((await unmerge(kept)).status, 200)
  assert.deepEqual(await body_of(`Patient/${second}`), before.get(`Patient/${second}`))
  assert.deepEqual(await body_of(`Encounter/${encounter}`), before.get(`Encounter/${encounter}`))
})

test('two of whom no number is known become one too', async () => {
  const [one, other] = await Promise.all(
    ['Người không giấy tờ', 'Người không tên'].map((text) => create({ resourceType: 'Patient', name: [{ text }] })),
  )
  const [source = '', target = ''] = [other, one].map((ref) => ref?.slice('Patient/'.length))
  const answer = await merge({ source, target })
  assert.equal(answer.status, 200, answer.text)
  assert.equal((await body_of(`Patient/${target}`))['identifier'], undefined)
})

test('whoever changed one of the two since it was seen is named, and nothing is merged', async () => {
  const seen = async (id: string): Promise<number> => (await made(clerk('GET', `/api/patients/${id}`)))['version']
  const order = {
    ...{ source: second, reason: 'Một người' },
    ...{ source_version: await seen(second), target_version: (await seen(kept)) - 1 },
  }
  const late = await archive('POST', `/api/patients/${kept}/merge`, order)
  assert.equal(late.status, 412, late.text)
  assert.match(late.text, /vừa sửa/)
  const done = await made(
    archive('POST', `/api/patients/${kept}/merge`, { ...order, target_version: await seen(kept) }),
  )
  assert.ok(done['moved'] > 0)
  assert.equal((await body_of(`Encounter/${encounter}`))['subject'].reference, `Patient/${kept}`)
  const apart = await made(
    archive('POST', `/api/patients/${kept}/unmerge`, { source: second, reason: 'Không phải một người' }),
  )
  assert.equal(apart['restored'], done['moved'])
  assert.deepEqual(apart['changed'], [])
})

test('/metadata offers both operations', async () => {
  const { rest } = await read('metadata')
  const patient = rest[0].resource.find((one: Json) => one['type'] === 'Patient')
  const names = patient.operation.map((one: Json) => one['name'])
  assert.ok(names.includes('merge') && names.includes('unmerge'), names.join())
})
