import { isIP } from 'node:net'
import { Failure } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../database/index.ts'
import { is_inside } from '../http/index.ts'

/** Endings and names that are in the country although they do not end in `.vn` (DOMESTIC_HOSTS, divided by commas). */
const domestic_names = (setting = process.env['DOMESTIC_HOSTS'] ?? ''): string[] =>
  ['vn', ...setting.split(',')].map((one) => one.trim().replace(/^\./, '').toLowerCase()).filter(Boolean)

const own_endings = ['localhost', 'local', 'internal', 'lan', 'home.arpa']

const ends_in = (host: string, ending: string): boolean => host === ending || host.endsWith(`.${ending}`)

/** Whether a host is of the house or of the country, as far as its name can tell. */
export const is_domestic = (host: string, setting?: string): boolean => {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (isIP(name) !== 0) return is_inside(name) || domestic_names(setting).includes(name)
  if (!name.includes('.')) return true
  return [...own_endings, ...domestic_names(setting)].some((ending) => ends_in(name, ending))
}

/** Hosts that the facility's register of outward flows allows today. */
export const list_registered_hosts = async (sql: Sql, facility: string): Promise<string[]> => {
  const { rows } = await sql.query<{ host: string }>(
    `SELECT DISTINCT lower(body ->> 'host') AS host FROM (
       SELECT DISTINCT ON (id) body, is_ended FROM privacy.word
       WHERE facility = $1 AND register = 'flow' AND valid_from <= $2::text::date
       ORDER BY id, valid_from DESC, version DESC) AS latest
     WHERE NOT is_ended AND coalesce(body ->> 'until', $2::text) >= $2::text`,
    [facility, local_date(new Date())],
  )
  return rows.map(({ host }) => host)
}

/** What is said of a host nobody registered; undefined: data may go there. */
export const refuse_host = async (sql: Sql, facility: string, address: string): Promise<Failure | undefined> => {
  const host = URL.parse(address)?.hostname ?? ''
  if (is_domestic(host) || (await list_registered_hosts(sql, facility)).includes(host)) return undefined
  const message =
    `${host} không phải máy chủ trong nước và chưa có trong sổ chuyển dữ liệu ra nước ngoài, nên không gửi tới đó; ` +
    'người phụ trách bảo vệ dữ liệu cá nhân ghi vào sổ (trang Dữ liệu cá nhân), hoặc quản trị (IT) khai báo tên máy ở DOMESTIC_HOSTS'
  return new Failure(422, [{ severity: 'error', code: 'security', message, law: 'Luật 91/2025/QH15 Điều 20' }])
}

/** @throws 422 for a host outside the country that is not in the facility's register */
export const demand_known_host = async (sql: Sql, facility: string, address: string): Promise<void> => {
  const refused = await refuse_host(sql, facility, address)
  if (refused) throw refused
}
