import { Failure, fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { validate_diagnosis } from '../../platform/terminology/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { check_completion } from './check-answers.ts'
import type { Answers, Completion } from './contract.ts'
import { demand_writing } from './drafts.ts'
import { extract_facts } from './extract.ts'
import type { FactSource } from './facts.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'
import { find_newborns } from './newborns.ts'
import { open_stops } from './phrase-stops.ts'
import { with_facts } from './populate.ts'
import { to_response } from './response.ts'
import { number_sheet } from './sheet-numbers.ts'
import { current_answers, find_draft, load_facts, load_sheet, type Forms, type LoadedSheet } from './sheet-store.ts'
import { write_back } from './write-back.ts'

/** Codes are judged by the list in force when the visit ends (today while it is open), TT 06/2026. */
const check_codes = async (unit: Unit, form: FormDefinition, answers: Answers, source: FactSource) => {
  const on_date = source.stay.discharged_at ? local_date(source.stay.discharged_at) : local_date(new Date())
  const issues = []
  for (const field of fields_of(form)) {
    const value = answers[field.id]
    if (field.type !== 'code' || field.code_system !== 'ICD-10' || typeof value !== 'string' || value === '') continue
    const use = /comorbid|differential/.test(field.bind ?? '')
      ? 'comorbid'
      : /death/.test(field.bind ?? '')
        ? 'cause_of_death'
        : /discharge/.test(field.bind ?? '')
          ? 'main'
          : 'admission'
    const gender = typeof source.patient['gender'] === 'string' ? { gender: source.patient['gender'] } : {}
    for (const issue of await validate_diagnosis(unit.sql, { code: value, on_date, use, ...gender }))
      issues.push({ ...issue, expression: field.id })
  }
  return issues
}

const count_types = (resources: Resource[]): { type: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const resource of resources) counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1)
  return [...counts].map(([type, count]) => ({ type, count }))
}

/** Facts of an earlier completion that the sheet no longer says are withdrawn as versions (entered in error stays visible). */
const withdraw_stale = async (unit: Unit, sheet: LoadedSheet, kept: Set<string>): Promise<void> => {
  const query = new URLSearchParams({ 'derived-from': `QuestionnaireResponse/${sheet.stored.id}`, _count: '1000' })
  for (const stored of (await unit.search('Observation', query)).entries)
    if (!kept.has(stored.id)) await unit.remove('Observation', stored.id)
}

/** Under the lock: the draft and version that were checked are the ones that become the completed version. */
const read_locked = async (
  unit: Unit,
  forms: Forms,
  id: string,
  if_match: number | undefined,
): Promise<LoadedSheet> => {
  await find_draft(unit, id, true)
  const sheet = await load_sheet(unit, forms, id)
  demand_writing(unit.caller, sheet.form)
  if (if_match !== undefined && sheet.stored.version !== if_match)
    throw fail.version_mismatch('Phiếu này đã có phiên bản mới; hãy xem bản mới rồi hoàn thành', {
      current_version: sheet.stored.version,
    })
  return sheet
}

/**
 * Completes a sheet: the draft becomes a version, its meaning becomes facts (definition-based extraction), and what it
 * says of patient, stay and diagnoses goes back there. Completing again after a change makes an amended version.
 */
export const complete_sheet = (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  if_match: number | undefined,
): Promise<Completion> =>
  store.unit(caller, async (unit) => {
    const sheet = await read_locked(unit, forms, id, if_match)
    const { form } = sheet
    const source = await load_facts(unit, sheet.encounter, form)
    const typed = current_answers(sheet)
    const shown = with_facts(form, typed, source)
    const code_issues = await check_codes(unit, form, shown.answers, source)
    const newborns = await find_newborns(unit, form, shown.answers, sheet.patient)
    const problems = [
      ...check_completion(form, shown.answers),
      ...newborns.issues,
      ...code_issues.filter((issue) => issue.severity === 'error'),
    ]
    if (problems.length > 0) throw new Failure(422, problems)
    const status = sheet.status === 'in-progress' ? 'completed' : 'amended'
    const answers = { ...shown.answers, ...(await number_sheet(unit, sheet)) }
    const response = to_response(form, answers, {
      id,
      patient: sheet.patient,
      encounter: sheet.encounter,
      // who completes it answers for its words and signs them: the clerk who opened it at admission does not
      author: caller.actor.id,
      author_name: caller.actor.name,
      authored: sheet.authored,
      status,
    })
    const stored = await unit.update(response, { if_match: sheet.stored.version })
    const facts = extract_facts(form, shown.answers, {
      response: id,
      patient: sheet.patient,
      encounter: sheet.encounter,
      author: caller.actor.id,
      author_name: caller.actor.name,
      at: sheet.authored,
      newborns: newborns.children,
    })
    for (const fact of facts) await unit.update(fact)
    await withdraw_stale(unit, sheet, new Set(facts.map((fact) => fact.id ?? '')))
    const written = await write_back(unit, form, typed, source)
    await unit.sql.query('DELETE FROM chart.draft WHERE facility = $1 AND response = $2', [caller.facility, id])
    return {
      version: stored.version,
      extracted: [...count_types(facts), ...written],
      warnings: [
        ...code_issues.filter((issue) => issue.severity === 'warning').map((issue) => issue.message),
        ...open_stops(form, typed).map((stop) => `${stop.label}: chỗ dừng của mẫu câu chưa điền “${stop.words}”`),
      ],
    }
  })
