import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_starter } from '../../src/platform/terminology/seed.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, type Json } from '../test-site.ts'
import {
  count_patients,
  doctor,
  encounter,
  last_revision,
  reception,
  refused,
  save,
  sheet,
  sheet_now,
  system,
} from './one-record.ts'

test('wrong digits of an identity card are refused by name, and nobody is registered', async () => {
  const before = await count_patients()
  for (const value of ['02416800123', '0241680012345', '02416800123a', '024 168 001 23', '024-68001234', '']) {
    const answer = await reception(
      'POST',
      '/api/patients',
      registration({ identity: { kind: 'cccd', value }, name: 'người khác' }),
    )
    refused(answer, 422, 'identity.value')
  }
  assert.equal(await count_patients(), before)
})

test('born tomorrow, born on 30 February, born in 1850: refused', async () => {
  const tomorrow = new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 10)
  for (const birth_date of [tomorrow, '2026-02-30', '1850-01-01', '12/03/1968', '2999'])
    refused(
      await reception(
        'POST',
        '/api/patients',
        registration({ birth_date, identity: { kind: 'none', value: '' }, reason_without_id: 'other' }),
      ),
      422,
      'birth_date',
    )
})

test('other things that cannot be: card, phone, name, period of the card', async () => {
  const wrong: [Json, string][] = [
    [{ insurance: { number: 'XX1' } }, 'insurance.number'],
    [{ insurance: { number: 'GD4242412345678', from: '2026-12-31', to: '2026-01-01' } }, 'insurance.to'],
    [{ phone: '12' }, 'phone'],
    [{ name: '   ' }, 'name'],
    [{ gender: 'nữ' }, 'gender'],
  ]
  for (const [change, place] of wrong)
    refused(await reception('POST', '/api/patients', registration(change)), 422, place)
})

test('admitted before birth, in the future, without a real hour; discharged before admission: refused, the stay is as it was', async () => {
  const child = (
    await reception(
      'POST',
      '/api/patients',
      registration({
        name: 'lê bé',
        birth_date: '2026-11-19',
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        insurance: undefined,
        phone: undefined,
      }),
    )
  ).json['id']
  for (const at of ['2026-11-18T08:00', '2999-01-01T08:00', '2026-02-30T08:00', '2026-11-19T24:10', '2026-11-19'])
    refused(
      await reception('POST', '/api/stays', admission(child, { bed: '24012-G11', admitted_at: at })),
      422,
      'admitted_at',
    )
  const before = (await system('GET', `/fhir/Encounter/${encounter}`)).text
  const leave = (at: string) =>
    doctor('POST', `/api/stays/${encounter}/discharge`, {
      at,
      kind: '1',
      result: '1',
      main: { text: 'Viêm phổi', code: 'J18.1' },
    })
  for (const at of ['2026-11-19T15:09', '2025-11-19T15:10', '2999-01-01T00:00', 'hôm qua'])
    refused(await leave(at), 422, 'at')
  refused(
    await doctor('POST', `/api/stays/${encounter}/transfer`, { department: '24012-K19', at: '2026-11-19T15:09' }),
    422,
    'at',
  )
  assert.equal((await system('GET', `/fhir/Encounter/${encounter}`)).text, before)
})

test('a code that is barred as main diagnosis is refused at discharge and at completion; nothing changes', async () => {
  const rows = read_starter().find(({ file }) => file.catalogue === 'icd10')?.file.rows ?? []
  const barred = rows
    .filter(([, , more]) => more?.flags?.includes('never_main') && !more.flags.includes('has_more_specific'))
    .map(([code]) => code)
  assert.ok(barred.length > 0)
  const before = (await system('GET', `/fhir/Encounter/${encounter}`)).text
  for (const code of [...barred.slice(0, 5), 'Z99.99', 'X'])
    refused(
      await doctor('POST', `/api/stays/${encounter}/discharge`, {
        at: '2026-11-20T09:00',
        kind: '1',
        result: '1',
        main: { text: 'Không hợp lệ', code },
      }),
      422,
      'main',
    )
  const comorbid = {
    at: '2026-11-20T09:00',
    kind: '1',
    result: '1',
    main: { text: 'Viêm phổi', code: 'J18.1' },
    comorbid: [{ text: 'Sai', code: 'Z99.99' }],
  }
  refused(await doctor('POST', `/api/stays/${encounter}/discharge`, comorbid), 422, 'comorbid')
  assert.equal((await system('GET', `/fhir/Encounter/${encounter}`)).text, before)
  assert.equal(
    (await save({ ...clinical_answers, cd_ra_vien_chinh: 'Nhiễm tụ cầu', cd_ra_vien_chinh_ma: barred[0] })).status,
    200,
  )
  const completed = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
  refused(completed, 422, 'cd_ra_vien_chinh_ma')
  const now = await sheet_now()
  assert.deepEqual([now['status'], now['version'], now['draft'].revision], ['in-progress', 1, last_revision()])
})

test('1 MB of text in one box is kept whole; 1.1 MB is refused by the name of the box, and the 1 MB stays', async () => {
  const line = 'Bệnh nhân tỉnh, tiếp xúc tốt; “ho” khan.\n'
  const long = line.repeat(Math.ceil(1_000_000 / line.length)).slice(0, 1_000_000)
  assert.equal((await save({ toan_than: long })).status, 200)
  assert.ok((await sheet_now())['answers'].toan_than === long)
  refused(await save({ toan_than: `${long}${'x'.repeat(100_000)}` }), 422, 'toan_than')
  refused(
    await save({ dac_diem_lien_quan: [{ thoi_gian: `${long}${'x'.repeat(100_000)}` }] }),
    422,
    'dac_diem_lien_quan',
  )
  assert.ok((await sheet_now())['answers'].toan_than === long)
  const other = (
    await reception(
      'POST',
      '/api/patients',
      registration({
        name: 'phan dài',
        birth_date: '1970',
        identity: { kind: 'none', value: '' },
        reason_without_id: 'other',
        insurance: undefined,
        phone: undefined,
      }),
    )
  ).json['id']
  const second = (await reception('POST', '/api/stays', admission(other, { bed: undefined }))).json['sheet']
  assert.equal(
    (
      await doctor('PUT', `/api/sheets/${second}/draft`, {
        seen_revision: 0,
        base_version: 1,
        tab: 't',
        answers: { ...clinical_answers, toan_than: long },
      })
    ).status,
    200,
  )
  const completed = await doctor('POST', `/api/sheets/${second}/complete`, { if_match: 1 })
  assert.equal(completed.status, 200, completed.text.slice(0, 300))
  assert.ok(
    (await doctor('GET', `/api/sheets/${second}`)).json['answers'].toan_than === long,
    'whole after completion too',
  )
  const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, valueString: long }
  const stored = await system('POST', '/fhir/Observation', observation)
  assert.equal(stored.status, 201)
  assert.ok((await system('GET', `/fhir/Observation/${stored.json['id']}`)).json['valueString'] === long)
})
