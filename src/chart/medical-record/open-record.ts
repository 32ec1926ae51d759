import { fail } from '../../base/outcome/index.ts'
import { local_parts, local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id, resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { code_system, extension_url, identifier_system, list_of, type Resource } from '../../standards/fhir/index.ts'
import { admit_patient } from '../encounters/index.ts'
import type { Admission, Admitted } from '../encounters/contract.ts'
import { take_number } from '../numbers/index.ts'
import type { Answers, NewSheet, NewSheetAnswer } from './contract.ts'
import { demand_writing } from './drafts.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'
import { to_response } from './response.ts'
import { current_answers, get_form, load_sheet, to_sheet, type Forms } from './sheet-store.ts'
import { questionnaire_url } from './questionnaire.ts'

type StayRef = { encounter: string; patient: string }

/** Hồ sơ bệnh án of a stay: a List whose entries are its sheets, in the order they were begun. */
const open_record = async (unit: Unit, stay: StayRef, main_form: string): Promise<Resource> => {
  const { year } = local_parts(new Date())
  const number = await take_number(unit.sql, unit.caller.facility, 'record-number', String(year))
  const record: Resource = {
    resourceType: 'List',
    id: new_id(),
    extension: [{ url: extension_url.main_form, valueCode: main_form }],
    identifier: [
      { system: identifier_system.record_number, value: `${String(year).slice(2)}.${String(number).padStart(6, '0')}` },
    ],
    status: 'current',
    mode: 'working',
    title: 'Hồ sơ bệnh án',
    code: { coding: [{ system: code_system.list_kind, code: 'medical-record' }] },
    subject: { reference: `Patient/${stay.patient}` },
    encounter: { reference: `Encounter/${stay.encounter}` },
    date: local_time(new Date()),
  }
  await unit.create(record)
  return record
}

export const find_records = async (unit: Unit, encounter: string): Promise<Resource[]> =>
  (
    await unit.search(
      'List',
      new URLSearchParams({ encounter, code: `${code_system.list_kind}|medical-record`, _sort: '_lastUpdated' }),
    )
  ).entries.map(resource_of)

const add_sheet = async (
  unit: Unit,
  record: Resource,
  form: FormDefinition,
  stay: StayRef,
  answers: Answers,
): Promise<string> => {
  const id = new_id()
  const { actor } = unit.caller
  await unit.create(
    to_response(form, answers, {
      id,
      ...stay,
      author: actor.id,
      author_name: actor.name,
      authored: local_time(new Date()),
      status: 'in-progress',
    }),
  )
  const entry = [
    ...list_of(record['entry']),
    { item: { reference: `QuestionnaireResponse/${id}`, display: form.title } },
  ]
  await unit.update({ ...record, entry })
  return id
}

/** Admits and opens the record with its main form, in one transaction: no stay without a record, no number lost. */
export const admit_and_open = (store: Store, forms: Forms, caller: Caller, admission: Admission): Promise<Admitted> => {
  demand(caller, 'stay.admit')
  const form = get_form(forms, admission.form)
  if (form.kind !== 'record') throw fail.value('Hãy chọn một mẫu bệnh án', 'form')
  return store.unit(caller, async (unit) => {
    const stay = await admit_patient(unit, admission)
    const record = await open_record(unit, stay, form.slug)
    const sheet = await add_sheet(unit, record, form, stay, {})
    return {
      encounter: stay.encounter,
      admission_number: stay.admission_number,
      ma_yt: stay.ma_yt,
      record: record.id ?? '',
      sheet,
      warnings: stay.warnings,
    }
  })
}

/** Answers worth carrying over: not the times and not what the house fills. */
const copyable = (form: FormDefinition, answers: Answers): Answers => {
  const copied: Answers = {}
  for (const field of fields_of(form)) {
    const value = answers[field.id]
    if (
      value === undefined ||
      value === null ||
      field.bind ||
      field.auto ||
      field.type === 'date' ||
      field.type === 'datetime'
    )
      continue
    if (field.type === 'table' && Array.isArray(value)) {
      const timeless = field.columns
        .filter((column) => column.type !== 'datetime' && column.type !== 'signature')
        .map((column) => column.id)
      copied[field.id] = (value as Record<string, string>[]).map((row) =>
        Object.fromEntries(timeless.flatMap((id) => (row[id] === undefined ? [] : [[id, row[id]]]))),
      )
    } else copied[field.id] = value
  }
  return copied
}

const find_yesterday = async (unit: Unit, forms: Forms, form: FormDefinition, encounter: string) => {
  const query = new URLSearchParams({
    encounter,
    questionnaire: questionnaire_url(form),
    _sort: '-authored',
    _count: '1',
  })
  const last = (await unit.search('QuestionnaireResponse', query)).entries[0]
  if (!last) throw fail.not_found('Chưa có phiếu nào trước đó để chép')
  return to_sheet(forms, last, undefined)
}

const local_now = (): string => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 16)

/** A new entry of the treatment sheet begins with its time, since each entry is signed by itself (TT 32/2023 Art 52). */
const start_rows = (form: FormDefinition, answers: Answers): Answers => {
  const started = { ...answers }
  for (const field of fields_of(form)) {
    const time =
      field.type === 'table' && !field.fixed_rows
        ? field.columns.find((column) => column.type === 'datetime')
        : undefined
    if (field.type !== 'table' || !field.row_signature || !time) continue
    const rows = Array.isArray(answers[field.id]) ? (answers[field.id] as Record<string, string>[]).slice(-1) : [{}]
    started[field.id] = rows.map((row) => ({ ...row, [time.id]: local_now() }))
  }
  return started
}

/** Boxes that say something when the paper is begun: the day it is written, the hour somebody leaves. */
const start_boxes = (form: FormDefinition): Answers =>
  Object.fromEntries(
    fields_of(form).flatMap(({ id, starts }) =>
      starts === undefined ? [] : [[id, starts === 'now' ? local_now() : local_now().slice(0, 10)]],
    ),
  )

/** Adds a sheet to a stay's record; a second bệnh án of the same stay opens a second record beside the first. */
export const add_sheet_to_stay = (
  store: Store,
  forms: Forms,
  caller: Caller,
  encounter: string,
  wish: NewSheet,
): Promise<NewSheetAnswer> => {
  const form = get_form(forms, wish.slug)
  demand_writing(caller, form)
  return store.unit(caller, async (unit) => {
    const stay = resource_of(await unit.get('Encounter', encounter))
    const subject = stay['subject'] as { reference?: string } | undefined
    const patient = subject?.reference?.replace('Patient/', '') ?? ''
    await unit.sql.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
      caller.facility,
      `record:${encounter}`,
    ])
    const records = await find_records(unit, encounter)
    const record =
      form.kind === 'record' || records.length === 0
        ? await open_record(unit, { encounter, patient }, form.slug)
        : records.at(-1)
    if (!record) throw fail.not_found('Đợt điều trị này chưa có hồ sơ')
    const source =
      wish.copy_from === undefined
        ? undefined
        : wish.copy_from === 'yesterday'
          ? await find_yesterday(unit, forms, form, encounter)
          : await load_sheet(unit, forms, wish.copy_from)
    if (source && source.form.slug !== form.slug) throw fail.value('Chỉ chép từ phiếu cùng mẫu', 'copy_from')
    const copied = source ? copyable(form, current_answers(source)) : {}
    const answers = { ...start_boxes(form), ...start_rows(form, copied) }
    return { id: await add_sheet(unit, record, form, { encounter, patient }, answers), copied: Object.keys(copied) }
  })
}
