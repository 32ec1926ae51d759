import assert from 'node:assert/strict'
import { clinical_answers } from './sample-answers.ts'
import { admission, registration, type Json, type Person } from './test-site.ts'

/** A person in bed at hospital A whose bệnh án the doctor has begun: a letter drafts itself from it. */
export const admit_somebody = async (
  reception: Person,
  doctor: Person,
): Promise<{ patient: string; encounter: string }> => {
  const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
  const { encounter, sheet } = (await reception('POST', '/api/stays', admission(patient))).json as {
    encounter: string
    sheet: string
  }
  const begun = await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    ...{ seen_revision: 0, base_version: 1, tab: 'ba' },
    answers: clinical_answers,
  })
  assert.equal(begun.status, 200, begun.text)
  return { patient, encounter }
}

/** What is typed is saved over what stands there, and the sheet completed. */
export const complete_letter = async (doctor: Person, id: string, typed: Json): Promise<void> => {
  const { answers, version } = (await doctor('GET', `/api/sheets/${id}`)).json
  const draft = { seen_revision: 0, base_version: version as number, tab: 'giay', answers: { ...answers, ...typed } }
  const saved = await doctor('PUT', `/api/sheets/${id}/draft`, draft)
  assert.equal(saved.status, 200, saved.text)
  const done = await doctor('POST', `/api/sheets/${id}/complete`, {})
  assert.equal(done.status, 200, done.text)
}

/** A letter of a stay, written and complete; nobody has signed it. @returns id of the sheet */
export const write_letter = async (doctor: Person, encounter: string, slug: string, typed: Json): Promise<string> => {
  const { id } = (await doctor('POST', `/api/stays/${encounter}/sheets`, { slug })).json as { id: string }
  await complete_letter(doctor, id, typed)
  return id
}

/** All that a doctor types into a transfer: where to, why, how. */
export const transfer_to = (code: string, name: string): Json => ({
  ...{ noi_den: name, noi_den_ma: code, ly_do: '2', phuong_tien: '1', cap_cuu: true },
  ...{ tinh_trang: 'Tỉnh, thở oxy kính 3 lít/phút', chan_doan: 'Viêm phổi thùy dưới phải', chan_doan_ma: 'J18.1' },
})
