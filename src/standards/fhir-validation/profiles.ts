import { readdirSync, readFileSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import { is_object, list_of, text_of } from '../fhir/index.ts'
import type { Json } from './check.ts'
import type { Codes } from './definitions.ts'
import { check_children } from './profile-check.ts'
import { read_differential, type ProfileNode } from './profile-tree.ts'
import { report, type Run } from './run.ts'

/** A StructureDefinition made ready: the chain of bases is followed, each adds what it says. */
type Profile = { url: string; type: string; base: string; root: ProfileNode }

const profiles = new Map<string, Profile>()
const value_sets = new Map<string, Codes>()

const without_version = (url: string): string => url.replace(/\|.*$/, '')

/** A ValueSet that lists its codes; profiles loaded later may bind to it. */
const load_value_set = (value_set: Json): void => {
  const { compose } = value_set
  const codes = new Map<string, Set<string>>()
  for (const include of list_of(is_object(compose) ? compose['include'] : undefined))
    codes.set(
      text_of(include['system']) ?? '',
      new Set(list_of(include['concept']).flatMap((concept) => text_of(concept['code']) ?? [])),
    )
  value_sets.set(text_of(value_set['url']) ?? '', codes)
}

/** Makes a profile known under its URL. Refuses by name what this room cannot check, so that nothing is passed over. */
export const load_profile = (structure: Json): void => {
  const url = text_of(structure['url'])
  const type = text_of(structure['type'])
  if (structure['resourceType'] !== 'StructureDefinition' || structure['derivation'] !== 'constraint' || !url || !type)
    throw fail.invalid('Cần StructureDefinition có url, type và derivation = constraint', 'StructureDefinition')
  const root = read_differential(structure, (value_set) => value_sets.get(value_set))
  profiles.set(url, { url, type, base: without_version(text_of(structure['baseDefinition']) ?? ''), root })
}

const folder = new URL('./profiles/', import.meta.url)
let own_loaded = false
const own_sets = new Map<string, Json>()
/** Our own profiles and their value sets lie as FHIR JSON in profiles/. */
const load_own = (): void => {
  if (own_loaded) return
  own_loaded = true
  const all = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Json)
  for (const one of all) {
    if (one['resourceType'] !== 'ValueSet') continue
    load_value_set(one)
    own_sets.set(text_of(one['url']) ?? '', one)
  }
  for (const one of all) if (one['resourceType'] === 'StructureDefinition') load_profile(one)
}

const find_profile = (url: string): Profile | undefined => {
  load_own()
  return profiles.get(without_version(url))
}

/** URLs of the profiles this server checks, for /metadata (supportedProfile), with the type they are for. */
export const known_profiles = (): { url: string; type: string }[] => {
  load_own()
  return [...profiles.values()].map(({ url, type }) => ({ url, type }))
}

/** One of our own value sets by its URL. */
export const find_own_value_set = (url: string): Json | undefined => {
  load_own()
  return own_sets.get(url)
}

/** A profile and those it builds on, each once. */
const with_bases = (profile: Profile, into: Set<Profile>): void => {
  const base = into.has(profile) ? undefined : find_profile(profile.base)
  into.add(profile)
  if (base) with_bases(base, into)
}

/** What meta.profile names and what was asked for, unknown URLs apart. */
const named_profiles = (resource: Json): string[] => {
  const { meta } = resource
  const named = is_object(meta) ? meta['profile'] : undefined
  return Array.isArray(named) ? named.filter((url) => typeof url === 'string') : []
}

/** After the base shape is right; `asked`: further profiles of $validate. Comes back with the URLs nobody here knows. */
export const check_profiles = (resource: Json, asked: readonly string[], run: Run): string[] => {
  const named = named_profiles(resource)
  if (named.length + asked.length === 0) return []
  const missing: string[] = []
  const all = new Set<Profile>()
  for (const url of new Set([...named, ...asked])) {
    const profile = find_profile(url)
    if (profile) with_bases(profile, all)
    else missing.push(url)
  }
  for (const profile of all)
    if (resource['resourceType'] === profile.type) check_children(resource, profile.root, run)
    else report(run, 'structure', `Hồ sơ chuẩn ${profile.url} dành cho ${profile.type}`, '.meta.profile')
  return missing
}
