import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { list_documents, type DocumentHead } from '../../platform/signing/index.ts'
import {
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import {
  day_of_stay,
  list_diagnoses,
  load_places,
  payer_names,
  to_stay,
  type Places,
  type Stay,
} from '../encounters/index.ts'
import { to_hit } from '../patients/index.ts'
import { missing_fields } from './check-answers.ts'
import type { Chart, SheetSummary } from './contract.ts'
import { list_results, list_vitals } from './chart-findings.ts'
import { find_records } from './open-record.ts'
import { with_facts } from './populate.ts'
import {
  current_answers,
  find_draft,
  is_sheet,
  load_facts,
  to_sheet,
  type Forms,
  type LoadedSheet,
} from './sheet-store.ts'
import { filled_slots, slots_of } from './signature-slots.ts'

/** The paper's own order of branches. */
const group_of = (form: { kind: string; slug: string; title: string }): string => {
  if (form.kind === 'record') return 'benh-an'
  const title = form.title.toLowerCase()
  if (/điều trị/.test(title)) return 'to-dieu-tri'
  if (/chăm sóc|chức năng sống|truyền/.test(title)) return 'cham-soc'
  if (/xét nghiệm/.test(title)) return 'xet-nghiem'
  if (/hình ảnh|thăm dò/.test(title)) return 'cdha'
  if (/phẫu thuật|thủ thuật|gây mê/.test(title)) return 'phau-thuat'
  if (/tóm tắt|sơ kết|tổng kết|kiểm thảo/.test(title)) return 'tong-ket'
  return 'giay-to'
}

const summarise = (sheet: LoadedSheet, steps: DocumentHead[]): SheetSummary => {
  const signatures = sheet.draft ? [] : filled_slots(sheet.form, steps, sheet.stored.version)
  return {
    id: sheet.stored.id,
    slug: sheet.form.slug,
    code: sheet.form.code ?? '',
    title: sheet.form.title,
    kind: sheet.form.kind,
    group: group_of(sheet.form),
    at: sheet.authored,
    author: sheet.author_name,
    status: sheet.status,
    signatures: signatures.map(({ slot, label, name, at }) => ({ slot, label, name, at })),
    missing_signatures: slots_of(sheet.form)
      .filter((slot) => slot.required_at !== undefined && !signatures.some((one) => one.slot === slot.id))
      .map((slot) => slot.label),
    has_draft: sheet.draft !== undefined,
  }
}

export const load_sheets = async (unit: Unit, forms: Forms, encounter: string): Promise<LoadedSheet[]> => {
  const page = await unit.search(
    'QuestionnaireResponse',
    new URLSearchParams({ encounter, _sort: 'authored', _count: '1000' }),
  )
  const sheets: LoadedSheet[] = []
  for (const stored of page.entries.filter((one) => is_sheet(forms, one)))
    sheets.push(to_sheet(forms, stored, await find_draft(unit, stored.id)))
  return sheets.filter((sheet) => sheet.status !== 'entered-in-error')
}

const earlier_max = 30

const list_earlier = async (unit: Unit, stay: Stay, places: Places): Promise<Chart['earlier']> => {
  const page = await unit.search(
    'Encounter',
    new URLSearchParams({ patient: stay.patient, _sort: '-date', _count: String(earlier_max + 1) }),
  )
  const others = page.entries
    .map((stored) => to_stay(resource_of(stored)))
    .filter((one) => one.id !== stay.id)
    .slice(0, earlier_max)
  const diagnoses = await list_diagnoses(
    unit,
    others.map((one) => one.id),
  )
  return others.map((one) => {
    const found = diagnoses.get(one.id) ?? []
    const main = found.find((diagnosis) => diagnosis.use === 'discharge') ?? found[0]
    return {
      encounter: one.id,
      from: one.admitted_at,
      to: one.discharged_at ?? null,
      kind: one.kind,
      department: places.departments.get(one.department)?.name ?? '',
      diagnosis: main?.text ?? '',
    }
  })
}

const banner_of = async (unit: Unit, patient: Resource, stay: Stay, places: Places): Promise<Chart['banner']> => {
  const hit = to_hit(patient)
  const bed = places.beds.get(stay.bed ?? '')
  const allergies = await unit.search(
    'AllergyIntolerance',
    new URLSearchParams({ patient: stay.patient, _sort: '-_lastUpdated', _count: '50' }),
  )
  const coverage = (
    await unit.search(
      'Coverage',
      new URLSearchParams({ patient: stay.patient, status: 'active', _sort: '-_lastUpdated', _count: '1' }),
    )
  ).entries[0]
  return {
    patient: stay.patient,
    name: hit.name,
    gender: hit.gender,
    birth_date: hit.birth_date,
    age: hit.age,
    patient_code: hit.patient_code,
    ...(hit.deceased === undefined ? {} : { deceased: hit.deceased }),
    department: places.departments.get(stay.department)?.name ?? '',
    room: bed?.room ?? '',
    bed: bed?.name ?? '',
    day: day_of_stay(stay),
    allergies: allergies.entries.map(
      (stored) => text_of(object_of(resource_of(stored)['code'])?.['text']) ?? 'chưa rõ dị nguyên',
    ),
    payer: payer_names[stay.payer_kind ?? ''] ?? '',
    insurance: coverage ? (text_of(resource_of(coverage)['subscriberId']) ?? '') : '',
  }
}

/** What each bệnh án still wants before it can be closed; boxes that the store fills are not wanted from anyone. */
const list_missing = async (unit: Unit, encounter: string, sheets: LoadedSheet[]): Promise<Chart['missing']> => {
  const missing: Chart['missing'] = []
  for (const sheet of sheets.filter((one) => one.form.kind === 'record')) {
    const source = await load_facts(unit, encounter, sheet.form)
    const { answers } = with_facts(sheet.form, current_answers(sheet), source)
    for (const field of missing_fields(sheet.form, answers, true))
      missing.push({ sheet: sheet.stored.id, item: field.id, label: field.label || field.id })
  }
  return missing
}

/** Everything the chart page needs, in one answer. */
export const open_chart = (store: Store, forms: Forms, caller: Caller, encounter_id: string): Promise<Chart> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    const encounter = resource_of(await unit.get('Encounter', encounter_id))
    const stay = to_stay(encounter)
    const patient = await unit.find('Patient', stay.patient)
    if (!patient) throw fail.not_found('Không tìm thấy người bệnh của đợt điều trị này')
    const places = await load_places(unit)
    const sheets = await load_sheets(unit, forms, encounter_id)
    const steps = await list_documents(
      unit.sql,
      caller.facility,
      sheets.map((sheet) => sheet.stored.id),
    )
    const record = (await find_records(unit, encounter_id))[0]
    return {
      banner: await banner_of(unit, resource_of(patient), stay, places),
      stay: {
        id: stay.id,
        status: stay.status,
        admitted_at: stay.admitted_at,
        discharged_at: stay.discharged_at ?? null,
        admission_number: stay.admission_number,
        ma_yt: stay.ma_yt,
        department_id: stay.department,
        ...(stay.house === undefined ? {} : { house: stay.house }),
      },
      record: record
        ? {
            id: record.id ?? '',
            main_form: text_of(find_extension(record, extension_url.main_form)?.['valueCode']) ?? '',
            record_number: find_identifier(record, identifier_system.record_number) ?? '',
          }
        : null,
      sheets: sheets.map((sheet) =>
        summarise(
          sheet,
          steps.filter((step) => step.response === sheet.stored.id),
        ),
      ),
      missing: await list_missing(unit, encounter_id, sheets),
      diagnoses: ((await list_diagnoses(unit, [encounter_id])).get(encounter_id) ?? []).map(({ use, text, code }) => ({
        use,
        text,
        code,
      })),
      vitals: await list_vitals(unit, stay),
      results: await list_results(unit, stay),
      earlier: await list_earlier(unit, stay, places),
    }
  })
}
