import type { Database } from '../../../platform/database/index.ts'
import type { CertificateLine, Tone } from '../contract.ts'

const day_ms = 86_400_000
const warn_days = 60
const bad_days = 14

const tone_of = (ends_at: Date | null): Tone => {
  if (!ends_at) return 'unknown'
  const days = (ends_at.getTime() - Date.now()) / day_ms
  return days <= bad_days ? 'bad' : days <= warn_days ? 'warn' : 'good'
}

/** The newest certificate of each owner counts: earlier ones only prove earlier signatures. */
const newest = `SELECT DISTINCT ON (owner) owner, serial, not_after FROM signing.certificate ORDER BY owner, not_after DESC`

type Row = { serial: string; not_after: Date }

/** The facility's own seal, and how many of its people's certificates end soon. */
export const show_certificates = (database: Database, facility: string): Promise<CertificateLine[]> =>
  database.in_site(async (sql) => {
    const seal = await sql.query<Row>(`SELECT serial, not_after FROM (${newest}) AS c WHERE owner = $1`, [facility])
    const staff = await sql.query<{ n: number; first: Date | null }>(
      `SELECT count(*) AS n, min(c.not_after) AS first FROM (${newest}) AS c
       JOIN access.account AS a ON a.practitioner = c.owner AND a.active
       WHERE a.facility = $1 AND c.not_after < now() + make_interval(days => $2)`,
      [facility, warn_days],
    )
    const soon = Number(staff.rows[0]?.n ?? 0)
    const first = staff.rows[0]?.first ?? null
    return [
      ...seal.rows.map((row): CertificateLine => ({
        ...{ what: 'seal', name: row.serial, ends_at: row.not_after.toISOString(), tone: tone_of(row.not_after) },
      })),
      ...(soon === 0 ? [] : [staff_line(soon, first)]),
    ]
  })

const staff_line = (count: number, first: Date | null): CertificateLine => ({
  ...{ what: 'staff', name: String(count), ends_at: first?.toISOString() ?? null },
  tone: tone_of(first) === 'bad' ? 'bad' : 'warn',
})
