import { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { read_token, type TokenKey } from '../access/index.ts'
import { address_of, type WebServer } from '../http/index.ts'
import type { OpenedProvider, OpenProvider } from './open-provider.ts'

const prefix = '/oauth'
const body_max_bytes = 56 * 1_024

/** Where a request really came from; behind the mount oidc-provider sees a request of its own. */
const addresses = new WeakMap<IncomingMessage, string>()
export const address_of_raw = (request: IncomingMessage): string => addresses.get(request) ?? ''

/**
 * Access tokens are signed, so that /fhir believes them without asking. Introspection and revocation know them by their
 * id: the token is looked at here and its id goes on. What is not ours goes on as a name nobody has.
 */
const with_token_id = async (body: string, key: TokenKey): Promise<string> => {
  const form = new URLSearchParams(body)
  const token = form.get('token')
  if (token?.split('.').length !== 3) return body
  const claims = await read_token(key, token)
  form.set('token', claims?.jti ?? '-')
  return form.toString()
}

/** Each authorization begins without oidc-provider's own session: who is signed in is decided on our page, every time. */
const without_session = (cookies: string | undefined): string | undefined =>
  cookies?.replace(/(^|;\s*)_session(\.sig|\.legacy)?=[^;]*/g, '').replace(/^;\s*/, '')

/** oidc-provider gives offline_access only where consent is asked for (OpenID Connect Core §11); here it always is. */
const add_prompt = (params: URLSearchParams): void => {
  const scopes = params.get('scope')?.split(' ') ?? []
  const prompts = params.get('prompt')?.split(' ') ?? []
  if (!scopes.includes('offline_access') || prompts.includes('none') || prompts.includes('consent')) return
  params.set('prompt', [...prompts, 'consent'].join(' '))
}

/**
 * An app without a secret need not name itself beside its refresh token (SMART App Launch 2.2 §2.0.15, and fhirclient does
 * not): the token says whose it is. A client that has to prove itself is refused all the same, for this proves nothing.
 */
const with_client_id = async (body: string, provider: Provider): Promise<string> => {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') !== 'refresh_token' || form.has('client_id') || form.has('client_assertion')) return body
  const token = await provider.RefreshToken.find(form.get('refresh_token') ?? '')
  if (token?.clientId === undefined) return body
  form.set('client_id', token.clientId)
  return form.toString()
}

type Mount = { base: URL; key: TokenKey } & OpenedProvider

/** What was sent, completed where a door of ours has to say more than the sender. */
const complete_body = async (request: FastifyRequest, path: string, mount: Mount): Promise<string> => {
  const given = typeof request.body === 'string' ? request.body : ''
  if (path === '/introspect' || path === '/revoke') return with_token_id(given, mount.key)
  const is_named = request.headers.authorization !== undefined
  return path === '/token' && !is_named ? with_client_id(given, mount.provider) : given
}

const forward = async (request: FastifyRequest, mount: Mount): Promise<IncomingMessage> => {
  const { raw } = request
  const url = new URL(request.url.slice(prefix.length) || '/', mount.base)
  const begins = url.pathname === '/authorize'
  if (begins) add_prompt(url.searchParams)
  const body = Buffer.from(await complete_body(request, url.pathname, mount))
  const made = new IncomingMessage(raw.socket)
  const {
    'content-length': _length,
    'transfer-encoding': _encoding,
    'x-forwarded-host': _host,
    ...headers
  } = raw.headers
  // Addresses are made from these: they are ours, whatever the sender or a proxy wrote into them.
  Object.assign(headers, { host: mount.base.host, 'x-forwarded-proto': mount.base.protocol.replace(':', '') })
  if (begins) headers.cookie = without_session(headers.cookie)
  if (request.method === 'POST') headers['content-length'] = String(body.length)
  made.method = request.method
  made.url = url.pathname + url.search
  made.headers = headers
  // From these two it knows where it is mounted.
  Object.assign(made, { originalUrl: prefix + made.url })
  if (body.length > 0) made.push(body)
  made.push(null)
  // It is whole: reading it to its end must not close the connection as a broken request would.
  made.complete = true
  addresses.set(made, address_of(request))
  return made
}

/** oidc-provider behind Fastify: it reads and answers the raw streams itself. */
export const mount_provider = ({ app, token_key }: WebServer, open_provider: OpenProvider, base_url: string): void => {
  const base = new URL(base_url)
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: `${prefix}/*`,
    bodyLimit: body_max_bytes,
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const opened = await open_provider()
      const made = await forward(request, { base, key: token_key, ...opened })
      reply.hijack()
      reply.raw.setHeader('x-content-type-options', 'nosniff')
      reply.raw.setHeader('referrer-policy', 'no-referrer')
      reply.raw.setHeader('x-frame-options', 'DENY')
      await opened.answer(made, reply.raw)
    },
  })
}
