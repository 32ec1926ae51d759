import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'

/** One machine, one name: on a line that speaks both, an IPv4 caller comes as ::ffff:10.0.0.5 (RFC 4291 §2.5.5.2). */
export const bare_address = (address = ''): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** Who asks, as the access log names it: behind a proxy that is trusted, whoever asked the proxy. */
export const address_of = (request: FastifyRequest): string => bare_address(request.ip)

const is_range = (text: string): boolean => {
  const [address = '', bits] = text.split('/')
  const family = isIP(address)
  if (family === 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** TRUSTED_PROXIES: addresses or ranges, IPv4 or IPv6, whose X-Forwarded-For is believed; nothing: nobody's. */
export const read_trusted_proxies = (text: string | undefined): string[] => {
  const proxies = (text ?? '')
    .split(',')
    .map((one) => one.trim().replaceAll(/[[\]]/g, ''))
    .filter(Boolean)
  const wrong = proxies.find((one) => !is_range(one))
  if (wrong !== undefined)
    throw fail.rule(`TRUSTED_PROXIES: “${wrong}” không phải địa chỉ IPv4, IPv6 hoặc dải địa chỉ (10.0.0.0/8, fd00::/8)`)
  return proxies
}
