import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { local_date } from '../../../base/time/index.ts'
import { find_facility } from '../../../platform/access/index.ts'
import { resource_of, type Unit } from '../../../platform/records/index.ts'
import { list_of, text_of } from '../../../standards/fhir/index.ts'
import { must_ask, years_on } from '../../gate/index.ts'
import type { AskedAs, RequestText } from '../contract.ts'

const shipped = JSON.parse(readFileSync(join(import.meta.dirname, 'request-text.json'), 'utf8')) as {
  version: string
  care: string
  opening: Record<AskedAs, string>
  rest: string
}

/** Of the person who asks, what decides who must speak for her. */
export const person_asking = async (unit: Unit, patient: string): Promise<{ name: string; birth_date: string }> => {
  const stored = resource_of(await unit.get('Patient', patient))
  const name = text_of(list_of(stored['name'])[0]?.['text']) ?? ''
  return { name, birth_date: text_of(stored['birthDate']) ?? '' }
}

export type TextFor = { patient: string; asked_as: AskedAs; /** '': her own care */ purpose: string }

/** What is agreed to, word for word, with the names of the house and of the person (PDP-03). */
export const request_text = async (
  unit: Unit,
  { patient, asked_as, purpose }: TextFor,
): Promise<{ version: string; text: string; sha256: string }> => {
  const facility = await find_facility(unit.sql, unit.caller.facility)
  const { name } = await person_asking(unit, patient)
  const opening = shipped.opening[asked_as]
    .replaceAll('{facility}', () => facility?.name ?? unit.caller.facility)
    .replaceAll('{person}', () => name)
    .replaceAll('{purpose}', () => purpose.trim() || shipped.care)
  const text = `${opening} ${shipped.rest}`
  return { version: shipped.version, text, sha256: createHash('sha256').update(text).digest('hex') }
}

/** The text beside who must speak at her age: for her care, and for another purpose or for what is most private. */
export const view_request_text = async (unit: Unit, wanted: TextFor): Promise<Omit<RequestText, 'channels'>> => {
  const { birth_date } = await person_asking(unit, wanted.patient)
  const on = local_date(new Date())
  const needed = (is_side: boolean): AskedAs => must_ask({ birth_date, on, is_side })
  return {
    ...(await request_text(unit, wanted)),
    ...{ years: years_on(birth_date, on) ?? null, must_ask: { care: needed(false), side: needed(true) } },
  }
}
