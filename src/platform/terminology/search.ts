import { fold } from '../../base/text/index.ts'
import type { Sql } from '../database/index.ts'
import { concept_columns, to_concept, type ConceptRow } from './concept-row.ts'
import type { SearchHit, SearchRequest } from './contract.ts'
import { barring_flags, judge_concept } from './judge.ts'
import { code_key, spelled, to_query } from './normalise.ts'
import { version_in_force } from './version.ts'

const limit_max = 500

/**
 * Order of the answer: the code itself, codes that begin so, the same name, names that begin so, names that hold the
 * words side by side, names that hold them all, then other names and English. Inside each: allowed before barred, names
 * with the typed tone marks first, short before long.
 */
const search_text = `
  SELECT ${concept_columns} FROM terminology.concept c JOIN terminology.catalogue_version v ON v.id = c.version_id
  WHERE c.version_id = ${version_in_force}
    AND ($8::text IS NULL OR c.parent = $8)
    AND (c.code_key >= $3 AND c.code_key < $4 OR c.terms @@ $5::tsquery)
  ORDER BY
    CASE
      WHEN c.code_key = $3 THEN 0
      WHEN c.code_key >= $3 AND c.code_key < $4 THEN 1
      WHEN c.folded = $7 THEN 2
      WHEN starts_with(c.folded, $7) THEN 3
      WHEN strpos(c.folded, ' ' || $7) > 0 THEN 4
      WHEN c.terms @@ $6::tsquery THEN 5
      ELSE 6
    END,
    c.flags && $10::text[],
    strpos(c.spelled, $9) = 0,
    CASE WHEN c.code_key >= $3 AND c.code_key < $4 THEN c.code_key ELSE '' END,
    length(c.folded), c.code
  LIMIT $11`

const list_text = `
  SELECT ${concept_columns} FROM terminology.concept c JOIN terminology.catalogue_version v ON v.id = c.version_id
  WHERE c.version_id = ${version_in_force} AND ($3::text IS NULL OR c.parent = $3)
  ORDER BY c.code_key LIMIT $4`

/** Typed text that could be the beginning of a code: one run without blanks inside letters and digits ("j15", "J 15.9"). */
const key_range = (text: string): [string, string] => {
  const key = code_key(text)
  // "{" and 0xFFFF sort behind every key character under collation C; an empty range matches nothing
  return key === '' || /\p{L}.*\s+\p{L}/u.test(text.trim()) ? ['{', '{'] : [key, `${key}\uffff`]
}

const to_hit = (row: ConceptRow, context: SearchRequest['context']): SearchHit => {
  const concept = to_concept(row)
  const issues = context ? judge_concept(concept, context, row.has_flags) : []
  return {
    ...concept,
    allowed: issues.every((issue) => issue.severity !== 'error'),
    warnings: issues.map((issue) => issue.message),
  }
}

/** Concepts of the list in force on a date. An empty text lists from the beginning, in the order of codes. */
export const search_concepts = async (sql: Sql, request: SearchRequest): Promise<SearchHit[]> => {
  const { catalogue, on_date, context, parent } = request
  const limit = Math.min(Math.max(request.limit ?? 20, 1), limit_max)
  const query = to_query(request.text)
  if (query === '') {
    const { rows } = await sql.prepared<ConceptRow>('terminology_list', list_text, [catalogue, on_date, parent ?? null, limit])
    return rows.map((row) => to_hit(row, context))
  }
  const { rows } = await sql.prepared<ConceptRow>('terminology_search', search_text, [
    catalogue,
    on_date,
    ...key_range(request.text),
    query,
    to_query(request.text, 'A'),
    fold(request.text),
    parent ?? null,
    spelled(request.text),
    barring_flags(context?.use),
    limit,
  ])
  return rows.map((row) => to_hit(row, context))
}
