import type { Sql } from '../database/index.ts'
import { read_one } from './read.ts'
import type { Stored } from './stored.ts'
import { term } from './term.ts'

/** Which version of a definitional resource (CodeSystem, ValueSet, ConceptMap) is the present one. */
export type DefinitionHead = { id: string; version: number }

const definitions_max = 50
/** What is read for one question at most; the first one may be larger. */
const bytes_max = 32 * 1_024 * 1_024

/**
 * The facility's own definitions of which all these statements hold (`url=…`, `version=…`, `group.source=…`): in use before
 * draft before retired, then the newest. Bodies are not read: who has made something of a version keeps it, and a version
 * never changes.
 */
export const find_definitions = async (
  sql: Sql,
  facility: string,
  type: string,
  statements: string[],
): Promise<DefinitionHead[]> => {
  const terms = (some: string[]): string => `{${some.map((one) => term(`${type}.${one}`)).join()}}`
  const { rows } = await sql.alone<DefinitionHead>(
    'find_definitions',
    `SELECT id, version FROM (
       SELECT id, version, place, sum(octet_length(body)) OVER (ORDER BY place) - octet_length(body) AS before FROM (
         SELECT id, version, body, row_number() OVER (
           ORDER BY terms @> $4::bigint[] DESC, terms @> $5::bigint[], updated_at DESC, id) AS place
         FROM record.resource WHERE facility = $1 AND type = $2 AND terms @> $3::bigint[] AND NOT deleted
       ) AS found WHERE place <= ${definitions_max}
     ) AS placed WHERE before < ${bytes_max} ORDER BY place`,
    [facility, type, terms(statements), terms(['status=active']), terms(['status=retired'])],
  )
  return rows
}

/** One by its id; undefined when it is not there or deleted. */
export const find_definition = async (
  sql: Sql,
  facility: string,
  type: string,
  id: string,
): Promise<Stored | undefined> => {
  const stored = await read_one(sql, facility, type, id)
  return stored && !stored.deleted ? stored : undefined
}
