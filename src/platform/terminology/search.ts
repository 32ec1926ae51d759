import { fold, words } from '../../base/text/index.ts'
import type { Sql } from '../database/index.ts'
import { to_concept, type ConceptRow } from './concept-row.ts'
import type { SearchHit, SearchRequest } from './contract.ts'
import { barring_flags, judge_concept } from './judge.ts'
import { code_key, spelled, to_query } from './normalise.ts'
import { find_version, type VersionInForce } from './version.ts'

const limit_max = 500

const columns = 'code, display, parent, has_children, flags, properties'

/**
 * Order of the answer: the code itself, codes that begin so, the same name, names that begin so, names that hold the
 * words side by side, names that hold them all, then other names and English. Inside each: names with the typed tone
 * marks first, short before long. A code that may stand comes before one that is barred (too broad, not for this use):
 * a barred code whose own letters were typed follows the codes below it, one found by its name comes last of all.
 *
 * Two ways in, each with one index it can use, so that the plan does not hang on statistics that a fresh import has
 * not got yet: codes by their range, names by the text index, whose words carry the version. The text index is asked for
 * the longest word only and the rest is filtered (`IS TRUE` keeps the planner from asking it for all): a short beginning
 * like "th" stands for thousands of words. Wide columns are read after the limit.
 */
const search_text = `
  WITH candidate AS (
    SELECT code, code_key, true AS by_code, folded, spelled, terms, flags, parent
    FROM terminology.concept WHERE version_id = $1 AND code_key >= $2 AND code_key < $3
    UNION ALL
    SELECT code, code_key, false, folded, spelled, terms, flags, parent
    FROM terminology.concept
    WHERE terms @@ $4::tsquery AND ($5::tsquery IS NULL OR (terms @@ $5::tsquery) IS TRUE)
      AND NOT (code_key >= $2 AND code_key < $3)
  ), ranked AS MATERIALIZED (
    SELECT code AS found, flags && $9::text[] AND NOT by_code AS is_barred,
      CASE
        WHEN by_code AND flags && $9::text[] THEN 2
        WHEN code_key = $2 THEN 0
        WHEN by_code THEN 1
        WHEN folded = $7 THEN 3
        WHEN starts_with(folded, $7) THEN 4
        WHEN strpos(folded, ' ' || $7) > 0 THEN 5
        WHEN terms @@ $6::tsquery THEN 6
        ELSE 7
      END AS closeness,
      strpos(spelled, $8) = 0 AS is_other_spelling,
      CASE WHEN by_code THEN code_key ELSE '' END AS key,
      length(folded) AS length
    FROM candidate WHERE $10::text IS NULL OR parent = $10
    ORDER BY is_barred, closeness, is_other_spelling, key, length, code
    LIMIT $11
  )
  SELECT ${columns} FROM ranked JOIN terminology.concept c ON c.version_id = $1 AND c.code = ranked.found
  ORDER BY is_barred, closeness, is_other_spelling, key, length, c.code`

const list_text = `
  SELECT ${columns} FROM terminology.concept
  WHERE version_id = $1 AND ($2::text IS NULL OR parent = $2) ORDER BY code_key LIMIT $3`

/** Typed text that could be the beginning of a code: one run without blanks inside letters and digits ("j15", "J 15.9"). */
const key_range = (text: string): [string, string] => {
  const key = code_key(text)
  // "{" and 0xFFFF sort behind every key character under collation C; an empty range matches nothing
  return key === '' || /\p{L}.*\s+\p{L}/u.test(text.trim()) ? ['{', '{'] : [key, `${key}\uffff`]
}

type Row = Omit<ConceptRow, 'catalogue' | 'version' | 'has_flags'>

const to_hit = (row: Row, in_force: VersionInForce, { catalogue, context }: SearchRequest): SearchHit => {
  const concept = to_concept({ ...row, ...in_force, catalogue })
  const issues = context ? judge_concept(concept, context, in_force.has_flags) : []
  return {
    ...concept,
    allowed: issues.every((issue) => issue.severity !== 'error'),
    warnings: issues.map((issue) => issue.message),
  }
}

const find_rows = async (sql: Sql, { id }: VersionInForce, request: SearchRequest): Promise<Row[]> => {
  const { text, context, parent = null } = request
  const limit = Math.min(Math.max(request.limit ?? 20, 1), limit_max)
  const typed = words(text)
  if (typed.length === 0) return (await sql.prepared<Row>('terminology_list', list_text, [id, parent, limit])).rows
  const longest = typed.reduce((a, b) => (b.length > a.length ? b : a))
  const values = [
    id,
    ...key_range(text),
    to_query(id, [longest]),
    typed.length > 1 ? to_query(id, typed) : null,
    to_query(id, typed, 'A'),
    fold(text),
    spelled(text),
    barring_flags(context?.use),
    parent,
    limit,
  ]
  return (await sql.prepared<Row>('terminology_search', search_text, values)).rows
}

/** Concepts of the list in force on a date. An empty text lists from the beginning, in the order of codes. */
export const search_concepts = async (sql: Sql, request: SearchRequest): Promise<SearchHit[]> => {
  const in_force = await find_version(sql, request.catalogue, request.on_date)
  if (!in_force) return []
  return (await find_rows(sql, in_force, request)).map((row) => to_hit(row, in_force, request))
}
