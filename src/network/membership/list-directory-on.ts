import type { Sql } from '../../platform/database/index.ts'
import { facility_columns, name_on, type DirectoryFacility } from './facilities.ts'

export type FacilityOn = Pick<DirectoryFacility, 'code' | 'kind'> & { name: string; is_member: boolean }

type Row = DirectoryFacility & { decided_at: Date | null; admitted: boolean }

/** What was decided later was not known then; before it the application that let the house in says so. */
const is_member = ({ membership, decided_at, admitted }: Row, known_by: string | null): boolean =>
  known_by === null || decided_at === null || decided_at.getTime() < Date.parse(known_by)
    ? membership === 'approved'
    : admitted

/** The directory as it stood at the end of a day: who had not ended, by its name of then. @param known_by null: the day still runs */
export const list_directory_on = async (
  sql: Sql,
  { day, known_by }: { day: string; known_by: string | null },
): Promise<FacilityOn[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT ${facility_columns}, decided_at, EXISTS (SELECT FROM hub.application AS a WHERE a.facility = f.code
       AND a.decision = 'approved' AND a.decided_at < $2) AS admitted
     FROM hub.facility AS f WHERE (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR valid_to > $1) ORDER BY name`,
    [day, known_by],
  )
  return rows.map((row) => ({
    ...{ code: row.code, kind: row.kind, name: name_on(row, day), is_member: is_member(row, known_by) },
  }))
}
