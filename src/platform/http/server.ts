import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import fastify_compress from '@fastify/compress'
import fastify_cookie from '@fastify/cookie'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { caller_of, caller_of_token, demand_living_grant, find_session, load_token_key } from '../access/index.ts'
import type { AuditLog, Caller } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { address_of, read_trusted_proxies } from './address.ts'
import { answer_broken_request, answer_unknown_expectation } from './broken-request.ts'
import { bytes_of } from './bytes.ts'
import { failure_of, operation_outcome } from './outcome.ts'
import { make_server, type ServerTls } from './tls.ts'
import { find_too_large, let_finish_sending } from './too-large.ts'

export const session_cookie = 'benhan_session'
export const body_limit_bytes = 20 * 1024 * 1024

export type WebServer = {
  app: FastifyInstance
  /** Who is calling; throws 401 when nobody is signed in. */
  caller(request: FastifyRequest): Promise<Caller>
  token_key: Awaited<ReturnType<typeof load_token_key>>
  /** Tells of every fault that is logged: where it happened, a route's pattern or the work's name. */
  on_fault(listener: FaultListener): void
}

export type FaultListener = (error: unknown, place: string) => void

const is_fhir = (url: string): boolean => url === '/fhir' || url.startsWith('/fhir/') || url.startsWith('/fhir?')

const find_caller = async (
  request: FastifyRequest,
  database: Database,
  key: WebServer['token_key'],
): Promise<Caller> => {
  const authorization = request.headers.authorization
  if (authorization?.startsWith('Bearer ')) {
    const caller = await caller_of_token(key, authorization.slice(7), address_of(request), request.id)
    // The store and a hub's doors hold an app to its scopes; the screens' own routes do not know them.
    if (caller.scopes && !is_fhir(request.url) && !request.url.startsWith('/lien-thong/'))
      throw fail.forbidden('Mã truy cập của ứng dụng chỉ dùng được ở /fhir')
    return caller.grant === undefined ? caller : demand_living_grant(database, caller)
  }
  const token = request.cookies[session_cookie]
  if (!token) throw fail.login('Bạn chưa đăng nhập')
  if (request.method !== 'GET' && request.headers['x-benhan'] === undefined)
    throw fail.forbidden('Yêu cầu không đến từ ứng dụng này')
  const account = await find_session(database, token)
  if (!account) throw fail.login('Phiên làm việc đã hết hạn; hãy đăng nhập lại. Những gì bạn gõ vẫn được giữ')
  return caller_of(account, address_of(request), request.id)
}

/** RFC 6750 §3: what a token lacks, for programs. */
const challenge = (request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply => {
  const has_token = request.headers.authorization !== undefined
  if (status === 401) reply.header('www-authenticate', has_token ? 'Bearer error="invalid_token"' : 'Bearer')
  if (status === 403 && has_token) reply.header('www-authenticate', 'Bearer error="insufficient_scope"')
  return reply
}

/** The caller hung up before his request was whole: no fault of the server's, and nobody hears the answer. */
const is_hang_up = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete

/** What the line or the parser calls it: tells a cut cable from a caller who lost patience. */
const code_of = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Every refusal in the caller's language: OperationOutcome on /fhir, `Refusal` elsewhere. */
const answer_failure = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const too_large = find_too_large(error, request)
  const failure = too_large ?? failure_of(error)
  if (too_large) let_finish_sending(request, reply)
  // 501 is a refusal by name, not a fault: nobody fills the log by asking for what is not offered.
  if (is_hang_up(request)) request.log.info({ code: code_of(error) }, 'the caller hung up before the request was whole')
  else if (failure.status >= 500 && failure.status !== 501)
    request.log.error({ err: error, place: `${request.method} ${request.routeOptions.url ?? ''}` }, 'request failed')
  if (is_fhir(request.url))
    return challenge(request, reply, failure.status)
      .code(failure.status)
      .type('application/fhir+json')
      .send(JSON.stringify(operation_outcome(failure.issues)))
  return reply
    .code(failure.status)
    .type('application/json')
    .send(JSON.stringify({ issues: failure.issues, details: failure.details }))
}

/** What was logged as an error, as listeners hear it. */
const fault_of = ([first, what]: unknown[]): [unknown, string] | undefined => {
  if (typeof first !== 'object' || first === null || !('err' in first)) return undefined
  return [first.err, 'place' in first ? String(first.place) : String(what)]
}

const error_level = 50

/** The web server with everything that is the same for every room. */
export const create_web_server = async (
  database: Database,
  audit: AuditLog,
  body_max_bytes = body_limit_bytes,
  tls?: ServerTls,
): Promise<WebServer> => {
  const callers = new WeakMap<FastifyRequest, Caller>()
  /** Refusals are looks too: who asked for what he may not (requirement EMR-14). */
  const log_refusal = async (error: unknown, request: FastifyRequest): Promise<void> => {
    const caller = callers.get(request)
    if (caller === undefined || failure_of(error).status !== 403) return
    const act = {
      action: 'E',
      interaction: 'refused',
      outcome: 4,
      ref: `${request.method} ${request.url}`.slice(0, 500),
    } as const
    await audit.write(caller, act).catch((failed: unknown) => request.log.error({ err: failed }, 'audit of a refusal'))
  }
  const listeners: FaultListener[] = []
  const proxies = read_trusted_proxies(process.env['TRUSTED_PROXIES'])
  const app = fastify({
    bodyLimit: body_max_bytes,
    ...(proxies.length > 0 ? { trustProxy: proxies } : {}),
    genReqId: () => randomUUID(),
    logger: {
      level: process.env['LOG_LEVEL'] ?? 'warn',
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      hooks: {
        logMethod(args, method, level) {
          const fault = level >= error_level ? fault_of(args) : undefined
          if (fault) for (const listener of listeners) listener(...fault)
          method.apply(this, args)
        },
      },
    },
    ...(tls ? { serverFactory: (listener: RequestListener) => make_server(tls, listener) } : {}),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded never reaches a route, but its sender is answered as everybody is.
    clientErrorHandler: answer_broken_request,
    frameworkErrors: (error, request, reply) => void answer_failure(error, request, reply),
  })
  app.server.on('checkExpectation', answer_unknown_expectation)
  const token_key = await load_token_key(database)
  await app.register(fastify_cookie)
  await app.register(fastify_compress, { threshold: 2_048, encodings: ['br', 'gzip'] })
  // Bodies stay text: the FHIR store keeps the digits of numbers, which JSON.parse would change.
  app.removeAllContentTypeParsers()
  for (const type of ['application/json', 'application/fhir+json', 'application/json-patch+json'])
    app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.addContentTypeParser(
    /^application\/(octet-stream|xml|pdf|zip)|^text\//,
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  )
  app.addHook('onSend', (request, reply, payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('x-frame-options', 'SAMEORIGIN')
    // A browser that answers from its own store shows what may have been taken back since, and leaves no line in the log.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    // What is left of a packed body nobody takes off the line: the next request would stand behind it for ever.
    if (request.headers['content-encoding'] !== undefined && !request.raw.complete) reply.header('connection', 'close')
    done(null, typeof payload === 'string' ? bytes_of(payload) : payload)
  })
  app.setErrorHandler(async (error, request, reply) => {
    await log_refusal(error, request)
    return answer_failure(error, request, reply)
  })
  app.setNotFoundHandler((request) => {
    throw fail.not_found(`Không có địa chỉ ${request.method} ${request.url.split('?')[0]}`)
  })
  return {
    app,
    token_key,
    on_fault: (listener) => void listeners.push(listener),
    async caller(request) {
      const caller = await find_caller(request, database, token_key)
      callers.set(request, caller)
      return caller
    },
  }
}

/** The JSON body of an /api request. */
export const body_of = (request: FastifyRequest): Record<string, unknown> => {
  if (typeof request.body !== 'string' || request.body === '') return {}
  const value: unknown = JSON.parse(request.body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fail.invalid('Cần một đối tượng JSON')
  return value as Record<string, unknown>
}
