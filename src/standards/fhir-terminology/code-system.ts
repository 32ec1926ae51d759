import { list_of, object_of, text_of } from '../fhir/index.ts'
import { make_code_table, type CodeTable, type Content } from './code-table.ts'
import { property_types, value_name, type Concept, type Designation, type Property } from './concept.ts'

type Json = Readonly<Record<string, unknown>>

const standard = 'http://hl7.org/fhir/concept-properties#'
/** What R4 §4.8.15 defines for every code system; `abstract` and `subsumedBy` are how HL7's own v2 and v3 lists write them. */
const meanings: Record<string, string> = { abstract: 'notSelectable', subsumedBy: 'parent' }

/** Property code → what it means: a system may give its own name to a standard property. */
const meaning_of = (resource: Json): ((code: string) => string) => {
  const own = new Map<string, string>()
  for (const one of list_of(resource['property'])) {
    const uri = text_of(one['uri'])
    const code = text_of(one['code'])
    if (code !== undefined && uri?.startsWith(standard)) own.set(code, uri.slice(standard.length))
  }
  return (code) => own.get(code) ?? meanings[code] ?? code
}

const read_properties = (concept: Json): Property[] =>
  list_of(concept['property']).flatMap((one) => {
    const code = text_of(one['code'])
    const type = property_types.find((known) => one[value_name(known)] !== undefined)
    return code === undefined || type === undefined ? [] : [{ code, type, value: one[value_name(type)] }]
  })

export const read_designations = (value: unknown): Designation[] =>
  list_of(value).flatMap((one) => {
    const text = text_of(one['value'])
    const language = text_of(one['language'])
    const use = object_of(one['use'])
    return text === undefined
      ? []
      : [{ ...(language === undefined ? {} : { language }), ...(use ? { use } : {}), value: text }]
  })

type Found = { concept: Concept; children: string[] }

const read_concept = (json: Json, parent: string | undefined, meaning: (code: string) => string): Found | undefined => {
  const code = text_of(json['code'])
  if (code === undefined) return undefined
  const properties = read_properties(json)
  const of = (name: string): string[] =>
    properties.filter((one) => meaning(one.code) === name).map((one) => String(one.value))
  const display = text_of(json['display'])
  const definition = text_of(json['definition'])
  const designations = read_designations(json['designation'])
  const concept: Concept = {
    code,
    ...(display === undefined ? {} : { display }),
    ...(definition === undefined ? {} : { definition }),
    parents: [...new Set([...(parent === undefined ? [] : [parent]), ...of('parent')])],
    ...(of('notSelectable').includes('true') ? { is_abstract: true } : {}),
    ...(of('inactive').includes('true') || of('status').includes('retired') ? { is_inactive: true } : {}),
    ...(designations.length > 0 ? { designations } : {}),
    ...(properties.length > 0 ? { properties } : {}),
  }
  return { concept, children: of('child') }
}

/** The concepts of a tree in their order; without recursion, because a tree may be as deep as its writer liked. */
const read_tree = (resource: Json): Found[] => {
  const meaning = meaning_of(resource)
  const found: Found[] = []
  const waiting = list_of(resource['concept']).map((json) => ({ json, parent: undefined as string | undefined }))
  waiting.reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const one = read_concept(next.json, next.parent, meaning)
    if (!one) continue
    found.push(one)
    const parent = one.concept.code
    for (const json of list_of(next.json['concept']).reverse()) waiting.push({ json, parent })
  }
  return found
}

const contents: readonly Content[] = ['complete', 'fragment', 'example', 'supplement', 'not-present']

/** A CodeSystem resource as a table of its codes. */
export const read_code_system = (resource: Json): CodeTable => {
  const found = read_tree(resource)
  const parents = new Map<string, string[]>()
  for (const { concept, children } of found)
    for (const child of children) parents.set(child, [...(parents.get(child) ?? []), concept.code])
  const concepts = found.map(({ concept }) => {
    const more = parents.get(concept.code)
    return more ? { ...concept, parents: [...new Set([...concept.parents, ...more])] } : concept
  })
  const url = text_of(resource['url']) ?? ''
  return make_code_table(
    {
      url,
      version: text_of(resource['version']),
      name: text_of(resource['name']) ?? text_of(resource['title']) ?? url,
      title: text_of(resource['title']),
      content: contents.find((one) => one === resource['content']) ?? 'complete',
      ignores_case: resource['caseSensitive'] === false,
      properties: list_of(resource['property']).flatMap((one) => text_of(one['code']) ?? []),
    },
    concepts,
  )
}
