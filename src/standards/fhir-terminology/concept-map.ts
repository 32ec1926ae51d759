import { list_of, text_of } from '../fhir/index.ts'

type Json = Readonly<Record<string, unknown>>

export type Dependency = { property: string; value: string; system?: string | undefined }
type Target = {
  code: string | undefined
  display: string | undefined
  equivalence: string
  depends_on: Dependency[]
  products: Dependency[]
}
type Unmapped = { mode: string; code: string | undefined; display: string | undefined; url: string | undefined }
type Group = {
  source: string | undefined
  target: string | undefined
  target_version: string | undefined
  elements: Map<string, Target[]>
  /** Target code → the codes that lead to it. */
  reverse: Map<string, { code: string; display: string | undefined; target: Target }[]>
  unmapped: Unmapped | undefined
}
export type ConceptMap = {
  url: string
  version: string | undefined
  source_set: string | undefined
  target_set: string | undefined
  groups: Group[]
}

const read_dependencies = (value: unknown): Dependency[] =>
  list_of(value).map((one) => ({
    property: text_of(one['property']) ?? '',
    value: text_of(one['value']) ?? '',
    system: text_of(one['system']),
  }))

const read_target = (json: Json): Target => ({
  code: text_of(json['code']),
  display: text_of(json['display']),
  equivalence: text_of(json['equivalence']) ?? 'relatedto',
  depends_on: read_dependencies(json['dependsOn']),
  products: read_dependencies(json['product']),
})

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const found = map.get(key)
  if (found) found.push(value)
  else map.set(key, [value])
}

const read_group = (json: Json): Group => {
  const group: Group = {
    source: text_of(json['source']),
    target: text_of(json['target']),
    target_version: text_of(json['targetVersion']),
    elements: new Map(),
    reverse: new Map(),
    unmapped: undefined,
  }
  for (const element of list_of(json['element'])) {
    const code = text_of(element['code'])
    if (code === undefined) continue
    for (const target of list_of(element['target']).map(read_target)) {
      push(group.elements, code, target)
      if (target.code !== undefined)
        push(group.reverse, target.code, { code, display: text_of(element['display']), target })
    }
  }
  const [unmapped] = list_of([json['unmapped']])
  if (unmapped)
    group.unmapped = {
      mode: text_of(unmapped['mode']) ?? '',
      ...{ code: text_of(unmapped['code']), display: text_of(unmapped['display']), url: text_of(unmapped['url']) },
    }
  return group
}

/** A ConceptMap resource, its pairs found by either end. */
export const read_concept_map = (resource: Json): ConceptMap => ({
  url: text_of(resource['url']) ?? '',
  version: text_of(resource['version']),
  source_set: text_of(resource['sourceCanonical']) ?? text_of(resource['sourceUri']),
  target_set: text_of(resource['targetCanonical']) ?? text_of(resource['targetUri']),
  groups: list_of(resource['group']).map(read_group),
})
