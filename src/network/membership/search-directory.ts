import { fold } from '../../base/text/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { NameQuestion } from './directory-query.ts'
import { facility_columns, type DirectoryFacility } from './facilities.ts'
import { practitioner_columns, type Practitioner } from './practitioners.ts'

/** Everything given must hold; lists are OR. One row more than `count` says that there is a next page. */
type Page = { count: number; after: string | undefined; since: Date | undefined }

export type OrganizationQuestion = Page & {
  codes?: string[] | undefined
  glns?: string[] | undefined
  name?: NameQuestion | undefined
  active?: boolean | undefined
  /** `prov`, `govt`; how it takes part: `approved` …; what it is: `pharmacy` … */
  types?: string[] | undefined
  /** Merged into one of these. */
  part_of?: string[] | undefined
}

const like = (text: string): string => text.replace(/[\\%_]/g, String.raw`\$&`)

const pattern = ({ text, how }: NameQuestion): string =>
  how === 'exact' ? like(text.toLowerCase()) : `${how === 'contains' ? '%' : ''}${like(text.toLowerCase())}%`

/** A facility that closed or was merged away stands until the day it did. */
const is_active = '(valid_to IS NULL OR valid_to > current_date)'

export const search_facilities = async (sql: Sql, asked: OrganizationQuestion): Promise<DirectoryFacility[]> =>
  (
    await sql.query<DirectoryFacility>(
      `SELECT ${facility_columns} FROM hub.facility
       WHERE ($1::text[] IS NULL OR code = ANY ($1)) AND ($2::text[] IS NULL OR gln = ANY ($2))
         AND ($3::text IS NULL OR lower(name) LIKE $3
           OR EXISTS (SELECT FROM jsonb_array_elements(names) AS n WHERE lower(n ->> 'name') LIKE $3))
         AND ($4::boolean IS NULL OR $4 = ${is_active})
         AND ($5::text[] IS NULL OR membership = ANY ($5) OR kind = ANY ($5)
           OR CASE WHEN kind = 'authority' THEN 'govt' ELSE 'prov' END = ANY ($5))
         AND ($6::text[] IS NULL OR successor = ANY ($6))
         AND ($7::timestamptz IS NULL OR updated_at >= $7) AND ($8::text IS NULL OR code > $8)
       ORDER BY code LIMIT $9`,
      [
        ...[asked.codes ?? null, asked.glns ?? null, asked.name ? pattern(asked.name) : null, asked.active ?? null],
        ...[asked.types ?? null, asked.part_of ?? null, asked.since ?? null, asked.after ?? null, asked.count + 1],
      ],
    )
  ).rows

export type PractitionerQuestion = Page & {
  /** `<facility>-<its id>`. */
  ids?: string[] | undefined
  licences?: string[] | undefined
  facilities?: string[] | undefined
  name?: NameQuestion | undefined
  active?: boolean | undefined
}

const folded_pattern = ({ text, how }: NameQuestion): string =>
  how === 'exact' ? like(fold(text)) : `%${like(fold(text))}%`

export const search_practitioners = async (sql: Sql, asked: PractitionerQuestion): Promise<Practitioner[]> =>
  (
    await sql.query<Practitioner>(
      `SELECT ${practitioner_columns} FROM hub.practitioner
       WHERE ($1::text[] IS NULL OR facility || '-' || id = ANY ($1)) AND ($2::text[] IS NULL OR licence = ANY ($2))
         AND ($3::text[] IS NULL OR facility = ANY ($3)) AND ($4::text IS NULL OR folded LIKE $4)
         AND ($5::boolean IS NULL OR active = $5) AND ($6::timestamptz IS NULL OR updated_at >= $6)
         AND ($7::text IS NULL OR facility || '-' || id > $7 COLLATE "C")
       ORDER BY facility || '-' || id COLLATE "C" LIMIT $8`,
      [
        ...[asked.ids ?? null, asked.licences ?? null, asked.facilities ?? null],
        ...[asked.name ? folded_pattern(asked.name) : null, asked.active ?? null, asked.since ?? null],
        ...[asked.after ?? null, asked.count + 1],
      ],
    )
  ).rows
