import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

const running = await start_test_site()
const doctor = await running.person('doctor')
const patient = (await doctor('POST', '/api/patients', registration())).json['id'] as string
const { encounter, sheet } = (await doctor('POST', '/api/stays', admission(patient))).json as Json

const places = (answer: Answer): string[] =>
  ((answer.json['issues'] ?? []) as Json[]).map((issue) => String(issue['expression']))

type Ask = [method: string, path: string, right: Json, wrong: [change: Json, place: string][]]
const coded = { code: '01', display: 'Kinh' }
const person_wrong: [Json, string][] = [
  [{ nick_name: 'Hương' }, 'nick_name'],
  [{ name: 7 }, 'name'],
  [{ gender: 'nữ' }, 'gender'],
  [{ gender: undefined }, 'gender'],
  [{ identity: 'cccd' }, 'identity'],
  [{ identity: { kind: 'cccd', value: 24168001234 } }, 'identity.value'],
  [{ identity: { kind: 'thẻ ngành', value: '1' } }, 'identity.kind'],
  [{ identity: { kind: 'cccd', value: '024168001234', issued: '2021' } }, 'identity.issued'],
  [{ insurance: { number: 'GD4242412345678', from: '2026-02-30' } }, 'insurance.from'],
  [{ insurance: { number: 'GD4242412345678', benefit_percent: 120 } }, 'insurance.benefit_percent'],
  [{ ethnicity: 'Kinh' }, 'ethnicity'],
  [{ occupation: { ...coded, code: 4 } }, 'occupation.code'],
  [{ address: { ward: { code: '07210' } } }, 'address.ward.display'],
  [{ address: ['Số 5'] }, 'address'],
  [{ contact: { phone: '0987654321' } }, 'contact.name'],
  [{ phone: null }, 'phone'],
  [{ confirm_new: 'yes' }, 'confirm_new'],
]
const asks: Ask[] = [
  ['POST', '/api/patients', registration(), person_wrong],
  [
    'PUT',
    `/api/patients/${patient}`,
    { ...registration(), if_match: 999 },
    [
      ...person_wrong,
      [{ if_match: undefined }, 'if_match'],
      [{ if_match: '1' }, 'if_match'],
      [{ ended: [{ kind: 'cmnd', value: '121234567', to: 'hôm qua' }] }, 'ended[0].to'],
      [{ ended: [{ kind: 'patient-code', value: '1', to: '2026-01-01' }] }, 'ended[0].kind'],
    ],
  ],
  [
    'POST',
    '/api/stays',
    admission(patient, { form: 'khong-co' }),
    [
      [{ ward: 'K03' }, 'ward'],
      [{ kind: 'emergency' }, 'kind'],
      [{ admit_from: 1 }, 'admit_from'],
      [{ patient: undefined }, 'patient'],
      [{ bed: 12 }, 'bed'],
      [{ admission_diagnosis: 'J18.1' }, 'admission_diagnosis'],
      [{ admission_diagnosis: { text: 'x', code: 18 } }, 'admission_diagnosis.code'],
      [{ emergency_diagnosis: { text: 'x', icd: 'J18' } }, 'emergency_diagnosis.icd'],
    ],
  ],
  [
    'POST',
    `/api/stays/${encounter}/transfer`,
    { department: 'khong-co', at: '2026-11-20T09:00' },
    [
      [{ at: 20261120 }, 'at'],
      [{ department: undefined }, 'department'],
      [{ reason: 'x' }, 'reason'],
    ],
  ],
  [
    'POST',
    `/api/stays/${encounter}/discharge`,
    { at: '2020-01-01T09:00', kind: '1', result: '1', main: { text: 'Viêm phổi', code: 'J18.1' } },
    [
      [{ result: 'khỏi' }, 'result'],
      [{ main: { text: 'Viêm phổi' } }, 'main.code'],
      [{ main: { text: 'Viêm phổi', code: null } }, 'main.code'],
      [{ comorbid: [{ text: 'a' }, { code: 'I10' }] }, 'comorbid[1].text'],
      [{ autopsy: true }, 'autopsy'],
    ],
  ],
  [
    'POST',
    `/api/stays/${encounter}/sheets`,
    { slug: 'khong-co' },
    [
      [{ slug: ['36-BV2'] }, 'slug'],
      [{ copy: 'yesterday' }, 'copy'],
      [{ copy_from: 1 }, 'copy_from'],
    ],
  ],
  [
    'PUT',
    `/api/sheets/${sheet}/draft`,
    { seen_revision: 99, base_version: 1, tab: 't', answers: {} },
    [
      [{ seen_revision: '0' }, 'seen_revision'],
      [{ base_version: 1.5 }, 'base_version'],
      [{ tab: undefined }, 'tab'],
      [{ answers: [] }, 'answers'],
      [{ answers: { toan_than: { text: 'x' } } }, 'answers.toan_than'],
      [{ answers: { dac_diem_lien_quan: [{ ky_hieu: ['x'] }] } }, 'answers.dac_diem_lien_quan'],
      [{ saved_at: 'now' }, 'saved_at'],
    ],
  ],
  [
    'POST',
    `/api/sheets/${sheet}/complete`,
    { if_match: 99 },
    [
      [{ if_match: true }, 'if_match'],
      [{ force: true }, 'force'],
    ],
  ],
  [
    'POST',
    `/api/sheets/${sheet}/sign`,
    { slot: 'ky_bs_lam_ba', if_match: 99 },
    [
      [{ slot: undefined }, 'slot'],
      [{ slot: 1 }, 'slot'],
      [{ pin: '123456' }, 'pin'],
    ],
  ],
]

test('each body is read field by field: an unknown or wrongly typed one is 422 with its path, in Vietnamese', async () => {
  const before = await count_facts()
  for (const [method, path, right, wrong] of asks)
    for (const [change, place] of wrong) {
      const answer = await doctor(method, path, { ...right, ...change })
      const what = `${method} ${path} ${JSON.stringify(change)}: ${answer.text.slice(0, 300)}`
      assert.equal(answer.status, 422, what)
      assert.ok(places(answer).includes(place), what)
      assert.match(answer.json['issues'][0].message, /[à-ỹđ]/i)
    }
  assert.equal(await count_facts(), before, 'nothing was written')
})

test('several faults are told in one answer, so that a clerk mends them in one go', async () => {
  const answer = await doctor('POST', '/api/patients', { ...registration(), name: 1, phone: 2, nick_name: 'x' })
  assert.deepEqual(places(answer).sort(), ['name', 'nick_name', 'phone'])
})

test('the same bodies without the fault are understood: they fail only by what they ask for', async () => {
  for (const [method, path, right] of asks) {
    const answer = await doctor(method, path, right)
    assert.ok(answer.status >= 400 && answer.status < 500, `${method} ${path}: ${answer.text}`)
    assert.doesNotMatch(answer.text, /Không có trường|phải là|"required"/, `${method} ${path}`)
  }
})

const count_facts = async (): Promise<string> => {
  const { rows } = await running.site.database.in_facility('24012', (sql) =>
    sql.query<{ n: string }>('SELECT count(*) AS n FROM record.resource WHERE facility = $1', ['24012']),
  )
  return String(rows[0]?.n)
}
