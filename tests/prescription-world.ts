import assert from 'node:assert/strict'
import { seed_drugs } from '../src/departments/prescribing/index.ts'
import type { DraftBody, Drug } from '../src/departments/prescribing/contract.ts'
import { open_database } from '../src/platform/database/index.ts'
import { admission, registration, type Answer, type Json, type Person, type TestSite } from './test-site.ts'

export const ok = ({ status, text, json }: Answer): Json => {
  assert.ok(status < 300, `${status} ${text}`)
  return json
}

export const words_of = (answer: Answer): string => answer.text

/** The drugs of the starter list, in a site's database. */
export const put_drugs = async (url: string): Promise<void> => {
  const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
  await owner.in_site((sql) => seed_drugs(sql))
  await owner.close()
}

export type Someone = { patient: string; encounter: string }

/** @returns Patient id */
export const register = async (who: Person, cccd: string, changes: Json = {}): Promise<string> => {
  const identity = { kind: 'cccd', value: cccd }
  const wish = { ...registration({ identity, insurance: undefined }), ...changes, confirm_new: true }
  return String(ok(await who('POST', '/api/patients', wish))['id'])
}

/** An outpatient who is allergic to nothing, by this personal number. */
export const receive_outpatient = async (
  { person, system }: TestSite,
  username: string,
  cccd: string,
  changes: Json = {},
): Promise<Someone> => {
  const doctor = await person(username)
  const patient = await register(doctor, cccd, changes)
  const stay = ok(await doctor('POST', '/api/stays', admission(patient, { kind: 'outpatient', bed: undefined })))
  const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }]
  const allergy = { resourceType: 'AllergyIntolerance', code: { text: 'Không dị ứng' }, clinicalStatus: { coding } }
  ok(
    await (
      await system()
    )('POST', '/fhir/AllergyIntolerance', { ...allergy, patient: { reference: `Patient/${patient}` } }),
  )
  return { patient, encounter: String(stay['encounter']) }
}

/** 15 tablets of paracetamol, three a day for five days; or of another drug. */
export const prescribe = async (
  doctor: Person,
  encounter: string,
  changes: Partial<DraftBody> = {},
  drug = 'para 500',
): Promise<Answer> => {
  const drugs = ok(await doctor('GET', `/api/drugs?q=${encodeURIComponent(drug)}`)) as unknown as Drug[]
  const line = { id: 'p', drug: drugs[0], dose: 1, dose_unit: drugs[0]?.unit, times_per_day: 3, days: 5 }
  const body = {
    ...{
      lines: [{ ...line, time_of_use: 'sau ăn', quantity: null, note: '' }],
      diagnoses: [],
      advice: 'Uống nhiều nước',
    },
    ...{ reexam_days: null, weight_kg: null, guardian: '', recipient_name: '', recipient_identity: '' },
    ...{ replaces: '', replace_reason: '', reasons: {} },
    ...changes,
  }
  const { revision } = ok(await doctor('PUT', `/api/prescribing/${encounter}/draft`, { revision: 0, body }))
  return doctor('POST', `/api/prescribing/${encounter}/sign`, { revision })
}

export const code_of = (signed: Answer): string => String((ok(signed)['prescriptions'] as Json[])[0]?.['code'])

/** Whether a house seals by itself what leaves it. */
export const set_auto_seal = ({ site }: TestSite, code: string, is_on: boolean): Promise<unknown> =>
  site.database.in_site((sql) =>
    sql.query(
      "UPDATE access.facility SET settings = settings || jsonb_build_object('auto_seal', $2::boolean) WHERE code = $1",
      [code, is_on],
    ),
  )
