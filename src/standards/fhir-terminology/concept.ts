import { is_exact_number } from '../fhir/index.ts'

/** Another name of a concept (R4 CodeSystem.concept.designation). */
export type Designation = { language?: string; use?: Record<string, unknown>; value: string }

/** The data types a property may have (R4 CodeSystem.concept.property.value[x]). */
export const property_types = ['code', 'string', 'boolean', 'integer', 'decimal', 'dateTime', 'Coding'] as const
export type PropertyType = (typeof property_types)[number]
export type Property = { code: string; type: PropertyType; value: unknown }

/** One code of a code system. */
export type Concept = {
  code: string
  display?: string
  definition?: string
  /** Codes directly above; a parent may be a code of another system (the province of a ward) and is then no concept here. */
  parents: readonly string[]
  /** A group that stands in no record (R4 concept property notSelectable). */
  is_abstract?: boolean
  is_inactive?: boolean
  designations?: readonly Designation[]
  properties?: readonly Property[]
}

/** `valueCode` of a type `code`. */
export const value_name = (type: PropertyType): string => `value${type.slice(0, 1).toUpperCase()}${type.slice(1)}`

/** A property's value as text, for comparing. */
export const property_text = ({ value }: Property): string => {
  if (is_exact_number(value)) return JSON.stringify(value)
  if (typeof value === 'object' && value !== null && 'code' in value) return String(value.code)
  return String(value)
}

const language_matches = (asked: string, held: string | undefined): boolean =>
  held !== undefined && (held === asked || held.split('-')[0] === asked.split('-')[0])

/** The name in the language asked for, or the usual one, or the code itself. */
export const display_of = (concept: Concept, language?: string): string => {
  const designations = concept.designations ?? []
  const wanted =
    language === undefined
      ? undefined
      : (designations.find((one) => one.language === language) ??
        designations.find((one) => language_matches(language, one.language)))
  return wanted?.value ?? concept.display ?? concept.code
}
