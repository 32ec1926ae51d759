import assert from 'node:assert/strict'
import { load_examples } from '../../../bench/fhir/fuzz/material.ts'
import type { Json, Person } from '../../test-site.ts'

/** The words that stand in every resource of a house; both are of one length, so that even lengths can be compared. */
export const word_of_b = 'bimatcuab'
export const word_of_nobody = 'khongaico'
export const tag_system = 'urn:benhanmo:thu'

/** Ids say whose they are: `kin-b-patient` is B's, `cua-a-patient` A's, `vo-chu-patient` nobody's. */
export type House = { ids: string; word: string }
export const house_a: House = { ids: 'cua-a', word: 'cuanhaa' }
export const house_b: House = { ids: 'kin-b', word: word_of_b }
export const nobody: House = { ids: 'vochu', word: word_of_nobody }

export const id_at = (house: House, type: string): string => `${house.ids}-${type.toLowerCase()}`

/** HL7's examples, one of each type. */
export const examples: readonly Json[] = load_examples(1)
const known = new Set(examples.map((one) => String(one['resourceType'])))

/** References lead to the house's own resource of that type. */
const at_home = (value: unknown, house: House): unknown => {
  if (Array.isArray(value)) return value.map((item) => at_home(item, house))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const type = key === 'reference' ? /^([A-Z][A-Za-z]+)\/[^/]+$/.exec(String(item))?.[1] : undefined
      return [key, type !== undefined && known.has(type) ? `${type}/${id_at(house, type)}` : at_home(item, house)]
    }),
  )
}

const marked = new Set(['CodeSystem', 'ValueSet', 'ConceptMap', 'StructureDefinition', 'SearchParameter'])

/** The same example as it would stand in another house: its own id, its own word, its own neighbours. */
export const as_of = (house: House, example: Json): Json => {
  const type = String(example['resourceType'])
  const made = at_home(example, house) as Json
  return {
    ...made,
    id: id_at(house, type),
    meta: { tag: [{ system: tag_system, code: house.word }] },
    ...(made['text'] === undefined
      ? {}
      : { text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${house.word}</div>` } }),
    ...(marked.has(type) ? { url: `http://${house.word}.test/${type}` } : {}),
  }
}

const first_types = ['Patient', 'Organization', 'Practitioner', 'Location', 'Encounter']
const rank = (one: Json): number => (first_types.indexOf(String(one['resourceType'])) + 100) % 100

/** Fills a house; what refers to what is not there yet is tried again. @returns the types it holds */
export const fill = async (house: House, system: Person): Promise<Set<string>> => {
  const held = new Set<string>()
  let left = [...examples].sort((a, b) => rank(a) - rank(b)).map((one) => as_of(house, one))
  for (let round = 0; round < 3; round += 1) {
    const refused: Json[] = []
    for (const one of left) {
      const answer = await system('PUT', `/fhir/${one['resourceType']}/${one['id']}`, one)
      if (answer.status < 300) held.add(String(one['resourceType']))
      else refused.push(one)
    }
    left = refused
  }
  assert.ok(held.size > 100, `${held.size} types held; refused ${left.map((one) => one['resourceType']).join()}`)
  return held
}
