import { readFileSync } from 'node:fs'

/**
 * The element tables of R4 4.0.1, read from the notation that tools/make-r4-definitions.mjs writes:
 * `name min..max Type|Reference(Target,Target) =required-value-set`, first line of a table `< Base`.
 */
export type TypeUse = { code: string; targets?: ReadonlySet<string> }

export type ElementFact = {
  name: string
  is_choice: boolean
  min: number
  max: '0' | '1' | '*'
  types: TypeUse[]
  /** Required binding, as the end of its URL below http://hl7.org/fhir/ValueSet/. */
  value_set?: string
}

const read_table = (name: string): unknown => JSON.parse(readFileSync(new URL(`./r4/${name}`, import.meta.url), 'utf8'))

const tables = new Map(Object.entries(read_table('elements.json') as Record<string, string[]>))

const base_of = (type: string): string | undefined => {
  const first = tables.get(type)?.[0]
  return first?.startsWith('< ') ? first.slice(2) : undefined
}

/** The type and what it inherits from, itself first: Observation, DomainResource, Resource. */
export const lineage_of = (type: string): string[] => {
  const base = base_of(type)
  return base === undefined ? [type] : [type, ...lineage_of(base)]
}

/** Concrete types with a table of their own: what `resourceType` may say. */
export const resource_types: ReadonlySet<string> = new Set(
  [...tables.keys()].filter(
    (type) => type !== 'DomainResource' && !type.includes('.') && lineage_of(type).slice(1).includes('Resource'),
  ),
)

/** Datatypes and nested elements (`Observation.component`) that have children; primitives have none. */
export const has_table = (type: string): boolean => tables.has(type)

const read_type = (text: string): TypeUse => {
  const open = text.indexOf('(')
  return open < 0
    ? { code: text }
    : { code: text.slice(0, open), targets: new Set(text.slice(open + 1, -1).split(',')) }
}

const open_types = (tables.get('*')?.[0] ?? '').split('|').map(read_type)

const read_element = (line: string): ElementFact => {
  const [name = '', cardinality = '', types = '', binding] = line.split(' ')
  const [min, max] = cardinality.split('..')
  const is_choice = name.endsWith('[x]')
  const fact: ElementFact = {
    name: is_choice ? name.slice(0, -3) : name,
    is_choice,
    min: Number(min),
    max: max as ElementFact['max'],
    types: types === '*' ? open_types : types.split('|').map(read_type),
  }
  return binding === undefined ? fact : { ...fact, value_set: binding.slice(1) }
}

/** All elements of a type, inherited ones first; a table may restrict what it inherits (SimpleQuantity.comparator). */
export const elements_of = (type: string): ElementFact[] => {
  const facts = new Map<string, ElementFact>()
  for (const one of lineage_of(type).reverse())
    for (const line of tables.get(one) ?? [])
      if (!line.startsWith('< ')) {
        const fact = read_element(line)
        facts.set(fact.name, fact)
      }
  return [...facts.values()]
}

/** `value` + `Quantity` → valueQuantity. */
export const choice_name = (name: string, type: string): string =>
  name + (type === 'SimpleQuantity' ? 'Quantity' : type.slice(0, 1).toUpperCase() + type.slice(1))

type Systems = Readonly<Record<string, string>>
const value_sets = new Map(Object.entries(read_table('value-sets.json') as Record<string, Systems>))

const value_set_base = 'http://hl7.org/fhir/ValueSet/'
/** Canonical URL (with or without version) → the short name used in the tables. */
export const value_set_name = (url: string): string => url.replace(/\|.*$/, '').replace(value_set_base, '')

export type Codes = ReadonlyMap<string, ReadonlySet<string>>
/** System → codes of a required value set; undefined for sets that a rule defines (MIME types, currencies, UCUM). */
export const find_codes = (value_set: string): Codes | undefined => {
  const systems = value_sets.get(value_set)
  return systems && new Map(Object.entries(systems).map(([system, codes]) => [system, new Set(codes.split(' '))]))
}

/** Path → key → FHIRPath of the constraints with severity error. */
export const read_constraints = (): Record<string, Record<string, string>> =>
  read_table('constraints.json') as Record<string, Record<string, string>>
