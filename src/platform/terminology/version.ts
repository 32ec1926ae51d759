import type { Sql } from '../database/index.ts'
import type { CatalogueVersion } from './contract.ts'

/** Sub-select of the version of a catalogue in force on a day, both given as SQL. */
export const in_force_on = (
  catalogue: string,
  on_date: string,
): string => `(SELECT id FROM terminology.catalogue_version
  WHERE catalogue = ${catalogue} AND valid_from <= ${on_date}::date AND (valid_to IS NULL OR valid_to >= ${on_date}::date)
  ORDER BY is_starter, valid_from DESC, id DESC LIMIT 1)`

/** Sub-select of the version in force: $1 catalogue, $2 date. */
export const version_in_force = in_force_on('$1', '$2')

export type VersionInForce = { id: number; version: string; has_flags: boolean }

export const find_version = async (
  sql: Sql,
  catalogue: string,
  on_date: string,
): Promise<VersionInForce | undefined> => {
  const { rows } = await sql.prepared<VersionInForce>(
    'terminology_version',
    `SELECT id, version, has_flags FROM terminology.catalogue_version WHERE id = ${version_in_force}`,
    [catalogue, on_date],
  )
  return rows[0]
}

type Row = Omit<CatalogueVersion, 'valid_to'> & { valid_to: string | null }

/** All landed versions, newest day of force first: what an administrator looks at. */
export const list_versions = async (sql: Sql, catalogue?: string): Promise<CatalogueVersion[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT catalogue, version, source, to_char(valid_from, 'YYYY-MM-DD') AS valid_from,
       to_char(valid_to, 'YYYY-MM-DD') AS valid_to, is_starter, row_count,
       to_char(imported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS imported_at
     FROM terminology.catalogue_version WHERE $1::text IS NULL OR catalogue = $1
     ORDER BY catalogue, valid_from DESC, id DESC`,
    [catalogue ?? null],
  )
  return rows.map(({ valid_to, ...row }) => (valid_to === null ? row : { ...row, valid_to }))
}
