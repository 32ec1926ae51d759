import { is_object, list_of, object_of, text_of } from '../fhir/index.ts'
import { read_designations } from './code-system.ts'
import type { Designation } from './concept.ts'
import type { Filter } from './filters.ts'
import { cannot } from './refusals.ts'

type Json = Readonly<Record<string, unknown>>

export type ListedConcept = { code: string; display?: string; designations?: Designation[] }

/** R4 ValueSet.compose.include: codes of one system, or what is common to other value sets, or both at once. */
export type Include = {
  system?: string | undefined
  version?: string | undefined
  concepts: ListedConcept[] | undefined
  filters: Filter[]
  value_sets: string[]
}

/** What stands in an expansion that was made elsewhere and is all a value set has. */
export type Fixed = { system: string; version?: string | undefined } & ListedConcept

export type ValueSet = {
  url: string
  version: string | undefined
  include: Include[]
  exclude: Include[]
  /** compose.inactive = false leaves out codes that are no longer in use. */
  with_inactive: boolean
  /** compose.lockedDate: the day whose lists are meant. */
  locked_date: string | undefined
  fixed: Fixed[] | undefined
  /** As it was given, for the answer of $expand. */
  resource: Json
}

const texts_of = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

const read_listed = (value: unknown): ListedConcept[] =>
  list_of(value).flatMap((one) => {
    const code = text_of(one['code'])
    const display = text_of(one['display'])
    const designations = read_designations(one['designation'])
    if (code === undefined) return []
    return [
      { code, ...(display === undefined ? {} : { display }), ...(designations.length > 0 ? { designations } : {}) },
    ]
  })

const read_include = (json: Json): Include => ({
  system: text_of(json['system']),
  version: text_of(json['version']),
  concepts: Array.isArray(json['concept']) ? read_listed(json['concept']) : undefined,
  filters: list_of(json['filter']).map((one) => ({
    property: text_of(one['property']) ?? '',
    op: text_of(one['op']) ?? '',
    value: text_of(one['value']) ?? '',
  })),
  value_sets: texts_of(json['valueSet']),
})

const read_fixed = (contains: unknown): Fixed[] =>
  list_of(contains).flatMap((one) => {
    const system = text_of(one['system'])
    const listed = one['abstract'] === true ? [] : read_listed([one])
    const own =
      system === undefined ? [] : listed.map((concept) => ({ ...concept, system, version: text_of(one['version']) }))
    return [...own, ...read_fixed(one['contains'])]
  })

/** A ValueSet resource as what it is made of. */
export const read_value_set = (resource: Json): ValueSet => {
  const compose = object_of(resource['compose'])
  const expansion = resource['expansion']
  const url = text_of(resource['url']) ?? ''
  if (!compose && !is_object(expansion))
    throw cannot('processing', `Bộ mã ${url} không có compose nên không biết gồm những mã nào`, 'ValueSet.compose')
  return {
    url,
    version: text_of(resource['version']),
    include: list_of(compose?.['include']).map(read_include),
    exclude: list_of(compose?.['exclude']).map(read_include),
    with_inactive: compose?.['inactive'] !== false,
    locked_date: text_of(compose?.['lockedDate']),
    fixed: compose || !is_object(expansion) ? undefined : read_fixed(expansion['contains']),
    resource,
  }
}

/** The value set of all codes of a system, or of what is below one of them. */
export const whole_system = (url: string, system: string, below?: string): ValueSet => ({
  url,
  version: undefined,
  include: [
    {
      ...{ system, version: undefined, concepts: undefined, value_sets: [] },
      filters: below === undefined ? [] : [{ property: 'concept', op: 'is-a', value: below }],
    },
  ],
  exclude: [],
  with_inactive: true,
  locked_date: undefined,
  fixed: undefined,
  resource: { resourceType: 'ValueSet', url, status: 'active' },
})
