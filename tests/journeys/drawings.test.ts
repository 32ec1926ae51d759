/** A sketch on an eye record: kept as numbers, travels as a picture, comes home byte for byte; what is not one is refused. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const archive = await running.person('records_archive')
const system = await running.system()
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter, sheet } = (
  await reception(
    'POST',
    '/api/stays',
    admission(patient, {
      form: '21-BV1',
      admission_diagnosis: { text: 'Loét giác mạc sau chấn thương', code: 'H16.0' },
    }),
  )
).json as { encounter: string; sheet: string }

const sketch = {
  figure: 'mat-ngoai-phai',
  strokes: [
    { ink: 'red', points: [140, 100, 150, 104, 158, 112] },
    { ink: 'blue', points: [60, 60] },
  ],
  marks: [
    { at: [150, 108], region: 'Giác mạc trung tâm', text: 'Loét 3 × 2 mm, đáy “bẩn” <nông> & phù' },
    { at: [12, 190], text: '' },
  ],
}
const drawn = JSON.stringify(sketch)

let revision = 0
const save = async (answers: Json): Promise<Answer> => {
  const saved = await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    seen_revision: revision,
    base_version: 1,
    tab: 't',
    answers,
  })
  if (saved.status === 200) revision = saved.json['revision']
  return saved
}

const page_texts = async (): Promise<string> => {
  const { pages } = (await doctor('GET', `/api/sheets/${sheet}/pages`)).json as {
    pages: { index: number; digest: string }[]
  }
  const found = await Promise.all(
    pages.map(({ index, digest }) => doctor('GET', `/api/sheets/${sheet}/pages/${index}?digest=${digest}`)),
  )
  return found.map((page) => page.text).join('')
}

const change = (part: Json): string => JSON.stringify({ ...sketch, ...part })
const long_stroke = { ink: 'red', points: Array.from({ length: 26_000 }, (_, i) => i % 200) }

const refusals: [string, unknown, RegExp][] = [
  [
    'an SVG with a script',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    /không phải một hình vẽ/,
  ],
  [
    'a script where a stroke has its points',
    change({ strokes: [{ ink: 'red', points: ['<script>alert(1)</script>', 2] }] }),
    /nét vẽ không đọc được/,
  ],
  [
    'a script for an ink',
    change({ strokes: [{ ink: 'red" onload="alert(1)', points: [1, 2] }] }),
    /nét vẽ không đọc được/,
  ],
  [
    'a stroke that carries more than numbers',
    change({ strokes: [{ ink: 'red', points: [1, 2], href: 'javascript:alert(1)' }] }),
    /nét vẽ không đọc được/,
  ],
  [
    'a point outside the figure',
    change({ strokes: [{ ink: 'red', points: [1, 2, 99_999, 3] }] }),
    /nét vẽ không đọc được/,
  ],
  ['half a point', change({ strokes: [{ ink: 'red', points: [1, 2, 3] }] }), /nét vẽ không đọc được/],
  ['a stroke too long', change({ strokes: [long_stroke] }), /quá dài/],
  [
    'too many strokes',
    change({ strokes: Array.from({ length: 401 }, () => ({ ink: 'red', points: [1, 2] })) }),
    /quá 400 nét/,
  ],
  ['too many marks', change({ marks: Array.from({ length: 41 }, () => ({ at: [1, 2], text: '' })) }), /quá 40 dấu/],
  ['a mark with a page of words', change({ marks: [{ at: [1, 2], text: 'ă'.repeat(201) }] }), /dấu không đọc được/],
  [
    'a mark at a place the figure does not have',
    change({ marks: [{ at: [1, 2], region: 'Gan', text: '' }] }),
    /dấu không đọc được/,
  ],
  ['another figure than the form has', change({ figure: 'co-the' }), /hình nền không có/],
  ['rows where a text belongs', [{ a: '1' }], /không phải một hình vẽ/],
]
for (const [name, value, words] of refusals)
  test(`refused, even as a draft: ${name}`, async () => {
    const refused = await save({ mp_hinh_ve: value })
    assert.equal(refused.status, 422, refused.text.slice(0, 300))
    assert.equal(refused.json['issues'][0].expression, 'mp_hinh_ve')
    assert.match(refused.json['issues'][0].message, words)
  })

test('a drawing is kept with the draft and drawn on its place of the page, its marks told under it', async () => {
  const before = await page_texts()
  assert.equal((await save({ mp_hinh_ve: drawn })).status, 200)
  assert.equal((await doctor('GET', `/api/sheets/${sheet}`)).json['answers'].mp_hinh_ve, drawn)
  const pages = await page_texts()
  assert.match(pages, /data-field="mp_hinh_ve"/)
  assert.match(pages, /#c0261c/, 'the red stroke')
  assert.doesNotMatch(before, /#c0261c/)
  assert.doesNotMatch(pages, /<script/)
})

const completed = {
  ly_do_vao_vien: 'Đau, đỏ mắt phải sau khi bị cành cây quệt',
  qua_trinh_benh_ly: 'Cách 3 ngày bị cành cây quệt vào mắt phải.',
  tl_kk_mp: '2/10',
  tl_kk_mt: '10/10',
  mach: '80',
  nhiet_do: '37',
  huyet_ap: '120/70',
  nhip_tho: '18',
  can_nang: '55',
  tom_tat_ba: 'Loét giác mạc trung tâm mắt phải.',
  dieu_tri: 'Kháng sinh tra mắt.',
  mp_hinh_ve: drawn,
}

test('completed, it is a picture anyone can open, and ours to read back', async () => {
  assert.equal((await save(completed)).status, 200)
  const done = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
  assert.equal(done.status, 200, done.text)
  const response = (await system('GET', `/fhir/QuestionnaireResponse/${sheet}`)).json
  const item = response['item']
    .flatMap((section: Json) => section['item'])
    .find((one: Json) => one['linkId'] === 'mp_hinh_ve')
  const { contentType, data, title } = item.answer[0].valueAttachment
  assert.deepEqual([contentType, title], ['image/svg+xml', 'Mắt phải'])
  const svg = Buffer.from(data, 'base64').toString('utf8')
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  assert.match(svg, /1\. Giác mạc trung tâm: Loét 3 × 2 mm, đáy “bẩn” &lt;nông&gt; &amp; phù<\/text>/)
  assert.equal((await doctor('GET', `/api/sheets/${sheet}`)).json['answers'].mp_hinh_ve, drawn)
})

test('it survives HoSoBenhAn, JSON and XML, byte for byte, and is a drawing again there', async () => {
  for (const format of ['json', 'xml'] as const) {
    const exported = await archive('GET', `/api/stays/${encounter}/export?format=${format}`)
    assert.equal(exported.status, 200, exported.text.slice(0, 300))
    const there = await start_test_site()
    const keeper = await there.person('records_archive')
    const type: Record<string, string> = format === 'xml' ? { 'content-type': 'application/xml' } : {}
    const imported = await keeper('POST', '/api/records/import', exported.text, type)
    assert.equal(imported.status, 201, imported.text.slice(0, 300))
    const again = await keeper('GET', `/api/stays/${encounter}/export?format=${format}`)
    assert.ok(again.text === exported.text, 'the same bytes')
    const reader = await there.person('doctor')
    assert.equal((await reader('GET', `/api/sheets/${sheet}`)).json['answers'].mp_hinh_ve, drawn)
  }
})

test('a foreign picture in a response is not a drawing: no answer, and nothing of it on the page', async () => {
  const path = `/fhir/QuestionnaireResponse/${sheet}`
  const response = (await system('GET', path)).json
  const item = response['item']
    .flatMap((section: Json) => section['item'])
    .find((one: Json) => one['linkId'] === 'mp_hinh_ve')
  const foreign =
    '<svg xmlns="http://www.w3.org/2000/svg"><metadata>{"figure":"x"}</metadata><script>alert(1)</script></svg>'
  item.answer[0].valueAttachment.data = Buffer.from(foreign).toString('base64')
  const put = await system('PUT', path, response)
  assert.equal(put.status, 200, put.text.slice(0, 300))
  assert.equal((await doctor('GET', `/api/sheets/${sheet}`)).json['answers'].mp_hinh_ve ?? null, null)
  assert.doesNotMatch(await page_texts(), /alert|#c0261c/)
})
