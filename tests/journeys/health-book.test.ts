/** A person's health book over three servers: A treats, B is asked in the night, the hub stands between (SHARE-03, SHARE-08). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, type Json, type Person } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

const { hub, a, b } = await start_three_houses({ own_processes: true })
const [reception_a, doctor_a, reception_b, doctor_b] = await Promise.all([
  ...['reception', 'doctor'].map(a.person),
  ...['reception.b', 'doctor.b'].map(b.person),
])
assert.ok(reception_a && doctor_a && reception_b && doctor_b)

const until = async <T>(ask: () => Promise<T | undefined>, what: string): Promise<T> => {
  for (let i = 0; i < 300; i += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error(`it never came: ${what}`)
}

const at_a = (person: Person, patient: string) => async (diagnosis: { text: string; code: string }, bed: string) => {
  const stay = (await reception_a('POST', '/api/stays', admission(patient, { bed }))).json as {
    encounter: string
    sheet: string
  }
  await person('PUT', `/api/sheets/${stay.sheet}/draft`, {
    ...{ seen_revision: 0, base_version: 1, tab: 'ba' },
    answers: clinical_answers,
  })
  const gone = await person('POST', `/api/stays/${stay.encounter}/discharge`, {
    ...{ at: '2026-11-20T09:00', kind: '1', result: '1', main: diagnosis, comorbid: [] },
  })
  assert.equal(gone.status, 200, gone.text)
  return stay.encounter
}

const publication = async (encounter: string, state: string): Promise<Json> =>
  until(async () => {
    const { publication: found } = (await doctor_a('GET', `/api/health-book/${encounter}`)).json
    return found?.state === state ? (found as Json) : undefined
  }, `${encounter} ${state}`)

const timeline = async (who: Person, patient: string): Promise<Json> =>
  (await who('GET', `/api/timeline/${patient}`)).json
const documents = (one: Json): Json[] => (one['visits'] as Json[]).flatMap((visit) => visit['documents'] as Json[])

const patient_a = (await reception_a('POST', '/api/patients', registration())).json['id'] as string
const patient_b = (await reception_b('POST', '/api/patients', registration())).json['id'] as string
const pneumonia = { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' }
let first = ''

test('a visit ends at A; its page is at the hub within seconds, and nobody pressed anything', async () => {
  first = await at_a(doctor_a, patient_a)(pneumonia, '24012-G12')
  const line = await publication(first, 'published')
  assert.equal(line['kind'], 'health-book')
  assert.deepEqual(line['labels'], [])
  assert.equal(line['national'].state, 'off', 'A is not connected to the portal, and that is said')
})

test('B sees nothing of it without a basis, and is told that a basis is needed', async () => {
  const seen = await timeline(doctor_b, patient_b)
  assert.equal(seen['state'], 'shown')
  assert.deepEqual(seen['visits'], [])
  assert.match((seen['notices'] as Json[]).map(({ text }) => text as string).join(), /ghi căn cứ/)
})

test('a basis without a reason, or by nobody’s request, is none', async () => {
  const open = (body: unknown) => doctor_b('POST', `/api/timeline/${patient_b}`, body)
  assert.equal((await open({ basis: 'emergency', reason: ' ' })).status, 422)
  assert.equal((await open({ basis: 'law', reason: 'Giám định pháp y' })).status, 422)
  assert.equal((await open({ basis: 'patient-request', reason: 'Khám lại' })).status, 422)
  assert.equal((await open({ basis: 'patient-request', reason: 'Khám lại', request: 'nobody' })).status, 404)
  assert.equal(
    (await reception_b('POST', `/api/timeline/${patient_b}`, { basis: 'emergency', reason: 'Tò mò thôi' })).status,
    403,
  )
})

test('in an emergency B’s doctor opens it and reads it verified, and both houses have written down the look', async () => {
  const opened = await doctor_b('POST', `/api/timeline/${patient_b}`, {
    ...{ basis: 'emergency', reason: 'Cấp cứu: cần xem ngay, người bệnh khó thở' },
  })
  assert.equal(opened.status, 201, opened.text)
  const seen = await timeline(doctor_b, patient_b)
  const [paper] = documents(seen)
  assert.ok(paper, JSON.stringify(seen))
  assert.equal(paper['sender'].code, '24012')
  assert.equal(paper['kind'], 'health-book')
  const read = (await doctor_b('GET', `/api/timeline/${patient_b}/documents/${paper['id']}/sections`)).json
  assert.equal(read['verdict'], 'good', JSON.stringify(read['issues']))
  assert.deepEqual(read['issues'], [], 'its paper names her')
  assert.ok(read['signatures'].length > 0)
  assert.ok((read['signatures'] as Json[]).every((one) => one['valid'] === true))
  assert.match(JSON.stringify(read['sections']), /Viêm phổi thùy dưới phải/)
  const pdf = await doctor_b('GET', `/api/timeline/${patient_b}/documents/${paper['id']}/pdf`)
  assert.equal(new TextDecoder().decode(pdf.bytes.slice(0, 5)), '%PDF-')
  const director_b = await b.person('director.b')
  const log = (await director_b('GET', `/api/patients/${patient_b}/access-log`)).text
  assert.match(log, /timeline-open/)
  const { rows } = await hub.site.database.in_facility('01929', (sql) =>
    sql.query<{ detail: string }>(
      "SELECT detail FROM audit.event WHERE facility = '01929' AND interaction = 'disclosure'",
    ),
  )
  assert.match(JSON.stringify(rows), /khó thở/)
})

test('a laboratory result is shared when it is final, offered before the same test is ordered again', async () => {
  const system = await a.system()
  const stay = (await doctor_a('GET', `/api/chart/${first}`)).json['stay'] as Json
  const subject = { reference: `Patient/${stay?.['patient'] ?? patient_a}` }
  const urea = { coding: [{ system: 'http://loinc.org', code: '22664-7', display: 'Urea' }], text: 'Urê' }
  const at = new Date(Date.now() - 3_600_000).toISOString()
  const lab = [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ]
  const finding = await system('POST', '/fhir/Observation', {
    ...{ resourceType: 'Observation', status: 'final', category: lab, code: urea, subject, effectiveDateTime: at },
    ...{ valueQuantity: { value: 6.4, unit: 'mmol/L' }, method: { text: 'Urease, động học' } },
    referenceRange: [{ low: { value: 2.5 }, high: { value: 7.5 } }],
  })
  assert.equal(finding.status, 201, finding.text)
  const report = {
    ...{
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { text: 'Sinh hóa máu' },
      subject,
      effectiveDateTime: at,
    },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    result: [{ reference: `Observation/${finding.json['id']}` }],
  }
  const nobody = await system('POST', '/fhir/DiagnosticReport', report)
  assert.equal(nobody.status, 201, nobody.text)
  const signed = await system('POST', '/fhir/DiagnosticReport', {
    ...report,
    resultsInterpreter: [{ reference: 'Practitioner/pr-doctor' }],
  })
  assert.equal(signed.status, 201, signed.text)
  const [paper] = await until(async () => {
    const found = documents(await timeline(doctor_b, patient_b)).filter(({ kind }) => kind === 'lab-result')
    return found.length > 0 ? found : undefined
  }, 'the result')
  const read = (await doctor_b('GET', `/api/timeline/${patient_b}/documents/${paper?.['id']}/sections`)).json
  assert.equal(read['verdict'], 'good', JSON.stringify(read['issues']))
  assert.deepEqual(read['issues'], [], 'its paper names her')
  const offered = (await doctor_b('GET', `/api/shared-results?patient=${patient_b}&code=22664-7`)).json
  assert.equal(offered['results'].length, 1, JSON.stringify(offered))
  assert.equal(offered['results'][0].method, 'Urease, động học')
  assert.equal(offered['results'][0].values[0].range, '2,5 – 7,5')
  assert.ok((offered['took_ms'] as number) < 1_000, `took ${offered['took_ms']} ms`)
  assert.equal((await doctor_b('GET', `/api/shared-results?patient=${patient_b}&code=718-7`)).json['rule'], null)
  const own = (await timeline(doctor_a, patient_a))['own'] as Json[]
  assert.match(
    JSON.stringify(own.find(({ about }) => about === `DiagnosticReport/${nobody.json['id']}`)),
    /failed.*chịu trách nhiệm/,
  )
  const again = { patient: patient_b, code: '22664-7', found: ['A: 6,4 mmol/L'] }
  assert.equal((await doctor_b('POST', '/api/shared-results/repeat', { ...again, reason: '' })).status, 422)
  const noted = await doctor_b('POST', '/api/shared-results/repeat', {
    ...again,
    reason: 'Lâm sàng xấu đi sau lọc máu',
  })
  assert.equal(noted.status, 201, noted.text)
  assert.equal((await timeline(doctor_b, patient_b))['repeats'].length, 1)
})

test('a paper of somebody else does not open in this chart', async () => {
  const other = (
    await reception_b('POST', '/api/patients', {
      ...registration({
        name: 'trần văn khác',
        identity: { kind: 'cccd', value: '024090001111' },
        birth_date: '1990-01-01',
      }),
      insurance: { number: 'GD4242498765432', from: '2026-01-01', to: '2026-12-31', benefit_percent: 80 },
      phone: '0977777777',
    })
  ).json['id'] as string
  const [paper] = documents(await timeline(doctor_b, patient_b))
  const refused = await doctor_b('GET', `/api/timeline/${other}/documents/${paper?.['id']}/sections`)
  assert.equal(refused.status, 404, refused.text)
})

test('what is put right at A afterwards takes the place of the first page', async () => {
  const stored = (await (await a.system())('GET', `/fhir/Encounter/${first}`)).json
  const { system } = { system: await a.system() }
  const put = await system('PUT', `/fhir/Encounter/${first}`, {
    ...stored,
    reasonCode: [{ text: 'Sốt cao, ho, đau ngực phải' }],
  })
  assert.equal(put.status, 200, put.text)
  const [newer, older] = await until(async () => {
    const found = documents(await timeline(doctor_b, patient_b)).filter(({ kind }) => kind === 'health-book')
    return found.length === 2 ? found : undefined
  }, 'the second version')
  assert.equal(newer?.['is_superseded'], false)
  assert.equal(newer?.['is_correction'], true)
  assert.equal(older?.['is_superseded'], true)
})

test('a stay under way says nothing in the page of the earlier one: its diagnosis is a question, and may prove sensitive', async () => {
  const rounds = async (): Promise<{ round: number; state: string; document: string }> => {
    const { rows } = await a.site.database.in_facility('24012', (sql) =>
      sql.query<{ round: number; state: string; document: string }>(
        "SELECT round, state, document FROM health_book.publication WHERE facility = '24012' AND about = $1",
        [`Encounter/${first}`],
      ),
    )
    return rows[0] ?? { round: 0, state: '', document: '' }
  }
  const before = await rounds()
  const admitted = await reception_a('POST', '/api/stays', admission(patient_a, { bed: '24012-G12' }))
  assert.equal(admitted.status, 201, admitted.text)
  const stay = admitted.json as Json
  // The sweep sees the new diagnosis of this person and has the page judged again: it says the same.
  const after_sweep = await until(async () => {
    const now = await rounds()
    return now.round > before.round && now.state === 'posted' ? now : undefined
  }, 'the page judged again')
  assert.equal(after_sweep.document, before.document, 'no new page was made')
  const gone = await doctor_a('POST', `/api/stays/${stay['encounter']}/discharge`, {
    ...{ at: '2026-11-20T09:00', kind: '1', result: '1', main: { text: 'Bệnh do HIV', code: 'B24' }, comorbid: [] },
  })
  assert.equal(gone.status, 200, gone.text)
})

test('a visit with HIV stays out of the book, said and counted; released by the person, it is withheld by the gate', async () => {
  const encounter = await at_a(doctor_a, patient_a)({ text: 'Bệnh do HIV', code: 'B24' }, '24012-G12')
  const line = await publication(encounter, 'withheld')
  assert.deepEqual(line['labels'], ['HIV'])
  assert.match(line['reason'] as string, /HIV/)
  const about = `/api/health-book/release?about=Encounter/${encounter}`
  assert.equal((await doctor_a('POST', about, { reason: '' })).status, 422)
  const released = await doctor_a('POST', about, { reason: 'Người bệnh viết đơn yêu cầu đưa vào sổ' })
  assert.equal(released.status, 200, released.text)
  assert.deepEqual((await publication(encounter, 'published'))['labels'], ['HIV'])
})

let request = ''

test('the person’s own request: a wrong code opens nothing, the right one does; HIV not named stays withheld', async () => {
  const bases = (await timeline(doctor_b, patient_b))['bases'] as Json[]
  const ended = await doctor_b('POST', `/api/timeline/${patient_b}/bases/${bases[0]?.['id']}/end`, {})
  assert.deepEqual(ended.json, { is_told: true })
  assert.deepEqual(documents(await timeline(doctor_b, patient_b)), [], 'closed again')

  const path = `/api/timeline/${patient_b}/requests`
  const taken = await reception_b('POST', path, { channel: 'otp', asked_by: 'Nguyễn Thị Hương', phone: '0912345678' })
  assert.equal(taken.status, 201, taken.text)
  request = taken.json['id'] as string
  const code = taken.json['code'] as string
  const wish = { basis: 'patient-request', reason: 'Khám lại theo hẹn, cần bệnh sử', request }
  assert.equal((await doctor_b('POST', `/api/timeline/${patient_b}`, wish)).status, 422, 'not confirmed yet')
  const wrong = code === '000000' ? '000001' : '000000'
  assert.equal((await reception_b('POST', `${path}/${request}/confirm`, { code: wrong })).status, 422)
  assert.equal((await reception_b('POST', `${path}/${request}/confirm`, { code })).status, 200)
  const opened = await doctor_b('POST', `/api/timeline/${patient_b}`, wish)
  assert.equal(opened.status, 201, opened.text)

  const seen = await timeline(doctor_b, patient_b)
  const told = documents(seen).map(({ kind, title, is_superseded }) => `${kind} ${title} ${is_superseded}`)
  assert.equal(told.length, 3, `the pneumonia in both versions, and the urea: ${told.join('; ')}`)
  assert.ok((seen['withheld'] as number) >= 1, JSON.stringify(seen['notices']))
  assert.ok(documents(seen).every(({ labels }) => (labels as string[]).length === 0))
})

test('the request is taken back: closed at B at once, and at the hub', async () => {
  const back = await reception_b('POST', `/api/timeline/${patient_b}/requests/${request}/withdraw`, {
    reason: 'Người bệnh rút lại tại quầy',
  })
  assert.deepEqual(back.json, { is_told: true })
  assert.deepEqual(documents(await timeline(doctor_b, patient_b)), [])
  const again = await doctor_b('POST', `/api/timeline/${patient_b}`, {
    ...{ basis: 'patient-request', reason: 'Khám lại theo hẹn', request },
  })
  assert.equal(again.status, 422)
  const member = await hub.member('01929')
  const found = await member('GET', `/fhir/DocumentReference?patient.identifier=${identifier_system.cccd}|024168001234`)
  assert.equal(JSON.stringify(found.json).includes('health-book'), false)
})

test('a signed sheet counts by its digest; what is no scan, or names no matter there is, is refused', async () => {
  const path = `/api/timeline/${patient_b}/requests`
  const scan = Buffer.from('%PDF-1.4 phiếu yêu cầu đã ký')
  const paper = { content_type: 'application/pdf', data: scan.toString('base64') }
  const asked = { channel: 'paper', asked_by: 'Nguyễn Thị Hương', labels: ['HIV'] }
  assert.equal((await reception_b('POST', path, asked)).status, 422)
  assert.equal(
    (await reception_b('POST', path, { ...asked, paper: { ...paper, content_type: 'text/html' } })).status,
    422,
  )
  assert.equal((await reception_b('POST', path, { ...asked, labels: ['NONE'], paper })).status, 422)
  const taken = await reception_b('POST', path, { ...asked, paper })
  assert.equal(taken.status, 201, taken.text)
  const id = taken.json['id'] as string
  assert.deepEqual(Buffer.from((await reception_b('GET', `${path}/${id}/paper`)).bytes), scan)
  const opened = await doctor_b('POST', `/api/timeline/${patient_b}`, {
    ...{ basis: 'patient-request', reason: 'Người bệnh ký phiếu yêu cầu', request: id },
  })
  assert.equal(opened.status, 201, opened.text)
  const seen = await timeline(doctor_b, patient_b)
  assert.equal(seen['withheld'], 0, 'she named HIV herself')
  assert.ok(documents(seen).some(({ labels }) => (labels as string[]).includes('HIV')))
  await doctor_b('POST', `/api/timeline/${patient_b}/bases/${opened.json['id']}/end`, {})
})

const aim_b_at = (base_url: string) =>
  b.site.database.in_facility('01929', (sql) =>
    sql.query(
      `UPDATE exchange.hub_link SET base_url = $1, away_until = NULL, next_poll_at = now() WHERE facility = '01929'`,
      [base_url],
    ),
  )

test('the hub is away: the page says so, and nothing old is shown as if it were now', async () => {
  const opened = await doctor_b('POST', `/api/timeline/${patient_b}`, { basis: 'emergency', reason: 'Cấp cứu lần hai' })
  assert.ok(documents(await timeline(doctor_b, patient_b)).length > 0)
  await aim_b_at('http://127.0.0.1:9')
  const seen = await timeline(doctor_b, patient_b)
  assert.equal(seen['state'], 'away')
  assert.deepEqual(seen['visits'], [])
  assert.match(seen['message'] as string, /Chưa biết/)
  const refused = await doctor_b('POST', `/api/timeline/${patient_b}`, { basis: 'emergency', reason: 'Cấp cứu lần ba' })
  assert.equal(refused.status, 503, refused.text)
  const ended = await doctor_b('POST', `/api/timeline/${patient_b}/bases/${opened.json['id']}/end`, {})
  assert.deepEqual(ended.json, { is_told: false }, 'ended here; the hub has not heard of it')
  await aim_b_at(hub.base)
  await until(async () => {
    const { rows } = await hub.site.database.in_facility('01929', (sql) =>
      sql.query<{ id: string }>('SELECT id FROM hub.disclosure WHERE id = $1 AND ended_at IS NOT NULL', [
        opened.json['id'],
      ]),
    )
    return rows[0]
  }, 'the end of the basis at the hub')
  assert.deepEqual(documents(await timeline(doctor_b, patient_b)), [])
})

test('a house that switched sharing off shares what somebody asks for, and nothing by itself', async () => {
  await a.site.database.in_facility('24012', (sql) =>
    sql.query(
      `INSERT INTO health_book.setting (facility, publishes_results) VALUES ('24012', false)
       ON CONFLICT (facility) DO UPDATE SET publishes_results = false`,
    ),
  )
  const system = await a.system()
  const report = await system('POST', '/fhir/DiagnosticReport', {
    ...{
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { text: 'X quang ngực' },
      conclusion: 'Mờ đáy phổi phải',
    },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }],
    ...{ subject: { reference: `Patient/${patient_a}` }, effectiveDateTime: new Date().toISOString() },
    resultsInterpreter: [{ reference: 'Practitioner/pr-doctor' }],
  })
  const about = `DiagnosticReport/${report.json['id']}`
  const own = async () => ((await timeline(doctor_a, patient_a))['own'] as Json[]).find((one) => one['about'] === about)
  assert.equal(await own(), undefined)
  const path = `/api/shared-results/${report.json['id']}/publish`
  assert.equal((await reception_a('POST', path, {})).status, 403)
  assert.equal((await doctor_a('POST', path, {})).status, 202)
  const line = await until(async () => {
    const found = await own()
    return found?.['state'] === 'published' ? found : undefined
  }, 'the imaging report')
  assert.equal(line['kind'], 'imaging-report')
})
