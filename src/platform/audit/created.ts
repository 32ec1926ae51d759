import { audit_columns, type Caller } from './event.ts'

/**
 * The lines of many resources that came into being by one caller in one statement: the same lines that single creates
 * leave, sent as three lists instead of fourteen. $9 types, $10 ids, $11 patients.
 */
export const created_sql = `INSERT INTO audit.event (${audit_columns.names})
  SELECT $1, 'C', 'create', 0, $2, $3, $4, $5, $6, $7, t.type, t.type || '/' || t.id || '/_history/1', t.patient, $8
  FROM unnest($9::text[], $10::text[], $11::text[]) AS t (type, id, patient)`

/** @param lists PostgreSQL's text form of three arrays */
export const created_values = (
  caller: Caller,
  detail: string,
  lists: { types: string; ids: string; patients: string },
): unknown[] => [
  ...[caller.facility, caller.actor.id, caller.actor.name, caller.actor.role, caller.purpose, caller.address],
  ...[caller.request_id, detail, lists.types, lists.ids, lists.patients],
]
