import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type SearchKind = 'token' | 'reference' | 'string' | 'date' | 'quantity' | 'number' | 'uri' | 'composite'

/** One element of a path: `name`, every one of a list, or only some of them. */
export type Step = { name: string; is_list: boolean; index?: number; where?: { name: string; value: string } }

/**
 * Where a parameter finds its values, and of which data type they are. `key` names the place: parameters that look at
 * the same place share it, so that a fact is indexed once however many parameters can ask for it.
 */
export type Path = { key: string; steps: Step[]; leaf: string; target?: string }

export type Composite = { path: Path; parts: { kind: SearchKind; paths: Path[] }[] }
export type SearchParameter = {
  name: string
  kind: SearchKind
  paths: Path[]
  /** Reference parameters: the types that may stand there; `*` is any. */
  targets: string[]
  composites: Composite[]
}

type Raw = { kind: SearchKind; paths?: string[]; targets?: string[]; roots?: RawRoot[] }
type RawRoot = { path: string; parts: { kind: SearchKind; paths: string[] }[] }
type File = {
  types: Record<string, Record<string, Raw>>
  compartments: Record<string, Record<string, string[]>>
  summary: Record<string, { summary: string[]; mandatory: string[] }>
}

const file = JSON.parse(readFileSync(join(import.meta.dirname, 'r4/parameters.json'), 'utf8')) as File
/** Types come from addresses: `__proto__` and `constructor` are none. */
for (const by_type of [file.types, file.compartments, ...Object.values(file.compartments), file.summary])
  Object.setPrototypeOf(by_type, null)

const read_step = (text: string): Step => {
  const match = /^(\??\w+)(\*)?(?:#(\d+))?(?:\[(\w+)=([^\]]+)\])?/.exec(text)
  const step: Step = { name: match?.[1] ?? text, is_list: match?.[2] === '*' || match?.[3] !== undefined }
  if (match?.[3]) step.index = Number(match[3])
  if (match?.[4] && match[5]) step.where = { name: match[4], value: match[5] }
  return step
}

/** `effectiveDateTime` and `effectivePeriod` are one place. */
const without_choice = (name: string, leaf: string): string => {
  const suffix = leaf.slice(0, 1).toUpperCase() + leaf.slice(1)
  return suffix !== '' && name.endsWith(suffix) && name.length > suffix.length ? name.slice(0, -suffix.length) : name
}

/** Reads the path language of r4/parameters.json (tools/make-r4-search.mjs says what it means). */
export const read_path = (text: string): Path => {
  const [way = '', leaf = ''] = text.split(':')
  const target = /\{(\w+)\}/.exec(way)?.[1]
  const steps =
    way === ''
      ? []
      : way
          .replace(/\{\w+\}/, '')
          .split('.')
          .map(read_step)
  const names = steps.map(({ name, where }) => (where ? `${name}[${where.value}]` : name))
  const last = names.pop()
  const key = last === undefined ? '' : [...names, without_choice(last, leaf)].join('.')
  return target === undefined ? { key, steps, leaf } : { key, steps, leaf, target }
}

const read_parameter = (name: string, raw: Raw): SearchParameter => ({
  name,
  kind: raw.kind,
  paths: (raw.paths ?? []).map(read_path),
  targets: raw.targets ?? [],
  composites: (raw.roots ?? []).map((root) => ({
    path: read_path(root.path),
    parts: root.parts.map((part) => ({ kind: part.kind, paths: part.paths.map(read_path) })),
  })),
})

/** Parameters every type has (R4 §3.1.1.1.2). `_id`, `_lastUpdated` are columns of the store, not paths. */
const common: Record<string, Raw> = {
  _tag: { kind: 'token', paths: ['meta.tag*:Coding'] },
  _profile: { kind: 'uri', paths: ['meta.profile*:canonical'] },
  _security: { kind: 'token', paths: ['meta.security*:Coding'] },
  _source: { kind: 'uri', paths: ['meta.source:uri'] },
}

const by_type = new Map<string, Map<string, SearchParameter>>()

/** All parameters of a type, by name; undefined for a name that is no R4 resource. */
export const search_parameters_of = (type: string): ReadonlyMap<string, SearchParameter> | undefined => {
  const raw = file.types[type]
  if (!raw) return undefined
  let known = by_type.get(type)
  if (!known) {
    const all = Object.entries({ ...common, ...raw })
    known = new Map(all.map(([name, one]) => [name, read_parameter(name, one)]))
    by_type.set(type, known)
  }
  return known
}

/** The parameters by which a type lies in a compartment (R4 CompartmentDefinition); [] when it never does. */
export const compartment_parameters = (compartment: string, type: string): string[] =>
  file.compartments[compartment]?.[type] ?? []

export const compartment_names: ReadonlySet<string> = new Set(Object.keys(file.compartments))

/** Top-level elements (`value[x]` as in the standard) of a type's summary, and those it cannot be without. */
export const summary_elements = (type: string): { summary: string[]; mandatory: string[] } =>
  file.summary[type] ?? { summary: [], mandatory: [] }
