import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { find_client, read_token } from '../../platform/access/index.ts'
import { client_certificate, type ProxyTrust, type ServerTls } from '../../platform/http/index.ts'
import { client_certificate_problem } from '../../network/membership/index.ts'
import type { Site } from '../server/site.ts'

/** Whether members must come over TLS with a certificate registered for them (RFC 8705), and who ends the TLS. */
export type MutualTls = {
  /** Members without their certificate are refused. */
  required: boolean
  /** This process ends TLS itself. */
  server?: ServerTls
  /** A proxy before it does, and says whose certificate it saw. */
  proxy?: ProxyTrust
}

/** HUB_MTLS, HUB_TLS_KEY and HUB_TLS_CERT (paths), HUB_TLS_PROXIES, HUB_TLS_HEADER: docs/operations/hub.md. */
export const read_mutual_tls = (env: NodeJS.ProcessEnv): MutualTls => {
  const mode = env['HUB_MTLS'] ?? 'off'
  if (mode !== 'off' && mode !== 'required') throw new Error(`HUB_MTLS là “off” hoặc “required”, không phải “${mode}”`)
  const [key, cert] = [env['HUB_TLS_KEY'], env['HUB_TLS_CERT']]
  if ((key === undefined) !== (cert === undefined)) throw new Error('HUB_TLS_KEY và HUB_TLS_CERT đi cùng nhau')
  const addresses = (env['HUB_TLS_PROXIES'] ?? '').split(',').flatMap((one) => one.trim() || [])
  if (mode === 'required' && cert === undefined && addresses.length === 0)
    throw new Error('HUB_MTLS=required cần HUB_TLS_KEY và HUB_TLS_CERT, hoặc HUB_TLS_PROXIES')
  const header = (env['HUB_TLS_HEADER'] ?? 'client-cert').toLowerCase()
  return {
    required: mode === 'required',
    ...(key && cert ? { server: { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') } } : {}),
    ...(addresses.length > 0 ? { proxy: { addresses, header } } : {}),
  }
}

const claim = (jwt: string, name: 'iss' | 'sub'): string[] => {
  try {
    const said = decodeJwt(jwt)[name]
    return said === undefined ? [] : [said]
  } catch {
    return []
  }
}

const basic_name = (authorization = ''): string[] => {
  const encoded = /^basic (.+)$/i.exec(authorization)?.[1]
  const name = encoded === undefined ? '' : (Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? '')
  return name === '' ? [] : [decodeURIComponent(name)]
}

/** Every name a client gives itself at the token door, proved or not: all of them have to be of this line. */
const names_at_door = ({ body, headers }: FastifyRequest): string[] => {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  const assertions = form.getAll('client_assertion')
  return [
    ...form.getAll('client_id'),
    ...basic_name(headers.authorization),
    ...assertions.flatMap((one) => [...claim(one, 'iss'), ...claim(one, 'sub')]),
  ]
}

const doors_of_clients = new Set(['/oauth/token', '/oauth/introspect', '/oauth/revoke'])

/**
 * A member's token is given and taken over its own line only: a token or a secret that got into other hands is worth nothing
 * without the key of the machine it was made for. The hub's own staff and clients come as they are.
 */
export const demand_mutual_tls = ({ web, database }: Site, own_code: string, { required, proxy }: MutualTls): void => {
  if (!required) return
  const problem_of = async (request: FastifyRequest, facility: string): Promise<string | undefined> =>
    facility === own_code
      ? undefined
      : database.in_site((sql) => client_certificate_problem(sql, facility, client_certificate(request, proxy)))

  web.app.addHook('onRequest', async (request) => {
    const { authorization = '' } = request.headers
    if (!authorization.startsWith('Bearer ')) return
    const facility = (await read_token(web.token_key, authorization.slice(7)))?.['facility']
    // What is no token of ours is refused as such further in.
    if (typeof facility !== 'string') return
    const problem = await problem_of(request, facility)
    if (problem !== undefined) throw fail.login(problem)
  })
  web.app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!doors_of_clients.has(request.url.split('?')[0] ?? '')) return
    for (const name of new Set(names_at_door(request))) {
      const client = await find_client(database, name)
      const problem = client && (await problem_of(request, client.facility))
      // RFC 6749 §5.2.
      if (problem) return reply.code(401).send({ error: 'invalid_client', error_description: problem })
    }
  })
}
