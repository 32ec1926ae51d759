import { local_time } from '../../base/time/index.ts'
import { new_id, type Unit } from '../../platform/records/index.ts'
import {
  code_system,
  coding_of,
  extension_url,
  find_extension,
  id_of_reference,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'

/** What a diagnosis is for; the vocabulary of docs/fhir-conventions.md. */
export type DiagnosisUse = string
export type Diagnosis = { id: string; use: DiagnosisUse; text: string; code: string; display: string }

export const to_diagnosis = (condition: Resource): Diagnosis => {
  const concept = object_of(condition['code']) ?? {}
  const coding = coding_of(concept)
  return {
    id: condition.id ?? '',
    use: text_of(find_extension(condition, extension_url.diagnosis_use)?.['valueCode']) ?? '',
    text: text_of(concept['text']) ?? coding.display ?? '',
    code: coding.code ?? '',
    display: coding.display ?? '',
  }
}

/** One Condition of a stay. Its id is given by stay and use, so that writing it again makes a version, not a double. */
export const to_condition = (
  stay: { id: string; patient: string },
  id: string,
  diagnosis: { use: DiagnosisUse; text: string; code?: string | undefined; display?: string | undefined },
): Resource => ({
  resourceType: 'Condition',
  id,
  extension: [{ url: extension_url.diagnosis_use, valueCode: diagnosis.use }],
  clinicalStatus: { coding: [{ system: code_system.condition_clinical, code: 'active' }] },
  verificationStatus: {
    coding: [
      {
        system: code_system.condition_verification,
        code: diagnosis.use === 'differential' ? 'differential' : 'confirmed',
      },
    ],
  },
  category: [{ coding: [{ system: code_system.condition_category, code: 'encounter-diagnosis' }] }],
  code: {
    ...(diagnosis.code
      ? {
          coding: [
            {
              system: code_system.icd10,
              code: diagnosis.code,
              ...(diagnosis.display ? { display: diagnosis.display } : {}),
            },
          ],
        }
      : {}),
    ...(diagnosis.text ? { text: diagnosis.text } : {}),
  },
  subject: { reference: `Patient/${stay.patient}` },
  encounter: { reference: `Encounter/${stay.id}` },
  recordedDate: local_time(new Date()),
})

export const list_diagnoses = async (unit: Unit, encounters: string[]): Promise<Map<string, Diagnosis[]>> => {
  const found = new Map<string, Diagnosis[]>()
  if (encounters.length === 0) return found
  const query = new URLSearchParams({
    encounter: encounters.map((id) => `Encounter/${id}`).join(),
    _sort: '_lastUpdated',
    _count: '1000',
  })
  for (const stored of (await unit.search('Condition', query)).entries) {
    const condition = JSON.parse(stored.body) as Resource
    const encounter = id_of_reference(condition['encounter']) ?? ''
    found.set(encounter, [...(found.get(encounter) ?? []), to_diagnosis(condition)])
  }
  return found
}

/**
 * Makes the stay's diagnoses of one use be exactly these: the same ones stay untouched, others get a new version,
 * surplus ones are removed (their history stays).
 */
export const put_diagnoses = async (
  unit: Unit,
  stay: { id: string; patient: string },
  use: DiagnosisUse,
  wanted: { text: string; code?: string | undefined; display?: string | undefined }[],
): Promise<void> => {
  const present = ((await list_diagnoses(unit, [stay.id])).get(stay.id) ?? []).filter(
    (diagnosis) => diagnosis.use === use,
  )
  for (const [i, diagnosis] of wanted.entries()) {
    const before = present[i]
    if (before && before.text === diagnosis.text && before.code === (diagnosis.code ?? '')) continue
    await unit.update(to_condition(stay, before?.id ?? new_id(), { use, ...diagnosis }))
  }
  for (const surplus of present.slice(wanted.length)) await unit.remove('Condition', surplus.id)
}
