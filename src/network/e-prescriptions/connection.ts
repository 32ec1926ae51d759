import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { endpoint_in_force, profile_of_address, type Dated, type EndpointProfile } from '../../platform/http/index.ts'
import type { GatewayPaths, OptionalFields } from './contract.ts'

/** How one facility speaks to the national system. What differs between clients and may change is a setting. */
export type Connection = {
  version: 'qd808-2022'
  profile: EndpointProfile
  /** Prescriber's side, '' at a pharmacy; interop.md §3 gives the real host, which no test and no default of ours ever calls. */
  base_url: string
  /** Pharmacy's side and reading back; '' where the facility has no access to it. */
  pharmacy_base_url: string
  /** ma_lien_thong_co_so_kham_chua_benh */
  facility_code: string
  app_name: string
  /** One client sends `password`, another `mat_khau`. */
  password_field: string
  token_field: string
  paths: GatewayPaths
  /** What the spec names and tells no format of: sent only where a setting says as what. */
  optional_fields: OptionalFields
  timeout_ms: number
  /** Of the pharmacy, as its sales name it. */
  pharmacy: { code: string; name: string; phone: string; address: string }
}

export const default_connection: Omit<Connection, 'profile' | 'base_url' | 'pharmacy_base_url' | 'facility_code'> = {
  version: 'qd808-2022',
  app_name: '',
  password_field: 'password',
  token_field: 'token',
  paths: {
    sign_in_facility: '/api/auth/dang-nhap-co-so-kham-chua-benh',
    sign_in_doctor: '/api/auth/dang-nhap-bac-si',
    add_doctor: '/api/v1/them-bac-si',
    remove_doctor: '/api/v1/xoa-bac-si',
    send: '/api/v1/gui-don-thuoc',
    read: '/api/v1/thong-tin-don-thuoc',
    report: '/api/v1/cap-nhat-don-thuoc',
  },
  optional_fields: { health_id: 'none', signature: 'none' },
  timeout_ms: 20_000,
  pharmacy: { code: '', name: '', phone: '', address: '' },
}

export type ConnectionWish = Partial<Connection> & Pick<Connection, 'base_url'>

/** As it is kept, with what takes its place on a day. */
export const find_stored_connection = async (sql: Sql, facility: string): Promise<Dated<ConnectionWish> | undefined> =>
  (
    await sql.query<{ settings: Dated<ConnectionWish> }>(
      'SELECT settings FROM eprescription.connection WHERE facility = $1',
      [facility],
    )
  ).rows[0]?.settings

/** Whole, with the usual values where nothing was said. */
export const whole_connection = (wish: ConnectionWish, facility: string): Connection => ({
  ...{
    pharmacy_base_url: '',
    facility_code: facility,
    profile: profile_of_address(wish.base_url || (wish.pharmacy_base_url ?? '')),
  },
  ...default_connection,
  ...wish,
  paths: { ...default_connection.paths, ...wish.paths },
  optional_fields: { ...default_connection.optional_fields, ...wish.optional_fields },
  pharmacy: { ...default_connection.pharmacy, ...wish.pharmacy },
})

/** Undefined: this facility is not connected, and what it signs waits. */
export const find_connection = async (
  sql: Sql,
  facility: string,
  today = local_date(new Date()),
): Promise<Connection | undefined> => {
  const stored = await find_stored_connection(sql, facility)
  return stored && whole_connection(endpoint_in_force(stored, today), facility)
}

export const put_connection = async (sql: Sql, facility: string, wish: Dated<ConnectionWish>): Promise<void> => {
  await sql.query(
    `INSERT INTO eprescription.connection (facility, settings) VALUES ($1, $2)
     ON CONFLICT (facility) DO UPDATE SET settings = $2`,
    [facility, JSON.stringify(wish)],
  )
}

export const put_prescriber = async (sql: Sql, facility: string, practitioner: string, code: string): Promise<void> => {
  await sql.query(
    `INSERT INTO eprescription.prescriber (facility, practitioner, code) VALUES ($1, $2, $3)
     ON CONFLICT (facility, practitioner) DO UPDATE SET code = $3`,
    [facility, practitioner, code],
  )
}

export const find_prescriber = async (sql: Sql, facility: string, practitioner: string): Promise<string | undefined> =>
  (
    await sql.query<{ code: string }>(
      'SELECT code FROM eprescription.prescriber WHERE facility = $1 AND practitioner = $2',
      [facility, practitioner],
    )
  ).rows[0]?.code

/** Every code that is kept here, whoever may still prescribe. */
export const list_prescriber_codes = async (
  sql: Sql,
  facility: string,
): Promise<{ practitioner: string; code: string }[]> =>
  (
    await sql.query<{ practitioner: string; code: string }>(
      'SELECT practitioner, code FROM eprescription.prescriber WHERE facility = $1',
      [facility],
    )
  ).rows

/** Whose code it is, by the name of the account. */
export const find_prescriber_by_code = async (
  sql: Sql,
  facility: string,
  code: string,
): Promise<{ practitioner: string; name: string } | undefined> =>
  (
    await sql.query<{ practitioner: string; name: string }>(
      `SELECT p.practitioner, coalesce(a.name, p.practitioner) AS name FROM eprescription.prescriber AS p
       LEFT JOIN access.account AS a ON a.facility = $1 AND a.practitioner = p.practitioner
       WHERE p.facility = $1 AND lower(p.code) = lower($2)`,
      [facility, code],
    )
  ).rows[0]

export const remove_prescriber = async (sql: Sql, facility: string, practitioner: string): Promise<void> => {
  await sql.query('DELETE FROM eprescription.prescriber WHERE facility = $1 AND practitioner = $2', [
    facility,
    practitioner,
  ])
}

/** @returns whether there was one */
export const remove_connection = async (sql: Sql, facility: string): Promise<boolean> =>
  (await sql.query('DELETE FROM eprescription.connection WHERE facility = $1', [facility])).row_count > 0

/** Secrets never stand in the database: the app reads them from where the house keeps them, each profile's own. */
export type Secrets = {
  facility_password(facility: string, profile: EndpointProfile): string | undefined
  doctor_password(facility: string, practitioner: string, profile: EndpointProfile): string | undefined
  app_key(facility: string, profile: EndpointProfile): string | undefined
}
