import type { ConceptMap, Dependency } from './concept-map.ts'
import { cannot } from './refusals.ts'

export type TranslateRequest = {
  system: string
  code: string
  /** Only into this code system. */
  target_system: string | undefined
  dependencies: Dependency[]
  is_reverse: boolean
}

export type Match = {
  equivalence: string
  system: string | undefined
  version: string | undefined
  code: string | undefined
  display: string | undefined
  products: Dependency[]
  /** The map it comes from. */
  source: string
}

/** Finds the further map that unmapped.mode = other-map names. */
export type FindMap = (url: string) => Promise<ConceptMap | undefined>

/** What is wider seen from one side is narrower from the other (R4 ConceptMapEquivalence). */
const turned: Record<string, string> = {
  ...{ wider: 'narrower', narrower: 'wider', subsumes: 'specializes', specializes: 'subsumes' },
}

const applies = (needed: Dependency[], given: Dependency[]): boolean =>
  needed.every((one) => given.some((other) => other.property === one.property && other.value === one.value))

type Group = ConceptMap['groups'][number]

const reverse_matches = (map: ConceptMap, group: Group, request: TranslateRequest): Match[] =>
  (group.reverse.get(request.code) ?? []).map(({ code, display, target }) => ({
    equivalence: turned[target.equivalence] ?? target.equivalence,
    ...{ system: group.source, version: undefined, code, display, products: [], source: map.url },
  }))

const forward_matches = (map: ConceptMap, group: Group, request: TranslateRequest): Match[] =>
  (group.elements.get(request.code) ?? [])
    .filter((target) => applies(target.depends_on, request.dependencies))
    .map(({ equivalence, code, display, products }) => ({
      ...{ equivalence, code, display, products, source: map.url },
      ...(code === undefined
        ? { system: undefined, version: undefined }
        : { system: group.target, version: group.target_version }),
    }))

const others_max = 5

/** What the group says of codes it does not list (R4 ConceptMap.group.unmapped). */
const unmapped_matches = async (
  map: ConceptMap,
  group: Group,
  request: TranslateRequest,
  find_map: FindMap,
  passed: readonly string[],
): Promise<Match[]> => {
  const { unmapped } = group
  if (!unmapped) return []
  const match = (code: string | undefined, display: string | undefined, equivalence: string): Match => ({
    ...{ equivalence, code, display, system: group.target, version: group.target_version, products: [] },
    source: map.url,
  })
  if (unmapped.mode === 'provided') return [match(request.code, undefined, 'equal')]
  if (unmapped.mode === 'fixed') return [match(unmapped.code, unmapped.display, 'inexact')]
  const url = unmapped.url ?? ''
  if (passed.includes(url) || passed.length >= others_max)
    throw cannot('processing', `Các bảng đối chiếu dẫn vòng: ${[...passed, url].join(' → ')}`)
  const other = await find_map(url)
  if (!other) throw cannot('not-found', `Bảng đối chiếu ${map.url} dẫn tới ${url}, không có tại cơ sở này`)
  return translate(other, request, find_map, passed)
}

/** Where a map leads from a code, or with is_reverse whence it leads to it. */
export const translate = async (
  map: ConceptMap,
  request: TranslateRequest,
  find_map: FindMap,
  passed: readonly string[] = [],
): Promise<Match[]> => {
  const { system, target_system, is_reverse } = request
  const trail = [...passed, map.url]
  const matches: Match[] = []
  for (const group of map.groups) {
    const [from, to] = is_reverse ? [group.target, group.source] : [group.source, group.target]
    if (from !== system || (target_system !== undefined && to !== target_system)) continue
    if (is_reverse) matches.push(...reverse_matches(map, group, request))
    else if (group.elements.has(request.code)) matches.push(...forward_matches(map, group, request))
    else matches.push(...(await unmapped_matches(map, group, request, find_map, trail)))
  }
  return matches
}

/** R4 $translate: a match that says there is none is no translation. */
export const is_translation = ({ equivalence, code }: Match): boolean =>
  code !== undefined && equivalence !== 'unmatched' && equivalence !== 'disjoint'
