/** Twins on the mother's record (05/BV1): what is found of a child is the child's, never the mother's own fact. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const system = await running.system()
const born = '2026-11-19'

const mother = (
  await reception(
    'POST',
    '/api/patients',
    registration({ birth_date: '1996-03-12', identity: { kind: 'cccd', value: '024196001234' } }),
  )
).json['id'] as string
const { encounter, sheet } = (
  await reception(
    'POST',
    '/api/stays',
    admission(mother, { form: '05-BV1', admission_diagnosis: { text: 'Thai đôi 37 tuần, chuyển dạ', code: 'O30.0' } }),
  )
).json as { encounter: string; sheet: string }

const register_child = async (
  name: string,
  gender: 'male' | 'female',
  of: string | undefined = mother,
): Promise<Json> => {
  const child = await reception(
    'POST',
    '/api/patients',
    registration({
      name,
      gender,
      birth_date: born,
      identity: { kind: 'none', value: '' },
      insurance: undefined,
      reason_without_id: 'newborn',
      confirm_new: true,
      mother: of,
    }),
  )
  assert.equal(child.status, 201, child.text)
  const { identifier } = (await system('GET', `/fhir/Patient/${child.json['id']}`)).json as { identifier: Json[] }
  const code = identifier.find((one) => String(one['system']).endsWith('patient-code'))?.['value']
  return { id: child.json['id'], code }
}

const delivery = {
  ly_do_vao_vien: 'Đau bụng cơn',
  kinh_cuoi_tu: '2026-03-05',
  toan_trang: 'Tỉnh, da niêm mạc hồng',
  mach: '84',
  nhiet_do: '36.8',
  huyet_ap: '110/70',
  nhip_tho: '18',
  can_nang: '62.5',
  tim_thai: '140',
  ngoi: 'Chỏm',
  huong_dieu_tri: 'Theo dõi đẻ đường dưới',
  ngay_lam_ba: born,
}
const first = { de_luc: `${born}T16:05`, gioi: '1', apgar_1: '8', apgar_5: '9', ss_can_nang: '2450', ss_hau_mon: true }
const second = { de_luc: `${born}T16:21`, gioi: '1', apgar_1: '7', apgar_5: '9', ss_can_nang: '2300', ss_hau_mon: true }

/** Writes the sheet again with these children and completes it. */
const complete = async (children: Json[]) => {
  const { version } = (await doctor('GET', `/api/sheets/${sheet}`)).json as { version: number }
  const draft = { seen_revision: 0, base_version: version, tab: 't', answers: { ...delivery, tre: children } }
  const saved = await doctor('PUT', `/api/sheets/${sheet}/draft`, draft)
  assert.equal(saved.status, 200, saved.text)
  const done = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: version })
  if (done.status !== 200) await doctor('DELETE', `/api/sheets/${sheet}/draft`)
  return done
}

const weights_of = async (patient: string): Promise<Json[]> => {
  const found = await system('GET', `/fhir/Observation?patient=${patient}&code=http://loinc.org|8339-4`)
  return ((found.json['entry'] ?? []) as Json[]).map((entry) => entry['resource'] as Json)
}

test('children without a record of their own: the finding is told with the child as its focus', async () => {
  const done = await complete([first, second])
  assert.equal(done.status, 200, done.text)
  const weights = await weights_of(mother)
  assert.deepEqual(weights.map((one) => [one['valueQuantity'].value, one['focus'][0].display]).sort(), [
    [2300, 'Trẻ 2 (Trai), sinh 19/11/2026 16:21'],
    [2450, 'Trẻ 1 (Trai), sinh 19/11/2026 16:05'],
  ])
  const own = await system('GET', `/fhir/Observation?patient=${mother}&category=vital-signs`)
  assert.doesNotMatch(own.text, /"focus"|9272-6|8339-4/, 'nothing of the children among her vital signs')
  assert.match(own.text, /62\.5/)
  const chart = (await doctor('GET', `/api/chart/${encounter}`)).json
  assert.doesNotMatch(JSON.stringify(chart['vitals']), /2450|2300/)
})

let anh: Json = {}
let em: Json = {}

test('two boys of one day are not guessed: they stay the mother’s children until a code says who is who', async () => {
  anh = await register_child('Con chị Hương 1', 'male')
  em = await register_child('Con chị Hương 2', 'male')
  assert.equal((await complete([first, second])).status, 200)
  assert.equal((await weights_of(mother)).length, 2)
  assert.equal((await weights_of(anh['id'])).length, 0)
})

test('named by their codes, each child has its own findings, and the mother’s are withdrawn', async () => {
  const done = await complete([
    { ...first, ma_tre: anh['code'] },
    { ...second, ma_tre: em['code'] },
  ])
  assert.equal(done.status, 200, done.text)
  assert.deepEqual((await weights_of(mother)).length, 0)
  const [weight] = await weights_of(em['id'])
  assert.equal(weight?.['valueQuantity'].value, 2300)
  assert.equal(weight?.['encounter'], undefined, 'the stay is the mother’s')
  assert.equal(weight?.['derivedFrom'][0].reference, `QuestionnaireResponse/${sheet}`)
  const scores = await system('GET', `/fhir/Observation?patient=${anh['id']}&code=9272-6,9274-2`)
  assert.deepEqual(scores.json['entry'].map((entry: Json) => entry['resource'].valueQuantity.value).sort(), [8, 9])
})

test('once one is named, the only one left is the other', async () => {
  assert.equal((await complete([{ ...first, ma_tre: anh['code'] }, second])).status, 200)
  assert.equal((await weights_of(em['id'])).length, 1)
})

test('a code of somebody else’s child, a code twice, ten points of eleven: refused', async () => {
  const stranger = (
    await reception(
      'POST',
      '/api/patients',
      registration({
        name: 'lê thị mai',
        birth_date: '1999',
        identity: { kind: 'cccd', value: '024199005678' },
        insurance: undefined,
      }),
    )
  ).json['id']
  const other = await register_child('Con chị Mai', 'female', stranger)
  for (const [children, words] of [
    [[{ ...first, ma_tre: other['code'] }], /không|Không có trẻ/],
    [
      [
        { ...first, ma_tre: anh['code'] },
        { ...second, ma_tre: anh['code'] },
      ],
      /đã ghi cho trẻ khác/,
    ],
    [[{ ...first, apgar_1: '11' }], /nằm ngoài khoảng 0–10/],
  ] as const) {
    const refused = await complete([...children])
    assert.equal(refused.status, 422, refused.text)
    assert.match(refused.text, words)
    assert.equal(refused.json['issues'][0].expression, 'tre')
  }
})

test('the paper has a block for each child, and ticks “đa thai”', async () => {
  const { pages } = (await doctor('GET', `/api/sheets/${sheet}/pages`)).json as {
    pages: { index: number; digest: string }[]
  }
  const drawn = await Promise.all(
    pages.map(({ index, digest }) => doctor('GET', `/api/sheets/${sheet}/pages/${index}?digest=${digest}`)),
  )
  const all = drawn.map((page) => page.text).join('')
  for (const place of ['tre/0/ss_can_nang', 'tre/1/ss_can_nang', 'tre/1/gioi'])
    assert.ok(all.includes(`data-field="${place}"`), place)
})
