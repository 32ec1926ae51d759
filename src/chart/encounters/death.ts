import { isDeepStrictEqual } from 'node:util'
import { resource_of, successor_of, type TypeGuard, type Unit } from '../../platform/records/index.ts'
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

/** What the stays of a person say. @param but the one that is being written */
const find_death = async (unit: Unit, patient: string, but?: string): Promise<string | undefined> => {
  const query = new URLSearchParams({ patient, status: 'finished', _sort: '-date', _count: '1000' })
  for (const stored of (await unit.search('Encounter', query)).entries) {
    const died_at = stored.id === but ? undefined : death_of(to_stay(resource_of(stored)))
    if (died_at !== undefined) return died_at
  }
  return undefined
}

/** Told of by mistake, a person is said to live: a later writer who says nothing of it says nothing new. */
const with_death = (person: Resource, died_at: string | undefined): Resource => {
  const { deceasedDateTime: _at, _deceasedDateTime: _more, deceasedBoolean: _is, ...rest } = person
  const death = died_at === undefined ? { deceasedBoolean: false } : { deceasedDateTime: died_at }
  return { ...rest, resourceType: 'Patient', ...death }
}

/** Of a transaction that writes the stay before the person: what the person must be told when she is written. */
const owed = new WeakMap<Unit, Map<string, string>>()

const owe = (unit: Unit, patient: string, died_at: string | undefined): void => {
  if (died_at !== undefined) owed.set(unit, new Map([...(owed.get(unit) ?? []), [patient, died_at]]))
}

/** @param was what the stay said until now: another word than its own it does not take back */
const tell_person = async (unit: Unit, stay: Stay, was: string | undefined, now: string | undefined): Promise<void> => {
  if (was === now || stay.patient === '') return
  await unit.lock([`Patient/${stay.patient}`])
  const stored = await unit.find('Patient', stay.patient)
  if (!stored) return owe(unit, stay.patient, now)
  const person = resource_of(stored)
  if (successor_of(person) !== undefined) return
  if (now === undefined && person['deceasedDateTime'] !== was) return
  const died_at = now ?? (await find_death(unit, stay.patient, stay.id))
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

const links_of = (patient: Resource): unknown => patient['link'] ?? []

/**
 * Who writes a person and says nothing of her death (another system's message of her address) does not bring her back to
 * life while a stay says that she died: `deceasedBoolean: false` does. Charts that are parted say what they said before.
 */
export const lasting_death_guard: TypeGuard = {
  type: 'Patient',
  async before_write(unit, resource, before) {
    if (resource['deceasedDateTime'] !== undefined || resource['deceasedBoolean'] !== undefined) return resource
    const was = before && !before.deleted ? resource_of(before) : undefined
    const is_lost = was?.['deceasedDateTime'] !== undefined && isDeepStrictEqual(links_of(was), links_of(resource))
    const died_at = is_lost ? await find_death(unit, resource.id) : was ? undefined : owed.get(unit)?.get(resource.id)
    return died_at === undefined ? resource : with_death(resource, died_at)
  },
  before_remove: () => Promise.resolve(),
}
