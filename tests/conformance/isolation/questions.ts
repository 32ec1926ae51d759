import {
  compartment_names,
  number_of,
  reference_of,
  resource_types,
  search_parameters_of,
  strings_of,
  tokens_of,
  values_at,
  type Path,
  type SearchKind,
  type SearchParameter,
} from '../../../src/standards/fhir-search/index.ts'
import type { Json } from '../../test-site.ts'
import { as_of, examples, house_b, id_at, tag_system, word_of_b } from './world.ts'

/** A question by GET: what stands behind /fhir/. `is_plain`: a parameter asked as it is, which B must find by. */
export type Question = { path: string; is_plain?: boolean }

const of_b = new Map(examples.map((one) => [String(one['resourceType']), as_of(house_b, one)]))
const escaped = (text: string): string => text.replaceAll(/([\\,|$])/g, '\\$1')

const text_of = (kind: SearchKind, value: unknown, path: Path): string | undefined => {
  if (kind === 'token') {
    const token = tokens_of(value)[0]
    return token && (token.system ? `${escaped(token.system)}|${escaped(token.code)}` : escaped(token.code))
  }
  if (kind === 'reference' || kind === 'uri') {
    const found = reference_of(value)
    return found === undefined ? undefined : escaped(found)
  }
  if (kind === 'string') return escaped(strings_of(value, path.leaf)[0] ?? '') || undefined
  if (kind === 'date') return typeof value === 'string' ? value : undefined
  const amount = number_of(value) ?? number_of((value as Json)['value'])
  return amount === undefined ? undefined : String(amount)
}

/** For what B's example does not say. */
const plausible: Record<SearchKind, string> = {
  ...{ token: 'x', reference: `Patient/${id_at(house_b, 'Patient')}`, string: word_of_b, date: 'ge2000' },
  ...{ quantity: 'gt0', number: 'gt0', uri: `http://${word_of_b}.test/ValueSet`, composite: 'x$x' },
}

const first_text = (resource: unknown, kind: SearchKind, paths: readonly Path[]): string | undefined => {
  for (const path of paths)
    for (const value of values_at(resource as Parameters<typeof values_at>[0], path)) {
      const text = text_of(kind, value, path)
      if (text !== undefined) return text
    }
  return undefined
}

/** As B's own resource holds it. */
const value_at_b = (type: string, { kind, paths, composites }: SearchParameter): string => {
  const own = of_b.get(type)
  if (!own) return plausible[kind]
  for (const { path, parts } of composites)
    for (const item of values_at(own as Parameters<typeof values_at>[0], path)) {
      const texts = parts.map((part) => first_text(item, part.kind, part.paths))
      if (texts.every((text) => text !== undefined)) return texts.join('$')
    }
  return first_text(own, kind, paths) ?? plausible[kind]
}

const modifiers: Partial<Record<SearchKind, readonly string[]>> = {
  ...{ token: ['not', 'text', 'in', 'not-in', 'above', 'below', 'of-type'], string: ['exact', 'contains'] },
  ...{ reference: ['identifier'], uri: ['above', 'below'] },
}
const prefixes: Partial<Record<SearchKind, readonly string[]>> = {
  ...{ date: ['ne', 'ge', 'le', 'sa', 'eb', 'ap'], number: ['ge', 'ap'], quantity: ['ge', 'ap'] },
}
const value_set = `http://${word_of_b}.test/ValueSet`

const modified = (modifier: string, value: string): string =>
  ({ in: value_set, 'not-in': value_set, identifier: `${tag_system}|${word_of_b}` })[modifier] ?? value

const pair = (name: string, value: string): string => `${name}=${encodeURIComponent(value)}`

/** Through a reference and back: chains, reverse chains, what goes along. */
const through = (type: string, { name, targets }: SearchParameter, value: string): string[] => {
  const named = /^([A-Z]\w+)\//.exec(value)?.[1]
  const target = named ?? (targets.includes('*') ? 'Patient' : (targets[0] ?? 'Patient'))
  const [word, own] = [`${tag_system}|${word_of_b}`, id_at(house_b, type)]
  return [
    `${type}?${pair(`${name}:${target}._id`, id_at(house_b, target))}`,
    `${type}?${pair(`${name}:${target}._tag`, word)}`,
    `${type}?${pair(`${name}:${target}`, id_at(house_b, target))}`,
    `${target}?${pair(`_has:${type}:${name}:_id`, own)}`,
    `${target}?${pair(`_has:${type}:${name}:_tag`, word)}`,
    `${type}?_id=${own},${own.replace('kin-b', 'cua-a')}&_include=${type}:${name}&_include:iterate=${target}:*`,
    `${target}?_tag:missing=false&_revinclude=${type}:${name}&_revinclude:iterate=${type}:${name}`,
  ]
}

/** Everything that can be asked of a parameter, the plain question first. */
const of_parameter = (type: string, parameter: SearchParameter): string[] => {
  const { name, kind } = parameter
  const value = value_at_b(type, parameter)
  const bare = value.replace(/^(?:gt|ge)(?=\d)/, '')
  return [
    `${type}?${pair(name, value)}`,
    ...(kind === 'reference' ? through(type, parameter, value) : []),
    ...(modifiers[kind] ?? []).map((one) => `${type}?${pair(`${name}:${one}`, modified(one, value))}`),
    ...(prefixes[kind] ?? []).map((one) => `${type}?${pair(name, one + bare)}&_total=accurate`),
    `${type}?${pair(`${name}:missing`, 'false')}&_total=accurate`,
  ]
}

/** The plain question of every parameter; of the others each parameter has its turn, so that every way is walked at many types. */
let turn = 0
const some_of = ([first = '', ...others]: string[], is_whole: boolean): Question[] => {
  const shown = is_whole ? others : others.filter((_, i) => i === turn % others.length)
  turn += 1
  return [{ path: first, is_plain: true }, ...shown.map((path) => ({ path }))]
}

/** Parameters that every type has are asked with their modifiers at one type: they are the same columns everywhere. */
const common = new Set(['_tag', '_profile', '_security', '_source'])

const of_type = (type: string, is_whole: boolean): Question[] => {
  const parameters = [...(search_parameters_of(type)?.values() ?? [])]
  const id = id_at(house_b, type)
  const word = encodeURIComponent(`${tag_system}|${word_of_b}`)
  const sorted = parameters.find(({ kind }) => kind === 'string' || kind === 'date')?.name ?? '_id'
  return [
    ...[`${type}/${id}`, `${type}/${id}/_history`, `${type}/${id}/_history/1`, `${type}/${id}/_history/9`],
    ...[`${type}/_history?_count=1000`, `${type}/_history?_since=2020-01-01T00:00:00Z`, `${type}/${id}?_summary=true`],
    ...[`${type}?_id=${id}&_total=accurate`, `${type}?_summary=count`, `${type}?_total=accurate&_sort=-_lastUpdated`],
    ...[`${type}?_elements=id&_sort=-${sorted}`, `${type}?_filter=${pair('_id', id)}`, `${type}?_text=${word_of_b}`],
    ...[`${type}?_content=${word_of_b}`, `${type}?_list=${id_at(house_b, 'List')}`, `${type}?_tag=${word}`],
    ...[...compartment_names].map((one) => `${one}/${id_at(house_b, one)}/${type}?_total=accurate`),
    ...[`${type}?_lastUpdated=gt2020&_total=accurate`, `${type}?_has:AuditEvent:entity:_id=${id}`],
  ]
    .map((path): Question => ({ path }))
    .concat(
      parameters
        .filter(({ name }) => type === 'Patient' || !common.has(name))
        .flatMap((parameter) => some_of(of_parameter(type, parameter), is_whole)),
    )
}

/**
 * Every interaction that only reads × every type × every parameter, its modifiers, chains and includes.
 * @param is_whole each way at each parameter: some 17,000 questions instead of 7,000
 */
export const list_questions = (is_whole: boolean): Question[] => [
  ...[...resource_types].flatMap((type) => of_type(type, is_whole)),
  { path: '_history?_count=1000' },
]
