import { fail } from '../../base/outcome/index.ts'
import type { EndpointProfile } from './contract.ts'

const local_hosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Names that by RFC 2606, RFC 6761 and RFC 6762 are nobody's on the internet. */
const reserved = /(^|\.)(test|example|invalid|localhost|local|internal)$/
/** Of these the endings that a house gives to machines in its own network, to try on and to work with. */
const of_own_network = /\.(local|internal)$/
/** How makers call what is to be tried on: a part of the name, whole or before a dash or a digit. */
const practice_label = /(^|[.-])(sandbox|test|testing|uat|staging|stg|dev|demo|mock|thu-nghiem|thunghiem)(\d*)(?=[.-])/

/** SANDBOX_HOSTS: names of practice systems that do not say so themselves. */
const named_hosts = (): string[] =>
  (process.env['SANDBOX_HOSTS'] ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean)

const is_practice_host = (host: string): boolean =>
  local_hosts.has(host) || reserved.test(host) || practice_label.test(host) || named_hosts().includes(host)

/** Of an address that was kept before profiles were. */
export const profile_of_address = (address: string): EndpointProfile => {
  const url = URL.parse(address)
  return url && !is_practice_host(url.hostname.toLowerCase()) ? 'production' : 'sandbox'
}

/** Data of real people do not go to a practice system, nor practice data to the one that counts. @throws 422 */
const demand_profile = (host: string, profile: EndpointProfile, what: string, field: string): void => {
  const is_practice = is_practice_host(host)
  if (profile === 'production' && is_practice)
    throw fail.value(
      `${what}: “${host}” là máy thử nghiệm, không dùng với hồ sơ chính thức; gõ địa chỉ chính thức, hoặc chọn hồ sơ thử nghiệm`,
      field,
    )
  if (profile === 'sandbox' && !is_practice)
    throw fail.value(
      `${what}: “${host}” không phải máy thử nghiệm đã biết, không dùng với hồ sơ thử nghiệm; chọn hồ sơ chính thức, hoặc quản trị máy chủ khai tên máy thử ở SANDBOX_HOSTS`,
      field,
    )
}

/**
 * The address of a system outside to which a password goes, without its last slash.
 * @param what its name, for people; `field`: where it was typed; `profile`: what it is said to be, where that was said; `is_own`:
 *   it may stand in the house itself, where this machine or an inside name (`.local`, `.internal`) says nothing of the profile
 * @throws 422 an address over which the password would go in the clear, or one of the other profile
 */
export const read_outside_address = (
  text: string,
  what: string,
  field: string,
  profile?: EndpointProfile,
  is_own = false,
): string => {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw fail.value(`${what} phải có dạng https://…, không kèm tài khoản`, field)
  if (url.protocol === 'http:' && !local_hosts.has(url.hostname))
    throw fail.value(`${what} phải là https: mật khẩu kết nối đi trên đường này`, field)
  const host = url.hostname.toLowerCase()
  if (profile && !(is_own && (local_hosts.has(host) || of_own_network.test(host))))
    demand_profile(host, profile, what, field)
  return url.href.replace(/\/+$/, '')
}
