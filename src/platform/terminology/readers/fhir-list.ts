import { XMLParser } from 'fast-xml-parser'
import { fail } from '../../../base/outcome/index.ts'
import { tidy_spaces } from '../../../base/text/index.ts'
import type { Draft, Reading } from './draft.ts'

type Node = Record<string, unknown>

const many = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const node = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {})
/** FHIR XML keeps every primitive in an attribute named `value`; JSON has it bare. */
const primitive = (value: unknown): string => {
  const inner = typeof value === 'object' && value !== null ? node(value)['@value'] : value
  return typeof inner === 'string' || typeof inner === 'number' ? tidy_spaces(String(inner)) : ''
}

const drafts_of = (catalogue: string, concepts: unknown[], parent?: string): Draft[] =>
  concepts.map(node).flatMap((concept) => {
    const code = primitive(concept['code'])
    const definition = primitive(concept['definition'])
    const draft: Draft = {
      catalogue,
      code,
      display: primitive(concept['display']),
      ...(parent === undefined ? {} : { parent }),
      ...(definition ? { properties: { definition }, other_names: definition.split(/[,;]/).map(tidy_spaces) } : {}),
    }
    return [draft, ...drafts_of(catalogue, many(concept['concept']), code)]
  })

const concepts_of = (root: Node): unknown[] | undefined => {
  const system = root['CodeSystem'] ?? (root['resourceType'] === 'CodeSystem' ? root : undefined)
  if (system !== undefined) return many(node(system)['concept'])
  const set = root['ValueSet'] ?? (root['resourceType'] === 'ValueSet' ? root : undefined)
  if (set === undefined) return undefined
  return many(node(node(set)['compose'])['include']).flatMap((include) => many(node(include)['concept']))
}

/** Concepts of a FHIR CodeSystem, or of a ValueSet that lists its codes. */
export const read_fhir_list = (catalogue: string, root: unknown): Reading => {
  const concepts = concepts_of(node(root))
  if (!concepts) throw fail.value('Tệp không phải là CodeSystem hay ValueSet của FHIR')
  if (concepts.length === 0) throw fail.value('CodeSystem hay ValueSet không liệt kê mã nào')
  return { drafts: drafts_of(catalogue, concepts), problems: [] }
}

export const is_fhir_json = (value: unknown): boolean =>
  ['CodeSystem', 'ValueSet'].includes(String(node(value)['resourceType']))

export const parse_fhir_xml = (text: string): unknown => {
  // A document type is where entity tricks live; FHIR XML has none
  if (/<!DOCTYPE/i.test(text)) throw fail.invalid('Tệp XML có khai báo DOCTYPE nên không đọc')
  try {
    return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseAttributeValue: false }).parse(text)
  } catch {
    throw fail.invalid('Tệp XML sai cấu trúc')
  }
}
