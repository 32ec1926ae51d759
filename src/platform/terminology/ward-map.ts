import { list_of, text_of } from '../../standards/fhir/index.ts'
import { read_concept_map, type ConceptMap } from '../../standards/fhir-terminology/index.ts'
import type { Sql } from '../database/index.ts'
import { read_rows } from './catalogue-table.ts'
import { catalogue_system } from './coding.ts'
import type { Edition } from './editions.ts'

export const ward_map_catalogue = 'ward-map'

type Pair = { old: string; now: string; display: string | undefined; is_divided: boolean }

/** A ward that went whole into a larger one is narrower than it; one that was divided shares only a part with each. */
const equivalence_of = ({ now, is_divided }: Pair, merged: Map<string, number>): string => {
  if (is_divided) return 'inexact'
  return merged.get(now) === 1 ? 'equivalent' : 'wider'
}

/** The wards before and after 1/7/2025 (catalogue `ward-map`) as a map of codes. */
export const read_ward_map_table = async (sql: Sql, edition: Edition, url: string): Promise<ConceptMap> => {
  const rows = await read_rows(sql, edition)
  const pairs = rows.flatMap((row) => {
    const wards = list_of(row.properties['now'])
    return wards.map((ward): Pair => ({
      old: row.code,
      now: text_of(ward['code']) ?? '',
      display: text_of(ward['display']),
      is_divided: wards.length > 1,
    }))
  })
  const merged = new Map<string, number>()
  for (const { now } of pairs) merged.set(now, (merged.get(now) ?? 0) + 1)
  const system = catalogue_system('ward')
  const names = new Map(rows.map((row) => [row.code, row.display]))
  const element = pairs.map((pair) => ({
    ...{ code: pair.old, display: names.get(pair.old) },
    target: [{ code: pair.now, display: pair.display, equivalence: equivalence_of(pair, merged) }],
  }))
  return read_concept_map({ url, version: edition.version, group: [{ source: system, target: system, element }] })
}
