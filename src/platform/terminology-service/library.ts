import { local_date } from '../../base/time/index.ts'
import {
  cannot,
  find_r4_system,
  find_r4_value_set,
  read_code_system,
  read_concept_map,
  read_value_set,
  whole_system,
  type CodeTable,
  type ConceptMap,
  type Sources,
  type ValueSet,
} from '../../standards/fhir-terminology/index.ts'
import { find_own_value_set } from '../../standards/fhir-validation/index.ts'
import type { Sql } from '../database/index.ts'
import { catalogue_system, type FhirCatalogues } from '../terminology/index.ts'
import { find_edition } from './catalogue-ids.ts'
import { split_canonical } from './canonical.ts'
import { open_definitions, type Definitions } from './definitions.ts'

/** Which versions of code systems a caller wants read: R4 $expand system-version and its kin. */
export type Versions = {
  /** Where a value set names none. */
  otherwise: Map<string, string>
  /** Where it names another, that is an error. */
  check: Map<string, string>
  /** Whatever it names. */
  force: Map<string, string>
}
export const no_versions: Versions = { otherwise: new Map(), check: new Map(), force: new Map() }

export type Shelf = Sources & {
  code_system_by_id(id: string): Promise<CodeTable | undefined>
  value_set_by_id(id: string): Promise<ValueSet | undefined>
  concept_map_by_id(id: string): Promise<ConceptMap | undefined>
  concept_map(canonical: string): Promise<ConceptMap | undefined>
  /** Maps that lead from a system, or to it. */
  concept_maps(end: 'source' | 'target', system: string): Promise<ConceptMap[]>
  /** Every version of a system that is held, for searches through records of many years. */
  all_versions(system: string): Promise<CodeTable[]>
}

/** What may be read for one question: by whom, of which day. */
export type Reading = { sql: Sql; facility: string; on_date?: string | undefined; versions?: Versions }

/** The definitions a caller can reach: its own facility's first, then the catalogues, then those of FHIR R4. */
export type Library = { open(reading: Reading): Shelf }

const today = (): string => local_date(new Date())
const catalogue_sets = `${catalogue_system('x').replace('/CodeSystem/x', '/ValueSet/')}`

/** The value set of all codes of a catalogue: CodeSystem.valueSet. */
export const catalogue_value_set = (catalogue: string): string => `${catalogue_sets}${catalogue}`

type Held = {
  catalogues: FhirCatalogues
  systems: Definitions<CodeTable>
  sets: Definitions<ValueSet>
  maps: Definitions<ConceptMap>
}

const is_list = (table: CodeTable): boolean => table.content !== 'not-present' && table.content !== 'supplement'

/** The version to read, when the caller has a wish about it. */
const wanted_version = (versions: Versions, system: string, named: string | undefined): string | undefined => {
  const check = versions.check.get(system)
  if (check !== undefined && named !== undefined && named !== check)
    throw cannot(
      'business-rule',
      `Bộ mã dùng ${system}|${named}, khác bản ${check} được yêu cầu`,
      'check-system-version',
    )
  return versions.force.get(system) ?? named ?? check ?? versions.otherwise.get(system)
}

const find_table = async (
  { catalogues, systems }: Held,
  { sql, facility }: Reading,
  system: string,
  version: string | undefined,
  on_date: string,
): Promise<CodeTable | undefined> => {
  const [own, editions] = await Promise.all([
    systems.by_url(sql, facility, system, version, is_list),
    catalogues.editions(sql, on_date, system),
  ])
  if (own) return own
  const edition = editions.find((one) => (version === undefined ? one.is_in_force : one.version === version))
  if (edition) return catalogues.table(sql, edition)
  const standard = find_r4_system(system)
  return version === undefined || standard?.version === version ? standard : undefined
}

/** `system?fhir_vs` and `system?fhir_vs=isa/code` name value sets of any code system, as R4 §4.3.14 does for SNOMED CT. */
const implicit_pattern = /^(.+)\?fhir_vs(?:=isa\/(.+))?$/

const find_implicit = async (url: string, shelf: Pick<Sources, 'code_system'>): Promise<ValueSet | undefined> => {
  const catalogue = url.startsWith(catalogue_sets) ? url.slice(catalogue_sets.length) : ''
  const [, named, below] = implicit_pattern.exec(url) ?? []
  const system = catalogue === '' ? named : catalogue_system(catalogue)
  if (system === undefined || !(await shelf.code_system(system, undefined, undefined))) return undefined
  return whole_system(url, system, below)
}

const open_shelf = (held: Held, reading: Reading): Shelf => {
  const { sql, facility } = reading
  const versions = reading.versions ?? no_versions
  const day = reading.on_date ?? today()
  const tables = new Map<string, Promise<CodeTable | undefined>>()

  const code_system: Sources['code_system'] = (system, named, on_date = day) => {
    const version = wanted_version(versions, system, named)
    const key = `${system} ${version ?? ''} ${on_date}`
    const known = tables.get(key) ?? find_table(held, reading, system, version, on_date)
    tables.set(key, known)
    return known
  }
  const concept_map: Shelf['concept_map'] = async (canonical) => {
    const [url, version] = split_canonical(canonical)
    const own = await held.maps.by_url(sql, facility, url, version)
    if (own) return own
    const ours = await held.catalogues.maps(sql, day)
    return ours.find((map) => map.url === url && (version === undefined || map.version === version))
  }

  return {
    code_system,
    async value_set(canonical) {
      const [url, version] = split_canonical(canonical)
      const own = await held.sets.by_url(sql, facility, url, version)
      if (own) return own
      const standard = find_r4_value_set(url)
      if (standard) return version === undefined || standard.version === version ? standard : undefined
      const ours = find_own_value_set(url)
      if (ours) return read_value_set(ours)
      return version === undefined ? find_implicit(url, { code_system }) : undefined
    },
    async code_system_by_id(id) {
      const own = await held.systems.by_id(sql, facility, id)
      if (own) return own
      const edition = await find_edition(held.catalogues, sql, id)
      return edition && held.catalogues.table(sql, edition)
    },
    value_set_by_id: (id) => held.sets.by_id(sql, facility, id),
    concept_map_by_id: (id) => held.maps.by_id(sql, facility, id),
    concept_map,
    async concept_maps(end, system) {
      const own = await held.maps.by_place(sql, facility, `group.${end}`, system)
      const ours = await held.catalogues.maps(sql, day)
      const in_use = own.filter((one) => one.status !== 'retired').map((one) => one.value)
      return [...in_use, ...ours].filter((map) => map.groups.some((one) => one[end] === system))
    },
    async all_versions(system) {
      const own = await held.systems.by_place(sql, facility, 'url', system)
      const editions = await held.catalogues.editions(sql, day, system)
      const listed = await Promise.all(editions.map((edition) => held.catalogues.table(sql, edition)))
      const stored = own.filter((one) => one.url === system).map((one) => one.value)
      const all = [...stored.filter(is_list), ...listed]
      const standard = all.length === 0 ? find_r4_system(system) : undefined
      return standard ? [standard] : all
    },
  }
}

/** One for each installation. */
export const open_library = (catalogues: FhirCatalogues): Library => {
  const held: Held = {
    catalogues,
    systems: open_definitions('CodeSystem', read_code_system),
    sets: open_definitions('ValueSet', read_value_set),
    maps: open_definitions('ConceptMap', read_concept_map),
  }
  return { open: (reading) => open_shelf(held, reading) }
}
