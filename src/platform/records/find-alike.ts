import {
  compare_people,
  facts_of_patient,
  probes_of,
  type CompareOptions,
  type Comparison,
  type PersonFacts,
  type Probe,
} from '../../standards/person-matching/index.ts'
import type { Sql } from '../database/index.ts'
import { word_length_max } from './find-words.ts'
import { read_many } from './read.ts'
import { resource_of, type Stored } from './stored.ts'
import { successor_of } from './successor.ts'
import { term } from './term.ts'
import { lexeme } from './write.ts'

/** A patient who may be the person asked for. */
export type Alike = { stored: Stored; comparison: Comparison }

/** For each question to the index; who shares a number or a rare name is within, who is called like thousands is not missed by all. */
const per_probe = 200
/** Charts that were merged one into another, and again: nobody does it oftener. */
const successions_max = 5

/** A question of more words finds nobody that one of so many does not; what is longer was sent to see what happens. */
const groups_max = 24
const words_max = 200

const query_of = ({ groups }: Probe): string =>
  groups
    .slice(0, groups_max)
    .map((words) =>
      words.slice(0, words_max).map((word) => lexeme(`=${word.replace(/\p{Cc}/gu, '').slice(0, word_length_max)}`)),
    )
    .map((words) => `(${words.join(' | ')})`)
    .join(' & ')

/** One statement for all questions, each bounded: what it costs does not grow with the number of patients. */
const find_candidates = async (sql: Sql, facility: string, facts: PersonFacts): Promise<Stored[]> => {
  const queries = probes_of(facts).map(query_of)
  const found = (condition: string): string =>
    `(SELECT id FROM record.resource WHERE facility = $1 AND type = 'Patient' AND NOT deleted AND ${condition} LIMIT ${per_probe})`
  const parts = queries.map((_, i) => found(`words @@ $${i + 2}::tsquery`))
  const values: unknown[] = [facility, ...queries]
  if (facts.mother?.startsWith('Patient/'))
    parts.push(found(`terms @> $${values.push(`{${term(`Patient.link.other=${facts.mother}`)}}`)}::bigint[]`))
  if (parts.length === 0) return []
  // Not prepared: a plan made for any words would not know which are rare.
  const { rows } = await sql.alone<Stored>(
    '',
    `SELECT r.type, r.id, r.version, r.updated_at, r.deleted, r.author, r.body FROM (${parts.join(' UNION ')}) AS near
     JOIN record.resource AS r ON r.facility = $1 AND r.type = 'Patient' AND r.id = near.id`,
    values,
  )
  return rows
}

/** In the place of a chart that was merged into another stands the other: its facts are there. */
const follow_merges = async (sql: Sql, facility: string, found: Alike[]): Promise<Alike[]> => {
  let all = found
  for (let i = 0; i < successions_max; i += 1) {
    const next = new Map(all.map((one) => [one, successor_of(resource_of(one.stored))]))
    const refs = [...new Set([...next.values()].flatMap((ref) => ref ?? []))]
    if (refs.length === 0) return all
    const successors = new Map((await read_many(sql, facility, refs)).map((one) => [`${one.type}/${one.id}`, one]))
    all = all.flatMap((one) => {
      const ref = next.get(one)
      const stored = ref === undefined ? one.stored : successors.get(ref)
      return stored ? [{ ...one, stored }] : []
    })
  }
  return all
}

const likelier = (a: Alike, b: Alike): number =>
  b.comparison.score - a.comparison.score || (a.stored.id < b.stored.id ? -1 : 1)

/** Patients who may be this person, the likeliest first, each once. */
export const find_alike = async (
  sql: Sql,
  facility: string,
  facts: PersonFacts,
  options: CompareOptions = {},
): Promise<Alike[]> => {
  const candidates = await find_candidates(sql, facility, facts)
  const near = candidates
    .map((stored) => ({
      stored,
      comparison: compare_people(facts, facts_of_patient(resource_of(stored)), options),
    }))
    .filter(({ comparison }) => comparison.grade !== 'certainly-not')
  const seen = new Set<string>()
  return (await follow_merges(sql, facility, near))
    .toSorted(likelier)
    .filter(({ stored }) => !seen.has(stored.id) && seen.add(stored.id))
}
