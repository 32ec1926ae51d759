import { code, mark_system } from './deed.ts'

/** The questions to the database after a crash. $1 facility, $2 since when; asked as its owner, behind the walls. */

const states = `(SELECT facility, type, id, version, deleted, updated_at, body FROM record.resource
  UNION ALL SELECT facility, type, id, version, deleted, updated_at, body FROM record.version) AS state`

/** A deleted state keeps the words of the one before: its mark is not its own. */
export const states_sql = `SELECT type, id, version, deleted, body::jsonb #>> '{identifier,0,value}' AS mark
  FROM ${states} WHERE facility = $1 AND updated_at >= $2 AND body LIKE '%"${mark_system}"%'`

/** A history counts 1, 2, … up to the present version, and time runs forward in it. */
export const gap_faults_sql = `
  SELECT format('history of %s/%s at version %s holds %s of %s', r.type, r.id, r.version, past.count, r.version - 1) AS fault
  FROM record.resource AS r, LATERAL (
    SELECT count(*), min(version), max(version), max(updated_at) AS latest FROM record.version AS v
    WHERE v.facility = r.facility AND v.type = r.type AND v.id = r.id) AS past
  WHERE r.facility = $1 AND r.updated_at >= $2
    AND (past.count <> r.version - 1 OR past.min <> 1 OR past.max <> r.version - 1 OR past.latest >= r.updated_at)
  UNION ALL
  SELECT format('%s/%s has a history and no present', v.type, v.id) FROM record.version AS v
  WHERE v.facility = $1 AND v.updated_at >= $2 AND NOT EXISTS (
    SELECT FROM record.resource AS r WHERE r.facility = v.facility AND r.type = v.type AND r.id = v.id)`

/** One line of the audit log for each state, of the right kind, and no line for a state that is not. */
export const audit_faults_sql = `
  WITH made AS (
    SELECT format('%s/%s/_history/%s', type, id, version) AS ref,
      CASE WHEN version = 1 THEN 'C' WHEN deleted THEN 'D' ELSE 'U' END AS action
    FROM ${states} WHERE facility = $1 AND updated_at >= $2
  ), line AS (
    SELECT ref, action::text, count(*) FROM audit.event
    WHERE facility = $1 AND at >= $2 AND action IN ('C', 'U', 'D') AND ref LIKE '%/_history/%' GROUP BY ref, action
  )
  SELECT format('audit: %s lines %s for %s, state %s', coalesce(line.count, 0), line.action, coalesce(made.ref, line.ref),
    coalesce(made.action, 'is not there')) AS fault
  FROM made FULL JOIN line ON line.ref = made.ref
  WHERE line.count IS DISTINCT FROM 1 OR made.action IS DISTINCT FROM line.action`

/** What can be found is what the body says: columns, terms and measures of each present state. */
export const index_faults_sql = `
  SELECT format('index of %s/%s does not follow its body (version %s)', type, id, version) AS fault
  FROM (
    SELECT r.*, body::jsonb AS json,
      (SELECT count(*) FROM record.measure AS m WHERE m.facility = r.facility AND m.type = r.type AND m.id = r.id) AS measures,
      (SELECT count(*) FROM record.measure AS m WHERE m.facility = r.facility AND m.type = r.type AND m.id = r.id
        AND (r.body::jsonb #>> '{valueQuantity,value}')::float8 BETWEEN m.low AND m.high) AS fitting
    FROM record.resource AS r WHERE r.facility = $1 AND r.updated_at >= $2 AND r.body LIKE '%"${mark_system}"%') AS r
  WHERE CASE
    WHEN deleted THEN measures > 0 OR cardinality(terms) > 0 OR words IS NOT NULL OR code IS NOT NULL
    WHEN type = 'Observation' THEN measures <> 1 OR fitting <> 1
      OR patient IS DISTINCT FROM split_part(json #>> '{subject,reference}', '/', 2)
      OR code IS DISTINCT FROM record.term('Observation.code=${code.system}|${code.code}')
      OR clinical_at IS DISTINCT FROM (json ->> 'effectiveDateTime')::timestamptz
      OR NOT terms @> ARRAY[record.term('Observation.identifier=${mark_system}|' || (json #>> '{identifier,0,value}')),
        record.term('Observation.status=final')]
    ELSE patient IS DISTINCT FROM id OR words IS NULL
      OR NOT terms @> ARRAY[record.term('Patient.identifier=${mark_system}|' || (json #>> '{identifier,0,value}'))]
  END`

/** Measures of nobody; $2 is not needed: there may be none of any time. */
export const orphan_faults_sql = `
  SELECT format('measure of %s/%s, which is not there', m.type, m.id) AS fault FROM record.measure AS m
  WHERE m.facility = $1 AND $2::timestamptz IS NOT NULL AND NOT EXISTS (
    SELECT FROM record.resource AS r WHERE r.facility = m.facility AND r.type = m.type AND r.id = m.id)`
