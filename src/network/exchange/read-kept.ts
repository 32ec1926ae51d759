import type { Sql } from '../../platform/database/index.ts'
import { is_data, read_data } from './read-data.ts'
import type { ReadLetter } from './read-sections.ts'
import { find_part, list_parts, type PartHead } from './shelf.ts'

/** What a kept letter's data say. Bytes of the parts that hold data, no others: a paper may be large. */
export const read_kept = async (
  sql: Sql,
  facility: string,
  letter: string,
  parts?: PartHead[],
): Promise<ReadLetter> => {
  const data = (parts ?? (await list_parts(sql, facility, letter))).filter(is_data)
  const bytes = await Promise.all(data.map(({ position }) => find_part(sql, facility, letter, position)))
  return read_data(bytes.filter((part) => part !== undefined))
}
