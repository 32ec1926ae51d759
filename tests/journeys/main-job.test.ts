import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { load_authority } from '../../src/platform/signing/index.ts'
import { verify_pdf } from '../../src/standards/signatures/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const head = await running.person('head_of_department')
const director = await running.person('director')
const archive = await running.person('records_archive')
const made = { patient: '', encounter: '', sheet: '' }

test('reception registers a person and admits her; the record is open with its numbers', async () => {
  const registered = await reception('POST', '/api/patients', registration())
  assert.equal(registered.status, 201, registered.text)
  made.patient = registered.json['id']
  const admitted = await reception('POST', '/api/stays', admission(made.patient))
  assert.equal(admitted.status, 201, admitted.text)
  assert.equal(admitted.json['ma_yt'], '24/012/26/000001')
  made.encounter = admitted.json['encounter']
  made.sheet = admitted.json['sheet']
  const again = await reception('POST', '/api/stays', admission(made.patient, { bed: '24012-G11' }))
  assert.equal(again.status, 409, 'one person is in one inpatient stay at a time')
})

test('the sheet knows already what reception typed', async () => {
  const sheet = (await doctor('GET', `/api/sheets/${made.sheet}`)).json
  assert.equal(sheet['answers'].ho_ten, 'NGUYỄN THỊ HƯƠNG')
  assert.equal(sheet['answers'].ngay_sinh, '1968-03-12')
  assert.equal(sheet['answers'].cdvk_benh_chinh ?? sheet['answers'].cd_vao_khoa, 'Viêm phổi thùy dưới phải')
  assert.ok(sheet['filled'].includes('ho_ten'))
})

test('drafts are kept; a second tab that had not seen the last save gets both texts, and nothing is overwritten', async () => {
  const save = (seen: number, text: string) =>
    doctor('PUT', `/api/sheets/${made.sheet}/draft`, {
      seen_revision: seen,
      base_version: 1,
      tab: 't1',
      answers: { toan_than: text },
    })
  assert.equal((await save(0, 'Tỉnh')).status, 200)
  assert.equal((await save(1, 'Tỉnh, tiếp xúc tốt')).status, 200)
  const late = await save(1, 'Lơ mơ')
  assert.equal(late.status, 409)
  assert.equal(late.json['details'].theirs.answers.toan_than, 'Tỉnh, tiếp xúc tốt')
  assert.equal((await doctor('GET', `/api/sheets/${made.sheet}`)).json['answers'].toan_than, 'Tỉnh, tiếp xúc tốt')
})

test('completing names every box that is still due, by its id', async () => {
  const refused = await doctor('POST', `/api/sheets/${made.sheet}/complete`, { if_match: 1 })
  assert.equal(refused.status, 422)
  const places = refused.json['issues'].map((issue: { expression: string }) => issue.expression)
  assert.ok(places.includes('ly_do_vao_vien'), places.join())
})

test('a completed sheet becomes facts: vitals with their zeros, the allergy in the banner', async () => {
  const saved = await doctor('PUT', `/api/sheets/${made.sheet}/draft`, {
    seen_revision: 2,
    base_version: 1,
    tab: 't1',
    answers: clinical_answers,
  })
  assert.equal(saved.status, 200, saved.text)
  const completed = await doctor('POST', `/api/sheets/${made.sheet}/complete`, { if_match: 1 })
  assert.equal(completed.status, 200, completed.text)
  const system = await running.system()
  const vitals = await system('GET', `/fhir/Observation?patient=${made.patient}&category=vital-signs&_total=accurate`)
  assert.equal(vitals.json['total'], 5, vitals.text)
  assert.match(vitals.text, /"value":54\.0[,}]/)
  const chart = (await doctor('GET', `/api/chart/${made.encounter}`)).json
  assert.deepEqual(chart['banner'].allergies, ['Penicillin'])
  assert.equal(chart['sheets'][0].status, 'completed')
})

test('the sheet is drawn as A4 pages for the screen', async () => {
  const { pages } = (await doctor('GET', `/api/sheets/${made.sheet}/pages`)).json as {
    pages: { index: number; digest: string }[]
  }
  assert.ok(pages.length >= 4)
  const svg = await doctor('GET', `/api/sheets/${made.sheet}/pages/0?digest=${pages[0]?.digest}`)
  assert.match(svg.headers.get('content-type') ?? '', /svg/)
  assert.match(svg.text, /data-field="ho_ten"/)
})

test('doctor, head and director sign in turn; pdfsig and our own check accept it, a changed byte is refused', async () => {
  for (const [person, slot] of [
    [doctor, 'ky_bs_lam_ba'],
    [head, 'ky_truong_khoa'],
    [director, 'ky_giam_doc'],
  ] as const) {
    const signed = await person('POST', `/api/sheets/${made.sheet}/sign`, { slot, if_match: 2 })
    assert.equal(signed.status, 200, signed.text)
  }
  const wrong_role = await doctor('POST', `/api/sheets/${made.sheet}/sign`, { slot: 'ky_giam_doc', if_match: 2 })
  assert.equal(wrong_role.status, 403)
  const pdf = (await doctor('GET', `/api/sheets/${made.sheet}/pdf`)).bytes
  const { certificate_pem } = await running.site.database.in_site(load_authority)
  const verdict = verify_pdf(pdf, { trusted_pem: [certificate_pem] })
  assert.equal(verdict.valid, true, verdict.problem ?? '')
  assert.equal(verdict.signatures.length, 3)
  const file = join(mkdtempSync(join(tmpdir(), 'sig-')), 'signed.pdf')
  writeFileSync(file, pdf)
  const said = String(execFileSync('pdfsig', ['-nocert', file]))
  assert.equal(said.match(/Signature is Valid/g)?.length, 3, said)
  for (const mark of [
    /Ký số bởi: BS\. doctor\s+Bác sỹ làm bệnh án, \d\d:\d\d ngày/,
    /Ký số bởi: BS\. head_of_department\s+Trưởng khoa, /,
    /Ký số bởi: BS\. director\s+Giám đốc bệnh viện, /,
  ])
    assert.match(words_of(pdf), mark, 'each signature is seen in its slot')
  const changed = Uint8Array.from(pdf)
  changed[1_000] = (changed[1_000] ?? 0) ^ 1
  assert.equal(verify_pdf(changed, { trusted_pem: [certificate_pem] }).valid, false)
})

test('editing after signing makes a new version that must be signed again; the signed bytes stay', async () => {
  const before_pdf = (await doctor('GET', `/api/sheets/${made.sheet}/pdf`)).bytes
  const documents = (await doctor('GET', `/api/sheets/${made.sheet}`)).json['documents'] as { id: string }[]
  const answers = { ...clinical_answers, cq_ho_hap: 'Rì rào phế nang rõ hai bên, không ran.' }
  await doctor('PUT', `/api/sheets/${made.sheet}/draft`, { seen_revision: 0, base_version: 2, tab: 't1', answers })
  const amended = await doctor('POST', `/api/sheets/${made.sheet}/complete`, { if_match: 2 })
  assert.equal(amended.status, 200, amended.text)
  const chart = (await doctor('GET', `/api/chart/${made.encounter}`)).json
  assert.equal(chart['sheets'][0].status, 'amended')
  assert.equal(chart['sheets'][0].signatures.length, 0)
  const kept = await doctor('GET', `/api/documents/${documents.at(-1)?.id}`)
  assert.deepEqual(kept.bytes, before_pdf)
})

test('two people seal the same sheet at once: one is told, none is lost', async () => {
  const sign = () => doctor('POST', `/api/sheets/${made.sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 3 })
  const statuses = (await Promise.all([sign(), sign()])).map((answer) => answer.status).sort()
  assert.deepEqual(statuses, [200, 409])
})

test('the treatment sheet: an entry of today, signed where its orders end, and yesterday copied by one key', async () => {
  const first = await doctor('POST', `/api/stays/${made.encounter}/sheets`, { slug: '36-BV2' })
  assert.equal(first.status, 201, first.text)
  const id = first.json['id']
  const row = {
    thoi_gian: '2026-11-20T08:05',
    dien_bien: 'S: đỡ ho. O: ran nổ giảm.',
    chi_dinh: 'Ceftriaxon 1 g × 2 lọ, tĩnh mạch',
  }
  await doctor('PUT', `/api/sheets/${id}/draft`, {
    seen_revision: 0,
    base_version: 1,
    tab: 't',
    answers: { dien_bien: [row] },
  })
  assert.equal((await doctor('POST', `/api/sheets/${id}/complete`, { if_match: 1 })).status, 200)
  const signed = await doctor('POST', `/api/sheets/${id}/sign`, { slot: 'ky_bac_sy', if_match: 2 })
  assert.equal(signed.status, 200, signed.text)
  assert.match(words_of((await doctor('GET', `/api/sheets/${id}/pdf`)).bytes), /Ký số bởi: BS\. doctor\s+Bác sỹ, /)
  const copy = await doctor('POST', `/api/stays/${made.encounter}/sheets`, { slug: '36-BV2', copy_from: 'yesterday' })
  assert.equal(copy.status, 201, copy.text)
  const sheet = (await doctor('GET', `/api/sheets/${copy.json['id']}`)).json
  assert.equal(sheet['answers'].dien_bien[0].chi_dinh, row.chi_dinh)
  assert.notEqual(sheet['answers'].dien_bien[0].thoi_gian, row.thoi_gian)
})

test('transfer and discharge: dates that cannot be are refused, the bed is free again', async () => {
  const early = await doctor('POST', `/api/stays/${made.encounter}/discharge`, {
    at: '2026-11-18T09:00',
    kind: '1',
    result: '1',
    main: { text: 'Viêm phổi', code: 'J18.1' },
  })
  assert.equal(early.status, 422, early.text)
  const moved = await doctor('POST', `/api/stays/${made.encounter}/transfer`, {
    department: '24012-K19',
    at: '2026-11-20T10:00',
  })
  assert.equal(moved.status, 200, moved.text)
  const beds = JSON.parse((await doctor('GET', '/api/departments/24012-K03/beds')).text) as {
    id: string
    taken_by?: string
  }[]
  assert.equal(beds.find((bed) => bed.id === '24012-G12')?.taken_by, undefined)
  const left = await doctor('POST', `/api/stays/${made.encounter}/discharge`, {
    at: '2026-11-21T04:00',
    kind: '1',
    result: '1',
    main: { text: 'Viêm phổi thùy', code: 'J18.1' },
  })
  assert.equal(left.status, 200, left.text)
})

test('the whole record as one PDF, and as HoSoBenhAn that comes back byte for byte from an empty site', async () => {
  const pdf = await archive('GET', `/api/stays/${made.encounter}/record.pdf`)
  assert.equal(pdf.status, 200, pdf.text.slice(0, 300))
  assert.match(words_of(pdf.bytes), /Ký số bởi: BS\. doctor\s+Bác sỹ làm bệnh án, /, 'marks stay visible in the copy')
  assert.match(words_of(pdf.bytes), /tệp PDF đã ký số của từng phiếu/, 'and the copy says where the signed files are')
  assert.deepEqual(verify_pdf(pdf.bytes, { trusted_pem: [] }).signatures, [], 'a picture of a signature is none')
  const other = await start_test_site()
  for (const format of ['json', 'xml'] as const) {
    const exported = await archive('GET', `/api/stays/${made.encounter}/export?format=${format}`)
    assert.equal(exported.status, 200, exported.text.slice(0, 500))
    assert.match(exported.text, /dan_?toc\W+Kinh/i, 'what was registered is what is handed on')
    const empty = format === 'json' ? other : await start_test_site()
    const there = await empty.person('records_archive')
    const imported = await there(
      'POST',
      '/api/records/import',
      exported.text,
      format === 'xml' ? { 'content-type': 'application/xml' } : {},
    )
    assert.equal(imported.status, 201, imported.text)
    const again = await there('GET', `/api/stays/${made.encounter}/export?format=${format}`)
    assert.ok(again.text === exported.text, first_difference(again.text, exported.text))
  }
})

const words_of = (pdf: Uint8Array): string =>
  execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).normalize('NFC')

const first_difference = (one: string, other: string): string => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return `…${one.slice(at - 200, at + 200)}\n  ↔ …${other.slice(at - 200, at + 200)}`
}
