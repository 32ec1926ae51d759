import { check_facility_code, check_gln } from '../../base/identity-numbers/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { find_facility, put_facility } from '../../platform/access/index.ts'
import type { Sql } from '../../platform/database/index.ts'

export type FacilityKind = 'hospital' | 'station' | 'pharmacy' | 'clinic' | 'authority'
export type Membership = 'none' | 'applied' | 'approved' | 'suspended'

/** One entry of the province's directory, a member of the hub or not. */
export type DirectoryFacility = {
  code: string
  gln: string | null
  name: string
  kind: FacilityKind
  level: string | null
  authority: string
  province: string | null
  address: { line?: string; ward?: string; province?: string }
  /** Earlier names, the latest last. */
  names: { name: string; until: string }[]
  valid_from: string | null
  valid_to: string | null
  /** Merged into: what is sent here goes there. */
  successor: string | null
  membership: Membership
  reason: string
  updated_at: Date
}

export type NewFacility = Pick<DirectoryFacility, 'code' | 'name' | 'kind'> &
  Partial<Pick<DirectoryFacility, 'gln' | 'level' | 'authority' | 'province' | 'address' | 'valid_from'>>

export const facility_columns =
  'code, gln, name, kind, level, authority, province, address, names, valid_from::text, valid_to::text, successor, membership, reason, updated_at'

/** @throws 422 for a code or GLN that cannot be one */
const check_codes = ({ code, gln }: NewFacility): void => {
  if (!check_facility_code(code).ok) throw fail.value('Mã cơ sở gồm 5 ký tự (QĐ 384/2019)', 'code')
  if (gln && !check_gln(gln).ok) throw fail.value('GLN gồm 13 chữ số với số kiểm tra đúng', 'gln')
}

/** Makes an entry or renews it; a changed name keeps the earlier one with the day it ended. */
export const put_directory_facility = async (sql: Sql, facility: NewFacility): Promise<void> => {
  check_codes(facility)
  await sql.query(
    `INSERT INTO hub.facility AS f (code, gln, name, kind, level, authority, province, address, valid_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (code) DO UPDATE SET gln = coalesce($2, f.gln), name = $3, kind = $4, level = coalesce($5, f.level),
       authority = $6, province = coalesce($7, f.province), address = $8, updated_at = now(),
       names = CASE WHEN f.name = $3 THEN f.names
         ELSE f.names || jsonb_build_object('name', f.name, 'until', current_date) END`,
    [
      ...[facility.code, facility.gln ?? null, facility.name, facility.kind, facility.level ?? null],
      ...[facility.authority ?? '', facility.province ?? null, JSON.stringify(facility.address ?? {})],
      facility.valid_from ?? null,
    ],
  )
}

export type Renaming = { name: string; from_day: string; today: string }

/** Another name from that day; the earlier one stays readable with the day it ended. @throws 422 */
export const rename_directory_facility = async (
  sql: Sql,
  known: DirectoryFacility,
  { name, from_day, today }: Renaming,
): Promise<void> => {
  const next = name.trim().normalize('NFC')
  if (next === '' || next === known.name) throw fail.value('Cần một tên khác tên đang dùng', 'name')
  if (from_day > today) throw fail.value('Tên mới ghi khi đã đến ngày có hiệu lực', 'from_day')
  const last = known.names.at(-1)
  if (last && from_day < last.until)
    throw fail.value(`Tên đang dùng có từ ngày ${last.until}; tên mới không thể có trước ngày đó`, 'from_day')
  await sql.query(
    `UPDATE hub.facility SET name = $2, names = names || jsonb_build_object('name', name, 'until', $3::text), updated_at = now()
     WHERE code = $1`,
    [known.code, next, from_day],
  )
  const house = await find_facility(sql, known.code)
  if (house) await put_facility(sql, { ...house, name: next })
}

/** What a facility was called on that day. */
export const name_on = ({ name, names }: Pick<DirectoryFacility, 'name' | 'names'>, day: string): string =>
  names.find(({ until }) => until > day)?.name ?? name

export const find_directory_facility = async (sql: Sql, code: string): Promise<DirectoryFacility | undefined> =>
  (
    await sql.prepared<DirectoryFacility>(
      'hub_facility',
      `SELECT ${facility_columns} FROM hub.facility WHERE code = $1`,
      [code],
    )
  ).rows[0]

/** Those of these codes that the directory knows; asked with every sending. */
export const find_directory_facilities = async (sql: Sql, codes: string[]): Promise<DirectoryFacility[]> =>
  (
    await sql.steady<DirectoryFacility>(
      'hub_facilities',
      `SELECT ${facility_columns} FROM hub.facility WHERE code = ANY ($1::text[])`,
      [codes],
    )
  ).rows

export type FacilityQuestion = {
  codes?: string[]
  glns?: string[]
  name?: string
  kind?: string
  active?: boolean
  limit?: number
}

const rows_max = 1_000

/** The directory, by what is asked of it; a name is found by its beginning or by any earlier name. */
export const list_directory = async (sql: Sql, asked: FacilityQuestion): Promise<DirectoryFacility[]> =>
  (
    await sql.query<DirectoryFacility>(
      `SELECT ${facility_columns} FROM hub.facility
       WHERE ($1::text[] IS NULL OR code = ANY ($1)) AND ($2::text[] IS NULL OR gln = ANY ($2))
         AND ($3::text IS NULL OR starts_with(lower(name), lower($3))
           OR EXISTS (SELECT FROM jsonb_array_elements(names) AS n WHERE starts_with(lower(n ->> 'name'), lower($3))))
         AND ($4::text IS NULL OR kind = $4) AND ($5::boolean IS NULL OR $5 = (valid_to IS NULL OR valid_to > current_date))
       ORDER BY name LIMIT $6`,
      [
        ...[asked.codes ?? null, asked.glns ?? null, asked.name ?? null, asked.kind ?? null, asked.active ?? null],
        asked.limit ?? rows_max,
      ],
    )
  ).rows

/** Two facilities become one from that day: what is sent to the old code goes to the new one. @throws 404, 409 */
export const merge_facility = async (sql: Sql, code: string, into: string, from_day: string): Promise<void> => {
  const target = await find_directory_facility(sql, into)
  if (!target) throw fail.not_found(`Danh bạ chưa có cơ sở ${into}`)
  if (target.successor !== null || into === code) throw fail.conflict(`Cơ sở ${into} cũng đã sáp nhập`)
  const { row_count } = await sql.query(
    'UPDATE hub.facility SET successor = $2, valid_to = $3, updated_at = now() WHERE code = $1 AND successor IS NULL',
    [code, into, from_day],
  )
  if (row_count === 0) throw fail.conflict(`Cơ sở ${code} không có trong danh bạ, hoặc đã sáp nhập`)
}
