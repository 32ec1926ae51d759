import type { Sql } from '../database/index.ts'
import { in_force_on } from './version.ts'

/** One landed version of a catalogue. It never changes, so what is made of it may be kept by its number. */
export type Edition = {
  id: number
  catalogue: string
  version: string
  source: string
  valid_from: string
  valid_to: string | null
  is_starter: boolean
  row_count: number
  imported_at: Date
  /** Whether it is the list of the day asked for. */
  is_in_force: boolean
}

/** The versions of one catalogue, or of all: the one in force first, then the newest. */
export const list_editions = async (sql: Sql, on_date: string, catalogue?: string): Promise<Edition[]> => {
  const { rows } = await sql.prepared<Edition>(
    'terminology_editions',
    `SELECT v.id, v.catalogue, v.version, v.source, to_char(v.valid_from, 'YYYY-MM-DD') AS valid_from,
       to_char(v.valid_to, 'YYYY-MM-DD') AS valid_to, v.is_starter, v.row_count, v.imported_at,
       coalesce(v.id = ${in_force_on('v.catalogue', '$1')}, false) AS is_in_force
     FROM terminology.catalogue_version AS v WHERE $2::text IS NULL OR v.catalogue = $2
     ORDER BY v.catalogue, is_in_force DESC, v.is_starter, v.valid_from DESC, v.id DESC`,
    [on_date, catalogue ?? null],
  )
  return rows
}
