/** `HoSoBenhAn` written by hand from công văn 365, not by our exporter: from a stranger's file to the screens of a receiver, and into its charts. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { ImportPreview } from '../../src/chart/medical-record/contract.ts'
import type { IncomingLetter } from '../../src/network/exchange/contract.ts'
import { count_days } from '../../src/network/counters/facility/count-days.ts'
import { member_client_id } from '../../src/network/membership/index.ts'
import { foreign_token } from '../../src/standards/fhir/index.ts'
import { plain_pdf, sign_paper } from '../../src/standards/documents/test-letters.ts'
import { until } from '../exchange-world.ts'
import { start_test_hub } from '../test-hub.ts'
import { password, registration, start_test_site, type Answer, type Json } from '../test-site.ts'
import { join_hub } from '../three-houses.ts'

const hub = await start_test_hub()
const b = await start_test_site({ exchange: { poll_ms: 50, sync_ms: 200 } })
await join_hub(hub, b, '01929')
const a = await hub.member('24012')
const reception = await b.person('reception.b')
const archive = await b.person('records_archive.b')
const doctor = await b.person('doctor.b')
const system = await b.system('client.b')

const written = (name: string): string => readFileSync(join(import.meta.dirname, 'hosobenhan', name), 'utf8')
const xml = written('chuyen-tuyen.xml')
const json = written('ra-vien.json')

const house = hub.house('24012')
const paper = async (words: string): Promise<Buffer> =>
  Buffer.from(
    await sign_paper(await plain_pdf(words), [
      ['bac_si', house.doctor],
      ['co_so', house.seal],
    ]),
  )

const letter = (number: string, changes: Json = {}): Json => ({
  ...{ kind: 'transfer-letter', number, recipients: ['01929'], created_at: '2026-11-20T09:40:00+07:00' },
  patient: { name: 'Trần Thị Bưởi', cccd: '024190000123', birth_date: '1990-03-02', gender: 'female' },
  author: { name: 'Nguyễn Văn Á', licence: '001234/BG-CCHN' },
  ...changes,
})
const send = async (number: string, hosobenhan: string, changes: Json = {}): Promise<Answer> => {
  const pdf = (await paper(`Giay chuyen ${number}`)).toString('base64')
  return a('POST', '/lien-thong/documents', { ...letter(number, changes), pdf, hosobenhan })
}
const opened = async (document: string): Promise<IncomingLetter> => {
  const id = await until('the letter at B', async () => {
    for (const tray of ['unmatched', 'coming', 'red'])
      for (const line of (await reception('GET', `/api/exchange/incoming?tray=${tray}`)).json['lines'] as Json[]) {
        const one = await reception('GET', `/api/exchange/incoming/${line['id']}`)
        if (one.json['document'] === document) return line['id'] as string
      }
    return undefined
  })
  return (await reception('GET', `/api/exchange/incoming/${id}`)).json as IncomingLetter
}
const section = (one: IncomingLetter, title: string): string =>
  one.sections.find((part) => part.title === title)?.text ??
  `no ${title} among ${one.sections.map((s) => s.title).join()}`

test('plain HTTPS: a PDF and another vendor’s XML; B reads it in words, its bytes as they were written', async () => {
  const sent = await send('CV-0093/2026', xml)
  assert.equal(sent.status, 201, sent.text)
  const got = await opened(sent.json['document'] as string)
  assert.equal(got.verdict, 'good', JSON.stringify(got.checks.issues))
  assert.match(section(got, 'Chẩn đoán'), /Ra viện: Viêm phổi, không đặc hiệu · J18\.9/)
  assert.match(section(got, 'Xét nghiệm'), /18\/11\/2026 09:50 · CRP · 142 mg\/L H · tham chiếu: < 5/)
  assert.match(section(got, 'Tiền sử'), /Dị ứng penicillin/)
  assert.match(section(got, 'Chuyển viện'), /SpO2 91%/)
  assert.match(section(got, 'Khám lúc vào'), /Ran nổ đáy phổi phải/)
  assert.equal(got.registration.phone, '0912000111')
  const hsba = got.parts.find(({ kind }) => kind === 'hsba')
  const bytes = await reception('GET', `/api/exchange/letters/${got.id}/parts/${hsba?.position}`)
  assert.equal(Buffer.from(bytes.bytes).toString(), xml, 'Windows line ends and all')
})

test('the watched folder: a letter, its PDF and HoSoBenhAn as JSON laid beside it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hsba-'))
  after(() => rmSync(dir, { recursive: true, force: true }))
  const lay = (name: string, content: string | Uint8Array): void => {
    mkdirSync(join(dir, 'gui'), { recursive: true })
    writeFileSync(join(dir, 'gui', name), content)
    const before = new Date(Date.now() - 10_000)
    utimesSync(join(dir, 'gui', name), before, before)
  }
  lay('rv1.json', JSON.stringify(letter('RV-1', { kind: 'record', basis: { code: 'transfer' } })))
  lay('rv1.pdf', await paper('Ho so'))
  lay('rv1.hsba.json', json)
  lay('rv2.json', JSON.stringify(letter('RV-2')))
  lay('rv2.pdf', await paper('Giay chuyen RV-2'))
  lay('rv2.xml', xml.replace('024190000123', '024190000999'))
  const options = ['--dir', dir, '--url', hub.base, '--client', member_client_id('24012'), '--secret', password]
  const child = spawn(process.execPath, ['bin/benhan.mjs', 'folder', ...options, '--once', 'true'])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += String(text)))
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0, said)
  const receipt = JSON.parse(readFileSync(join(dir, 'da-gui/rv1.bien-nhan.json'), 'utf8')) as Json
  assert.match(readFileSync(join(dir, 'loi/rv2.ly-do.txt'), 'utf8'), /khác nhau ở số cccd/)
  assert.equal(readFileSync(join(dir, 'da-gui/rv1.hsba.json'), 'utf8'), json)
  const got = await opened(receipt['document'] as string)
  assert.equal(got.verdict, 'good')
  assert.match(section(got, 'Thủ thuật, phẫu thuật'), /Phẫu thuật nội soi cắt ruột thừa/)
  assert.match(section(got, 'Chẩn đoán'), /K35\.8/)
})

const bomb = xml
  .replace(
    /<HoSoBenhAn[^>]*>/,
    `<!DOCTYPE a [<!ENTITY x "${'ha'.repeat(50)}"><!ENTITY y "${'&x;'.repeat(99)}">]><HoSoBenhAn>`,
  )
  .replace('Mẹ tăng huyết áp', '&y;')
const bad: [string, string, RegExp][] = [
  ['an XML bomb', bomb, /dòng 2.*DOCTYPE|chờ một thẻ mở|DOCTYPE, ENTITY/],
  ['another person’s number', xml.replace('024190000123', '024190000999'), /khác nhau ở số cccd/],
  ['another person’s name', xml.replace('TRẦN THỊ BƯỞI', 'NGÔ THỊ LAN'), /Họ tên trong tài liệu \(“NGÔ THỊ LAN”\)/],
  ['another day of birth', xml.replace('02/03/1990', '02/03/1991'), /Ngày sinh trong tài liệu/],
  [
    'a group that is missing',
    xml.replace(/<KetQuaXetNghiem>[\s\S]*<\/KetQuaXetNghiem>/, ''),
    /KetQuaXetNghiem: thiếu nhóm/,
  ],
  [
    'a schema of next year',
    xml.replace('<HoSoBenhAn xmlns', '<HoSoBenhAn phienban="2027-01" xmlns'),
    /HoSoBenhAn có thuộc tính lạ/,
  ],
  ['another root', xml.replaceAll('HoSoBenhAn', 'GIAMDINHHS'), /Phần tử gốc là “GIAMDINHHS”, phải là HoSoBenhAn/],
  ['cut off half way', xml.slice(0, 5_000), /tệp bị cắt|chưa đóng|dòng \d+/],
  ['JSON with a control character', json.replace('Khỏi', 'Khỏi\\u0007'), /ketquadieutri: ký tự điều khiển U\+0007/],
]

test('what is wrong is refused with a place and a reason, counted, and nothing of it travels', async () => {
  for (const [what, text, words] of bad) {
    const answer = await send(`BAD-${what}`, text)
    assert.equal(answer.status, 422, `${what}: ${answer.text}`)
    assert.match(answer.text, words, what)
  }
  const no_paper = await a('POST', '/lien-thong/documents', { ...letter('KHONG-PDF'), hosobenhan: xml })
  assert.equal(no_paper.status, 422)
  assert.match(no_paper.text, /"expression":"pdf"/)
  const unsigned = await a('POST', '/lien-thong/documents', {
    ...letter('KHONG-KY'),
    ...{ pdf: Buffer.from(await plain_pdf()).toString('base64'), hosobenhan: xml },
  })
  assert.match(unsigned.text, /chưa được ký số/)
  const books = await (await hub.person('hub_operator'))('GET', '/api/hub/reconcile?since=2026-01-01')
  const of_a = (books.json['senders'] as Json[]).filter((one) => one['sender'].code === '24012')
  const total = (name: string): number => of_a.reduce((sum, one) => sum + (one[name] as number), 0)
  assert.deepEqual([total('sent'), total('refused'), total('taken')], [bad.length + 5, bad.length + 3, 2], books.text)
  assert.equal(books.json['is_sound'], true, books.text)
})

const take_in = (text: string, query = ''): Promise<Answer> =>
  archive('POST', `/api/records/import${query}`, text, {
    'content-type': text.startsWith('<') ? 'application/xml' : 'application/json',
  })

const preview = (file: string, by = archive): Promise<Answer> => by('POST', '/api/records/import/preview', { file })
const counted = async (): Promise<number> =>
  (
    await b.site.database.in_facility('01929', (sql) =>
      sql.query("SELECT FROM health_book.publication WHERE facility = '01929'"),
    )
  ).row_count

test('a clerk sees whose file it is and where it would go before anything is written', async () => {
  const seen = await preview(xml)
  assert.equal(seen.status, 200, seen.text)
  const { person, stay, here, left_out } = seen.json as unknown as ImportPreview
  assert.deepEqual([person.name, person.birth_date, person.cccd], ['TRẦN THỊ BƯỞI', '02/03/1990', '024190000123'])
  assert.deepEqual([stay.number, stay.from, here, left_out], ['26.011873', '18/11/2026 08:05', null, []])
  assert.match(stay.diagnosis, /Viêm phổi/)
  assert.deepEqual((await preview(json)).json['left_out'], ['HoSoBenhAn.ThongTinBenhNhan.mavach'])
  for (const by of [doctor, reception]) assert.equal((await preview(xml, by)).status, 403)
  assert.equal((await preview(bomb)).status, 400)
  const refused = await preview(xml.replace('<maicd>J18.9</maicd>', '<maicd>J18.9;E11.9</maicd>'))
  assert.equal(refused.status, 422)
  assert.match(refused.text, /maicd: dài 11 ký tự/)
  const whose = await archive('POST', '/api/records/import/file', { file: xml, house: ' ' })
  assert.equal(whose.status, 422)
  assert.match(whose.text, /nơi lập bệnh án/)
  assert.equal((await system('GET', '/fhir/Encounter?_summary=count')).json['total'], 0, 'nothing was written')
})

test('into the charts of B: the person by her CCCD, the stay with its facts, once', async () => {
  const [chart] = (await reception('GET', '/api/patients?search=024190000123')).json['hits'] as Json[]
  assert.equal(chart, undefined, 'not known at B yet')
  const made = await take_in(xml)
  assert.equal(made.status, 201, made.text)
  const stay = `Encounter/${made.json['encounter']}`
  const found = async (type: string): Promise<Json[]> =>
    (((await system('GET', `/fhir/${type}?encounter=${stay}&_count=100`)).json['entry'] ?? []) as Json[]).map(
      (one) => one['resource'] as Json,
    )
  const [patient] = ((await system('GET', '/fhir/Patient?identifier=024190000123')).json['entry'] as Json[]).map(
    (one) => one['resource'] as Json,
  )
  const codes = ((patient?.['identifier'] ?? []) as Json[]).map((one) => [one['value'], one['use']])
  assert.deepEqual(codes.slice(1), [
    ['BN26-004471', 'old'],
    ['024190000123', undefined],
  ])
  assert.match(String(codes[0]?.[0]), /^01929\.\d{8}$/)
  assert.deepEqual((await found('Condition')).flatMap((one) => one['code'].coding?.[0].code ?? []).toSorted(), [
    'E11.9',
    'J18.9',
  ])
  const subjects = new Set((await found('Observation')).map((one) => one['subject'].reference as string))
  assert.deepEqual([...subjects], [`Patient/${patient?.['id']}`])
  assert.equal((await found('DiagnosticReport')).length, 2)
  const shown = await doctor('GET', `/api/chart/${made.json['encounter']}`)
  assert.equal(shown.status, 200, shown.text)
  assert.equal(typeof shown.json['stay'].house, 'string', 'another house’s, and it says so')
  assert.equal(await counted(), 0, 'neither the stay nor its results are told of as ours')
  const again = await take_in(xml)
  assert.equal(again.status, 409)
  assert.match(again.text, /đã có tại cơ sở; không ghi đè/)
  const out = await archive('GET', `/api/stays/${made.json['encounter']}/export?format=json`)
  assert.equal(out.status, 200, out.text)
  const said = (JSON.parse(out.text) as Json)['HoSoBenhAn'] as Json
  assert.equal(said['GiayChuyenVien'].danhsach[0].tinhtrangnguoibenh, 'Tỉnh, thở nhanh 30 lần/phút, SpO2 91%')
  assert.equal(said['ThongTinVaoVien'].khambenh_caccoquan.hohap.dauchung, 'Ran nổ đáy phổi phải')
})

test('a second stay of hers goes into the same chart; a field nobody knows is named before it is left out', async () => {
  const refused = await take_in(json)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /HoSoBenhAn\.ThongTinBenhNhan\.mavach/)
  const { here } = (await preview(json)).json as unknown as ImportPreview
  assert.match(here?.name ?? '', /Trần Thị Bưởi/i)
  const wish = { file: json, house: 'Bệnh viện Đa khoa thử A' }
  assert.equal((await archive('POST', '/api/records/import/file', wish)).status, 422)
  const made = await archive('POST', '/api/records/import/file', { ...wish, leaves_unknown: true })
  assert.equal(made.status, 201, made.text)
  const shown = await doctor('GET', `/api/chart/${made.json['encounter']}`)
  assert.equal(shown.json['stay'].house, 'Bệnh viện Đa khoa thử A')
  const read = await doctor('GET', `/api/exchange/foreign-stays/${made.json['encounter']}`)
  assert.match(read.text, /Phẫu thuật nội soi cắt ruột thừa/, 'read in the words of its file')
  assert.equal((await system('GET', `/api/exchange/foreign-stays/${randomUUID()}`)).status, 404)
  const own = await system('GET', `/fhir/Encounter?_tag:not=${encodeURIComponent(foreign_token)}&_summary=count`)
  assert.equal(own.json['total'], 0)
  assert.equal((await preview(json)).status, 409, 'a second time it is here already')
  assert.deepEqual(made.json['left_out'], ['HoSoBenhAn.ThongTinBenhNhan.mavach'])
  const people = (await system('GET', '/fhir/Patient?identifier=024190000123')).json['entry'] as Json[]
  assert.equal(people.length, 1)
  const stays = (await system('GET', `/fhir/Encounter?subject=Patient/${people[0]?.['resource'].id}`)).json[
    'entry'
  ] as Json[]
  assert.equal(stays.length, 2)
  const days = await b.site.database.in_facility('01929', (sql) =>
    count_days(sql, '01929', ['2026-11-03', '2026-11-07', '2026-11-18', '2026-11-20'], 60),
  )
  const visits = [...days.values()].map((day) => day['']).flatMap((day) => [day?.['visits'], day?.['admissions']])
  assert.deepEqual([...new Set(visits)], [0], 'counted where she lay')
})

test('her number on somebody else’s chart, wrong dates and a missing key are refused; nothing is half written', async () => {
  const somebody = await reception('POST', '/api/patients', registration())
  assert.equal(somebody.status, 201)
  const { value } = registration().identity as { value: string }
  const other = await take_in(xml.replace('024190000123', value))
  assert.equal(other.status, 409, other.text)
  assert.match(other.text, /hồ sơ của một người khác/)
  for (const [text, words] of [
    [xml.replace('18/11/2026 08:05:00.000', '18-11-2026'), /ThongTinBenhNhan\.thoigianvaovien/],
    [xml.replace('<sovaovien>26.011873</sovaovien>', '<sovaovien></sovaovien>'), /thiếu số vào viện/],
    [xml.replace('<maicd>J18.9</maicd>', '<maicd>J18.9;E11.9</maicd>'), /maicd: dài 11 ký tự, tối đa 7/],
    [bomb, /DOCTYPE|chờ một thẻ mở/],
  ] as const) {
    const answer = await take_in(text)
    assert.ok([400, 422].includes(answer.status), answer.text)
    assert.match(answer.text, words)
  }
  const stays = (await system('GET', '/fhir/Encounter?_summary=count')).json
  assert.equal(stays['total'], 2)
})
