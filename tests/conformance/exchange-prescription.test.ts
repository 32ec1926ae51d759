/**
 * An e-prescription by the hub: hospital A signs it, the pharmacy that the person named hands it out, hospital B's doctor with a
 * basis reads it, A learns what became of it. Three houses, three databases, nothing but HTTP between them and the hub.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import pg from 'pg'
import { start_mock_e_prescription } from '../../src/apps/mock-gateways/e-prescription.ts'
import { local_date } from '../../src/base/time/index.ts'
import { count_days } from '../../src/network/counters/facility/count-days.ts'
import { as_oversight, sum_days, walk_once } from '../../src/network/monitor/index.ts'
import { put_connection } from '../../src/network/e-prescriptions/index.ts'
import { put_account } from '../../src/platform/access/index.ts'
import { read_document } from '../../src/standards/documents/index.ts'
import { make_letter, type LetterWish } from '../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { pharmacy, put_pharmacy } from '../pharmacy.ts'
import {
  code_of,
  ok,
  prescribe,
  put_drugs,
  receive_outpatient,
  register,
  set_auto_seal,
} from '../prescription-world.ts'
import { until } from '../exchange-world.ts'
import { join_hub, start_three_houses } from '../three-houses.ts'
import { password, type Answer, type Json, type Person } from '../test-site.ts'

const gateway = await start_mock_e_prescription()
test.after(() => gateway.close())
const { hub, a, b } = await start_three_houses({
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
await put_drugs(a.url)
await put_pharmacy(b.site.database)
const doctor = await a.person('doctor')
const doctor_b = await b.person('doctor.b')
const counter = await b.person('pharmacist.nt')

const cccd = '024190000123'
const named = { code: pharmacy.code, name: pharmacy.name }
const at_a = await receive_outpatient(a, 'doctor', cccd)
/** Somebody new for each: a drug still in use is no second time prescribed without a reason. */
let others = 0
const another = async () => {
  others += 1
  const who = { name: `Lê Thị Người ${'ABCDEFGHIKLMN'.charAt(others)}`, cccd: `02419000020${others}` }
  return { ...who, ...(await receive_outpatient(a, 'doctor', who.cccd, { name: who.name })) }
}
const at_b = { patient: await register(doctor_b, cccd) }

const letter_of = async (code: string): Promise<Json> => ok(await doctor('GET', `/api/prescriptions/${code}/letter`))
const tray = async (who: Person = counter): Promise<Json[]> =>
  ok(await who('GET', '/api/dispensing'))['lines'] as Json[]
const in_tray = (code: string, state: string): Promise<Json> =>
  until(`${code} ${state} in the tray`, async () =>
    (await tray()).find((line) => line['code'] === code && line['state'] === state),
  )
const wait_letter = (code: string, holds: (letter: Json) => boolean): Promise<Json> =>
  until(`the letter of ${code}`, async () => {
    const letter = await letter_of(code)
    return holds(letter) && letter
  })
const give = (code: string, quantity: number, invoice: string, id: string) =>
  counter('POST', `/api/dispensing/${code}`, { invoice, lines: [{ id, quantity }] })
const view = async (code: string): Promise<Json> => ok(await counter('GET', `/api/dispensing/${code}`))
const line_of = (seen: Json): Json => (seen['lines'] as Json[])[0] ?? {}
const house_of = (letter: Json): Json => (letter['houses'] as Json[])[0] ?? {}

test('a pharmacy that is no member of the hub is nobody’s choice', async () => {
  assert.deepEqual(ok(await doctor('GET', '/api/pharmacies')), [])
  const refused = await prescribe(doctor, at_a.encounter, { pharmacy: named })
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /Nhà thuốc thử \(01N88\) không tham gia trục liên thông/)
})

test('admitted by the Sở it can be named; nothing is chosen beforehand', async () => {
  await join_hub(hub, b, pharmacy.code)
  await a.site.database.in_facility('24012', (sql) =>
    sql.query("UPDATE exchange.hub_link SET directory_at = NULL WHERE facility = '24012'"),
  )
  const shown = await until('the pharmacy in the directory', async () => {
    const list = ok(await doctor('GET', '/api/pharmacies')) as unknown as Json[]
    return list.length > 0 && list
  })
  assert.deepEqual(shown, [{ code: pharmacy.code, name: pharmacy.name, address: '' }])
  const elsewhere = await a.person('nurse')
  assert.equal((await elsewhere('GET', '/api/pharmacies')).status, 403)
})

let waiting = ''

test('signed and not sealed, it waits for the seal and is said to; the national way does not wait', async () => {
  await set_auto_seal(a, '24012', false)
  // The draft of the first test is still there.
  const first = ok(await doctor('GET', `/api/prescribing/${at_a.encounter}`))['draft'] as Json
  waiting = code_of(await doctor('POST', `/api/prescribing/${at_a.encounter}/sign`, { revision: first['revision'] }))
  assert.equal((await letter_of(waiting))['state'], 'unsealed')
  const outbox = ok(await doctor('GET', '/api/e-prescriptions'))['lines'] as Json[]
  assert.ok(outbox.some(({ code, act }) => code === waiting && act === 'prescription'))
  assert.equal((await doctor('GET', '/api/e-prescriptions/unsealed')).status, 403)
  const director = await a.person('director')
  const shown = ok(await director('GET', '/api/e-prescriptions/unsealed'))
  assert.deepEqual([shown['count'], (shown['lines'] as Json[])[0]?.['code']], [1, waiting])
  assert.deepEqual(await tray(), [])
})

test('once the director seals it, it goes to the pharmacy, with the doctor’s signature and the seal', async () => {
  const director = await a.person('director')
  assert.deepEqual(ok(await director('POST', '/api/e-prescriptions/seal', {})), { sealed: [waiting], failed: [] })
  const line = await in_tray(waiting, 'new')
  assert.deepEqual([line['sender'], line['prescriber'], line['lines']], ['Bệnh viện Đa khoa thử A', 'BS. doctor', 1])
  const letter = await wait_letter(waiting, (one) => house_of(one)['state'] === 'received')
  assert.equal(house_of(letter)['house'], pharmacy.name)
  assert.deepEqual(ok(await director('POST', '/api/e-prescriptions/seal', {})), { sealed: [], failed: [] })
})

test('what travels is one document: the shared code, the diseases, the allergies, the pharmacy, the paper by its digest', async () => {
  const rows = await a.site.database.in_facility('24012', (sql) =>
    sql.query<{ kind: string; bytes: Buffer }>(
      `SELECT p.kind, p.bytes FROM exchange.part AS p JOIN exchange.outgoing AS o ON o.facility = p.facility AND o.id = p.letter
       WHERE o.facility = '24012' AND o.about = $1 ORDER BY p.position`,
      [`prescription/${waiting}`],
    ),
  )
  assert.deepEqual(
    rows.rows.map(({ kind }) => kind),
    ['pdf', 'fhir', 'seal'],
  )
  const document = read_document(rows.rows[1]?.bytes ?? new Uint8Array())
  assert.equal(document.kind, 'prescription')
  assert.equal((document.composition['type'] as Json)['coding'][0].code, '57833-6')
  const request = (document.bundle['entry'] as Json[])
    .map(({ resource }) => resource as Json)
    .find(({ resourceType }) => resourceType === 'MedicationRequest')
  assert.equal(request?.['groupIdentifier'].value, waiting)
  assert.equal(request?.['dispenseRequest'].performer.identifier.value, pharmacy.code)
  assert.equal(document.papers.length, 1)
})

test('the pharmacy hands out a part and the rest, never more, and the hospital reads both', async () => {
  const seen = await view(waiting)
  assert.deepEqual([seen['source'], line_of(seen)['prescribed'], seen['refusal']], ['hub', 15, ''])
  assert.match(String(seen['note']), /chưa nối hệ thống đơn thuốc quốc gia/)
  const id = String(line_of(seen)['id'])
  ok(await give(waiting, 10, 'NT-1', id))
  await in_tray(waiting, 'partly')
  const partly = await wait_letter(waiting, (one) => house_of(one)['state'] === 'accepted')
  assert.deepEqual(house_of(partly)['lines'][0].quantity, 10)
  const above = await give(waiting, 6, 'NT-2', id)
  assert.equal(above.status, 422)
  assert.match(above.text, /chỉ cấp được thêm 5/)
  ok(await give(waiting, 2, 'NT-3', id))
  await wait_letter(waiting, (one) => house_of(one)['lines'][0].quantity === 12)
  ok(await give(waiting, 3, 'NT-4', id))
  const done = await wait_letter(waiting, (one) => house_of(one)['state'] === 'completed')
  assert.deepEqual(house_of(done)['lines'][0].quantity, 15)
  assert.equal((await view(waiting))['refusal'], 'Đơn đã cấp đủ')
  await in_tray(waiting, 'done')
})

test('hospital B’s doctor sees it on the timeline with a basis, with its source and signatures, and not without', async () => {
  const closed = ok(await doctor_b('GET', `/api/timeline/${at_b.patient}`))
  assert.ok(!JSON.stringify(closed).includes(waiting))
  ok(
    await doctor_b('POST', `/api/timeline/${at_b.patient}`, {
      basis: 'emergency',
      reason: 'Cấp cứu: cần biết thuốc đang dùng',
    }),
  )
  const timeline = ok(await doctor_b('GET', `/api/timeline/${at_b.patient}`))
  const papers = (timeline['visits'] as { documents: Json[] }[]).flatMap(({ documents }) => documents)
  const paper = papers.find(({ kind }) => kind === 'prescription')
  assert.equal(paper?.['sender'].name, 'Bệnh viện Đa khoa thử A')
  const opened = ok(await doctor_b('GET', `/api/timeline/${at_b.patient}/documents/${paper?.['id']}/sections`))
  assert.match(JSON.stringify(opened), /Paracetamol/i)
  assert.match(JSON.stringify(opened), /Bệnh viện Đa khoa thử A/)
})

test('sealed by itself it leaves when it is signed; named to nobody it lies at the hub for whoever has a basis', async () => {
  await set_auto_seal(a, '24012', true)
  const code = code_of(await prescribe(doctor, (await another()).encounter))
  await wait_letter(code, (one) => one['state'] === 'taken')
  assert.deepEqual((await letter_of(code))['houses'], [])
  assert.ok(!(await tray()).some((line) => line['code'] === code), 'the pharmacy was not named')
  const unknown = await counter('GET', `/api/dispensing/${code}`)
  assert.equal(unknown.status, 404)
})

test('the counter’s database fails while a prescription comes: people read it, nobody reads “đã nhận”, and it is never lost', async (t) => {
  const owner = new pg.Client({ connectionString: b.url })
  await owner.connect()
  t.after(async () => {
    await owner.query('DROP TRIGGER IF EXISTS on_received ON eprescription.received')
    await owner.end()
  })
  const on_insert = (body: string) =>
    owner.query(`CREATE OR REPLACE FUNCTION public.on_received() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN ${body}; RETURN NEW; END $$`)
  await on_insert("RAISE 'could not extend file'")
  await owner.query(
    'CREATE TRIGGER on_received BEFORE INSERT ON eprescription.received FOR EACH ROW EXECUTE FUNCTION public.on_received()',
  )
  const code = code_of(await prescribe(doctor, (await another()).encounter, { pharmacy: named }))
  const stuck = await until('the counter reads that something is stuck', async () => {
    const [one] = ok(await counter('GET', '/api/dispensing'))['stuck'] as Json[]
    return one
  })
  assert.deepEqual([stuck['what'], stuck['count'], stuck['mender']], ['untaken', 1, 'here'])
  assert.match(String(stuck['reason']), /could not extend file/)
  assert.ok(!(await tray()).some((line) => line['code'] === code))
  assert.notEqual(house_of(await letter_of(code))['state'], 'received', 'who wrote it is not told what is not so')

  // Then the line to the database is cut once more, in the middle of the next attempt.
  await owner.query('CREATE SEQUENCE public.cuts')
  await on_insert("IF nextval('public.cuts') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF")
  ok(await counter('POST', '/api/exchange/incoming/again', {}))
  await in_tray(code, 'new')
  await wait_letter(code, (one) => house_of(one)['state'] === 'received')
  assert.deepEqual(ok(await counter('GET', '/api/dispensing'))['stuck'], [])

  // As it lay before: here, told to nobody. The upgrade finds it.
  await owner.query('DELETE FROM eprescription.received WHERE code = $1', [code])
  assert.ok(!(await tray()).some((line) => line['code'] === code))
  const upgrade = new URL('../../db/migrations/0781_untold_prescriptions.sql', import.meta.url)
  await owner.query(await readFile(upgrade, 'utf8'))
  await in_tray(code, 'new')
})

test('a house that would seal by itself and has no certificate prescribes all the same, and waits', async () => {
  const owner = new pg.Client({ connectionString: a.url })
  await owner.connect()
  const { rows } = await owner.query(
    "UPDATE signing.certificate SET not_after = now() WHERE owner = '24012' RETURNING serial",
  )
  assert.equal(rows.length, 1)
  const code = code_of(await prescribe(doctor, (await another()).encounter, { pharmacy: named }))
  assert.equal((await letter_of(code))['state'], 'unsealed')
  const director = await a.person('director')
  const told = ok(await director('POST', '/api/e-prescriptions/seal', {}))
  assert.deepEqual(told['sealed'], [])
  assert.match(String((told['failed'] as Json[])[0]?.['reason']), /chưa có chứng thư số còn hiệu lực/)
  await owner.query("UPDATE signing.certificate SET not_after = now() + interval '1 year' WHERE owner = '24012'")
  await owner.end()
  assert.deepEqual(ok(await director('POST', '/api/e-prescriptions/seal', {}))['sealed'], [code])
  await in_tray(code, 'new')
})

let replaced = ''
let newer = ''
let turning: { encounter: string } = at_a

test('a replaced one is refused at the counter, and the new one follows to who has the old', async () => {
  turning = await another()
  replaced = code_of(await prescribe(doctor, turning.encounter, { pharmacy: named }))
  await in_tray(replaced, 'new')
  const id = String(line_of(await view(replaced))['id'])
  newer = code_of(
    await prescribe(doctor, turning.encounter, { pharmacy: named, replaces: replaced, replace_reason: 'Đổi liều' }),
  )
  await in_tray(newer, 'new')
  await in_tray(replaced, 'replaced')
  assert.match(String((await view(replaced))['refusal']), new RegExp(`đã được thay bằng đơn ${newer}`))
  const refused = await give(replaced, 1, 'NT-5', id)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /cấp theo đơn mới/)
})

test('the person changes her mind: the pharmacy that has the old version gets the new one, and may not hand it out', async () => {
  const third = code_of(
    await prescribe(doctor, turning.encounter, { replaces: newer, replace_reason: 'Không mua ở đó nữa' }),
  )
  await in_tray(third, 'new')
  assert.match(String((await view(third))['refusal']), /không còn ghi lấy thuốc ở nơi này/)
})

test('named to a pharmacy it is not handed out at home, until that house gives it back and says why', async () => {
  const code = code_of(await prescribe(doctor, (await another()).encounter, { pharmacy: named }))
  await in_tray(code, 'new')
  await a.site.database.in_site((sql) =>
    put_account(sql, {
      ...{
        id: 'acc-pharmacist',
        facility: '24012',
        username: 'pharmacist',
        name: 'DS. Nhà',
        title: '',
        role: 'pharmacist',
      },
      ...{ practitioner: 'pr-pharmacist', department: null, password },
    }),
  )
  const at_home = await a.person('pharmacist')
  const before = ok(await at_home('GET', `/api/dispensing/${code}`))
  assert.match(String(before['refusal']), /Người bệnh chọn lấy thuốc ở Nhà thuốc thử/)
  assert.equal((await counter('POST', `/api/dispensing/${code}/decline`, { reason: ' ' })).status, 422)
  ok(await counter('POST', `/api/dispensing/${code}/decline`, { reason: 'Hết thuốc' }))
  const letter = await wait_letter(code, (one) => house_of(one)['state'] === 'rejected')
  assert.equal(house_of(letter)['reason'], 'Hết thuốc')
  assert.match(String((await view(code))['refusal']), /đã trả lại nơi kê: Hết thuốc/)
  assert.equal((await counter('POST', `/api/dispensing/${code}/decline`, { reason: 'Lần nữa' })).status, 409)
  assert.equal(ok(await at_home('GET', `/api/dispensing/${code}`))['refusal'], '')
  assert.equal((await counter('POST', `/api/dispensing/${waiting}/decline`, { reason: 'Muộn' })).status, 409)
})

test('of a person with HIV no name stands in the tray, and at the next hospital it is withheld and said to be', async () => {
  const diagnoses = [{ code: 'B20', text: 'Bệnh do HIV' }]
  const ill = await another()
  const code = code_of(await prescribe(doctor, ill.encounter, { pharmacy: named, diagnoses }))
  const line = await in_tray(code, 'new')
  assert.deepEqual([line['is_hidden'], /Nguyễn|Trần|Lê/.test(String(line['patient']))], [true, false])
  assert.equal((await view(code))['patient'].is_hidden, true)
  const patient = await register(doctor_b, ill.cccd, { name: ill.name })
  ok(
    await doctor_b('POST', `/api/timeline/${patient}`, {
      basis: 'law',
      law: 'Luật 15/2023/QH15 Điều 69',
      reason: 'Giám định',
    }),
  )
  const timeline = ok(await doctor_b('GET', `/api/timeline/${patient}`))
  assert.equal(timeline['withheld'], 1)
  assert.ok(!JSON.stringify(timeline).includes(code))
})

test('who takes a narcotic out is named to the counter', async () => {
  const wish = { pharmacy: named, recipient_name: 'Lê Văn Chồng', recipient_identity: '024080000123' }
  const answer = await prescribe(doctor, (await another()).encounter, wish, 'morphin')
  const code = code_of(answer)
  assert.match(code, /-N$/)
  await in_tray(code, 'new')
  assert.deepEqual((await view(code))['recipient'], { name: 'Lê Văn Chồng', identity: '024080000123' })
})

test('the hub’s door refuses one that carries no seal', async () => {
  const house = hub.house('24160')
  const member = await hub.member('24160')
  const send = async (signers: LetterWish['signers']): Promise<Answer> => {
    const submission = { kind: 'prescription' as const, recipients: [pharmacy.code] }
    const letter = await make_letter({
      house,
      document: { kind: 'prescription' },
      submission,
      paper_signed_at: new Date(),
      ...(signers ? { signers } : {}),
    })
    return member('POST', '/fhir', write_provide_bundle(letter) as unknown as Json)
  }
  const refused = await send([['bac_si', house.doctor]])
  assert.equal(refused.status, 422)
  assert.match(refused.text, /thiếu chữ ký số của cơ sở 24160/)
  const taken = await send(undefined)
  assert.equal(taken.status, 200, taken.text)
})

test('connected, the pharmacy asks the national system; where that is away nothing goes out', async () => {
  await b.site.database.in_facility(pharmacy.code, (sql) =>
    put_connection(sql, pharmacy.code, { base_url: '', pharmacy_base_url: gateway.base_url, app_name: 'nha-thuoc' }),
  )
  const code = code_of(await prescribe(doctor, (await another()).encounter, { pharmacy: named }))
  await in_tray(code, 'new')
  const seen = await view(code)
  assert.match(String(seen['note']), /Hệ thống đơn thuốc quốc gia chưa có đơn này/)
  gateway.faults.read_error = 1
  assert.equal((await counter('GET', `/api/dispensing/${code}`)).status, 503)
  const sold = ok(await give(code, 4, 'NT-20', String(line_of(seen)['id'])))
  assert.equal(sold['reported'], 'waiting')
  const told = await wait_letter(code, (one) => house_of(one)['state'] === 'accepted')
  assert.equal(house_of(told)['lines'][0].quantity, 4)
})

test('a pharmacy takes what is sent to it and looks at nobody’s papers elsewhere, not by its server either', async () => {
  const member = await hub.member(pharmacy.code)
  const refused = await member('POST', '/fhir/Consent', {
    ...{ resourceType: 'Consent', status: 'active' },
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'https://benhanmo.vn/fhir/CodeSystem/disclosure-basis', code: 'emergency' }] }],
    patient: { identifier: { system: 'http://fhir.hl7.org.vn/core/sid/cccd', value: cccd } },
    provision: { purpose: [{ display: 'Người bệnh cần gấp' }] },
  })
  assert.equal(refused.status, 403, refused.text)
  assert.match(refused.text, /Nhà thuốc chỉ nhận đơn gửi tới mình/)
})

test('on the board it counts once, by its national way: that the hub took it too adds nothing', async () => {
  const day = local_date(new Date())
  const counted = await a.site.database.in_facility('24012', (sql) => count_days(sql, '24012', [day], 60))
  const { rows: own } = await a.site.database.in_facility('24012', (sql) =>
    sql.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM prescribing.prescription WHERE facility = '24012'",
    ),
  )
  const figures = counted.get(day)?.prescription
  assert.deepEqual([figures?.['due'], figures?.['made'], figures?.['sent']], [own[0]?.count, own[0]?.count, 0])
  await walk_once(hub.site.database, '24SYT')
  const so = { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const }
  const caller = { facility: '24SYT', actor: so, purpose: 'HOPERAT', address: '', request_id: '' }
  const { seen, sums } = await as_oversight(hub.site.database, caller, async (sql) => ({
    seen: await sql.query<{ taken: number }>(
      "SELECT taken FROM hub.day_count WHERE facility = '24012' AND kind = 'prescription'",
    ),
    sums: await sum_days(sql, day, day),
  }))
  assert.ok((seen.rows[0]?.taken ?? 0) > 3, 'the hub says what it took')
  const sum = sums.find(({ facility, kind }) => facility === '24012' && kind === 'prescription')
  // Nothing arrived by the national way, whether or not A's own figures came meanwhile.
  assert.deepEqual([sum?.taken, sum?.arrived ?? 0], [null, 0], 'and adds it to nothing that is due')
})
