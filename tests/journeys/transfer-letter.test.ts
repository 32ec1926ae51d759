/** A person is to go to another hospital: the letter is drafted from the chart, signed by the doctor, sealed by the house. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { find_fully_signed } from '../../src/chart/medical-record/index.ts'
import type { LetterCheck } from '../../src/network/letters/contract.ts'
import { compose_reexam_document, to_xml14 } from '../../src/network/reexam-letters/index.ts'
import {
  compose_answer_document,
  compose_transfer_document,
  gather_letter,
  to_xml13,
} from '../../src/network/transfer-letters/index.ts'
import { read_letter } from '../../src/network/exchange/index.ts'
import { compose_document, document_bytes } from '../../src/standards/documents/index.ts'
import { read_package } from '../../src/standards/record-package/index.ts'
import { verify_pdf } from '../../src/standards/signatures/index.ts'
import { facility_of_identifier, load_authority } from '../../src/platform/signing/index.ts'
import type { Caller } from '../../src/platform/audit/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Json, type Person } from '../test-site.ts'
import { until } from './screen.ts'
import { local_time } from '../../src/base/time/index.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const director = await running.person('director')
const system: Caller = {
  facility: '24012',
  actor: { id: 'exchange', name: 'Liên thông', role: 'system', kind: 'system' },
  ...{ purpose: 'TREAT', address: '', request_id: '' },
}

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter, sheet: record } = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}
await doctor('PUT', `/api/sheets/${record}/draft`, {
  ...{ seen_revision: 0, base_version: 1, tab: 'ba' },
  answers: clinical_answers,
})

/** All that a person types into a transfer: where, why, how, with whom. */
const typed = {
  noi_den: 'Bệnh viện thử B',
  noi_den_ma: '01929',
  ly_do: '2',
  tinh_trang: 'Tỉnh, thở oxy kính 3 lít/phút, SpO₂ 94 %',
  phuong_tien: '1',
  cap_cuu: true,
  ho_tong_ten: 'Trần Thị Mai',
  ho_tong_chuc_danh: 'Điều dưỡng hạng III',
}

const begin = async (slug: string, answers: Json): Promise<{ id: string; shown: Json }> => {
  const { id } = (await doctor('POST', `/api/stays/${encounter}/sheets`, { slug })).json as { id: string }
  const before = (await doctor('GET', `/api/sheets/${id}`)).json
  const saved = await doctor('PUT', `/api/sheets/${id}/draft`, {
    ...{ seen_revision: 0, base_version: 1, tab: 'giay' },
    answers: { ...before['answers'], ...answers },
  })
  assert.equal(saved.status, 200, saved.text)
  return { id, shown: before['answers'] as Json }
}
const complete = async (id: string): Promise<number> => {
  const done = await doctor('POST', `/api/sheets/${id}/complete`, {})
  assert.equal(done.status, 200, done.text)
  return done.json['version'] as number
}
const sign = (who: Person, id: string, slot: string) => who('POST', `/api/sheets/${id}/sign`, { slot })
const look = (id: string) => running.site.store.unit(system, (unit) => find_fully_signed(unit, running.site.forms, id))
const pdfsig = (pdf: Uint8Array): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'letter-')), 'letter.pdf')
  writeFileSync(file, pdf)
  return String(execFileSync('pdfsig', ['-nocert', file]))
}
const settle = (value: boolean) =>
  running.site.database.in_site((sql) =>
    sql.query(
      "UPDATE access.facility SET settings = settings || jsonb_build_object('auto_seal', $2::boolean) WHERE code = $1",
      ['24012', value],
    ),
  )

let letter = ''

test('begun, the letter knows all but where, why and how: seven boxes are left to the hand', async () => {
  const { id, shown } = await begin('chuyen-co-so', typed)
  letter = id
  assert.equal(shown['ho_ten'], 'NGUYỄN THỊ HƯƠNG')
  assert.equal(shown['dia_chi'], 'Số 5, Thôn Đông, Phường Bắc Giang, Bắc Ninh')
  assert.equal(shown['bhyt_so_the'], 'GD4242412345678')
  assert.equal(shown['quoc_tich'], 'Việt Nam')
  assert.equal(shown['chan_doan'], 'Viêm phổi thùy dưới phải')
  assert.equal(shown['chan_doan_ma'], 'J18.1')
  assert.equal(shown['da_dieu_tri'][0].tai, 'Bệnh viện Đa khoa thử A')
  assert.ok(String(shown['dau_hieu_ls']).length > 20, 'the doctor told it once, in the bệnh án, still a draft')
  assert.match(String(shown['chuyen_luc']), /^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
  const form = (await doctor('GET', '/api/forms/chuyen-co-so')).json
  const fields = (form['sections'] as Json[]).flatMap((section) => section['items'] as Json[])
  const due = fields.filter((field) => field['required'] && !(field['id'] in shown)).map((field) => field['id'])
  assert.deepEqual(due, ['noi_den', 'ly_do', 'tinh_trang', 'phuong_tien'])
})

test('completed, it takes its number of this year; nobody may type one', async () => {
  await complete(letter)
  const { answers } = (await doctor('GET', `/api/sheets/${letter}`)).json
  const year = String(new Date().getFullYear()).slice(2)
  assert.equal(answers['so_phieu'], `24012.PC.${year}.000001`)
  assert.equal(answers['so_chuyen'], '000001')
  await doctor('PUT', `/api/sheets/${letter}/draft`, {
    ...{ seen_revision: 0, base_version: 2, tab: 'giay' },
    answers: { ...answers, so_phieu: '24012.PC.26.999999', dau_hieu_ls: 'Sốt cao, khó thở tăng.' },
  })
  await complete(letter)
  const again = (await doctor('GET', `/api/sheets/${letter}`)).json['answers']
  assert.equal(again['so_phieu'], answers['so_phieu'], 'a corrected letter is the same letter')
  assert.equal(
    again['dau_hieu_ls'],
    'Sốt cao, khó thở tăng.',
    'what the doctor said stands over what the chart proposes',
  )
})

test('before anybody signs, the screen says how long it counts, on what it goes, and what is doubtful', async () => {
  const check = async (id: string) => (await doctor('GET', `/api/sheets/${id}/letter-check`)).json as LetterCheck
  const plain = await check(letter)
  assert.deepEqual(plain.issues, [])
  assert.match(plain.facts[0] ?? '', /có giá trị đến hết ngày .* \(10 ngày làm việc\)/)
  assert.match(plain.facts[1] ?? '', /Căn cứ gửi: Chuyển người bệnh; TT 01\/2025\/TT-BYT Điều 12/)
  const year = await begin('chuyen-co-so', { ...typed, gia_tri_1_nam: true })
  const claimed = await check(year.id)
  assert.match(claimed.issues[0]?.message ?? '', /Chưa xác định mã J18\.1 thuộc Phụ lục III/)
  assert.match(claimed.facts[0] ?? '', /01 năm/)
  const slip = await begin('hen-kham-lai', { hen_ngay: '2026-12-05', hen_tai: 'Phòng khám Nội' })
  assert.match((await check(slip.id)).issues[0]?.message ?? '', /Đợt điều trị chưa kết thúc/)
  assert.deepEqual(await check(record), { issues: [], facts: [] }, 'other papers are nobody’s letters')
  for (const { id } of [year, slip]) await doctor('DELETE', `/api/sheets/${id}/draft`)
})

test('the seal comes last and is not for everyone', async () => {
  const unsigned = await look(letter)
  assert.ok(!unsigned.is_signed)
  assert.deepEqual(unsigned.missing, ['Bác sĩ điều trị', 'Đại diện cơ sở khám bệnh, chữa bệnh'])
  const early = await sign(director, letter, 'ky_co_so')
  assert.equal(early.status, 422)
  assert.match(early.text, /còn thiếu: Bác sĩ điều trị/)
  const nurse = await sign(await running.person('nurse'), letter, 'ky_co_so')
  assert.equal(nurse.status, 403)
  const signed = await sign(doctor, letter, 'ky_bac_si')
  assert.equal(signed.status, 200, signed.text)
  assert.equal(signed.json['seal'], undefined, 'this house seals by hand')
  assert.equal((await sign(doctor, letter, 'ky_co_so')).status, 403)
  const offered = (await director('GET', `/api/sheets/${letter}`)).json['open_slots'] as Json[]
  assert.deepEqual(offered, [
    { slot: 'ky_co_so', label: 'Đại diện cơ sở khám bệnh, chữa bệnh', may_i: true, why_not: null },
  ])
  const queue = (await (await running.person('records_archive'))('GET', '/api/signing-queue')).json
  assert.equal(queue['total'], 1, 'it waits in the queue of who may seal')
})

test('sealed: two signatures hold, the second is the facility’s own and says who set it', async () => {
  const sealed = await sign(director, letter, 'ky_co_so')
  assert.equal(sealed.status, 200, sealed.text)
  const found = await look(letter)
  assert.ok(found.is_signed)
  assert.equal(found.sha256, sealed.json['sha256'])
  assert.deepEqual(
    found.signed_slots.map(({ slot, name }) => [slot, name]),
    [
      ['ky_bac_si', 'BS. doctor'],
      ['ky_co_so', 'Bệnh viện Đa khoa thử A'],
    ],
  )
  assert.equal(pdfsig(found.pdf).match(/Signature is Valid/g)?.length, 2)
  const authority = await running.site.database.in_site(load_authority)
  const verdict = verify_pdf(found.pdf, { trusted_pem: [authority.certificate_pem] })
  assert.ok(verdict.valid, verdict.problem ?? '')
  assert.deepEqual(
    verdict.signatures.map(({ certificate }) => facility_of_identifier(certificate?.identifier)),
    [undefined, '24012'],
  )
  const words = execFileSync('pdftotext', ['-layout', '-', '-'], { input: Buffer.from(found.pdf), encoding: 'utf8' })
  assert.match(words.normalize('NFC'), /Được ký số bởi: Bệnh viện Đa khoa thử A/)
  const told = (await (await running.system())('GET', `/fhir/Provenance?target=DocumentReference/${found.document}`))
    .json
  const [organisation, person] = told['entry'][0].resource.agent as Json[]
  assert.equal(organisation?.['who'].reference, 'Organization/24012')
  assert.equal(person?.['who'].reference, 'Practitioner/pr-director')
  assert.equal(person?.['onBehalfOf'].reference, 'Organization/24012')
  const { rows } = await running.site.database.in_facility('24012', (sql) =>
    sql.query<{ actor_name: string }>(
      "SELECT actor_name FROM audit.event WHERE facility = '24012' AND interaction = 'seal'",
    ),
  )
  assert.deepEqual(
    rows.map((row) => row.actor_name),
    ['BS. director'],
  )
  assert.equal((await sign(director, letter, 'ky_co_so')).status, 409, 'once')
})

const as_document = (told: Awaited<ReturnType<typeof compose_transfer_document>>) =>
  compose_document({ ...told, identity: 'urn:uuid:0192f5a1-7c1e-7000-8000-000000000001' })
const validate = async (bundle: unknown): Promise<string[]> => {
  const outcome = (await (await running.system())('POST', '/fhir/Bundle/$validate', bundle)).json
  return (outcome['issue'] as Json[]).filter(({ severity }) => severity === 'error').map((one) => JSON.stringify(one))
}

test('as data: a FHIR document that validates, and the fields of XML13', async () => {
  await running.site.store.unit(system, async (unit) => {
    const found = await find_fully_signed(unit, running.site.forms, letter)
    assert.ok(found.is_signed)
    const document = as_document(await compose_transfer_document(unit, found))
    assert.deepEqual(await validate(document), [])
    const request = (document['entry'] as Json[])
      .map((entry) => entry['resource'])
      .find(({ resourceType }) => resourceType === 'ServiceRequest')
    assert.equal(request.performer[0].identifier.value, '01929')
    assert.equal(request.reasonCode[0].text, 'Vượt khả năng chuyên môn của cơ sở')
    assert.equal(request.priority, 'stat')
    const { gist, sections } = read_letter(document_bytes(document))
    assert.deepEqual(
      [gist.urgency, gist.diagnosis, gist.diagnosis_code, gist.transport, gist.escort],
      [
        ...['emergency', 'Viêm phổi thùy dưới phải', 'J18.1', 'Xe cứu thương của cơ sở'],
        'Trần Thị Mai, Điều dưỡng hạng III',
      ],
      'who waits for her is told so much beforehand',
    )
    assert.match(gist.leaves_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+07:00$/)
    const asked = sections.find(({ title }) => title === 'Yêu cầu chuyển cơ sở')?.text ?? ''
    assert.match(asked, /^Chuyển cấp cứu\nLý do chuyển: Vượt khả năng.*\nChuyển hồi: \d\d\/\d\d\/\d{4} \d\d:\d\d\n/)
    assert.ok(request.occurrencePeriod.start < request.occurrencePeriod.end)
    const fields = to_xml13(await gather_letter(unit, found))
    assert.equal(Object.keys(fields).length, 37)
    assert.deepEqual(
      [
        fields.GIAY_CHUYEN_TUYEN,
        fields.MA_CSKCB_DI,
        fields.MA_CSKCB_DEN,
        fields.MA_LYDO_CT,
        fields.NGAY_SINH,
        fields.MA_BENH_CHINH,
      ],
      [request.identifier[0].value, '24012', '01929', '2', '196803120000', 'J18.1'],
    )
    // Danh mục MA_LYDO_CT (QĐ 4750/QĐ-BYT) has 1, 2 and 3 only: an emergency changes nothing there.
    assert.deepEqual([fields.MA_LYDO_CT, fields.MA_LOAI_RV], ['2', '2'])
    assert.equal(fields.PHUONGTIEN_VC, 'Xe cứu thương của cơ sở')
  })
})

test('where the house has settled it, the doctor’s one click makes the letter complete', async () => {
  await settle(true)
  const { id } = await begin('hen-kham-lai', { hen_ngay: '2026-12-05', hen_tai: 'Phòng khám Nội' })
  await complete(id)
  const signed = await sign(doctor, id, 'ky_bac_si')
  assert.equal(signed.status, 200, signed.text)
  assert.equal(signed.json['seal'].slot, 'ky_co_so')
  const found = await look(id)
  assert.ok(found.is_signed)
  assert.equal(pdfsig(found.pdf).match(/Signature is Valid/g)?.length, 2)
  await running.site.store.unit(system, async (unit) => {
    const document = as_document(await compose_reexam_document(unit, found))
    assert.deepEqual(await validate(document), [])
    const slip = to_xml14(await gather_letter(unit, found), { ma_doituong_kcb: '1.1' })
    assert.deepEqual([Object.keys(slip).length, slip.NGAY_HEN_KL], [22, '20261205'])
    const { gist, sections } = read_letter(document_bytes(document))
    assert.equal(gist.appointed_on, '2026-12-05')
    assert.match(sections[0]?.text ?? '', /^Hẹn ngày 05\/12\/2026\nTại Phòng khám Nội/)
    await assert.rejects(compose_answer_document(unit, found), /không phải mẫu tra-loi-chuyen/)
  })
})

test('a second slip of the same course is said before, and nobody can sign it', async () => {
  const first = (await doctor('GET', '/fhir/Appointment?status=proposed')).json['entry'] as Json[]
  assert.deepEqual(
    first.map(({ resource }) => [resource.requestedPeriod[0].start, /^hen-/.test(resource.id)]),
    [['2026-12-05', true]],
    'the slip for one’s own house stands in one’s own book',
  )
  const { id } = await begin('hen-kham-lai', { hen_ngay: '2026-12-12', hen_tai: 'Phòng khám Nội' })
  await complete(id)
  const told = (await doctor('GET', `/api/sheets/${id}/letter-check`)).json as LetterCheck
  assert.deepEqual(
    told.issues.filter(({ severity }) => severity === 'error').map(({ message }) => message.slice(0, 31)),
    ['Đợt điều trị này đã có phiếu hẹ'],
  )
  const refused = await sign(doctor, id, 'ky_bac_si')
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /mỗi đợt chỉ một phiếu/)
})

test('the whole record carries the insurance tables of its signed letters', async () => {
  const archive = await running.person('records_archive')
  const { bytes } = await archive('GET', `/api/stays/${encounter}/package.zip`)
  const { files } = read_package(bytes)
  const table = (name: string) => {
    const file = files.find((one) => one.title.startsWith(name))
    assert.ok(file && /\.xml$/.test(file.name), name)
    return new TextDecoder().decode(file.bytes)
  }
  const transfer = table('XML13')
  assert.match(transfer, /<CHI_TIEU_GIAYCHUYENTUYEN><MA_LK>/)
  assert.match(transfer, /<MA_CSKCB_DEN>01929<\/MA_CSKCB_DEN>/)
  assert.match(table('XML14'), /<CHI_TIEU_GIAYHEN_KHAMLAI>[^]*<NGAY_HEN_KL>20261205<\/NGAY_HEN_KL>/)
})

test('a visit on its way to the insurance’s portal carries its signed letters too: tables 13 and 14', async () => {
  const it = await running.person('it_admin')
  const set = await it('PUT', '/api/portal', { base_url: 'http://127.0.0.1:9', username: '24012_BV' })
  assert.equal(set.status, 200, set.text)
  // Sent on (5): for which reason and where to, the signed letter says.
  const gone = await doctor('POST', `/api/stays/${encounter}/discharge`, {
    ...{ at: local_time(new Date()).slice(0, 16), kind: '5', result: '3' },
    ...{ main: { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' }, comorbid: [] },
  })
  assert.equal(gone.status, 200, gone.text)
  const { faults } = await until(
    async () => (await doctor('GET', `/api/health-book/${encounter}`)).json['publication']?.['national'] as Json,
    (national) => national?.['state'] === 'failed',
  )
  const lacking = (faults as Json[]).filter(({ field }) => field === 'MA_TTDV').map(({ table }) => table as string)
  assert.ok(lacking.includes('XML13') && lacking.includes('XML14'), `${lacking.join()}: the head's code is not set`)
  assert.equal(
    (faults as Json[]).some(({ field }) => field === 'MA_LOAI_RV' || field === 'MA_NOI_DEN'),
    false,
  )
})

test('other papers are signed as ever', async () => {
  const { id } = await begin('36-BV2', {})
  await complete(id)
  const signed = await sign(doctor, id, 'ky_bac_sy')
  assert.equal(signed.status, 200, signed.text)
  assert.equal(signed.json['seal'], undefined)
})

test('without a certificate of the facility the doctor’s signature stands and the sentence says what is missing', async () => {
  const owner = new pg.Client({ connectionString: running.url })
  await owner.connect()
  await owner.query("UPDATE signing.certificate SET not_after = now() - interval '1 day' WHERE owner = '24012'")
  await owner.end()
  const { id } = await begin('tra-loi-chuyen', {
    ...{ noi_den: 'Bệnh viện thử B', noi_den_ma: '01929', ket_qua: '3', tinh_trang: 'Ổn định' },
    de_nghi: 'Uống thuốc theo đơn, khám lại sau 2 tuần.',
  })
  await complete(id)
  const signed = await sign(doctor, id, 'ky_bac_si')
  assert.equal(signed.status, 200, signed.text)
  assert.match(signed.json['not_sealed'], /Cơ sở chưa có chứng thư số/)
  const by_hand = await sign(director, id, 'ky_co_so')
  assert.equal(by_hand.status, 422)
  assert.match(by_hand.text, /quản trị \(IT\) cấp chứng thư/)
  const found = await look(id)
  assert.ok(!found.is_signed)
  assert.deepEqual(found.missing, ['Đại diện cơ sở khám bệnh, chữa bệnh'])
})
