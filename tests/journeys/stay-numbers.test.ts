import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const clerk = await running.person('reception')

const register = async (i: number): Promise<string> =>
  (
    await clerk(
      'POST',
      '/api/patients',
      registration({
        name: `người ${i} thử`,
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        insurance: undefined,
        phone: undefined,
        confirm_new: true,
      }),
    )
  ).json['id'] as string

const admit = async (patient: string, kind: string): Promise<Json> => {
  const answer = await clerk('POST', '/api/stays', admission(patient, { kind, bed: undefined }))
  assert.equal(answer.status, 201, answer.text)
  return answer.json
}

test('twenty-four people admitted at once in three kinds: no mã y tế twice, and no number of a kind left out', async () => {
  const kinds = ['inpatient', 'outpatient', 'station']
  const patients: string[] = []
  for (let i = 0; i < 24; i += 1) patients.push(await register(i))
  const stays = await Promise.all(
    patients.map(async (patient, i) => ({ kind: kinds[i % 3], ...(await admit(patient, kinds[i % 3] ?? '')) })),
  )
  assert.equal(new Set(stays.map((stay: Json) => stay['ma_yt'])).size, 24)
  const shapes = {
    inpatient: /^24\/012\/26\/\d{6}$/,
    outpatient: /^24\/012\/26\/N\d{6}$/,
    station: /^24\/012\/26\/T\d{6}$/,
  }
  for (const [kind, shape] of Object.entries(shapes)) {
    const own = stays.filter((stay) => stay.kind === kind) as Json[]
    for (const stay of own) assert.match(stay['ma_yt'], shape)
    assert.deepEqual(
      own.map((stay) => stay['admission_number']).sort(),
      Array.from({ length: 8 }, (_, i) => `26${String(i + 1).padStart(6, '0')}`),
    )
  }
  // Each code leads to one person only.
  for (const [i, stay] of stays.entries()) {
    const code = (stay as Json)['ma_yt'] as string
    const hits = (await clerk('GET', `/api/patients?q=${encodeURIComponent(code)}`)).json['hits'] as Json[]
    assert.deepEqual(
      hits.map((hit) => hit['id']),
      [patients[i]],
      code,
    )
  }
})

test('an inpatient course and an outpatient course of one person are two codes', async () => {
  const patient = await register(99)
  const codes = [
    await admit(patient, 'inpatient'),
    await admit(patient, 'outpatient'),
    await admit(patient, 'outpatient'),
  ]
  assert.equal(new Set(codes.map((stay) => stay['ma_yt'])).size, 3)
})
