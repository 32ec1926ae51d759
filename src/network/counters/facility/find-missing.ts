import { local_time } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { CountedKind, MissingDocument } from '../contract.ts'
import { foreign_terms } from './count-days.ts'

const rows_max = 500
const taken = `('taken', 'received', 'accepted', 'rejected', 'completed')`

const bounds = `d AS (SELECT $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS from_at,
  ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS to_at)`

const untaken = (about: string): string =>
  `NOT EXISTS (SELECT FROM exchange.outgoing AS t WHERE t.facility = $1 AND t.about = ${about} AND t.state IN ${taken})`

/** Where the last sending of it stands, and in whose words. */
const standing = (about: string): string =>
  `LEFT JOIN LATERAL (SELECT state, coalesce(nullif(reason, ''), last_error, '') AS why FROM exchange.outgoing AS l
    WHERE l.facility = $1 AND l.about = ${about} ORDER BY position DESC LIMIT 1) AS o ON true`

/** Visits that ended that day; `about` is made here, since a clause with || in it is no way into an index behind the wall. */
const ended = `e AS MATERIALIZED (SELECT r.id, 'Encounter/' || r.id AS about, r.patient, r.clinical_end, r.body
  FROM d JOIN record.resource AS r ON r.facility = $1 AND r.type = 'Encounter' AND NOT r.deleted AND r.clinical_end IS NOT NULL
    AND r.clinical_end > d.from_at AND r.clinical_end <= d.to_at AND r.terms @> ARRAY[record.term('Encounter.status=finished')]
    AND NOT r.terms && ${foreign_terms})`

/** Pages of visits that ended that day. */
const books_sql = `WITH ${bounds}, ${ended}
SELECT e.id AS encounter, e.clinical_end AS at, coalesce(o.state, 'unmade') AS state, coalesce(nullif(o.why, ''), p.reason, '') AS why
FROM e LEFT JOIN health_book.publication AS p ON p.facility = $1 AND p.about = e.about
${standing('e.about')}
WHERE $3 = 'health-book' AND p.state IS DISTINCT FROM 'withheld' AND ${untaken('e.about')}
ORDER BY e.clinical_end LIMIT ${rows_max}`

const results_sql = `WITH ${bounds}
SELECT coalesce(p.encounter, '') AS encounter, p.ended_at AS at, coalesce(o.state, 'unmade') AS state, coalesce(nullif(o.why, ''), p.reason) AS why
FROM d JOIN health_book.publication AS p ON p.facility = $1 AND p.kind = $3 AND p.ended_at >= d.from_at AND p.ended_at < d.to_at
${standing('p.about')} WHERE p.state <> 'withheld' AND ${untaken('p.about')} ORDER BY p.ended_at LIMIT ${rows_max}`

const letters_sql = `SELECT coalesce(encounter, '') AS encounter, posted_at AS at, state,
  coalesce(nullif(reason, ''), last_error, '') AS why FROM exchange.outgoing
WHERE facility = $1 AND day = $2::date AND kind = $3 AND state IN ('waiting', 'held') ORDER BY posted_at LIMIT ${rows_max}`

const prescriptions_sql = `WITH ${bounds}
SELECT p.encounter, p.signed_at AS at, coalesce(o.status, 'unmade') AS state, coalesce(o.problem, '') AS why
FROM d JOIN prescribing.prescription AS p ON p.facility = $1 AND p.signed_at >= d.from_at AND p.signed_at < d.to_at
LEFT JOIN eprescription.outbox AS o ON o.facility = $1 AND o.act = 'prescription' AND o.ref = p.code
WHERE $3 = 'prescription' AND p.replaced_by IS NULL AND o.status IS DISTINCT FROM 'delivered' ORDER BY p.signed_at LIMIT ${rows_max}`

/** Who was sent on to another house without the letter that goes with her. */
const unwritten_sql = `WITH ${bounds}, ${ended}
SELECT e.id AS encounter, e.clinical_end AS at, 'unmade' AS state, '' AS why FROM e
WHERE $3 = 'transfer-letter' AND position('dischargeDisposition' IN e.body) > 0
  AND e.body::jsonb #>> '{hospitalization,dischargeDisposition,coding,0,code}' = '5'
  AND NOT EXISTS (SELECT FROM exchange.outgoing AS o WHERE o.facility = $1
    AND o.encounter = e.id AND o.kind = 'transfer-letter') ORDER BY e.clinical_end LIMIT ${rows_max}`

const texts: Partial<Record<CountedKind, string[]>> = {
  'health-book': [books_sql],
  'lab-result': [results_sql],
  'imaging-report': [results_sql],
  prescription: [prescriptions_sql],
  'transfer-letter': [letters_sql, unwritten_sql],
}

type Row = { encounter: string; at: Date; state: string; why: string }

const state_of = (state: string): MissingDocument['state'] =>
  state === 'unmade' || state === 'held' ? state : 'waiting'

/** Documents of a day that should be at the hub and are not, the oldest first; the same that are counted as lacking. */
export const find_missing = async (
  sql: Sql,
  facility: string,
  day: string,
  kind: CountedKind,
): Promise<MissingDocument[]> => {
  const documents: MissingDocument[] = []
  for (const text of texts[kind] ?? [letters_sql]) {
    const { rows } = await sql.query<Row>(text, [facility, day, kind])
    documents.push(
      ...rows.map(({ encounter, at, state, why }) => ({
        ...{ kind, encounter, at: local_time(at), state: state_of(state), why },
      })),
    )
  }
  return documents
}
