import type { Sql } from '../../../platform/database/index.ts'

/** A FHIR face that its member told of, of one whose own server counts: there stands the page of what is still to be sent. */
const face_sql = `
SELECT e.address FROM hub.endpoint AS e JOIN hub.counter_line AS l ON l.facility = e.facility
WHERE e.facility = $1 AND e.active AND e.connection = 'hl7-fhir-rest' AND e.address ~ '/fhir/?$' ORDER BY e.id LIMIT 1`

/** The page on the facility's own server where its missing papers stand one by one; '': no address is known. */
export const find_own_page = async (sql: Sql, facility: string): Promise<string> => {
  const address = (await sql.query<{ address: string }>(face_sql, [facility])).rows[0]?.address
  return address === undefined ? '' : `${new URL(address).origin}/so-lieu`
}
