import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse_exact, type Resource } from '../fhir/index.ts'
import { choice_name, elements_of, has_table, type ElementFact, type TypeUse } from './definitions.ts'

/** For tests: the official R4 examples (dev dependency hl7.fhir.r4.examples, CC0) and a walk over what they hold. */
const folder = join(import.meta.dirname, '../../../node_modules/hl7.fhir.r4.examples')

export const has_examples = existsSync(join(folder, 'package.json'))

export const example_names = (): string[] =>
  readdirSync(folder)
    .filter((name) => /^[A-Z].*-.*\.json$/.test(name))
    .map((name) => name.slice(0, -5))

export const example_text = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8')
export const read_example = (name: string): Resource => parse_exact(example_text(name)) as Resource

export type Step = string | number

/** One element that an example holds. `at`: the way to its owner; key and index: where it stands there. */
export type Site = {
  at: Step[]
  owner_place: string
  key: string
  index: number | undefined
  place: string
  fact: ElementFact
  use: TypeUse
  owner_type: string
}

type Child = { fact: ElementFact; use: TypeUse }
const children = new Map<string, Map<string, Child>>()
const children_of = (type: string): Map<string, Child> => {
  const known = children.get(type)
  if (known) return known
  const made = new Map<string, Child>()
  for (const fact of elements_of(type))
    for (const use of fact.types) made.set(fact.is_choice ? choice_name(fact.name, use.code) : fact.name, { fact, use })
  children.set(type, made)
  return made
}

export const sites_of = (value: unknown, type: string, at: Step[] = [], place = type): Site[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]): Site[] => {
    const child = children_of(type).get(key)
    if (!child) return []
    const items: unknown[] = Array.isArray(item) ? item : [item]
    return items.flatMap((one, i): Site[] => {
      const index = Array.isArray(item) ? i : undefined
      const here = `${place}.${key}${index === undefined ? '' : `[${index}]`}`
      const site: Site = { at, owner_place: place, key, index, place: here, ...child, owner_type: type }
      const own_type =
        child.use.code === 'Resource' ? String((one as { resourceType?: string }).resourceType) : child.use.code
      const below = has_table(own_type)
        ? sites_of(one, own_type, [...at, key, ...(index === undefined ? [] : [index])], here)
        : []
      return [site, ...below]
    })
  })
}

export type Bag = Record<string, unknown>

/** The owner of a site in a copy of the resource. */
export const owner_in = (resource: unknown, at: readonly Step[]): Bag => {
  let here = resource as Bag
  for (const step of at) here = (here as Record<Step, unknown>)[step] as Bag
  return here
}

export const put = (owner: Bag, site: Site, value: unknown): void => {
  if (site.index === undefined) owner[site.key] = value
  else (owner[site.key] as unknown[])[site.index] = value
}
