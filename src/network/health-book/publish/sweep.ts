import { list_facilities } from '../../../platform/access/index.ts'
import type { Database, Sql } from '../../../platform/database/index.ts'
import { foreign_token } from '../../../standards/fhir/index.ts'

/** A record is written on for weeks after the visit: its closing words, a late result, a code put right. */
const watched_days = 30
const told_types = [
  'Patient',
  'Coverage',
  'Encounter',
  'Condition',
  'QuestionnaireResponse',
  'Observation',
  'DiagnosticReport',
  'Procedure',
  'MedicationRequest',
  // A paper of the visit that was signed by all.
  'DocumentReference',
]

/**
 * What was written after the paper was made makes it due again; whether it says anything new is seen when it is made, by its
 * digest.
 */
const find_changed = async (sql: Sql, facility: string): Promise<void> => {
  await sql.query(
    `UPDATE health_book.publication AS p SET state = 'due', round = round + 1, tries = 0, next_at = now()
     WHERE p.facility = $1 AND p.state = 'posted' AND p.ended_at > now() - make_interval(days => ${watched_days})
       AND EXISTS (SELECT FROM record.resource AS r WHERE r.facility = $1 AND r.patient = p.patient
         AND r.type = ANY ($2) AND r.updated_at > p.made_at)`,
    [facility, told_types],
  )
}

export const sweep = async (database: Database): Promise<void> => {
  for (const { code } of await database.in_site(list_facilities))
    await database.in_facility(code, (sql) => find_changed(sql, code))
}

/** Visits that ended before this room was here, the latest first: told of once. @returns how many */
export const queue_ended = async (sql: Sql, facility: string, wish: { since: Date; count: number }): Promise<number> =>
  (
    await sql.query(
      `INSERT INTO health_book.publication (facility, about, patient, encounter, kind, ended_at)
       SELECT facility, 'Encounter/' || id, patient, id, 'health-book', ended_at FROM (
         SELECT r.facility, r.id, r.patient, (r.body::jsonb #>> '{period,end}')::timestamptz AS ended_at
         FROM record.resource AS r WHERE r.facility = $1 AND r.type = 'Encounter' AND NOT r.deleted AND r.patient IS NOT NULL
           AND r.terms @> ARRAY[record.term('Encounter.status=finished')] AND r.clinical_at >= $2
           AND NOT r.terms && ARRAY[record.term('Encounter.meta.tag=${foreign_token}')]) AS e
       WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT $3
       ON CONFLICT DO NOTHING`,
      [facility, wish.since, wish.count],
    )
  ).row_count
