import type { CodeTable, Concept, Property } from '../../standards/fhir-terminology/index.ts'
import { value_name } from '../../standards/fhir-terminology/index.ts'
import type { Stored } from '../records/index.ts'
import { catalogue_system, catalogue_title, type Edition } from '../terminology/index.ts'
import { id_of_edition } from './catalogue-ids.ts'
import { catalogue_value_set } from './library.ts'

/** Lists longer than this come without their codes unless all of them are asked for. */
export const listed_max = 1_000

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }

/** `icd10` → Icd10: a name a program can use (R4 invariant csd-0). */
const computable = (catalogue: string): string =>
  catalogue.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase())

const property_json = ({ code, type, value }: Property): Record<string, unknown> => ({
  code,
  [value_name(type)]: value,
})

const concept_json = (table: CodeTable, concept: Concept): Record<string, unknown> => {
  const children = table.children_of(concept.code)
  const outside = concept.parents.filter((parent) => !table.find(parent))
  const property = [
    ...outside.map((parent) => ({ code: 'parent', valueCode: parent })),
    ...(concept.is_abstract ? [{ code: 'notSelectable', valueBoolean: true }] : []),
    ...(concept.properties ?? []).map(property_json),
  ]
  return {
    code: concept.code,
    display: concept.display,
    ...(concept.designations ? { designation: concept.designations } : {}),
    ...(property.length === 0 ? {} : { property }),
    ...(children.length === 0 ? {} : { concept: children.map((child) => concept_json(table, child)) }),
  }
}

const standard = (code: string, type: string, description: string) => ({
  ...{ code, uri: `http://hl7.org/fhir/concept-properties#${code}`, description, type },
})

const used_properties = (table: CodeTable): Record<string, unknown>[] => {
  const found = new Map<string, string>()
  for (const concept of table.concepts)
    for (const { code, type } of concept.properties ?? []) if (!found.has(code)) found.set(code, type)
  return [
    standard('parent', 'code', 'Mã của danh mục cấp trên'),
    standard('notSelectable', 'boolean', 'Nhóm mã, không ghi vào hồ sơ'),
    ...[...found].map(([code, type]) => ({ code, type })),
  ]
}

/** A sub-code is a kind of its category, a ward a part of its province. */
const hierarchies: Record<string, string> = { icd10: 'is-a', ward: 'part-of', district: 'part-of' }

const status_of = (edition: Edition): string => (edition.is_in_force ? 'active' : 'retired')

/** What is said of a version of a catalogue without reading its codes. */
export const catalogue_head = (edition: Edition): Record<string, unknown> => {
  const { catalogue, version, source, imported_at, is_starter, row_count } = edition
  return {
    resourceType: 'CodeSystem',
    id: id_of_edition(edition),
    meta: { versionId: '1', lastUpdated: imported_at.toISOString() },
    ...{ url: catalogue_system(catalogue), version, name: computable(catalogue), title: catalogue_title(catalogue) },
    ...{ status: status_of(edition), experimental: is_starter, date: edition.valid_from, description: source },
    caseSensitive: true,
    valueSet: catalogue_value_set(catalogue),
    ...(hierarchies[catalogue] === undefined ? {} : { hierarchyMeaning: hierarchies[catalogue] }),
    ...{ compositional: false, versionNeeded: false, content: is_starter ? 'fragment' : 'complete', count: row_count },
  }
}

const to_stored = (edition: Edition, resource: Record<string, unknown>): Stored => ({
  ...{ type: 'CodeSystem', id: id_of_edition(edition), version: 1, deleted: false, author: 'catalogue' },
  ...{ updated_at: edition.imported_at, body: JSON.stringify(resource) },
})

/** The head alone, marked as a part (R4 §3.1.1.5.8): it says how many codes there are and does not list them. */
export const catalogue_part = (edition: Edition): Stored => {
  const head = catalogue_head(edition)
  const meta = { versionId: '1', lastUpdated: edition.imported_at.toISOString(), tag: [subsetted] }
  return to_stored(edition, { ...head, meta })
}

/** With all its codes, each under the one above it. */
export const catalogue_whole = (edition: Edition, table: CodeTable): Stored => {
  const roots = table.concepts.filter((one) => !one.parents.some((parent) => table.find(parent)))
  return to_stored(edition, {
    ...catalogue_head(edition),
    count: table.concepts.length,
    property: used_properties(table),
    concept: roots.map((concept) => concept_json(table, concept)),
  })
}
