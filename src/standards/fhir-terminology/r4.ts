import { readFileSync } from 'node:fs'
import { make_code_table, type CodeTable, type Content } from './code-table.ts'
import type { Concept } from './concept.ts'
import { read_value_set, type ValueSet } from './value-set.ts'

type SlimSystem = {
  name: string
  title?: string
  version?: string
  content?: Content
  ignores_case?: boolean
  concepts: string[]
}
type SlimSet = { name: string; title?: string; version?: string; include?: unknown; exclude?: unknown }

const read_table = <T>(name: string): Map<string, T> =>
  new Map(
    Object.entries(JSON.parse(readFileSync(new URL(`./r4/${name}`, import.meta.url), 'utf8')) as Record<string, T>),
  )

let systems: Map<string, SlimSystem> | undefined
let sets: Map<string, SlimSet> | undefined
const all_systems = (): Map<string, SlimSystem> => (systems ??= read_table<SlimSystem>('code-systems.json'))
const all_sets = (): Map<string, SlimSet> => (sets ??= read_table<SlimSet>('value-sets.json'))

/** `code TAB display TAB parents TAB marks` (README). */
const read_line = (line: string): Concept => {
  const [code = '', display = '', parents = '', marks = ''] = line.split('\t')
  return {
    code,
    ...(display === '' ? {} : { display }),
    parents: parents === '' ? [] : parents.split(' '),
    ...(marks.includes('a') ? { is_abstract: true } : {}),
    ...(marks.includes('i') ? { is_inactive: true } : {}),
  }
}

const made = new Map<string, CodeTable>()

/** A code system of R4 by its URL. */
export const find_r4_system = (url: string): CodeTable | undefined => {
  const known = made.get(url)
  const slim = known ? undefined : all_systems().get(url)
  if (!slim) return known
  const { name, title, version, content = 'complete', ignores_case = false } = slim
  const table = make_code_table(
    { url, name, title, version, content, ignores_case, properties: [] },
    slim.concepts.map(read_line),
  )
  made.set(url, table)
  return table
}

/** A value set of R4 by its URL. */
export const find_r4_value_set = (url: string): ValueSet | undefined => {
  const slim = all_sets().get(url)
  if (!slim) return undefined
  const { include = [], exclude, name, title, version } = slim
  return read_value_set({
    ...{ resourceType: 'ValueSet', url, version, name, title, status: 'active' },
    compose: { include, ...(exclude === undefined ? {} : { exclude }) },
  })
}

export type R4Definition = { url: string; version?: string }
const heads = (all: Map<string, { version?: string }>): R4Definition[] =>
  [...all].map(([url, { version }]) => ({ url, ...(version === undefined ? {} : { version }) }))

export const list_r4_systems = (): R4Definition[] => heads(all_systems())
export const list_r4_value_sets = (): R4Definition[] => heads(all_sets())
