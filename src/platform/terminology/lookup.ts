import type { Sql } from '../database/index.ts'
import { concept_columns, to_concept, type ConceptRow } from './concept-row.ts'
import type { Concept } from './contract.ts'
import { code_key } from './normalise.ts'
import { version_in_force } from './version.ts'

const lookup_text = `
  SELECT ${concept_columns}, c.code_key FROM terminology.concept c JOIN terminology.catalogue_version v ON v.id = c.version_id
  WHERE c.version_id = ${version_in_force} AND c.code_key = ANY ($3::text[])
    AND (c.valid_from IS NULL OR c.valid_from <= $2::date) AND (c.valid_to IS NULL OR c.valid_to >= $2::date)`

type LookupRow = ConceptRow & { code_key: string }

export const lookup_rows = async (
  sql: Sql,
  request: { catalogue: string; codes: string[]; on_date: string },
): Promise<LookupRow[]> => {
  const keys = [...new Set(request.codes.map(code_key))]
  return (await sql.prepared<LookupRow>('terminology_lookup', lookup_text, [request.catalogue, request.on_date, keys]))
    .rows
}

/** The concepts behind many codes at once, by the code as it was given. Unknown codes are absent. */
export const lookup_codes = async (
  sql: Sql,
  request: { catalogue: string; codes: string[]; on_date: string },
): Promise<Map<string, Concept>> => {
  const by_key = new Map((await lookup_rows(sql, request)).map((row) => [row.code_key, to_concept(row)] as const))
  const found = new Map<string, Concept>()
  for (const code of request.codes) {
    const concept = by_key.get(code_key(code))
    if (concept) found.set(code, concept)
  }
  return found
}

/** One concept of the list in force on a date; dots, blanks and case of the code do not matter. */
export const lookup = async (
  sql: Sql,
  request: { catalogue: string; code: string; on_date: string },
): Promise<Concept | undefined> => (await lookup_codes(sql, { ...request, codes: [request.code] })).get(request.code)
