import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../database/index.ts'
import type { Edition, FhirCatalogues } from '../terminology/index.ts'

/** CodeSystem.id of a version of a catalogue: `catalogue.icd10.12`. */
export const id_of_edition = ({ catalogue, id }: Edition): string => `catalogue.${catalogue}.${id}`

const id_pattern = /^catalogue\.[a-z][a-z0-9-]{1,40}\.\d{1,15}$/

export const is_catalogue_id = (id: string): boolean => id_pattern.test(id)

export const find_edition = async (catalogues: FhirCatalogues, sql: Sql, id: string): Promise<Edition | undefined> => {
  if (!is_catalogue_id(id)) return undefined
  const all = await catalogues.editions(sql, local_date(new Date()))
  return all.find((one) => id_of_edition(one) === id)
}
