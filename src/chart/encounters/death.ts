import type { Unit } from '../../platform/records/index.ts'
import { resource_of, successor_of, type TypeGuard } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { to_stay, type Stay } from './stay.ts'

/** Kết quả điều trị: tử vong (the fifth box of the bệnh án, TT 32/2023). */
export const died_result = '5'

const no_stay: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled'])

/**
 * When the person died, as this stay says it: the hour that was written, else the hour the stay ended; undefined where it
 * tells of no death (or of one whose hour nobody has written yet).
 */
export const death_of = (stay: Stay): string | undefined =>
  stay.treatment_result === died_result && !no_stay.has(stay.status) ? (stay.died_at ?? stay.discharged_at) : undefined

/** What another stay of the same person says. */
const death_elsewhere = async (unit: Unit, stay: Stay): Promise<string | undefined> => {
  const query = new URLSearchParams({ patient: stay.patient, status: 'finished', _sort: '-date', _count: '1000' })
  for (const stored of (await unit.search('Encounter', query)).entries) {
    const died_at = stored.id === stay.id ? undefined : death_of(to_stay(resource_of(stored)))
    if (died_at !== undefined) return died_at
  }
  return undefined
}

const with_death = (person: Resource, died_at: string | undefined): Resource => {
  const { deceasedDateTime: _at, _deceasedDateTime: _more, deceasedBoolean: _is, ...rest } = person
  return { ...rest, resourceType: 'Patient', ...(died_at === undefined ? {} : { deceasedDateTime: died_at }) }
}

/** @param was what the stay said until now: another word than its own it does not take back */
const tell_person = async (unit: Unit, stay: Stay, was: string | undefined, now: string | undefined): Promise<void> => {
  if (was === now || stay.patient === '') return
  await unit.lock([`Patient/${stay.patient}`])
  const stored = await unit.find('Patient', stay.patient)
  if (!stored) return
  const person = resource_of(stored)
  if (successor_of(person) !== undefined) return
  if (now === undefined && person['deceasedDateTime'] !== was) return
  const died_at = now ?? (await death_elsewhere(unit, stay))
  if (person['deceasedDateTime'] !== died_at) await unit.update(with_death(person, died_at))
}

/**
 * A stay that ends with a death writes it on the person, whichever way the stay is written and in its transaction; put
 * right afterwards, or entered in error, it takes its own word back. A stay that is laid under another chart (chart/merging)
 * says nothing anew: what becomes of both persons is said there.
 */
export const death_guard: TypeGuard = {
  type: 'Encounter',
  async before_write(unit, resource, before) {
    const [now, was] = [to_stay(resource), before && !before.deleted ? to_stay(resource_of(before)) : undefined]
    if (was === undefined || was.patient === now.patient)
      await tell_person(unit, { ...now, id: resource.id }, was && death_of(was), death_of(now))
    return resource
  },
  async before_remove(unit, before) {
    const was = to_stay(resource_of(before))
    await tell_person(unit, { ...was, id: before.id }, death_of(was), undefined)
  },
}
