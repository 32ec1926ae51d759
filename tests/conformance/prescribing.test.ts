import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { start_mock_e_prescription } from '../../src/apps/mock-gateways/e-prescription.ts'
import { seed_drugs } from '../../src/departments/prescribing/index.ts'
import type { DraftBody, Drug } from '../../src/departments/prescribing/contract.ts'
import { put_connection, put_prescriber } from '../../src/network/e-prescriptions/index.ts'
import { put_account } from '../../src/platform/access/index.ts'
import { load_authority } from '../../src/platform/signing/index.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { code_in, judge_national } from '../../src/standards/e-prescription/index.ts'
import { judge_paper_person } from '../../src/standards/documents/index.ts'
import { read_pdf_text } from '../../src/standards/pdf-text/index.ts'
import { verify_pdf } from '../../src/standards/signatures/index.ts'
import {
  admission,
  password,
  registration,
  start_test_site,
  type Answer,
  type Json,
  type Person,
} from '../test-site.ts'

const gateway = await start_mock_e_prescription()
test.after(() => gateway.close())

const { person, site, url } = await start_test_site({
  e_prescriptions: {
    back_off_ms: 1,
    pump_every_ms: 3_600_000,
    secrets: {
      facility_password: () => 'mat-khau-mo-phong',
      doctor_password: () => 'mat-khau-mo-phong',
      app_key: () => 'khoa-mo-phong',
    },
  },
})
const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
await owner.in_site((sql) => seed_drugs(sql))
await owner.close()

const { base_url } = gateway
for (const [facility, doctor] of [
  ['24012', 'pr-doctor'],
  ['01929', 'pr-doctor.b'],
] as const)
  await site.database.in_facility(facility, async (sql) => {
    await put_connection(sql, facility, { base_url, pharmacy_base_url: base_url, app_name: 'benhanmo' })
    await put_prescriber(sql, facility, doctor, `BS-${facility}`)
  })
for (const [facility, username] of [
  ['24012', 'pharmacist'],
  ['01929', 'pharmacist.b'],
] as const)
  await site.database.in_site((sql) =>
    put_account(sql, {
      ...{ id: `acc-${username}`, facility, username, name: 'DS. Thu', title: '', role: 'pharmacist' },
      ...{ practitioner: `pr-${username}`, department: null, password },
    }),
  )

const doctor = await person('doctor')
const pharmacist = await person('pharmacist')
const pharmacist_b = await person('pharmacist.b')

const ok = (answer: Answer): Json => {
  assert.ok(answer.status < 300, `${answer.status} ${answer.text}`)
  return answer.json
}

let people = 0
/** Somebody on the ward; allergies as the record has them. */
const somebody = async (
  allergies: string[] = ['Không dị ứng'],
  changes: Json = {},
): Promise<{ patient: string; encounter: string }> => {
  people += 1
  const identity = { kind: 'cccd', value: `0241680${String(people).padStart(5, '0')}` }
  const name = `Trần Thị Người ${'ABCDEFGHIKLMNOPQRSTUVXY'.charAt(people)}`
  const registered = ok(
    await doctor('POST', '/api/patients', {
      ...registration({ name, identity, insurance: undefined }),
      ...changes,
      confirm_new: true,
    }),
  )
  const patient = String(registered['id'] ?? registered['patient'])
  const stay = ok(await doctor('POST', '/api/stays', admission(patient, { kind: 'outpatient', bed: undefined })))
  const caller = {
    facility: '24012',
    actor: { id: 'pr-doctor', name: 'BS', role: 'system', kind: 'system' as const },
    purpose: 'TREAT',
    address: '',
    request_id: '',
  }
  await site.store.unit(caller, async (unit) => {
    for (const text of allergies)
      await unit.create({
        resourceType: 'AllergyIntolerance',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
        },
        code: { text },
        patient: { reference: `Patient/${patient}` },
      })
  })
  return { patient, encounter: String(stay['encounter']) }
}

const drug = async (text: string): Promise<Drug> => {
  const hits = ok(await doctor('GET', `/api/drugs?q=${encodeURIComponent(text)}`)) as unknown as Drug[]
  assert.ok(hits[0], text)
  return hits[0]
}
const line = async (text: string, changes: Json = {}): Promise<DraftBody['lines'][number]> => {
  const found = await drug(text)
  return {
    ...{ id: text.replace(/\W/g, ''), drug: found, dose: 1, dose_unit: found.unit, times_per_day: 2, days: 5 },
    ...{ time_of_use: 'sau ăn', quantity: null, note: '' },
    ...changes,
  }
}
const draft = (changes: Partial<DraftBody>): DraftBody => ({
  ...{ lines: [], diagnoses: [], advice: '', reexam_days: null, weight_kg: null, guardian: '', recipient_name: '' },
  ...{ recipient_identity: '', replaces: '', replace_reason: '', reasons: {} },
  ...changes,
})
const save = async (encounter: string, body: DraftBody, revision = 0): Promise<Json> =>
  ok(await doctor('PUT', `/api/prescribing/${encounter}/draft`, { revision, body }))
const sign = (encounter: string, revision: number, who: Person = doctor): Promise<Answer> =>
  who('POST', `/api/prescribing/${encounter}/sign`, { revision })

const signed = async (encounter: string, body: DraftBody): Promise<Json[]> => {
  const { revision } = await save(encounter, body)
  return ok(await sign(encounter, revision as number))['prescriptions'] as Json[]
}
const findings = (answer: Json): string[] =>
  (answer['findings'] as Json[]).map(({ level, check }) => `${level} ${check}`)
const problems = (answer: Answer): string =>
  (answer.json['issues'] as Json[]).map(({ message }) => String(message)).join(' | ')

const settled = async (): Promise<Json[]> => {
  for (let look = 0; look < 50; look += 1) {
    const { lines } = ok(await doctor('GET', '/api/e-prescriptions'))
    if ((lines as Json[]).every(({ status, tries }) => status !== 'sending' && tries !== 0)) return lines as Json[]
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the outbox never came to rest')
}
const outbox_of = async (code: string): Promise<Json> => (await settled()).find((one) => one['code'] === code) ?? {}
const pump_again = async (code: string): Promise<Json> => {
  const { id } = await outbox_of(code)
  await doctor('POST', `/api/e-prescriptions/${id}/again`, {})
  return outbox_of(code)
}

test('a doctor prescribes: quantity computed, checked, signed, at the national system, frozen', async () => {
  const { encounter, patient } = await somebody()
  const body = draft({
    lines: [await line('amoxicilin 500'), await line('para 500', { times_per_day: 1, dose: 0.5, days: 3 })],
    advice: 'Uống nhiều nước',
    reexam_days: 7,
  })
  const saved = await save(encounter, body)
  assert.deepEqual(saved['findings'], [])
  assert.deepEqual(
    (saved['lines'] as Json[]).map(({ quantity_text }) => quantity_text),
    ['10', '02'],
  )
  assert.match(
    String((saved['lines'] as Json[])[0]?.['directions']),
    /^Ngày uống 2 lần, mỗi lần 01 viên, sau ăn, trong 5 ngày$/,
  )
  const preview = ok(await doctor('GET', `/api/prescribing/${encounter}/preview`)) as unknown as { pages: string[] }[]
  assert.match(preview[0]?.pages[0] ?? '', /^<svg/)
  const [one] = ok(await sign(encounter, saved['revision'] as number))['prescriptions'] as Json[]
  const code = String(one?.['code'])
  assert.match(code, /^24012[0-9a-z]{7}-C$/)
  // the store: lines sharing one groupIdentifier
  const requests = ok(await doctor('GET', `/fhir/MedicationRequest?patient=Patient/${patient}&status=active`))
  assert.deepEqual(
    (requests['entry'] as Json[]).map((entry) => entry['resource'].groupIdentifier.value),
    [code, code],
  )
  // the paper: signed by the doctor, code in the QR
  const pdf = await doctor('GET', `/api/prescriptions/${code}/pdf`)
  assert.equal(pdf.status, 200)
  const her = { name: String(ok(await doctor('GET', `/fhir/Patient/${patient}`))['name'][0].text), identifiers: [] }
  const on_paper = judge_paper_person(await read_pdf_text(pdf.bytes), {
    person: her,
    author: { name: '', identifiers: [] },
  })
  assert.deepEqual(on_paper, { says: 'her' })
  const { certificate_pem } = await site.database.in_site(load_authority)
  const verdict = verify_pdf(pdf.bytes, { trusted_pem: [certificate_pem] })
  assert.deepEqual([verdict.valid, verdict.signatures.map(({ signer }) => signer)], [true, ['BS. doctor']])
  // the gateway: what it holds is what was signed
  assert.equal((await outbox_of(code))['status'], 'delivered')
  const held = gateway.state.prescriptions.get(code.toLowerCase())
  assert.equal(judge_national(held?.body).issues.length, 0)
  // frozen on the FHIR door too
  const system = requests['entry'][0].resource
  const id = system.id
  const tampered = await doctor('PUT', `/fhir/MedicationRequest/${id}`, {
    ...system,
    dosageInstruction: [{ text: 'gấp đôi' }],
  })
  assert.ok(tampered.status >= 400)
  assert.equal((await sign(encounter, saved['revision'] as number)).status, 412)
})

test('narcotic and ordinary drugs become two prescriptions, N in words with its recipient', async () => {
  const { encounter } = await somebody()
  const body = draft({ lines: [await line('morphin sulfat', { days: 5 }), await line('para 500')] })
  const saved = await save(encounter, body)
  assert.ok(findings(saved).includes('stop rules'))
  assert.match(problems(await sign(encounter, saved['revision'] as number)), /người nhận thuốc/)
  const again = await save(
    encounter,
    { ...body, recipient_name: 'Trần Văn Nam', recipient_identity: '024068001111' },
    saved['revision'] as number,
  )
  assert.equal((again['lines'] as Json[])[0]?.['quantity_text'], '10 (Mười)')
  const two = ok(await sign(encounter, again['revision'] as number))['prescriptions'] as Json[]
  assert.deepEqual(
    two.map(({ kind }) => kind),
    ['N', 'C'],
  )
  assert.equal(new Set(two.map(({ code }) => String(code).slice(0, 12))).size, 2)
})

test('warnings want a reason that is kept; stops cannot be gone past', async () => {
  const { encounter, patient } = await somebody(['Dị ứng Penicillin'])
  const lines = [
    await line('amoxicilin 500'),
    await line('simvastatin'),
    await line('clarithromycin'),
    await line('para 500'),
    await line('para 250', { id: 'p2' }),
  ]
  const saved = await save(encounter, draft({ lines }))
  assert.deepEqual([...new Set(findings(saved))].sort(), ['red allergy', 'red duplicate', 'red interaction'])
  assert.match(problems(await sign(encounter, saved['revision'] as number)), /phải ghi lý do/)
  const reasons = Object.fromEntries((saved['findings'] as Json[]).map(({ key }) => [key, 'Đã hội chẩn, theo dõi sát']))
  const with_reasons = await save(encounter, draft({ lines, reasons }), saved['revision'] as number)
  const [one] = ok(await sign(encounter, with_reasons['revision'] as number))['prescriptions'] as Json[]
  assert.ok(one)
  const issues = ok(await doctor('GET', `/fhir/DetectedIssue?patient=Patient/${patient}`))
  assert.equal((issues['entry'] as Json[]).length, 3)
  assert.equal(issues['entry'][0].resource.mitigation[0].action.text, 'Đã hội chẩn, theo dõi sát')
  // the same ingredient again while the course lasts
  const more = await save(encounter, draft({ lines: [await line('para 500')] }))
  assert.ok(findings(more).includes('red active'))
})

test('a check that could not run is red, never a pass', async () => {
  const { encounter } = await somebody([])
  const saved = await save(encounter, draft({ lines: [await line('para 500')] }))
  assert.deepEqual((saved['states'] as Json[]).find(({ check }) => check === 'allergy')?.['state'], 'not_run')
  assert.match(problems(await sign(encounter, saved['revision'] as number)), /chưa ghi tiền sử dị ứng/)
})

test('limits of days, small children, kinds of place', async () => {
  const { encounter } = await somebody()
  const long = await save(encounter, draft({ lines: [await line('para 500', { days: 31 })] }))
  assert.match(problems(await sign(encounter, long['revision'] as number)), /31 ngày, tối đa 30 ngày/)
  const diabetic = draft({
    lines: [await line('metformin', { days: 90 })],
    diagnoses: [{ code: 'E11.9', text: 'Đái tháo đường' }],
  })
  assert.deepEqual(findings(await save(encounter, diabetic, long['revision'] as number)), [])
  const child = await somebody(['Không dị ứng'], {
    birth_date: '2023-05-10',
    identity: { kind: 'none', value: '' },
    reason_without_id: 'other',
  })
  const small = await save(child.encounter, draft({ lines: [await line('para 250')] }))
  assert.match(problems(await sign(child.encounter, small['revision'] as number)), /cân nặng và tên người đưa trẻ/)
  const weighed = await save(
    child.encounter,
    draft({ lines: [await line('para 250')], weight_kg: 14.5, guardian: 'Trần Thị Mẹ' }),
    small['revision'] as number,
  )
  assert.deepEqual(findings(weighed), [])
})

test('another prescription takes the place of a signed one; the old one is not handed out', async () => {
  const { encounter } = await somebody()
  const [old] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(old?.['code'])
  const body = draft({ lines: [await line('ibuprofen 400')], replaces: code })
  const saved = await save(encounter, body)
  assert.match(problems(await sign(encounter, saved['revision'] as number)), /lý do thay/)
  const again = await save(encounter, { ...body, replace_reason: 'Đau nhiều hơn' }, saved['revision'] as number)
  const [next] = ok(await sign(encounter, again['revision'] as number))['prescriptions'] as Json[]
  const view = ok(await pharmacist('GET', `/api/dispensing/${code}`))
  assert.match(String(view['refusal']), new RegExp(`thay bằng đơn ${next?.['code']}`))
  await settled()
  const elsewhere = ok(await pharmacist_b('GET', `/api/dispensing/${code}`))
  assert.match(String(elsewhere['refusal']), /đã được thay/)
  const twice = await save(encounter, { ...body, lines: [await line('cetirizin')], replace_reason: 'lần nữa' })
  assert.equal((await sign(encounter, twice['revision'] as number)).status, 409)
})

test('a pharmacy of another house hands out in parts, never above what is prescribed', async () => {
  const { encounter } = await somebody()
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(one?.['code'])
  await settled()
  const view = ok(await pharmacist_b('GET', `/api/dispensing/${encodeURIComponent(`https://x/don/${code}`)}`))
  assert.equal(view['source'], 'national')
  const [first] = view['lines'] as Json[]
  const sell = (quantity: number, invoice: string): Promise<Answer> =>
    pharmacist_b('POST', `/api/dispensing/${code}`, { invoice, lines: [{ id: first?.['id'], quantity }] })
  assert.equal(ok(await sell(4, 'HD-1'))['reported'], 'delivered')
  const above = await sell(7, 'HD-2')
  assert.match(problems(above), /kê 10 Viên, đã cấp 4; chỉ cấp được thêm 6/)
  assert.equal((await sell(1, 'HD-1')).status, 409)
  // the hospital's own pharmacy learns through the national system what the other one sold
  const own = ok(await pharmacist('GET', `/api/dispensing/${code}`))
  assert.deepEqual([own['source'], own['lines'][0].sold, own['lines'][0].left], ['own', 4, 6])
  const both = await pharmacist('POST', `/api/dispensing/${code}`, {
    invoice: 'NT-1',
    lines: [{ id: own['lines'][0].id, quantity: 10 }],
  })
  assert.match(problems(both), /kê 10 Viên, đã cấp 4; chỉ cấp được thêm 6/)
  assert.equal(ok(await pharmacist('GET', `/api/dispensing/${code}`))['sales'].length, 0)
  assert.equal(ok(await sell(6, 'HD-3'))['view'].lines[0].left, 0)
  assert.match(problems(await sell(1, 'HD-4')), /đã cấp đủ/)
  const dispensed = ok(await (await person('doctor.b'))('GET', '/fhir/MedicationDispense?status=completed'))
  assert.deepEqual((dispensed['entry'] as Json[]).map((entry) => entry['resource'].quantity.value).sort(), [4, 6])
  // a doctor hands nothing out, a pharmacist writes no prescription and reads no record
  assert.equal((await doctor('GET', `/api/dispensing/${code}`)).status, 403)
  assert.equal((await pharmacist('GET', `/api/prescribing/${encounter}`)).status, 403)
  assert.equal((await pharmacist('GET', '/api/drugs?q=para')).status, 403)
})

test('a lost reply: the code is said to be used, what is read back is ours: delivered once', async () => {
  const { encounter } = await somebody()
  gateway.faults.lost_reply = 1
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(one?.['code'])
  assert.equal((await outbox_of(code))['status'], 'waiting')
  const after = await pump_again(code)
  assert.deepEqual([after['status'], gateway.state.prescriptions.has(code.toLowerCase())], ['delivered', true])
})

test('a code used for something else there is held for a person, not taken for delivered', async () => {
  const { encounter } = await somebody()
  gateway.faults.server_error = 1
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(one?.['code'])
  const waiting = await outbox_of(code)
  assert.deepEqual([waiting['status'], waiting['tries']], ['waiting', 1])
  const other = [...gateway.state.prescriptions.values()][0]
  assert.ok(other)
  gateway.state.prescriptions.set(code.toLowerCase(), {
    ...other,
    body: { ...other.body, ma_don_thuoc: code.toLowerCase() },
  })
  const held = await pump_again(code)
  assert.equal(held['status'], 'held')
  assert.match(String(held['problem']), /đơn khác/)
  gateway.state.prescriptions.delete(code.toLowerCase())
  assert.equal((await pump_again(code))['status'], 'delivered')
})

test('an expired token is renewed once, a doctor without a national code waits for a person', async () => {
  const { encounter } = await somebody()
  gateway.faults.token_expired = 1
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  assert.equal((await outbox_of(String(one?.['code'])))['status'], 'delivered')
  const head = await person('head_of_department')
  const second = await somebody()
  const saved = ok(
    await head('PUT', `/api/prescribing/${second.encounter}/draft`, {
      revision: 0,
      body: draft({ lines: [await line('para 500')] }),
    }),
  )
  const answer = ok(await sign(second.encounter, saved['revision'] as number, head))
  const held = await outbox_of(String(answer['prescriptions'][0].code))
  assert.match(String(held['problem']), /chưa có mã liên thông/)
})

test('where the facility seals what leaves it, the paper carries both signatures', async () => {
  await site.database.in_site((sql) =>
    sql.query(`UPDATE access.facility SET settings = settings || '{"auto_seal": true}' WHERE code = '24012'`),
  )
  const { encounter } = await somebody()
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const pdf = await doctor('GET', `/api/prescriptions/${one?.['code']}/pdf`)
  const { certificate_pem } = await site.database.in_site(load_authority)
  const verdict = verify_pdf(pdf.bytes, { trusted_pem: [certificate_pem] })
  assert.deepEqual(
    [verdict.valid, verdict.signatures.map(({ signer }) => signer)],
    [true, ['BS. doctor', 'Bệnh viện Đa khoa thử A']],
  )
})

test('out of its days nothing is handed out; of a person with HIV no name is shown', async () => {
  const { encounter } = await somebody()
  const diagnoses = [{ code: 'B20', text: 'Bệnh do HIV' }]
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')], diagnoses }))
  const code = String(one?.['code'])
  const view = ok(await pharmacist('GET', `/api/dispensing/${code}`))
  assert.deepEqual([view['patient'].is_hidden, /Người/.test(view['patient'].name)], [true, false])
  const past = new pg.Client({ connectionString: url })
  await past.connect()
  await past.query(
    `UPDATE prescribing.prescription SET body = jsonb_set(body, '{collect_until}', '"2026-01-05"') WHERE code = $1`,
    [code],
  )
  await past.end()
  const late = await pharmacist('POST', `/api/dispensing/${code}`, {
    invoice: 'NT-9',
    lines: [{ id: view['lines'][0].id, quantity: 1 }],
  })
  assert.match(problems(late), /hết hạn .* 05\/01\/2026/)
})

test('nobody can say what others sold on it: nothing goes out; what waits here at home does', async () => {
  const { encounter } = await somebody()
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(one?.['code'])
  await settled()
  gateway.faults.read_error = 1
  const view = ok(await pharmacist('GET', `/api/dispensing/${code}`))
  assert.match(String(view['refusal']), /Chưa hỏi được hệ thống đơn thuốc quốc gia/)
  gateway.faults.read_error = 1
  const wish = { invoice: 'NT-11', lines: [{ id: view['lines'][0].id, quantity: 1 }] }
  assert.match(problems(await pharmacist('POST', `/api/dispensing/${code}`, wish)), /nơi khác đã cấp bao nhiêu/)
  assert.equal(ok(await pharmacist('POST', `/api/dispensing/${code}`, wish))['reported'], 'delivered')
})

test('two pharmacies at the same moment: one hands out all of it, the other nothing', async () => {
  const { encounter } = await somebody()
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(one?.['code'])
  await settled()
  const sell_all = async (who: typeof pharmacist, invoice: string): Promise<Answer> => {
    const { lines } = ok(await who('GET', `/api/dispensing/${code}`))
    return who('POST', `/api/dispensing/${code}`, { invoice, lines: [{ id: lines[0].id, quantity: 10 }] })
  }
  const both = await Promise.all([sell_all(pharmacist, 'NT-12'), sell_all(pharmacist_b, 'HD-12')])
  assert.deepEqual(both.map(({ status }) => status < 300).sort(), [false, true])
  const sales = gateway.state.prescriptions.get(code.toLowerCase())?.sales ?? []
  assert.deepEqual(
    sales.flatMap(({ lines }) => lines.map(({ quantity }) => quantity)),
    [10],
  )
  const views = await Promise.all([pharmacist, pharmacist_b].map((who) => who('GET', `/api/dispensing/${code}`)))
  assert.deepEqual(
    views.map((view) => ok(view)['lines'][0].sold),
    [10, 10],
  )
})

test('refused after the drugs were handed over: the sale stays counted, and a person is told', async () => {
  const { encounter } = await somebody()
  const [one] = await signed(encounter, draft({ lines: [await line('para 500')] }))
  const code = String(one?.['code'])
  await settled()
  const view = ok(await pharmacist('GET', `/api/dispensing/${code}`))
  gateway.faults.sale_error = 1
  const sold = ok(
    await pharmacist('POST', `/api/dispensing/${code}`, {
      invoice: 'NT-10',
      lines: [{ id: view['lines'][0].id, quantity: 10 }],
    }),
  )
  assert.deepEqual([sold['reported'], sold['view'].refusal], ['waiting', 'Đơn đã cấp đủ'])
  const there = gateway.state.prescriptions.get(code.toLowerCase())
  there?.sales.push({
    invoice: 'X',
    pharmacy: 'other',
    lines: [{ line: String((await drug('para 500')).code), quantity: 3 }],
  })
  const find_sale = async (): Promise<Json> => {
    const { lines } = ok(await pharmacist('GET', '/api/e-prescriptions'))
    return (lines as Json[]).find((each) => each['act'] === 'sale' && each['code'] === code) as Json
  }
  await pharmacist('POST', `/api/e-prescriptions/${(await find_sale())['id']}/again`, {})
  const held = await find_sale()
  assert.equal(held['status'], 'held')
  assert.match(String(held['problem']), /^Đã giao thuốc khi mất đường truyền/)
  const after = ok(await pharmacist('GET', `/api/dispensing/${code}`))
  assert.deepEqual([after['sales'].length, after['lines'][0].sold, after['lines'][0].left], [1, 13, 0])
  const given = ok(await doctor('GET', `/fhir/MedicationDispense?status=completed&identifier=${code}`))
  assert.equal(given['entry'].length, 1)
})

test('one code in many spellings', () => {
  assert.equal(code_in('24012A1B2C3D-c'), '24012a1b2c3d-C')
  assert.equal(code_in('https://x.vn/don/24012a1b2c3d-y?a=1'), '24012a1b2c3d-T')
  assert.equal(code_in('24012a1b2c3-C'), undefined)
})
