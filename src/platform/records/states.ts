import type { Sql } from '../database/index.ts'
import type { StoredRow } from './read.ts'

export type StateRef = { type: string; id: string; version: number }

/** The states these names stand for, current or past; what is not there is left out. */
export const read_states = async (sql: Sql, facility: string, refs: StateRef[]): Promise<StoredRow[]> => {
  const from = (table: string): string =>
    `SELECT s.type, s.id, s.version, s.updated_at, s.deleted, s.author, s.patient, s.body
     FROM unnest($2::text[], $3::text[], $4::integer[]) AS w (type, id, version)
     JOIN record.${table} AS s ON s.facility = $1 AND s.type = w.type AND s.id = w.id AND s.version = w.version`
  const { rows } = await sql.alone<StoredRow>('read_states', `${from('resource')} UNION ALL ${from('version')}`, [
    facility,
    ...[refs.map(({ type }) => type), refs.map(({ id }) => id), refs.map(({ version }) => version)],
  ])
  return rows
}
