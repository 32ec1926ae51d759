/** Walk 3 of the design: a patient is transferred, over three processes and three databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { DisclosedLine, LetterGist } from '../../src/network/exchange/contract.ts'
import { admission, type Json, type Person } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { admit_somebody, transfer_to, write_letter } from '../write-letter.ts'

const { hub, a, b } = await start_three_houses({ own_processes: true })
const [reception_a, doctor_a, director_a] = await Promise.all(['reception', 'doctor', 'director'].map(a.person))
const [reception_b, doctor_b] = await Promise.all(['reception.b', 'doctor.b'].map(b.person))
assert.ok(reception_a && doctor_a && director_a && reception_b && doctor_b)

const until = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
  for (let i = 0; i < 200; i += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error('it never came')
}

const { patient: patient_a, encounter: encounter_a } = await admit_somebody(reception_a, doctor_a)

const line_at = (who: Person, tray: string): Promise<Json> =>
  until(async () => ((await who('GET', `/api/exchange/incoming?tray=${tray}`)).json['lines'] as Json[])[0])
const sent_line = (wanted: string): Promise<Json> =>
  until(async () => {
    const trays = await Promise.all(
      ['open', 'done'].map((tray) => reception_a('GET', `/api/exchange/outgoing?tray=${tray}`)),
    )
    return trays.flatMap(({ json }) => json['lines'] as Json[]).find((line) => line['state'] === wanted)
  })

test('A signs and seals; the letter lies at B, verified, before the patient sits down', async () => {
  const letter = await write_letter(doctor_a, encounter_a, 'chuyen-co-so', transfer_to('01929', 'Bệnh viện thử B'))
  assert.equal((await doctor_a('POST', `/api/sheets/${letter}/sign`, { slot: 'ky_bac_si' })).status, 200)
  assert.equal(((await reception_a('GET', '/api/exchange/outgoing?tray=open')).json['lines'] as Json[]).length, 0)
  const sealed = await director_a('POST', `/api/sheets/${letter}/sign`, { slot: 'ky_co_so' })
  assert.equal(sealed.status, 200, sealed.text)

  const came = await line_at(reception_b, 'unmatched')
  assert.equal(came['verdict'], 'good', JSON.stringify(came))
  assert.equal(came['sender'].code, '24012')
  assert.equal(came['person'].name.toUpperCase(), 'NGUYỄN THỊ HƯƠNG')
  assert.equal(came['author'], 'BS. doctor')
  const { urgency, diagnosis, diagnosis_code, condition, transport, reason } = came['gist'] as LetterGist
  assert.deepEqual(
    [urgency, diagnosis, diagnosis_code, condition, transport, reason],
    [
      ...['emergency', 'Viêm phổi thùy dưới phải', 'J18.1', 'Tỉnh, thở oxy kính 3 lít/phút'],
      ...['Xe cứu thương của cơ sở', 'Vượt khả năng chuyên môn của cơ sở'],
    ],
    'the tray says it before anybody opens the letter',
  )
  const opened = (await reception_b('GET', `/api/exchange/incoming/${came['id']}`)).json
  assert.deepEqual(opened['checks'].issues, [])
  assert.equal(opened['checks'].signatures.length, 3, 'doctor, facility, seal over the data')
  assert.equal(opened['basis'].code, 'transfer')
  assert.match(opened['basis'].law, /TT 01\/2025\/TT-BYT Điều 12/)
  assert.deepEqual([opened['validity'].is_valid, opened['validity'].is_one_year], [true, false])
  assert.match(opened['validity'].words, /có giá trị đến hết ngày/)
  const pdf = await reception_b('GET', `/api/exchange/letters/${came['id']}/parts/0`)
  assert.equal(new TextDecoder().decode(pdf.bytes.slice(0, 5)), '%PDF-')
  await sent_line('received')
  const archive_a = await a.person('records_archive')
  const [given] = JSON.parse((await archive_a('GET', `/api/exchange/disclosed/${patient_a}`)).text) as DisclosedLine[]
  assert.deepEqual([given?.basis?.code, given?.recipients[0]?.code], ['transfer', '01929'])
  assert.equal((await reception_a('GET', `/api/exchange/disclosed/${patient_a}`)).status, 403)
})

test('B registers the person from the letter, takes it on, she arrives; A learns each step', async () => {
  const came = await line_at(reception_b, 'unmatched')
  const { registration: proposed } = (await reception_b('GET', `/api/exchange/incoming/${came['id']}`)).json
  const registered = await reception_b('POST', `/api/exchange/incoming/${came['id']}/register`, proposed)
  assert.equal(registered.status, 201, registered.text)
  const unseen = await doctor_b('POST', `/api/exchange/incoming/${came['id']}/finish`, {})
  assert.equal(unseen.status, 422, 'who is announced has to come')
  assert.match(unseen.text, /xong khi ghép với lượt khám/)
  assert.equal((await doctor_b('POST', `/api/exchange/incoming/${came['id']}/accept`, {})).status, 200)
  await sent_line('accepted')
  const { patient } = await line_at(reception_b, 'coming')
  const stay = await reception_b('POST', '/api/stays', {
    ...admission(patient),
    department: '01929-K03',
    bed: '01929-G12',
  })
  assert.equal(stay.status, 201, stay.text)
  const arrived = await reception_b('POST', `/api/exchange/incoming/${came['id']}/arrive`, {
    encounter: stay.json['encounter'],
  })
  assert.equal(arrived.status, 200, arrived.text)
  await sent_line('completed')
})

test('B answers; A has it beside its own chart, matched to its own patient', async () => {
  const stay_b = (await line_at(reception_b, 'done'))['encounter'] as string
  const letter = await write_letter(doctor_b, stay_b, 'tra-loi-chuyen', {
    ...{ noi_den: 'Bệnh viện thử A', noi_den_ma: '24012', ket_qua: '1', chan_doan: 'Viêm phổi thùy' },
    tinh_trang: 'Ổn định',
  })
  assert.equal((await doctor_b('POST', `/api/sheets/${letter}/sign`, { slot: 'ky_bac_si' })).status, 200)
  const director_b = await b.person('director.b')
  const sealed = await director_b('POST', `/api/sheets/${letter}/sign`, { slot: 'ky_co_so' })
  assert.equal(sealed.status, 200, sealed.text)
  const came = await until(async () => {
    const lines = (await reception_a('GET', '/api/exchange/incoming?tray=coming')).json['lines'] as Json[]
    return lines.find((line) => line['kind'] === 'transfer-answer')
  })
  assert.equal(came['patient'], patient_a, 'found by her personal ID')
  assert.equal(came['verdict'], 'good')
  assert.deepEqual([came['gist'].reason, came['gist'].condition], ['Đang điều trị', 'Ổn định'])
  const sent = await sent_line('completed')
  const { answers } = (await doctor_a('GET', `/api/exchange/outgoing/${sent['id']}`)).json
  assert.deepEqual(answers, [came['id']], 'she had arrived before the answer was written')
})

test('the hub counted it and read nobody’s paper', async () => {
  const { rows } = (await (await hub.person('oversight'))('GET', '/api/hub/traffic')).json
  const count = (state: string) =>
    (rows as Json[]).filter((row) => row['state'] === state).reduce((sum, row) => sum + (row['count'] as number), 0)
  assert.equal(count('completed'), 1)
  assert.equal(count('refused') + count('held'), 0)
})

test('A has read the answer: it is done without a visit, once', async () => {
  const lines = (await reception_a('GET', '/api/exchange/incoming?tray=coming')).json['lines'] as Json[]
  const came = lines.find((line) => line['kind'] === 'transfer-answer')
  assert.ok(came)
  const read = await doctor_a('POST', `/api/exchange/incoming/${came['id']}/finish`, {})
  assert.equal(read.status, 200, read.text)
  const { state, encounter } = (await doctor_a('GET', `/api/exchange/incoming/${came['id']}`)).json
  assert.deepEqual([state, encounter], ['completed', ''], 'nobody comes by it')
  assert.equal((await doctor_a('POST', `/api/exchange/incoming/${came['id']}/finish`, {})).status, 409)
})

test('A’s slip for a re-examination at B becomes an appointment there, and counts once', async () => {
  const book = async (status: string) => {
    const system = await b.system('client.b')
    return (await system('GET', `/fhir/Appointment?status=${status}`)).json
  }
  const slip = await write_letter(doctor_a, encounter_a, 'hen-kham-lai', {
    ...{ noi_den: 'Bệnh viện thử B', noi_den_ma: '01929', hen_ngay: '2026-12-15', chan_doan: 'Viêm phổi thùy' },
  })
  const signed = await doctor_a('POST', `/api/sheets/${slip}/sign`, { slot: 'ky_bac_si' })
  assert.equal(signed.status, 200, signed.text)
  const sealed = await director_a('POST', `/api/sheets/${slip}/sign`, { slot: 'ky_co_so' })
  assert.equal(sealed.status, 200, sealed.text)
  const came = await until(async () => {
    const lines = (await reception_b('GET', '/api/exchange/incoming?tray=coming')).json['lines'] as Json[]
    return lines.find((line) => line['kind'] === 'reexam-letter')
  })
  const accepted = await reception_b('POST', `/api/exchange/incoming/${came['id']}/accept`, {})
  assert.equal(accepted.status, 200, accepted.text)
  const [appointment] = (await book('proposed'))['entry'] as Json[]
  assert.equal(appointment?.['resource'].requestedPeriod[0].start, '2026-12-15')
  const encounter = (await line_at(reception_b, 'done'))['encounter'] as string
  const arrive = () => reception_b('POST', `/api/exchange/incoming/${came['id']}/arrive`, { encounter })
  const first = await arrive()
  assert.equal(first.status, 200, first.text)
  assert.equal((await arrive()).status, 409, 'a slip counts once')
  assert.equal(((await book('fulfilled'))['entry'] as Json[]).length, 1)
})
