import type { Sql } from '../../platform/database/index.ts'

/** Whom anybody may ask about personal data at a facility (Luật 91/2025/QH15 Điều 33). */
export type PublicOfficer = {
  facility: string
  name: string
  title: string
  phone: string
  email: string
  place: string
}

/** Of every facility of the installation that named one. */
export const list_officers = async (sql: Sql): Promise<PublicOfficer[]> => {
  const { rows } = await sql.query<{ facility: string; body: Record<string, string> }>(
    'SELECT facility, body FROM privacy.officers() ORDER BY facility',
  )
  return rows.map(({ facility, body }) => ({
    ...{ facility, name: body['name'] ?? '', title: body['title'] ?? '', phone: body['phone'] ?? '' },
    ...{ email: body['email'] ?? '', place: body['place'] ?? '' },
  }))
}
