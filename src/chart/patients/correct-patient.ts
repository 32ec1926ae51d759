import { isDeepStrictEqual } from 'node:util'
import { Failure, fail } from '../../base/outcome/index.ts'
import { local_date, show_moment } from '../../base/time/index.ts'
import { demand, names_of } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, successor_of, type Store, type Stored, type Unit } from '../../platform/records/index.ts'
import { list_of, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { tidy_registration } from './check-registration.ts'
import type { Corrected, Correction, Registration } from './contract.ts'
import { correct_coverage } from './correct-coverage.ts'
import { correct_person } from './correct-person.ts'
import { has_number } from './dated-identifiers.ts'
import { find_holders } from './find-duplicates.ts'
import { find_coverage, to_registration } from './patient-detail.ts'
import { check_mother, hold_number } from './register-patient.ts'

/** The row stays locked, so that nobody changes the person between this look and the writing. */
const read_locked = async (unit: Unit, id: string): Promise<Stored> => {
  await unit.sql.query('SELECT FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3 FOR UPDATE', [
    unit.caller.facility,
    'Patient',
    id,
  ])
  return unit.get('Patient', id)
}

const refuse_moved_on = async (unit: Unit, stored: Stored): Promise<never> => {
  const names = await names_of(unit.sql, unit.caller.facility, [stored.author])
  const who = names.get(stored.author) ?? stored.author
  throw fail.version_mismatch(
    `${who} vừa sửa người bệnh này lúc ${show_moment(stored.updated_at.toISOString())}; hãy xem bản mới rồi lưu lại`,
    { current_version: stored.version, changed_by: who, changed_at: stored.updated_at.toISOString() },
  )
}

/** Numbers the clerk typed now that were never on this chart. */
const new_numbers = (patient: Resource, wanted: Registration): string[] => {
  const entries = list_of(patient['identifier'])
  const { kind, value } = wanted.identity
  const typed = [
    ...(kind === 'none' ? [] : ([[kind, value]] as const)),
    ...(wanted.insurance ? ([['bhyt', wanted.insurance.number]] as const) : []),
  ]
  return typed
    .filter(([of_kind, number]) => !entries.some((entry) => has_number(entry, of_kind, number)))
    .map(([, number]) => number)
}

const check_other_charts = async (unit: Unit, patient: Resource, wanted: Correction): Promise<void> => {
  const numbers = new_numbers(patient, wanted)
  for (const number of numbers.toSorted()) await hold_number(unit, number)
  const found = await find_holders(unit, wanted, numbers)
  const duplicates = found.filter((one) => one.id !== patient.id)
  if (duplicates.length > 0 && wanted.confirm_new !== true)
    throw fail.conflict('Số vừa nhập đang ở hồ sơ khác; hãy xem trước khi lưu', { duplicates, may_confirm: true })
}

/** Parts that are asked for because of what the person's paper is. */
const asked_by_identity = ['birth_date', 'reason_without_id', 'mother']

/**
 * The same rules as at registration, for what the clerk changed: an old number that nobody would take today does not
 * stand in the way of a new telephone.
 */
const check_changes = (was: Registration, given: Correction, now: Date): Correction => {
  const { registration, issues } = tidy_registration(given, now)
  const parts: Record<string, unknown> = { ...given }
  const old: Record<string, unknown> = { ...was }
  const is_changed = (part: string): boolean => !isDeepStrictEqual(parts[part], old[part])
  const faults = issues.filter(({ expression = '' }) => {
    const part = expression.split('.')[0] ?? ''
    return is_changed(part) || (asked_by_identity.includes(part) && is_changed('identity'))
  })
  if (faults.length > 0) throw new Failure(422, faults)
  return { ...given, ...Object.fromEntries(Object.entries(registration).filter(([part]) => is_changed(part))) }
}

/**
 * Puts a registered person right: person, numbers and card in one transaction, the store's audit lines with it.
 * @throws 404, 409 when a number typed now stands on other charts and the clerk has not confirmed, 412 with who changed
 */
export const correct_patient = (store: Store, caller: Caller, id: string, given: Correction): Promise<Corrected> => {
  demand(caller, 'patient.register')
  const now = new Date()
  const today = local_date(now)
  return store.unit(caller, async (unit) => {
    const stored = await read_locked(unit, id)
    if (stored.version !== given.if_match) await refuse_moved_on(unit, stored)
    const before = parse_exact(stored.body) as Resource
    const successor = successor_of(before)
    if (successor) throw fail.rule(`Hồ sơ này đã gộp vào ${successor}; hãy sửa ở hồ sơ ấy`, 'Patient.link')
    const coverage = await find_coverage(unit, id)
    const was = to_registration(resource_of(stored), coverage && resource_of(coverage), today)
    const wanted = check_changes(was, given, now)
    if (wanted.mother !== was.mother) await check_mother(unit, wanted.mother)
    await check_other_charts(unit, before, wanted)
    await correct_coverage(unit, id, coverage, was.insurance, wanted.insurance, today)
    const next = correct_person(before, was, wanted, today)
    // A card put right is a new version of the person too: who had seen the old card is told so.
    const same_card = isDeepStrictEqual(was.insurance, wanted.insurance)
    if (same_card && isDeepStrictEqual(next, before)) return { version: stored.version }
    return { version: (await unit.update(next, { if_match: stored.version })).version }
  })
}
