import type { CodeTable, ConceptMap } from '../../standards/fhir-terminology/index.ts'
import type { Sql } from '../database/index.ts'
import { read_catalogue_table } from './catalogue-table.ts'
import { catalogue_of_system, catalogue_system } from './coding.ts'
import { list_editions, type Edition } from './editions.ts'
import { read_ward_map_table, ward_map_catalogue } from './ward-map.ts'

/** The catalogues as FHIR code systems and maps. */
export type FhirCatalogues = {
  /** Versions that are code systems, of one system or of all; the one in force on the day comes first. */
  editions(sql: Sql, on_date: string, system?: string): Promise<Edition[]>
  table(sql: Sql, edition: Edition): Promise<CodeTable>
  /** Maps between code systems that a catalogue holds. */
  maps(sql: Sql, on_date: string): Promise<ConceptMap[]>
}

export const ward_map_url = catalogue_system(ward_map_catalogue).replace('/CodeSystem/', '/ConceptMap/')

const concepts_max = 300_000

/**
 * A landed version never changes, so its table is made once and kept while there is room; the one that was not asked for
 * longest goes first. Two who ask at once wait for the same reading.
 */
const keep_by_edition = <T>(read: (sql: Sql, edition: Edition) => Promise<T>) => {
  const kept = new Map<number, { made: Promise<T>; size: number }>()
  const make_room = (): void => {
    let size = 0
    for (const one of kept.values()) size += one.size
    for (const [id, one] of kept) {
      if (size <= concepts_max || kept.size === 1) return
      kept.delete(id)
      size -= one.size
    }
  }
  return (sql: Sql, edition: Edition): Promise<T> => {
    const { id } = edition
    const known = kept.get(id)
    if (known) {
      kept.delete(id)
      kept.set(id, known)
      return known.made
    }
    const made = read(sql, edition)
    kept.set(id, { made, size: edition.row_count })
    made.catch(() => kept.delete(id))
    make_room()
    return made
  }
}

/** One for each installation: what is kept belongs to its database. */
export const open_fhir_catalogues = (): FhirCatalogues => {
  const table = keep_by_edition(read_catalogue_table)
  const ward_map = keep_by_edition((sql, edition) => read_ward_map_table(sql, edition, ward_map_url))
  return {
    async editions(sql, on_date, system) {
      const catalogue = system === undefined ? undefined : catalogue_of_system(system)
      if (system !== undefined && catalogue === undefined) return []
      const all = await list_editions(sql, on_date, catalogue)
      return all.filter((one) => one.catalogue !== ward_map_catalogue)
    },
    table,
    async maps(sql, on_date) {
      const editions = await list_editions(sql, on_date, ward_map_catalogue)
      const current = editions.find((one) => one.is_in_force)
      return current ? [await ward_map(sql, current)] : []
    },
  }
}
