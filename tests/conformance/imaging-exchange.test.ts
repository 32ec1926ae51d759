/** Pictures behind a report of another house: fetched from their source by a ticket, held against the sealed digests (SHARE-17). */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { pacs_by_passwords } from '../../src/network/imaging-studies/index.ts'
import { create_receipt_signer } from '../../src/network/mailbox/index.ts'
import { get_identity } from '../../src/platform/signing/index.ts'
import { dicom_uid_system, read_study, sha256_of_bytes } from '../../src/standards/dicomweb/index.ts'
import { identifier_system, parse_exact, type Resource } from '../../src/standards/fhir/index.ts'
import { instance_of, make_picture, pacs_user, series_of, start_orthanc, study_uid } from '../orthanc.ts'
import { all_published, report_result } from '../shared-results-world.ts'
import { registration, requester, type Json, type Person } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

const passwords = pacs_by_passwords({ '24012': pacs_user.password, '01929': pacs_user.password })
const [pacs_a, pacs_b] = [await start_orthanc(), await start_orthanc()]
const { hub, a, b } = await start_three_houses({ book: { open_pacs: passwords } })
const [reception_a, doctor_a, it_a, director_a] = await Promise.all(
  ['reception', 'doctor', 'it_admin', 'director'].map(a.person),
)
const [reception_b, doctor_b, nurse_b, it_b] = await Promise.all(
  ['reception.b', 'doctor.b', 'reception.b', 'it_admin.b'].map(b.person),
)
assert.ok(reception_a && doctor_a && it_a && director_a && reception_b && doctor_b && nurse_b && it_b)
const [system_a, system_b] = [await a.system(), await b.system('client.b')]
const owner_a = new pg.Client({ connectionString: a.url })
await owner_a.connect()
after(() => owner_a.end())

const register = async (reception: Person, changes: Record<string, unknown> = {}): Promise<string> => {
  const made = await reception('POST', '/api/patients', registration(changes))
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
/** The first number of B goes to somebody else: numbers of two houses are alike. */
const namesake = await register(reception_b, {
  ...{ name: 'lê văn ba', gender: 'male', identity: { kind: 'cccd', value: '024070005555' }, insurance: undefined },
})
const patient_a = await register(reception_a)
const patient_b = await register(reception_b)

const code_of = async (system: Person, patient: string): Promise<string> => {
  const { json } = await system('GET', `/fhir/Patient/${patient}`)
  const found = (json['identifier'] as Json[]).find(({ system: of }) => of === identifier_system.patient_code)
  return found?.['value'] as string
}

const imaging = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }]
const named = (study: string) => [{ identifier: { system: dicom_uid_system, value: `urn:oid:${study}` } }]
const report = (more: Record<string, unknown>): Promise<string> =>
  report_result(
    system_a,
    patient_a,
    { name: 'X quang ngực', value: 1, unit: '1' },
    { category: imaging, conclusion: 'Không thấy tổn thương', ...more },
  )

const publication = async (id: string): Promise<Json> =>
  (await doctor_a('GET', `/api/shared-results/${id}/publication`)).json
const until_state = async (id: string, wanted: (one: Json) => boolean): Promise<Json> => {
  for (let i = 0; ; i += 1) {
    const { publication: line } = await publication(id)
    if (line && wanted(line as Json)) return line as Json
    if (i > 300) throw new Error(`never so: ${JSON.stringify(line)}`)
    await pause(50)
  }
}

/** The newest imaging report B sees, opened. */
const newest_paper = async (): Promise<{ id: string; opened: Json }> => {
  const { json } = await doctor_b('GET', `/api/timeline/${patient_b}`)
  const all = (json['visits'] as Json[]).flatMap(({ documents }) => documents as Json[])
  const reports = all.filter(({ kind }) => kind === 'imaging-report').map((one) => one['id'] as string)
  const id = reports.toSorted((x, y) => Number.parseInt(y, 10) - Number.parseInt(x, 10))[0] ?? ''
  const opened = await doctor_b('GET', `/api/timeline/${patient_b}/documents/${id}/sections`)
  assert.equal(opened.status, 200, opened.text)
  return { id, opened: opened.json }
}
const fetch_study = async (paper: string, study: string): Promise<Json> => {
  const path = `/api/imaging-studies/${patient_b}/${study}`
  const begun = await doctor_b('POST', path, { paper })
  assert.equal(begun.status, 202, begun.text)
  for (let i = 0; i < 400; i += 1) {
    const { json } = await doctor_b('GET', path)
    if (json['state'] !== 'fetching') return json
    await pause(50)
  }
  throw new Error('never done')
}

const first = study_uid(1)

test('an administrator names the PACS, and it is asked with nothing of anybody; nobody else may', async () => {
  const wish = { base_url: pacs_a.base_url, username: pacs_user.name, viewer: 'https://xem.example/?study={study}' }
  assert.equal((await doctor_a('PUT', '/api/pacs', wish)).status, 403)
  for (const wrong of [
    { base_url: 'http://pacs.example/dicom-web' },
    { base_url: 'ftp://x' },
    { viewer: 'https://xem' },
  ])
    assert.equal((await it_a('PUT', '/api/pacs', { ...wish, ...wrong })).status, 422, JSON.stringify(wrong))
  assert.equal((await it_a('POST', '/api/pacs/knock', {})).status, 422, 'none is set yet')
  assert.equal((await it_a('PUT', '/api/pacs', { ...wish, username: 'ai-do' })).status, 200)
  assert.match((await it_a('POST', '/api/pacs/knock', {})).json['problem'] as string, /không nhận tài khoản/)
  assert.equal((await it_a('PUT', '/api/pacs', wish)).status, 200)
  assert.equal((await it_a('POST', '/api/pacs/knock', {})).json['problem'], '')
  const view = (await it_a('GET', '/api/pacs')).json
  assert.deepEqual([view['has_password'], view['problem'], view['pacs']], [true, '', { ...wish, profile: 'sandbox' }])
  assert.doesNotMatch(JSON.stringify(view), new RegExp(pacs_user.password))
})

let paper = ''

test('a published report names its study: UIDs, series, body part, the door, and the digest of each original instance', async () => {
  const patient_id = await code_of(system_a, patient_a)
  const pictures = [1, 2].map((number) => make_picture({ study: first, number, patient_id }))
  for (const one of pictures) await pacs_a.store(one)
  const id = await report({ imagingStudy: named(first) })
  await all_published(doctor_a, [id])
  assert.deepEqual((await publication(id))['studies'], [
    { uid: first, modality: 'CR', series: 1, instances: 2, viewer: `https://xem.example/?study=${first}` },
  ])
  const basis = { basis: 'emergency', reason: 'Cấp cứu: khó thở, cần xem phim' }
  assert.equal((await doctor_b('POST', `/api/timeline/${patient_b}`, basis)).status, 201)
  const { id: newest, opened } = await newest_paper()
  paper = newest
  assert.equal(opened['verdict'], 'good')
  const [line] = opened['studies'] as Json[]
  assert.deepEqual(
    [line?.['uid'], line?.['modality'], line?.['body_part'], line?.['series'], line?.['instances'], line?.['state']],
    [first, 'CR', 'CHEST', 1, 2, 'at-source'],
  )
  assert.equal(line?.['title'], 'X quang ngực thẳng')
  assert.match(line?.['hindrance'] as string, /chưa khai PACS/)
  const member = await hub.member('01929')
  const part = (
    await member('GET', `/fhir/Binary/${paper.replace(/-\d$/, '-1')}`, undefined, {
      accept: 'application/octet-stream',
    })
  ).text
  const entries = (parse_exact(part) as unknown as { entry: { fullUrl: string; resource: Resource }[] }).entry
  const of = (type: string) => entries.filter(({ resource }) => resource.resourceType === type)
  const [study] = of('ImagingStudy')
  const manifest = study && read_study(study.resource)
  assert.deepEqual(
    manifest?.series[0]?.instances.map(({ uid, sha256 }) => [uid, sha256]),
    pictures.map((bytes, i) => [instance_of(first, i + 1), sha256_of_bytes(bytes)]),
  )
  assert.equal(manifest?.started, '2026-11-20T08:15:00+07:00')
  const told = of('DiagnosticReport')[0]?.resource as unknown as { imagingStudy: { reference: string }[] }
  assert.equal(told.imagingStudy[0]?.reference, study?.fullUrl)
  assert.equal(of('Endpoint')[0]?.resource['address'], `${a.base}/lien-thong/dicom-web/24012`)
})

test('the other house fetches them, proves each, and keeps them in its own PACS, marked as foreign', async () => {
  const path = `/api/imaging-studies/${patient_b}/${first}`
  assert.equal((await doctor_b('POST', path, { paper })).status, 422, 'no PACS yet')
  const wish = { base_url: pacs_b.base_url, username: pacs_user.name, viewer: 'https://xem-b.example/{study}' }
  assert.equal((await it_b('PUT', '/api/pacs', wish)).status, 200)
  assert.equal((await nurse_b('POST', path, { paper })).status, 403)
  assert.equal((await doctor_b('POST', `/api/imaging-studies/${patient_b}/${study_uid(9)}`, { paper })).status, 404)
  assert.equal((await doctor_b('POST', `/api/imaging-studies/${namesake}/${first}`, { paper })).status, 404)
  const line = await fetch_study(paper, first)
  assert.deepEqual([line['state'], line['stored'], line['problems']], ['stored', 2, []], JSON.stringify(line))
  assert.equal(line['viewer'], `https://xem-b.example/${first}`)
  for (const number of [1, 2]) {
    const uid = instance_of(first, number)
    const [there, here] = [await pacs_a.file_of(uid), await pacs_b.file_of(uid)]
    assert.ok(there && here?.equals(there), `${uid} is the same file in both`)
  }
  const kept = (await system_b('GET', `/fhir/ImagingStudy?patient=${patient_b}`)).json
  const study = (kept['entry'] as Json[])[0]?.['resource'] as Json
  assert.match(JSON.stringify(study['extension']), /external-study.*24012.*Bệnh viện/)
})

test('the source knows who was given what, by which basis; the person can be told', async () => {
  const { rows } = await owner_a.query('SELECT requester, basis, actor, instances FROM imaging.disclosure')
  assert.deepEqual(rows, [{ requester: '01929', basis: 'emergency', actor: 'BS. doctor (doctor)', instances: 2 }])
  const lines = (await director_a('GET', `/api/exchange/disclosed/${patient_a}`)).json as unknown as Json[]
  const given = lines.find(({ kind }) => kind === 'imaging-study')
  assert.deepEqual([given?.['recipients'][0].code, given?.['title']], ['01929', 'Ảnh gốc: đã lấy 2 ảnh'])
})

test('a flipped byte: that instance is refused by name and not stored; put right, only it is fetched again', async () => {
  const study = study_uid(2)
  const patient_id = await code_of(system_a, patient_a)
  const [good, bad] = [1, 2].map((number) => make_picture({ study, number, patient_id, accession: 'CDHA2' }))
  assert.ok(good && bad)
  for (const one of [good, bad]) await pacs_a.store(one)
  // Named by accession number alone, as a RIS may.
  const accession = { type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] } }
  await all_published(doctor_a, [await report({ identifier: [{ ...accession, value: 'CDHA2' }] })])
  const uid = instance_of(study, 2)
  const flipped = Buffer.from(bad)
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
  await pacs_a.remove(uid)
  await pacs_a.store(flipped)
  const { id } = await newest_paper()
  const line = await fetch_study(id, study)
  assert.deepEqual([line['state'], line['stored']], ['partial', 1], JSON.stringify(line))
  assert.deepEqual(line['problems'], [{ instance: uid, message: 'không khớp mã băm SHA-256 trong phiếu đã ký' }])
  assert.equal(await pacs_b.file_of(uid), undefined)
  await pacs_a.remove(uid)
  assert.match((await fetch_study(id, study))['problems'][0].message as string, /không còn ảnh/)
  await pacs_a.store(bad)
  assert.deepEqual([(await fetch_study(id, study))['state'], (await fetch_study(id, study))['stored']], ['stored', 2])
  assert.ok((await pacs_b.file_of(uid))?.equals(bad))
})

const door = (study: string, number = 1, house = '24012'): string =>
  `/lien-thong/dicom-web/${house}/studies/${study}/series/${series_of(study)}/instances/${instance_of(study, number)}`

test('the door opens to nothing but a good ticket for this study and this house', async () => {
  const knock = (token: string | undefined, path = door(first)) =>
    requester(a.base, token === undefined ? {} : { authorization: `Bearer ${token}` })('GET', path)
  assert.equal((await knock(undefined)).status, 401)
  assert.equal((await knock('a.b.c')).status, 401)
  const member = await hub.member('01929')
  const ask = (study: string, number = paper) =>
    member('POST', '/lien-thong/study-tickets', { paper: number, study, actor: 'BS. Thử' })
  const given = await ask(first)
  assert.equal(given.status, 201, given.text)
  const ticket = given.json['ticket'] as string
  assert.equal((await knock(ticket)).status, 200)
  assert.equal((await knock(ticket, door(study_uid(2)))).status, 403, 'another study')
  assert.equal((await knock(ticket, door(first, 7))).status, 403, 'an instance the report does not name')
  const elsewhere = requester(b.base, { authorization: `Bearer ${ticket}` })
  assert.equal((await elsewhere('GET', door(first, 1, '01929'))).status, 401, 'not for that house')
  assert.equal((await knock(ticket, door('1.2.3'))).status, 403)
  assert.equal((await knock(ticket, door('..%2f..'))).status, 404)
  assert.equal((await ask(study_uid(2))).status, 403, 'this paper does not name it')
  const stranger = await hub.member('24160')
  const refused = await stranger('POST', '/lien-thong/study-tickets', { paper, study: first, actor: 'BS. Lạ' })
  assert.equal(refused.status, 404, 'no basis, no ticket')
  assert.equal((await stranger('POST', '/lien-thong/study-tickets', { paper, study: first, actor: ' ' })).status, 422)
  const sign = async (pem: { private_key_pem: string; certificate_pem: string }, changes: Json) => {
    const signer = await create_receipt_signer(pem.private_key_pem, [pem.certificate_pem], hub.base)
    const claims = JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString()) as Json
    return signer.sign_claims((changes['typ'] as string | undefined) ?? 'study-ticket+jwt', { ...claims, ...changes })
  }
  const own_key = await hub.site.database.in_site((sql) => get_identity(sql, '24SYT'))
  const foreign_key = await a.site.database.in_site((sql) => get_identity(sql, '24012'))
  assert.equal((await knock(await sign(own_key, {}))).status, 200)
  assert.equal((await knock(await sign(foreign_key, {}))).status, 401)
  assert.match((await knock(await sign(own_key, { exp: Math.floor(Date.now() / 1_000) - 600 }))).text, /hết hạn/)
  assert.equal((await knock(await sign(own_key, { typ: 'receipt+jwt' }))).status, 401, 'a receipt is no ticket')
})

test('a study that carries another person’s number is never published under this name', async () => {
  const study = study_uid(3)
  await pacs_a.store(make_picture({ study, number: 1, patient_id: 'NGUOI-KHAC' }))
  const id = await report({ imagingStudy: named(study) })
  const line = await until_state(id, ({ state }) => state === 'failed')
  assert.match(line['reason'] as string, /NGUOI-KHAC.*không phải của người bệnh này/)
  const missing = await report({ imagingStudy: named(study_uid(4)) })
  assert.match(
    (await until_state(missing, ({ state }) => state === 'failed'))['reason'] as string,
    /PACS không có ca chụp/,
  )
})

test('whose number is somebody else’s here stays out of our PACS', async () => {
  const study = study_uid(5)
  const theirs = await code_of(system_b, namesake)
  const known = (await system_a('GET', `/fhir/Patient/${patient_a}`)).json
  // An old number of hers at A that B has given to somebody else.
  const identifier = [...(known['identifier'] as Json[]), { system: 'urn:oid:1.2.3', value: theirs }]
  assert.equal((await system_a('PUT', `/fhir/Patient/${patient_a}`, { ...known, identifier })).status, 200)
  await pacs_a.store(make_picture({ study, number: 1, patient_id: theirs }))
  await all_published(doctor_a, [await report({ imagingStudy: named(study) })])
  const { id } = await newest_paper()
  const refused = await doctor_b('POST', `/api/imaging-studies/${patient_b}/${study}`, { paper: id })
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /mã này là của người khác/)
})

test('while the PACS is away a report waits and says so; who wanted pictures reads it in words', async () => {
  await pacs_a.stop()
  const id = await report({ imagingStudy: named(first) })
  const line = await until_state(id, ({ reason }) => reason !== '')
  assert.equal(line['state'], 'waiting')
  assert.match(line['reason'] as string, /PACS của cơ sở không dùng được/)
  const study = study_uid(2)
  const { json } = await doctor_b('GET', `/api/imaging-studies/${patient_b}/${study}`)
  assert.equal(json['state'], 'stored', 'what is here stays')
})
