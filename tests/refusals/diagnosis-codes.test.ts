import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

const running = await start_test_site()
const doctor = await running.person('doctor')
const system = await running.system()

const register = async (gender: string, changes: Json = {}): Promise<string> =>
  (
    await doctor(
      'POST',
      '/api/patients',
      registration({
        name: `người ${gender} thử`,
        gender,
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        insurance: undefined,
        phone: undefined,
        confirm_new: true,
        ...changes,
      }),
    )
  ).json['id'] as string
const woman = await register('female')
const man = await register('male')

const admit = (patient: string, changes: Json): Promise<Answer> => {
  const nothing_said = { kind: 'outpatient', bed: undefined, admission_diagnosis: undefined }
  return doctor('POST', '/api/stays', admission(patient, { ...nothing_said, ...changes }))
}

const refused = (answer: Answer, place: string, words: RegExp): void => {
  assert.equal(answer.status, 422, answer.text)
  const issue = (answer.json['issues'] as Json[]).find((one) => one['expression'] === place)
  assert.match(String(issue?.['message']), words, answer.text)
}

const count_stays = async (): Promise<number> =>
  (await system('GET', '/fhir/Encounter?_total=accurate&_count=0')).json['total']

const diagnoses_of = async (encounter: string): Promise<Json[]> =>
  ((await system('GET', `/fhir/Condition?encounter=${encounter}`)).json['entry'] ?? []).map(
    (entry: Json) => entry['resource'],
  )

test('a code nobody knows, a code too broad, one that is never the main one: no admission with it, and no number is used up', async () => {
  const before = await count_stays()
  for (const place of ['referral_diagnosis', 'emergency_diagnosis', 'admission_diagnosis']) {
    const with_code = (code: string) => admit(woman, { [place]: { text: 'x', code } })
    refused(await with_code('Z99.99'), `${place}.code`, /Z99\.99 không có trong danh mục ICD-10 áp dụng ngày/)
    refused(await with_code('viêm'), `${place}.code`, /không có trong danh mục/)
    refused(await with_code('A01'), `${place}.code`, /A01 chưa đủ chi tiết/)
    refused(await admit(woman, { [place]: { text: '  ' } }), place, /lời chẩn đoán hoặc mã bệnh/)
  }
  refused(
    await admit(woman, { admission_diagnosis: { text: 'Tụ cầu', code: 'B95.6' } }),
    'admission_diagnosis.code',
    /B95\.6 không được dùng làm bệnh chính/,
  )
  assert.equal(await count_stays(), before)
  const admitted = await admit(woman, { admission_diagnosis: { text: 'Thương hàn', code: 'a010' } })
  assert.equal(admitted.status, 201, admitted.text)
  assert.match(admitted.json['ma_yt'], /N000001$/)
  const [condition] = await diagnoses_of(admitted.json['encounter'])
  assert.deepEqual(
    condition?.['code'],
    {
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'A01.0', display: 'Thương hàn' }],
      text: 'Thương hàn',
    },
    'the code as the catalogue writes it, with its name',
  )
})

test('words without a code are enough on coming in; a code mostly of women on a man is said, not refused', async () => {
  const words = await admit(man, { emergency_diagnosis: { text: 'Đau bụng chưa rõ' } })
  assert.deepEqual([words.status, words.json['warnings']], [201, []])
  const doubtful = await admit(man, { emergency_diagnosis: { text: '', code: 'C53.9' } })
  assert.equal(doubtful.status, 201, doubtful.text)
  assert.match(doubtful.json['warnings'].join(), /C53\.9 chủ yếu gặp ở nữ, người bệnh là nam/)
  const [condition] = await diagnoses_of(doubtful.json['encounter'])
  assert.equal(condition?.['code'].text, 'U ác của cổ tử cung, không xác định')
  assert.deepEqual((await admit(woman, { emergency_diagnosis: { text: 'x', code: 'C53.9' } })).json['warnings'], [])
})

test('no outcome ends a stay without the code of its main diagnosis', async () => {
  const stay = (await admit(man, {})).json['encounter'] as string
  const right = { at: '2026-11-20T09:00', comorbid: [] }
  for (const kind of ['1', '2', '3', '4', '5'])
    for (const result of ['1', '2', '3', '4', '5']) {
      const leave = (main: Json) => doctor('POST', `/api/stays/${stay}/discharge`, { ...right, kind, result, main })
      refused(await leave({ text: 'Viêm phổi' }), 'main.code', /Thiếu mã bệnh chính/)
      refused(await leave({ text: 'Viêm phổi', code: ' ' }), 'main.code', /cần mã ICD-10/)
      refused(await leave({ text: '', code: 'J18.1' }), 'main.text', /Thiếu chẩn đoán ra viện/)
    }
  assert.equal((await system('GET', `/fhir/Encounter/${stay}`)).json['status'], 'in-progress')
  const left = await doctor('POST', `/api/stays/${stay}/discharge`, {
    ...right,
    kind: '1',
    result: '2',
    main: { text: 'U cổ tử cung', code: 'C53.9' },
    comorbid: [{ text: 'Tụ cầu', code: 'B95.6' }],
  })
  assert.equal(left.status, 200, left.text)
  assert.match(left.json['warnings'].join(), /chủ yếu gặp ở nữ/)
  assert.equal((await diagnoses_of(stay)).length, 2)
})

test('a code barred beside the main one names its line', async () => {
  const stay = (await admit(woman, {})).json['encounter'] as string
  const answer = await doctor('POST', `/api/stays/${stay}/discharge`, {
    at: '2026-11-20T09:00',
    kind: '1',
    result: '1',
    main: { text: 'Viêm phổi', code: 'J18.1' },
    comorbid: [
      { text: 'Tăng huyết áp', code: 'I10' },
      { text: 'Sai', code: 'A01' },
    ],
  })
  refused(answer, 'comorbid[1].code', /A01 chưa đủ chi tiết/)
})

test('the search offers what may stand before what is too broad, with and without a use', async () => {
  for (const query of ['q=thuong han', 'q=A01', 'q=thuong han&use=main', 'q=A01&use=comorbid', 'q=viem phoi']) {
    const hits = JSON.parse((await doctor('GET', `/api/icd?${query}`)).text) as Json[]
    const allowed = hits.map((hit) => hit['allowed'] as boolean)
    assert.ok(allowed.includes(true), query)
    assert.deepEqual(
      allowed,
      allowed.toSorted((one, other) => Number(other) - Number(one)),
      `${query}: ${allowed.join()}`,
    )
  }
})
