import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { is_object, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { demand } from '../access/index.ts'
import type { Caller } from '../audit/index.ts'
import { operation_outcome, type WebServer } from '../http/index.ts'
import { answer_headers, run_batch, run_transaction, type EntryAnswer } from './bundle.ts'
import { capability_statement } from './capability.ts'
import { etag_of, version_of_etag, type Stored } from './stored.ts'
import type { Store } from './store.ts'

const media_type = 'application/fhir+json; charset=utf-8'

/** A type that rooms serve from their own truth (Questionnaire from forms/, AuditEvent from the log): read and search only. */
export type ReadOnlyType = {
  type: string
  /** What its search serves; /metadata says the same. */
  search_parameters: { name: string; type: 'token' | 'reference' | 'uri' }[]
  read(caller: Caller, id: string): Promise<Record<string, unknown>>
  search(caller: Caller, query: URLSearchParams): Promise<Record<string, unknown>[]>
}

type Params = { type: string; id: string; version: string }
const params_of = (request: FastifyRequest): Params => request.params as Params
const query_of = (request: FastifyRequest): URLSearchParams => new URLSearchParams(request.url.split('?')[1] ?? '')

const read_body = (request: FastifyRequest): Resource => {
  if (typeof request.body !== 'string' || request.body === '') throw fail.invalid('Thiếu nội dung tài nguyên')
  const value = parse_exact(request.body)
  if (!is_object(value)) throw fail.invalid('Nội dung phải là một tài nguyên FHIR')
  return value as Resource
}

const if_match_of = (request: FastifyRequest): { if_match?: number } => {
  const header = request.headers['if-match']
  if (header === undefined) return {}
  const version = version_of_etag(header)
  if (Number.isNaN(version)) throw fail.invalid('If-Match phải có dạng W/"số phiên bản"', 'If-Match')
  return { if_match: version }
}

const refuse_conditions = (request: FastifyRequest): void => {
  for (const header of ['if-none-exist', 'if-none-match', 'if-modified-since'])
    if (request.headers[header] !== undefined) throw fail.not_supported(`Chưa hỗ trợ ${header}`, header)
}

const send = (reply: FastifyReply, stored: Stored, status = 200): FastifyReply =>
  reply
    .code(status)
    .type(media_type)
    .header('etag', etag_of(stored.version))
    .header('last-modified', stored.updated_at.toUTCString())
    .send(stored.body)

const history_bundle = (base: string, versions: Stored[]): string =>
  `{"resourceType":"Bundle","type":"history","total":${versions.length},"entry":[${versions
    .map((stored) => {
      const ref = `${stored.type}/${stored.id}`
      const method = stored.deleted ? 'DELETE' : stored.version === 1 ? 'POST' : 'PUT'
      const resource = stored.deleted ? '' : `"resource":${stored.body},`
      const response = {
        status: stored.deleted ? '204' : '200',
        etag: etag_of(stored.version),
        lastModified: stored.updated_at.toISOString(),
      }
      return `{"fullUrl":${JSON.stringify(`${base}/${ref}`)},${resource}"request":${JSON.stringify({ method, url: ref })},"response":${JSON.stringify(response)}}`
    })
    .join()}]}`

const search_answer = (
  base: string,
  type: string,
  query: URLSearchParams,
  bodies: Stored[],
  total?: number,
  next?: string,
): string => {
  const link = [{ relation: 'self', url: `${base}/${type}?${query.toString()}` }]
  if (next) link.push({ relation: 'next', url: `${base}/${type}?${next}` })
  const entries = bodies.map(
    (stored) =>
      `{"fullUrl":${JSON.stringify(`${base}/${stored.type}/${stored.id}`)},"resource":${stored.body},"search":{"mode":"match"}}`,
  )
  return `{"resourceType":"Bundle","type":"searchset"${total === undefined ? '' : `,"total":${total}`},"link":${JSON.stringify(link)},"entry":[${entries.join()}]}`
}

const bundle_answer = (type: string, answers: EntryAnswer[]): string =>
  `{"resourceType":"Bundle","type":"${type}-response","entry":[${answers
    .map((answer) => {
      const response: Record<string, unknown> = { status: answer.status }
      if (answer.stored) Object.assign(response, answer_headers(answer.stored))
      if (answer.outcome) response['outcome'] = operation_outcome(answer.outcome.issues)
      const resource = answer.stored?.body ?? answer.body
      return `{${resource ? `"resource":${resource},` : ''}"response":${JSON.stringify(response)}}`
    })
    .join()}]}`

const json_formats = new Set([
  'json',
  'text/json',
  'application/json',
  'application/fhir+json',
  'application/fhir json',
])

/** Only JSON is spoken: whoever asks for something else is told, not given JSON (R4 §3.1.0.1.11). `+` in a query is a blank. */
const check_format = (request: FastifyRequest): void => {
  const format = query_of(request).get('_format')
  const accept = request.headers.accept
  const wanted = format ?? (accept === undefined || /json|\*\/\*|application\/\*/.test(accept) ? 'json' : accept)
  if (json_formats.has(wanted.split(';')[0]?.trim() ?? '')) return
  const message = `Chỉ trả lời bằng application/fhir+json, không có “${wanted.slice(0, 100)}”`
  throw fail.many(406, [
    { severity: 'error', code: 'not-supported', message, expression: format === null ? 'Accept' : '_format' },
  ])
}

/** The FHIR REST face (R4 §3.1.0) at /fhir. Interactions not listed in /metadata answer 501 or 400, never an empty 200. */
export const fhir_routes = (web: WebServer, store: Store, read_only: ReadOnlyType[], base: string): void => {
  const { app } = web
  const own = new Map(read_only.map((entry) => [entry.type, entry]))
  const reader = async (request: FastifyRequest) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    check_format(request)
    return caller
  }
  const writer = async (request: FastifyRequest) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.write')
    check_format(request)
    refuse_conditions(request)
    return caller
  }

  app.get('/fhir/metadata', (_request, reply) =>
    reply.type(media_type).send(JSON.stringify(capability_statement(base, read_only))),
  )
  app.get('/fhir/.well-known/smart-configuration', () => ({
    token_endpoint: base.replace(/\/fhir$/, '/oauth/token'),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    grant_types_supported: ['client_credentials'],
    scopes_supported: ['system/*.*'],
    capabilities: ['client-confidential-symmetric'],
  }))

  app.get('/fhir/:type/:id', async (request, reply) => {
    const caller = await reader(request)
    const { type, id } = params_of(request)
    if (/^[_$]/.test(id)) throw fail.not_supported(`${type}/${id} chưa được hỗ trợ; xem /fhir/metadata`)
    const special = own.get(type)
    if (special) return reply.type(media_type).send(JSON.stringify(await special.read(caller, id)))
    return send(reply, await store.read(caller, type, id))
  })
  app.get('/fhir/:type/:id/_history', async (request, reply) => {
    const { type, id } = params_of(request)
    return reply.type(media_type).send(history_bundle(base, await store.history(await reader(request), type, id)))
  })
  app.get('/fhir/:type/:id/_history/:version', async (request, reply) => {
    const { type, id, version } = params_of(request)
    return send(reply, await store.vread(await reader(request), type, id, Number(version) || 0))
  })

  const search = async (request: FastifyRequest, reply: FastifyReply, query: URLSearchParams) => {
    const caller = await reader(request)
    const { type } = params_of(request)
    const special = own.get(type)
    if (special) {
      const resources = await special.search(caller, query)
      const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }))
      return reply
        .type(media_type)
        .send(JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }))
    }
    const page = await store.search(caller, type, query)
    return reply.type(media_type).send(search_answer(base, type, query, page.entries, page.total, page.next))
  }
  app.get('/fhir/:type', (request, reply) => search(request, reply, query_of(request)))
  app.post('/fhir/:type/_search', (request, reply) => {
    const query = query_of(request)
    for (const [name, value] of new URLSearchParams(typeof request.body === 'string' ? request.body : ''))
      query.append(name, value)
    return search(request, reply, query)
  })

  app.post('/fhir/:type', async (request, reply) => {
    const caller = await writer(request)
    const resource = read_body(request)
    if (resource.resourceType !== params_of(request).type)
      throw fail.invalid('Loại tài nguyên khác với địa chỉ', 'resourceType')
    delete resource.id
    const stored = await store.unit(caller, (unit) => unit.create(resource))
    return send(reply.header('location', `${base}/${answer_headers(stored)['location']}`), stored, 201)
  })
  app.put('/fhir/:type/:id', async (request, reply) => {
    const caller = await writer(request)
    const { type, id } = params_of(request)
    const resource = read_body(request)
    if (resource.resourceType !== type) throw fail.invalid('Loại tài nguyên khác với địa chỉ', 'resourceType')
    if (resource.id !== id) throw fail.invalid('Mã tài nguyên khác với địa chỉ', 'id')
    const stored = await store.unit(caller, (unit) => unit.update(resource, if_match_of(request)))
    return send(
      reply.header('location', `${base}/${answer_headers(stored)['location']}`),
      stored,
      stored.version === 1 ? 201 : 200,
    )
  })
  app.delete('/fhir/:type/:id', async (request, reply) => {
    const caller = await writer(request)
    const { type, id } = params_of(request)
    const stored = await store.unit(caller, (unit) => unit.remove(type, id, if_match_of(request)))
    return reply.code(204).header('etag', etag_of(stored.version)).send()
  })
  app.post('/fhir', async (request, reply) => {
    const caller = await writer(request)
    const bundle = read_body(request)
    if (bundle.resourceType !== 'Bundle') throw fail.invalid('Cần một Bundle', 'resourceType')
    if (bundle['type'] !== 'transaction' && bundle['type'] !== 'batch')
      throw fail.not_supported('Chỉ nhận Bundle loại transaction hoặc batch', 'Bundle.type')
    const report = (error: unknown) => request.log.error({ err: error }, 'batch entry failed')
    return reply
      .type(media_type)
      .send(
        bundle_answer(
          bundle['type'],
          await (bundle['type'] === 'batch'
            ? run_batch(store, caller, bundle, report)
            : run_transaction(store, caller, bundle)),
        ),
      )
  })
  app.route({
    method: ['PATCH'],
    url: '/fhir/:type/:id',
    handler: () => {
      throw fail.not_supported('PATCH chưa được hỗ trợ')
    },
  })
  app.all('/fhir/*', () => {
    throw fail.not_supported('Thao tác này chưa được hỗ trợ; xem /fhir/metadata')
  })
}
