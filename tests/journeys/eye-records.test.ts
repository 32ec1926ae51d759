/** The eye records 22–26/BV1: opened with what is known, refused half written, completed; each eye says its own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const system = await running.system()

type Opened = { patient: string; encounter: string; sheet: string }
const open = async (form: string, id: string, diagnosis: Json): Promise<Opened> => {
  const identity = { kind: 'cccd', value: id }
  const patient = (
    await reception('POST', '/api/patients', registration({ identity, insurance: undefined, confirm_new: true }))
  ).json['id']
  const stay = await reception(
    'POST',
    '/api/stays',
    admission(patient, { form, bed: undefined, admission_diagnosis: diagnosis }),
  )
  assert.equal(stay.status, 201, stay.text)
  return { patient, ...(stay.json as { encounter: string; sheet: string }) }
}

const write = async (sheet: string, answers: Json) => {
  const saved = await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    seen_revision: 0,
    base_version: 1,
    tab: 't',
    answers,
  })
  assert.equal(saved.status, 200, saved.text)
  return doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
}

const signs = { mach: '78', nhiet_do: '36.7', huyet_ap: '135/80' }
const records: [string, string, Json, number, Json][] = [
  [
    '22-BV1',
    '024196000022',
    { text: 'Viêm loét giác mạc', code: 'H16.0' },
    10,
    { ly_do_vao_vien: 'Đau mắt', mp_tl_kk: '3/10', mt_tl_kk: '9/10', huong_dieu_tri: 'Kháng sinh tra tại chỗ' },
  ],
  [
    '23-BV1',
    '024196000023',
    { text: 'Bong võng mạc', code: 'H33.0' },
    5,
    {
      ly_do_vao_vien: 'Nhìn mờ',
      qua_trinh_benh_ly: 'Nhìn mờ 5 ngày',
      tl_kk_mp: '3/10',
      tl_kk_mt: '9/10',
      tom_tat_ba: 'Bong võng mạc phải',
      dieu_tri: 'Mổ',
      nhip_tho: '18',
      can_nang: '58',
    },
  ],
  [
    '24-BV1',
    '024196000024',
    { text: 'Glôcôm góc đóng cơn cấp', code: 'H40.2' },
    6,
    {
      ld_nhuc: ['1'],
      bs_thoi_gian: '2 ngày',
      mp_tl_kk: '3/10',
      mp_nhan_ap: '41 mmHg',
      mt_tl_kk: '9/10',
      mt_nhan_ap: '17 mmHg',
      huong_dieu_tri: 'Hạ nhãn áp',
    },
  ],
  [
    '25-BV1',
    '024196000025',
    { text: 'Lác trong', code: 'H50.9' },
    5,
    { ly_do: ['1'], tl_kk_mp: '3/10', tl_kk_mt: '9/10', huong_dieu_tri: 'Chỉnh kính' },
  ],
  [
    '26-BV1',
    '024196000026',
    { text: 'Đục thủy tinh thể hai mắt', code: 'H26.9' },
    6,
    { ly_do_vao_vien: 'Mắt trắng', tl_kk_mp: '3/10', tl_kk_mt: '9/10', huong_dieu_tri: 'Mổ sớm' },
  ],
]

/** The box of the right eye's sight, by whichever name the form has it. */
const eye_of = (answers: Json): string => ('mp_tl_kk' in answers ? 'mp_tl_kk' : 'tl_kk_mp')

for (const [form, id, diagnosis, paper_pages, answers] of records)
  test(`${form}: knows the patient, refuses what is half written, completes, prints the paper’s pages`, async () => {
    const { patient, sheet } = await open(form, id, diagnosis)
    const early = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
    assert.equal(early.status, 422, early.text)

    const done = await write(sheet, { ngay_lam_ba: '2026-11-20', ...signs, ...answers })
    assert.equal(done.status, 200, done.text)
    const { answers: kept, filled } = (await doctor('GET', `/api/sheets/${sheet}`)).json
    assert.ok(filled.includes('ho_ten') && filled.includes('ngay_sinh'))
    assert.equal(kept[eye_of(answers)], answers[eye_of(answers)])
    const { pages } = (await doctor('GET', `/api/sheets/${sheet}/pages`)).json as { pages: Json[] }
    assert.equal(pages.length, paper_pages)

    const vitals = (await system('GET', `/fhir/Observation?patient=${patient}&category=vital-signs`)).text
    assert.match(vitals, /8480-6/, 'the blood pressure of the sheet is a fact of the patient')
  })
