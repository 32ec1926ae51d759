/** fhir-kit-client as an MHD source and consumer, and on the hub's directories: nothing of it was written for this hub. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'fhir-kit-client'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import { member_client_id } from '../../src/network/membership/index.ts'
import { start_test_hub } from '../test-hub.ts'
import { password, type Json } from '../test-site.ts'
import { cccd_system, facility_system, outside_bundle, own_oid, signed_paper, type OutsideWish } from './outside-mhd.ts'

const hub = await start_test_hub()
const house = hub.house('24012')

/** What a client says with each request, for the two transactions the library has no verb for. */
const headers = new Map<Client, { authorization: string }>()

const join = async (code: string): Promise<Client> => {
  const { tokenUrl } = await new Client({ baseUrl: `${hub.base}/fhir` }).smartAuthMetadata()
  const form = { grant_type: 'client_credentials', client_id: member_client_id(code), client_secret: password }
  const answer = await fetch(tokenUrl ?? '', { method: 'POST', body: new URLSearchParams(form) })
  const token = ((await answer.json()) as Json)['access_token'] as string
  const client = new Client({ baseUrl: `${hub.base}/fhir`, bearerToken: token })
  headers.set(client, { authorization: `Bearer ${token}` })
  return client
}
const [a, b, c] = [await join('24012'), await join('01929'), await join('24160')]

type Refused = { response: { status: number; data: Json } }
const refused = (asked: Promise<unknown>, status: number, words: RegExp): Promise<void> =>
  assert.rejects(asked, ({ response }: Refused) => {
    assert.equal(response.status, status, JSON.stringify(response.data))
    assert.equal(response.data['resourceType'], 'OperationOutcome')
    assert.match(JSON.stringify(response.data), words)
    return true
  })

const provide = async (wish: Partial<OutsideWish> = {}): Promise<{ answer: Json; master: string; pdf: Buffer }> => {
  const master = wish.master ?? own_oid()
  const pdf = wish.pdf ?? (await signed_paper(house))
  const answer: Json = await a.transaction({
    body: outside_bundle({ from: '24012', to: '01929', ...wish, pdf, master }),
  })
  return { answer, master, pdf }
}
const search = (by: Client, resourceType: string, searchParams: Record<string, string | number>): Promise<Json> =>
  by.search({ resourceType, searchParams })
const found_in = (bundle: Json): Json[] =>
  ((bundle['entry'] ?? []) as Json[])
    .filter((one) => one['search'].mode === 'match')
    .map((one) => one['resource'] as Json)
const bytes_at = async (by: Client, url: string, accept: string): Promise<Buffer> => {
  const answer = await fetch(url, { headers: { ...headers.get(by), accept } })
  assert.equal(answer.status, 200)
  return Buffer.from(await answer.arrayBuffer())
}

const cccd = `${cccd_system}|024190000123`
const sent = await provide()

test('/metadata says which transactions are spoken here, and how to be let in', async () => {
  const statement: Json = await a.capabilityStatement()
  const types = new Map((statement['rest'][0].resource as Json[]).map((one) => [one['type'] as string, one]))
  for (const type of [
    'DocumentReference',
    'List',
    'Patient',
    'Organization',
    'Practitioner',
    'PractitionerRole',
    'Task',
  ])
    assert.ok(types.has(type), type)
  const named = ((types.get('DocumentReference')?.['searchParam'] ?? []) as Json[]).map(({ name }) => name as string)
  // MHD 4.2 ITI-67: what a Document Responder shall answer.
  const shall =
    '_lastUpdated author.family author.given category creation date event facility format identifier patient patient.identifier period related security-label setting status type'
  for (const name of shall.split(' ')) assert.ok(named.includes(name), name)
  const of_list = ((types.get('List')?.['searchParam'] ?? []) as Json[]).map(({ name }) => name as string)
  const shall_lists =
    '_lastUpdated code date designationType identifier patient patient.identifier source.given source.family sourceId status'
  for (const name of shall_lists.split(' ')) assert.ok(of_list.includes(name), name)
  assert.equal((await a.smartAuthMetadata()).tokenUrl?.href, `${hub.base}/oauth/token`)
})

test('ITI-65: a stranger’s message is taken, each entry answered in its place, and once only', async () => {
  const entries = sent.answer['entry'] as Json[]
  assert.deepEqual(
    entries.map((one) => one['response'].status),
    ['201 Created', '201 Created', '201 Created', '201 Created'],
  )
  assert.match(entries[0]!['response'].location, /^List\/\d+$/)
  assert.match(entries[1]!['response'].location, /^DocumentReference\/\d+-0$/)
  assert.match(entries[2]!['response'].location, /^Binary\/\d+-0$/)
  const again = await provide({ master: sent.master, pdf: sent.pdf })
  assert.equal(again.answer['entry'][0].response.status, '200 OK')
  assert.equal(again.answer['entry'][0].response.location, entries[0]!['response'].location)
  await refused(provide({ master: sent.master, pdf: await signed_paper(house, 'Noi dung khac') }), 409, /mã mới/)
  await refused(provide({ to: '99999' }), 422, /không có cơ sở nhận 99999/)
})

test('ITI-67: by person, number, kind, format, date and state; what is not known is refused by name', async () => {
  const ask = async (params: Record<string, string>, by = b): Promise<number> =>
    found_in(await search(by, 'DocumentReference', params)).length
  assert.equal(await ask({ 'patient.identifier': cccd, status: 'current' }), 1)
  assert.equal(await ask({ 'patient.identifier': cccd, status: 'superseded' }), 0)
  assert.equal(await ask({ 'patient.identifier': cccd, type: 'http://loinc.org|57133-1' }), 1)
  assert.equal(await ask({ 'patient.identifier': cccd, type: 'http://loinc.org|11502-2' }), 0)
  assert.equal(await ask({ 'patient.identifier': cccd, date: 'ge2026-11-20' }), 1)
  assert.equal(await ask({ 'patient.identifier': cccd, date: 'lt2026-11-20' }), 0)
  assert.equal(await ask({ 'patient.identifier': cccd, creation: '2026-11-20' }), 1)
  assert.equal(
    await ask({ 'patient.identifier': cccd, format: 'https://benhanmo.vn/fhir/CodeSystem/document-format|pdf-pades' }),
    1,
  )
  assert.equal(await ask({ identifier: `urn:ietf:rfc:3986|${sent.master}` }), 1)
  assert.equal(await ask({ 'patient.identifier': `${cccd_system}|024190999999` }), 0)
  assert.equal(await ask({ 'patient.identifier': cccd }, c), 0, 'C was sent nothing')
  const posted: Json = await b.search({
    ...{ resourceType: 'DocumentReference', searchParams: { 'patient.identifier': cccd, status: 'current' } },
    options: { postSearch: true },
  })
  assert.equal(found_in(posted).length, 1, 'by POST _search too')
  await refused(search(b, 'DocumentReference', { 'patient.identifier': cccd, khong_co: '1' }), 400, /khong_co/)
  await refused(search(b, 'DocumentReference', { status: 'current' }), 400, /patient\.identifier/)
})

test('ITI-67: by author, time of service, label, act, kind of house, speciality and what it belongs to', async () => {
  const of_patient = { 'patient.identifier': `${cccd_system}|024190000555` }
  const v3_act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
  const local = 'https://phanmem.vn/CodeSystem/hoat-dong'
  const patient = {
    ...{ resourceType: 'Patient', name: [{ family: 'Đỗ', given: ['Văn', 'Cường'] }], birthDate: '1981-01-01' },
    ...{ identifier: [{ system: cccd_system, value: '024190000555' }], gender: 'male' },
  }
  const spoken = await provide({
    patient,
    security_label: [{ coding: [{ system: v3_act, code: 'PSY' }] }],
    context: {
      event: [{ coding: [{ system: local, code: 'mo-ruot-thua', display: 'Mổ ruột thừa' }] }],
      facilityType: { coding: [{ system: 'http://snomed.info/sct', code: '22232009' }] },
      practiceSetting: { coding: [{ system: 'http://snomed.info/sct', code: '394609007' }] },
      related: [{ identifier: { system: 'https://phanmem.vn/so-dot', value: 'D-9/2026' } }],
    },
  })
  const silent = await provide({ patient, pdf: await signed_paper(house, 'Khong noi gi them') })
  const ask = async (params: Record<string, string>, by = b): Promise<string[]> =>
    found_in(await search(by, 'DocumentReference', { ...of_patient, ...params })).map(
      (one) => one['masterIdentifier'].value as string,
    )
  const [whole] = found_in(await search(b, 'DocumentReference', { ...of_patient, event: 'mo-ruot-thua' }))
  assert.equal(whole?.['context'].event[0].coding[0].display, 'Mổ ruột thừa', 'shown as it was said')
  assert.equal(whole?.['context'].related[0].identifier.value, 'D-9/2026')
  const both = await ask({})
  assert.equal(both.length, 2)
  const [of_silent, of_spoken] = both
  assert.notEqual(of_silent, of_spoken)
  const cases: [Record<string, string>, (string | undefined)[]][] = [
    [{ 'author.family': 'nguyen' }, both],
    [{ 'author.given': 'á' }, both],
    [{ 'author.given': 'Cường' }, []],
    [{ period: '2026-11' }, both],
    [{ period: 'ge2026-11-21' }, []],
    [{ period: 'sa2026-11-17' }, both],
    [{ period: 'eb2026-11-20' }, []],
    [{ 'security-label': `${v3_act}|PSY` }, [of_spoken]],
    [{ 'security-label': 'PSY,HIV' }, [of_spoken]],
    [{ 'security-label': 'HIV' }, []],
    [{ 'security-label': 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality|N' }, [of_silent]],
    [{ event: `${local}|mo-ruot-thua` }, [of_spoken]],
    [{ event: 'http://loinc.org|mo-ruot-thua' }, []],
    [{ facility: '22232009' }, [of_spoken]],
    [{ setting: 'http://snomed.info/sct|' }, [of_spoken]],
    [{ related: 'https://phanmem.vn/so-dot|D-9/2026' }, [of_spoken]],
    [{ 'related:identifier': 'D-9/2026' }, [of_spoken]],
    [{ 'related:identifier': 'D-10/2026' }, []],
    [{ _lastUpdated: 'ge2026-01-01', event: 'mo-ruot-thua' }, [of_spoken]],
    [{ _lastUpdated: 'lt2026-01-01' }, []],
    [{ 'author.family': 'nguyễn', 'security-label': 'PSY', status: 'superseded' }, []],
  ]
  for (const [params, wanted] of cases) assert.deepEqual(await ask(params), wanted, JSON.stringify(params))
  assert.deepEqual(await ask({ event: 'mo-ruot-thua' }, c), [], 'C was sent nothing')
  assert.ok(spoken.answer['entry'] && silent.answer['entry'])

  let page = await search(b, 'DocumentReference', { ...of_patient, 'author.family': 'Nguyễn', _count: 1 })
  assert.equal(found_in(page).length, 1)
  const following = await b.nextPage({ bundle: page as Parameters<Client['nextPage']>[0]['bundle'] })
  assert.ok(following)
  page = following
  assert.equal(found_in(page)[0]?.['masterIdentifier'].value, of_spoken)

  for (const [name, value] of [
    ['period', 'ap2026'],
    ['period', 'hôm qua'],
    ['_lastUpdated', 'x'],
    ['author.given', ''],
    ['related', 'DocumentReference/1-0'],
    ['security-label', '|'],
  ] as const)
    await refused(search(b, 'DocumentReference', { ...of_patient, [name]: value }), 400, new RegExp(name))
  await refused(
    search(b, 'DocumentReference', { ...of_patient, 'author.given:exact': 'Á' }),
    400,
    /author\.given:exact/,
  )
  await refused(search(b, 'DocumentReference', { 'security-label': 'PSY' }), 400, /patient\.identifier/)

  const lists = async (params: Record<string, string>): Promise<number> =>
    found_in(await search(b, 'List', { ...of_patient, ...params })).length
  assert.equal(await lists({ 'source.family': 'Nguyễn', sourceId: `${facility_system}|24012` }), 2)
  assert.equal(await lists({ 'source.given': 'Bưởi' }), 0)
  assert.equal(await lists({ sourceId: `${facility_system}|24160` }), 0)
  assert.equal(await lists({ designationType: 'http://loinc.org|57133-1' }), 2)
  await refused(search(b, 'List', { ...of_patient, event: 'mo-ruot-thua' }), 400, /event/)
})

test('ITI-66 leads to the parts, ITI-68 to the very bytes, as a file and as a Binary', async () => {
  const sets = found_in(
    await search(b, 'List', { 'patient.identifier': cccd, code: 'submissionset', status: 'current' }),
  )
  assert.equal(sets.length, 1)
  const [set] = sets
  assert.equal(set?.['title'], 'Chuyển người bệnh')
  const reference = set?.['entry'][0].item.reference as string
  const document: Json = await b.resolve({ reference, context: set as Json & { resourceType: string } })
  assert.equal(document['custodian'].identifier.system, facility_system)
  assert.equal(document['custodian'].identifier.value, '24012')
  const { url, contentType, size } = document['content'][0].attachment as {
    url: string
    contentType: string
    size: number
  }
  assert.deepEqual([contentType, size], ['application/pdf', sent.pdf.length])
  assert.deepEqual(await bytes_at(b, url, 'application/pdf'), sent.pdf)
  const binary: Json = await b.read({ resourceType: 'Binary', id: url.split('/').at(-1) ?? '' })
  assert.deepEqual(Buffer.from(binary['data'] as string, 'base64'), sent.pdf)
  await refused(c.read({ resourceType: 'Binary', id: url.split('/').at(-1) ?? '' }), 404, /không có tài liệu này/)
})

test('its mail is a Task: found by owner and state, turned with its version, told to the sender', async () => {
  const mine = { 'owner:identifier': `${facility_system}|01929`, status: 'requested' }
  let tasks: Json[] = []
  for (let i = 0; i < 100 && tasks.length === 0; i += 1) {
    await pause(50)
    tasks = found_in(await search(b, 'Task', mine))
  }
  const [task] = tasks
  assert.ok(task)
  const turn = (status: string, version: string, more: Json = {}) =>
    b.update({
      ...{ resourceType: 'Task', id: task['id'] as string, body: { ...task, resourceType: 'Task', ...more, status } },
      options: { headers: { 'if-match': `W/"${version}"` } },
    })
  const received: Json = await turn('received', task['meta'].versionId as string)
  await refused(turn('accepted', task['meta'].versionId as string), 412, /đã được sửa/)
  await turn('rejected', received['meta'].versionId as string, { statusReason: { text: 'Hết giường hồi sức' } })
  for (let i = 0; i < 100; i += 1) {
    const [told] = found_in(await search(a, 'Task', { identifier: `urn:ietf:rfc:3986|${task['identifier'][0].value}` }))
    if (told?.['status'] === 'rejected') return assert.equal(told['statusReason'].text, 'Hết giường hồi sức')
    await pause(50)
  }
  assert.fail('A was not told')
})

test('a corrected letter takes the old one’s place and says so; pages follow one another', async () => {
  const next = await provide({ replaces: sent.master, pdf: await signed_paper(house, 'Ban sua') })
  const old = found_in(await search(b, 'DocumentReference', { identifier: `urn:ietf:rfc:3986|${sent.master}` }))
  assert.equal(old[0]?.['status'], 'superseded')
  const [now] = found_in(await search(b, 'DocumentReference', { 'patient.identifier': cccd, status: 'current' }))
  assert.equal(now?.['relatesTo'][0].code, 'replaces')
  assert.match(String(next.answer['entry'][1].response.location), new RegExp(`${String(now?.['id'])}$`))
  await refused(provide({ replaces: own_oid() }), 422, /chưa từng qua trục/)
  for (let i = 0; i < 3; i += 1) await provide({ pdf: await signed_paper(house, `Thu ${i}`) })
  const ids = new Set<string>()
  let page = await search(b, 'DocumentReference', { 'patient.identifier': cccd, _count: 2 })
  for (let i = 0; i < 5; i += 1) {
    for (const { id } of found_in(page)) ids.add(id as string)
    const following = await b.nextPage({ bundle: page as Parameters<Client['nextPage']>[0]['bundle'] })
    if (!following) break
    page = following
  }
  assert.equal(ids.size, 5)
})

test('ITI-105: one DocumentReference that carries its paper; ITI-106: what a FHIR document says of itself', async () => {
  const pdf = await signed_paper(house, 'Gui mot lan')
  const bundle = outside_bundle({ from: '24012', to: '01929', pdf })
  const simple = structuredClone(bundle['entry'][1].resource) as Json
  const [content] = simple['content'] as [Json]
  delete content['attachment'].url
  content['attachment'].data = pdf.toString('base64')
  simple['contained'].push({ ...bundle['entry'][3].resource, id: 'nguoi-benh' })
  simple['subject'] = { identifier: { system: cccd_system, value: '024190000123' }, display: 'Trần Thị Bưởi' }
  simple['context'].sourcePatientInfo = { reference: '#nguoi-benh' }
  const made = await a.create({
    ...{ resourceType: 'DocumentReference', body: simple as Json & { resourceType: string } },
    options: { headers: { 'x-recipient': '01929' } },
  })
  const { response } = Client.httpFor(made)
  assert.equal(response?.status, 201)
  const id = response?.headers.get('location')?.split('/').at(-1) ?? ''
  const read: Json = await b.read({ resourceType: 'DocumentReference', id })
  assert.equal(read['content'][0].attachment.size, pdf.length)

  const fhir = (await make_letter({ house })).parts.find(({ kind }) => kind === 'fhir')
  const input = JSON.parse(new TextDecoder().decode(fhir?.bytes)) as Json & { resourceType: string }
  const described: Json = await a.operation({ name: 'generate-metadata', resourceType: 'DocumentReference', input })
  assert.equal(described['resourceType'], 'DocumentReference')
  assert.equal(described['type'].coding[0].code, '57133-1')
  assert.equal(described['subject'].identifier.value, '024190000123')
})

test('PDQm and PIXm: fed by one house under its own number, found by another by CCCD, crossed by number', async () => {
  const system = 'https://benhanmo.vn/fhir/sid/patient-code/24012'
  const fed = await fetch(`${hub.base}/fhir/Patient?identifier=${encodeURIComponent(`${system}|BN-77`)}`, {
    ...{ method: 'PUT', headers: { ...headers.get(a), 'content-type': 'application/fhir+json' } },
    body: JSON.stringify({
      ...{ resourceType: 'Patient', name: [{ text: 'Phạm Văn Cải' }], gender: 'male', birthDate: '1977-05-06' },
      identifier: [
        { system, value: 'BN-77' },
        { system: cccd_system, value: '024077000777' },
      ],
    }),
  })
  assert.equal(fed.status, 201, await fed.text())
  const [one] = found_in(await search(b, 'Patient', { identifier: `${cccd_system}|024077000777` }))
  assert.equal(one?.['name'][0].text, 'Phạm Văn Cải')
  assert.equal(found_in(await search(b, 'Patient', { name: 'cai', birthdate: '1977-05-06', gender: 'male' })).length, 1)
  await refused(search(b, 'Patient', { name: 'cai' }), 422, /danh sách người/)
  const crossed: Json = await b.operation({
    ...{ name: 'ihe-pix', resourceType: 'Patient', method: 'GET' },
    input: { sourceIdentifier: `${cccd_system}|024077000777`, targetSystem: system },
  })
  assert.deepEqual(
    (crossed['parameter'] as Json[]).map((part) => part['valueIdentifier'].value as string),
    ['BN-77'],
  )
  const graded: Json = await b.operation({
    ...{ name: 'match', resourceType: 'Patient' },
    input: {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'resource',
          resource: {
            resourceType: 'Patient',
            name: [{ text: 'PHAM VAN CAI' }],
            birthDate: '1977-05-06',
            gender: 'male',
          },
        },
      ],
    },
  })
  assert.equal((graded['entry'] as Json[])[0]?.['resource'].id, one?.['id'])
  await refused(
    b.operation({
      name: 'ihe-pix',
      resourceType: 'Patient',
      method: 'GET',
      input: { sourceIdentifier: `${cccd_system}|024000000000` },
    }),
    404,
    /Patient Identifier not found/,
  )
})

test('mCSD: the directory of facilities, read and searched', async () => {
  const [one] = found_in(await search(c, 'Organization', { identifier: `${facility_system}|24012` }))
  assert.equal(one?.['id'], '24012')
  const read: Json = await c.read({ resourceType: 'Organization', id: '01929' })
  assert.equal(read['active'], true)
  await refused(search(c, 'Organization', { khong_co: '1' }), 400, /khong_co/)
})

test('without a token, and with another house’s, there is nothing', async () => {
  const nobody = new Client({ baseUrl: `${hub.base}/fhir` })
  await refused(search(nobody, 'DocumentReference', { 'patient.identifier': cccd }), 401, /./)
  await refused(
    c.read({
      resourceType: 'DocumentReference',
      id: String(sent.answer['entry'][1].response.location).split('/')[1] ?? '',
    }),
    404,
    /./,
  )
})
