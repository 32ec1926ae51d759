import { lookup as find_addresses, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Failure, fail } from '../../base/outcome/index.ts'
import type { Sql } from '../database/index.ts'
import { is_inside } from '../http/index.ts'
import { refuse_host } from '../privacy/index.ts'

/**
 * Hosts of the house that notifications may go to although they are inside its network or speak plain HTTP:
 * `lis.benhvien.local`, `10.1.2.3:8080`. Named by the administrator, never by a subscriber.
 */
export type Reach = { hosts: ReadonlySet<string> }

const place = 'Subscription.channel.endpoint'

/** An IPv6 address stands in brackets in an address; an administrator may name it without. */
const without_brackets = (host: string): string => host.replace(/^\[|\]$/g, '')

const is_named = (url: URL, { hosts }: Reach): boolean =>
  hosts.has(url.hostname) || hosts.has(url.host) || hosts.has(without_brackets(url.hostname))

const refuse = (message: string): Failure =>
  new Failure(422, [{ severity: 'error', code: 'security', message, expression: place }])

const by_setting = 'quản trị (IT) khai báo các máy trong mạng nội bộ ở SUBSCRIPTION_HOSTS'

/** Reads where notifications shall go. Names are looked up again at each sending (`lookup_within`). */
export const read_endpoint = (text: unknown, reach: Reach): URL => {
  const url = typeof text === 'string' ? URL.parse(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw fail.value('Địa chỉ nhận thông báo phải là https://…', place)
  if (url.username !== '' || url.password !== '')
    throw refuse(
      'Địa chỉ nhận thông báo không mang tên và mật khẩu: ai đọc Subscription cũng thấy; dùng channel.header',
    )
  url.hash = ''
  if (is_named(url, reach)) return url
  if (url.protocol !== 'https:') throw refuse(`Thông báo chỉ gửi qua https; ${by_setting}`)
  const host = without_brackets(url.hostname)
  if (host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && is_inside(host)))
    throw refuse(`${host} nằm trong mạng nội bộ nên không được gửi tới; ${by_setting}`)
  return url
}

/** What is said of a receiver outside the country that nobody registered; those the administrator named are of the house. */
export const refuse_receiver = async (
  sql: Sql,
  facility: string,
  endpoint: string | null,
  reach: Reach,
): Promise<Failure | undefined> => {
  const url = endpoint === null ? null : URL.parse(endpoint)
  return url && !is_named(url, reach) ? refuse_host(sql, facility, url.href) : undefined
}

/**
 * Looks a name up and lets only allowed addresses through. The connection uses what was looked up here, so that a
 * second answer of the name server (DNS rebinding) changes nothing. Addresses written as numbers never come here.
 */
export const lookup_within =
  (url: URL, reach: Reach): LookupFunction =>
  (hostname, options, done) => {
    find_addresses(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const refused = error ?? (is_named(url, reach) ? undefined : refusal_of(hostname, found))
      const [first] = found ?? []
      if (refused || !first) return done(refused ?? new Error(`không có địa chỉ cho ${hostname}`), '', 0)
      if (options.all) return done(null, found)
      done(null, first.address, first.family)
    })
  }

const refusal_of = (hostname: string, found: LookupAddress[]): Error | undefined => {
  const wrong = found.find(({ address }) => is_inside(address))
  return wrong && new Error(`${hostname} dẫn tới ${wrong.address} trong mạng nội bộ`)
}
