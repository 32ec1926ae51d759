import { local_date, local_time } from '../../base/time/index.ts'
import { age_text, name_of_patient, gender_of } from '../../chart/patients/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { find_document } from '../../platform/signing/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { find_identifier, identifier_system, object_of, text_of } from '../../standards/fhir/index.ts'
import { find_list } from './catalogue/list-in-force.ts'
import { find_drugs, search_drugs } from './catalogue/search-drugs.ts'
import type { DraftBody, Drug, PrescribingDesk, SavedDraft } from './contract.ts'
import { drop_draft, find_draft, from_catalogue, put_draft } from './draft-store.ts'
import { diagnoses_of, gather } from './gather.ts'
import { get_prescription, to_head, type StoredPrescription } from './prescription-store.ts'
import { draw_prescription } from './print-prescription.ts'
import { judge_draft } from './rules/judge.ts'
import { preview_of } from './sign-prescriptions.ts'

const latest_weight = async (unit: Unit, patient: string): Promise<number | null> => {
  const query = new URLSearchParams({
    patient: `Patient/${patient}`,
    code: 'http://loinc.org|29463-7',
    _sort: '-date',
    _count: '1',
  })
  const [stored] = (await unit.search('Observation', query)).entries
  const value = stored
    ? Number(object_of((JSON.parse(stored.body) as Record<string, unknown>)['valueQuantity'])?.['value'])
    : NaN
  return Number.isFinite(value) ? value : null
}

/** Everything the prescribing screen needs, in one answer. */
export const open_desk = (store: Store, caller: Caller, encounter: string): Promise<PrescribingDesk> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    const stored = await find_draft(unit.sql, caller.facility, encounter)
    const { stay, patient, diagnoses, earlier, facts } = await gather(unit, encounter, stored.body)
    const list = await find_list(unit.sql, 'products', facts.day)
    const birth_date = text_of(patient['birthDate']) ?? ''
    unit.note({
      action: 'R',
      interaction: 'read',
      type: 'MedicationRequest',
      ref: `Encounter/${encounter}`,
      patient: stay.patient,
    })
    return {
      encounter,
      patient: {
        id: stay.patient,
        name: name_of_patient(patient),
        gender: gender_of(patient),
        age: age_text(birth_date),
        birth_date,
        months: facts.months,
        weight_kg: await latest_weight(unit, stay.patient),
        allergies: facts.allergies ?? [],
        bhyt: find_identifier(patient, identifier_system.bhyt) ?? '',
      },
      admission_number: stay.admission_number,
      diagnoses: diagnoses_of(diagnoses),
      draft: {
        revision: stored.revision,
        body: stored.body,
        author_name: stored.author_name,
        ...judge_draft(stored.body, facts),
      },
      prescriptions: earlier.map(to_head),
      catalogue: list ? { name: list.name, source: list.source, is_starter: list.is_starter } : null,
    }
  })
}

export const save_prescription_draft = (
  store: Store,
  caller: Caller,
  encounter: string,
  { revision, body }: { revision: number; body: DraftBody },
): Promise<SavedDraft> => {
  demand(caller, 'prescription.write')
  return store.unit(caller, async (unit) => {
    const draft = await from_catalogue(unit.sql, body, local_date(new Date()))
    const { facts } = await gather(unit, encounter, draft)
    const next = await put_draft(unit.sql, caller, encounter, revision, draft)
    return { revision: next, saved_at: local_time(new Date()), ...judge_draft(draft, facts) }
  })
}

export const discard_prescription_draft = async (store: Store, caller: Caller, encounter: string): Promise<void> => {
  demand(caller, 'prescription.write')
  await store.unit(caller, async (unit) => {
    await unit.get('Encounter', encounter)
    await drop_draft(unit.sql, caller.facility, encounter)
  })
}

export const find_drugs_by_words = (store: Store, caller: Caller, text: string): Promise<Drug[]> => {
  demand(caller, 'prescription.write')
  return store.unit(caller, ({ sql }) => search_drugs(sql, text, local_date(new Date())))
}

/** The page of one prescription of the draft, as it would be printed. */
export const preview_prescriptions = async (
  store: Store,
  caller: Caller,
  encounter: string,
): Promise<{ title: string; pages: string[] }[]> => {
  demand(caller, 'prescription.write')
  const prescriptions = await store.unit(caller, async (unit) => {
    const { body } = await find_draft(unit.sql, caller.facility, encounter)
    return preview_of(unit, encounter, body)
  })
  return Promise.all(
    prescriptions.map(async (one) => ({
      title: one.code,
      pages: (await draw_prescription(one)).pages.map(({ svg }) => svg),
    })),
  )
}

/** What the drugs of an earlier prescription are called in the list in force: for "as last time". */
export const copy_lines = (
  store: Store,
  caller: Caller,
  code: string,
): Promise<{ drugs: Drug[]; missing: string[]; body: StoredPrescription['body'] }> => {
  demand(caller, 'prescription.write')
  return store.unit(caller, async (unit) => {
    const { body, patient } = await get_prescription(unit.sql, caller.facility, code)
    const known = await find_drugs(
      unit.sql,
      body.lines.map((line) => line.drug_code),
      local_date(new Date()),
    )
    unit.note({
      action: 'R',
      interaction: 'read',
      type: 'MedicationRequest',
      ref: `MedicationRequest?group-identifier=${body.code}`,
      patient,
    })
    return {
      body,
      drugs: body.lines.flatMap((line) => known.get(line.drug_code) ?? []),
      missing: body.lines.filter((line) => !known.has(line.drug_code)).map((line) => line.brand || line.ingredient),
    }
  })
}

export const get_prescription_pdf = (
  store: Store,
  caller: Caller,
  code: string,
): Promise<{ bytes: Buffer; file_name: string }> => {
  demand(caller, 'record.print')
  return store.unit(caller, async (unit) => {
    const stored = await get_prescription(unit.sql, caller.facility, code)
    const document = await find_document(unit.sql, caller.facility, stored.code, 1)
    if (!document) throw fail.not_found('Không có bản đã ký của đơn này')
    unit.note({
      action: 'R',
      interaction: 'read',
      type: 'DocumentReference',
      ref: `DocumentReference/${document.id}`,
      patient: stored.patient,
    })
    return { bytes: document.bytes, file_name: `don-thuoc-${stored.code}.pdf` }
  })
}
