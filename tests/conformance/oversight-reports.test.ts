import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { put_account } from '../../src/platform/access/index.ts'
import { put_member, put_programme, step_ids } from '../../src/network/deployment/index.ts'
import { evict } from '../../src/standards/print/index.ts'
import { read_table } from '../../src/standards/spreadsheet/index.ts'
import { password, type Json } from '../test-site.ts'
import { start_test_hub } from '../test-hub.ts'
import { docx_text, pdf_text } from '../report-text.ts'

/** Reports of the Sở (MON-16, MON-18): figures that say where they come from, templates it edits, papers kept as made. */
const today = '2026-11-22'
const hub = await start_test_hub({ today: () => today })
after(evict)
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
await hub.site.database.in_site((sql) =>
  put_account(sql, {
    ...{
      id: 'hub-thanh-tra',
      facility: '24SYT',
      username: 'thanh-tra',
      name: 'Thanh tra',
      title: '',
      role: 'inspector',
    },
    ...{ practitioner: 'hub-thanh-tra', department: null, password },
  }),
)
const so = await hub.person('oversight')
const operator = await hub.person('hub_operator')
const inspector = await hub.person('thanh-tra')

const november = { kind: 'month', year: 2026, number: 11 }
const make = (wish: Json) => so('POST', '/api/hub/reports', wish)

test('before anything is known no figure is nought: each says that it has no source', async () => {
  const preview = await so('POST', '/api/hub/reports/preview', { template: 'tien-do-ubnd', period: november })
  assert.equal(preview.status, 200, preview.text)
  const missing = preview.json['missing'] as string[]
  for (const name of [
    'Cơ sở trong kế hoạch',
    'Giấy tờ đã tới nơi',
    'Tổng kinh phí',
    'Bảng: Tiến độ triển khai theo cơ sở',
  ])
    assert.ok(missing.includes(name), name)
  assert.ok(!missing.includes('Cơ sở tham gia trục'), 'the directory is there')
  const made = await make({ template: 'tien-do-ubnd', period: november })
  const docx = await so('GET', `/api/hub/reports/${made.json['id']}/files/docx`)
  assert.match(docx_text(docx.bytes), /Chưa có nguồn: tổng kinh phí; ngân sách tỉnh;/)
  assert.match(docx_text(docx.bytes), /Có 3 cơ sở tham gia trục liên thông/)
})

test('a template none of whose figures has a source makes no empty paper', async () => {
  const { versions } = (await so('GET', '/api/hub/reports/templates/dot-xuat')).json as { versions: Json[] }
  const head = { ...versions[0]?.['head'], period_kinds: ['month'] }
  const body = 'Kinh phí {{kinh_phi.tong}}.'
  assert.equal(
    (
      await so('PUT', '/api/hub/reports/templates/rieng', {
        seen_version: 0,
        head: { ...head, subject: 'Kinh phí' },
        body,
      })
    ).status,
    200,
  )
  const refused = await make({ template: 'rieng', period: november })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Không số liệu nào của mẫu này có nguồn/)
})

test('figures come from the plan and from the monitor, and can be followed back', async () => {
  await hub.site.database.in_site(async (sql) => {
    await put_programme(
      sql,
      {
        ...{
          id: 'kh28',
          name: 'Kế hoạch 28',
          source: 'KH 28/KH-UBND',
          from_day: '2025-02-17',
          target_day: '2026-12-31',
        },
        ...{ steps: step_ids.map((step) => ({ step, due: '2026-06-30' })), said: [] },
      },
      'test',
    )
  })
  await hub.site.database.in_facility('24012', async (sql) => {
    await sql.query("SELECT set_config('benhan.oversight', 'on', true)")
    for (const [place, facility] of ['24012', '01929'].entries())
      await put_member(sql, { facility, programme: 'kh28', place, joined_on: '2025-02-17' })
  })
  await owner.query(
    `INSERT INTO deployment.budget (facility, programme, year, source, dong, spent_dong, unit, note, updated_by, updated_at)
     VALUES ('24012', 'kh28', 2025, 'province', 3135000000, 1000000000, 'million', '', 'x', '2026-10-01')`,
  )
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, taken, missing, refused, state, gaps)
     VALUES ('24012', '2026-11-10', 'transfer-letter', '{"due": 12}', 10, 2, 1, 'gap',
       '[{"facility":"24012","day":"2026-11-10","kind":"transfer-letter","what":"missing","count":2,"says":[]}]'),
      ('24012', '2026-11-10', '', '{"visits": 40}', 0, 0, 0, 'whole', '[]'),
      -- By the national way, and by the hub besides: all arrived, whatever the hub has of them.
      ('24012', '2026-11-10', 'prescription', '{"due": 8, "sent": 8}', 3, 0, 0, 'whole', '[]'),
      ('24012', '2026-11-20', 'transfer-letter', '{"due": 99}', 99, 0, 0, 'whole', '[]')`,
  )
  const made = await make({ template: 'tien-do-ubnd', period: november, number: '9', dated: today })
  assert.equal(made.status, 201, made.text)
  const path = `/api/hub/reports/${made.json['id']}`
  const text = docx_text((await so('GET', `${path}/files/docx`)).bytes)
  assert.match(text, /các cơ sở phải gửi 20 giấy tờ; đã tới nơi 18 giấy tờ, đạt 90 %; 1 lần gửi bị từ chối/)
  assert.match(text, /Tổng kinh phí 3\.135 triệu đồng/)
  assert.match(text, /Số: 09\/BC-SYT/)
  const book = (await so('GET', `${path}/files/xlsx`)).bytes
  const line = read_table(book, 'a.xlsx', { sheet: 'Nguồn số liệu' }).rows.find(({ cells }) =>
    cells[1]?.startsWith('Giấy tờ phải gửi'),
  )
  assert.deepEqual(line?.cells[2], '20')
  assert.match(line?.cells[4] ?? '', /; monitor\/sum-days$/)
  const pdf = pdf_text((await so('GET', `${path}/files/pdf`)).bytes)
  assert.match(pdf, /phải gửi 20 giấy tờ; đã tới nơi 18 giấy tờ, đạt 90 %; 1 lần gửi bị từ chối/)
})

test('a report is kept: new figures change nothing, drawn again it has the same digests', async () => {
  const [first] = (await so('GET', '/api/hub/reports')).json['reports'] as Json[]
  assert.ok(first)
  await owner.query("UPDATE hub.day_count SET taken = 11 WHERE day = '2026-11-10' AND kind <> ''")
  const again = (await so('GET', `/api/hub/reports/${first['id']}/again`)).json['files'] as Json[]
  assert.deepEqual(
    again.map(({ form, sha256 }) => `${form} ${sha256}`).toSorted(),
    (first['files'] as Json[]).map(({ form, sha256 }) => `${form} ${sha256}`).toSorted(),
  )
  const older = { id: first['id'] as string, edition: '2020.01' }
  const put_edition = (edition: string) =>
    owner.query(
      "UPDATE oversight_report.report SET snapshot = snapshot || jsonb_build_object('edition', $2::text) WHERE id = $1",
      [older.id, edition],
    )
  const { rows } = await owner.query(
    "SELECT snapshot ->> 'edition' AS edition FROM oversight_report.report WHERE id = $1",
    [older.id],
  )
  await put_edition(older.edition)
  const refused = await so('GET', `/api/hub/reports/${older.id}/again`)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /vẽ theo bản 2020\.01.*tệp đã lưu vẫn nguyên/)
  await put_edition((rows as { edition: string }[])[0]?.edition ?? '')
  await assert.rejects(
    hub.site.database.in_facility('24SYT', (sql) => sql.query("UPDATE oversight_report.file SET sha256 = 'x'")),
    /permission denied/,
  )
})

const half_year = { kind: 'half', year: 2026, number: 2 }
const health_books = async (): Promise<string[][]> => {
  const made = await make({ template: 'so-skdt', period: half_year })
  assert.equal(made.status, 201, made.text)
  const book = (await so('GET', `/api/hub/reports/${made.json['id']}/files/xlsx`)).bytes
  return read_table(book, 'a.xlsx', { sheet: 2 }).rows.map(({ cells }) => [...cells])
}

test('the six-monthly health-book report: facilities that tell visits only as a total are “chưa báo”, not nought', async () => {
  const rows = await health_books()
  assert.deepEqual(rows[0]?.slice(0, 3), ['Khám bệnh ngoại trú', 'chưa báo', 'chưa báo'])
  assert.deepEqual(rows.at(-2)?.slice(0, 2), ['Chưa báo theo loại lượt', 'chưa báo'])
  assert.deepEqual(rows.at(-1)?.slice(5), ['40', '0'])
})

test('told by type and payer they are the annex’s rows, and every column adds up', async () => {
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, taken) VALUES
      ('01929', '2026-11-11', '', '{"visits": 20, "linked": 17, "exam.insured.visits": 12, "exam.insured.linked": 12,
         "exam.uninsured.visits": 3, "exam.uninsured.linked": 1, "inpatient.insured.visits": 4, "inpatient.insured.linked": 4,
         "exam.unstated.visits": 1}', 0),
      ('01929', '2026-11-11', 'health-book', '{"due": 20, "sent": 17}', 16)`,
  )
  const rows = await health_books()
  assert.deepEqual(rows[0], ['Khám bệnh ngoại trú', '12', '12', '3', '1', '15', '13'])
  assert.deepEqual(rows[2], ['Lĩnh thuốc theo hẹn', '0', '0', '0', '0', '0', '0'], 'told, and none')
  assert.deepEqual(rows[6]?.slice(0, 1).concat(rows[6].slice(5)), ['Hồ sơ chưa ghi đối tượng', '1', '0'])
  assert.deepEqual(rows[7]?.slice(0, 1).concat(rows[7].slice(5)), ['Chưa báo theo loại lượt', '40', '0'])
  assert.deepEqual(rows[8], ['Cộng', '16', '16', '3', '1', '60', '17'])
  const made = await make({ template: 'so-skdt', period: half_year })
  const path = `/api/hub/reports/${made.json['id']}`
  const text = docx_text((await so('GET', `${path}/files/docx`)).bytes)
  assert.match(text, /chênh 1 so với số trang sổ trục đã nhận/, 'no source is trusted by itself')
  const sources = read_table((await so('GET', `${path}/files/xlsx`)).bytes, 'a.xlsx', { sheet: 'Nguồn số liệu' })
  assert.ok(sources.rows.some(({ cells }) => cells.some((cell) => cell.endsWith('; monitor/sum-visits'))))
})

test('the Sở edits a template: a version with who and why, checked line by line, nothing overwritten unseen', async () => {
  const path = '/api/hub/reports/templates/tien-do-ubnd'
  const [shipped] = (await so('GET', path)).json['versions'] as Json[]
  assert.equal(shipped?.['version'], 0)
  const { head, body } = shipped ?? {}
  const wrong = await so('PUT', path, { seen_version: 0, head, body: `Một\nCó {{kinh_phi.tog}}\n[[bảng tiendo]]` })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Dòng 2: Không có số liệu tên “kinh_phi.tog”/)
  assert.match(wrong.text, /Dòng 3: Không có bảng tên “tiendo”; có phải “tien_do”/)
  const change = { seen_version: 0, head, body: `${body as string}\nThêm một câu.`, note: 'Theo ý kiến lãnh đạo' }
  assert.deepEqual((await so('PUT', path, change)).json, { version: 1 })
  const late = await so('PUT', path, change)
  assert.equal(late.status, 409)
  assert.match(late.text, /Ông oversight vừa sửa mẫu này/)
  const { versions } = (await so('GET', path)).json as { versions: Json[] }
  assert.deepEqual(
    versions.map(({ version, note, changed_name }) => [version, note, changed_name]),
    [
      [1, 'Theo ý kiến lãnh đạo', 'Ông oversight'],
      [0, '', ''],
    ],
  )
  const made = await make({ template: 'tien-do-ubnd', period: november })
  assert.match(docx_text((await so('GET', `/api/hub/reports/${made.json['id']}/files/docx`)).bytes), /Thêm một câu/)
})

test('periods in the future, periods that are none, kinds the template is not for', async () => {
  const said = async (period: Json): Promise<string> => {
    const answer = await make({ template: 'tien-do-ubnd', period })
    assert.equal(answer.status, 422)
    return answer.text
  }
  assert.match(await said({ kind: 'month', year: 2027, number: 2 }), /còn ở tương lai/)
  assert.match(await said({ kind: 'month', year: 2026, number: 0 }), /từ 1 đến 53/)
  assert.match(await said({ kind: 'adhoc', from: '2026-01-01', to: '2026-02-01' }), /không lập cho loại kỳ/)
  assert.match(await said({ kind: 'fortnight' }), /phải là một trong/)
})

test('who may: the inspector reads and makes nothing, the operator of the hub sees none of it', async () => {
  assert.equal((await inspector('GET', '/api/hub/reports')).status, 200)
  assert.equal((await inspector('POST', '/api/hub/reports', { template: 'dot-xuat', period: november })).status, 403)
  const [template] = (await inspector('GET', '/api/hub/reports/templates')).json['templates'] as Json[]
  const change = { seen_version: 9, head: template?.['head'], body: 'x' }
  assert.equal((await inspector('PUT', '/api/hub/reports/templates/tien-do-ubnd', change)).status, 403)
  assert.equal((await operator('GET', '/api/hub/reports')).status, 403)
  assert.equal((await so('GET', '/api/hub/reports/khong-co/files/pdf')).status, 404)
})
