import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../database/index.ts'
import type { WebServer } from '../http/index.ts'

const remembered_ms = 10_000

/** Asked of the database once in ten seconds for each origin. */
const create_origin_check = (database: Database): ((origin: string) => Promise<boolean>) => {
  const known = new Map<string, { is_known: boolean; until_ms: number }>()
  return async (origin) => {
    const before = known.get(origin)
    if (before && before.until_ms > Date.now()) return before.is_known
    const { rows } = await database.in_site((sql) =>
      sql.query<{ is_known: boolean }>(
        `SELECT EXISTS (SELECT FROM access.client, unnest(redirect_uris || coalesce(launch_uri, '')) AS uri
           WHERE active AND (uri = $1 OR starts_with(uri, $1 || '/'))) AS is_known`,
        [origin],
      ),
    )
    const is_known = rows[0]?.is_known === true
    if (known.size > 1_000) known.clear()
    known.set(origin, { is_known, until_ms: Date.now() + remembered_ms })
    return is_known
  }
}

const open_to_all = new Set(['/fhir/metadata', '/fhir/.well-known/smart-configuration'])
const exposed = 'ETag, Location, Content-Location, Last-Modified, WWW-Authenticate, Retry-After, X-Progress'
const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE'

/**
 * Pages of registered apps may ask /fhir from the browser, with their token and never with our cookie; what describes the
 * server may be read from everywhere (SMART App Launch 2.2 §8.1.1).
 */
export const allow_app_origins = ({ app }: WebServer, database: Database): void => {
  const is_known = create_origin_check(database)
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? ''
    const { origin } = request.headers
    if (origin === undefined || !(path === '/fhir' || path.startsWith('/fhir/'))) return
    reply.header('vary', 'Origin')
    if (!open_to_all.has(path) && !(await is_known(origin))) return
    reply.header('access-control-allow-origin', open_to_all.has(path) ? '*' : origin)
    reply.header('access-control-expose-headers', exposed)
    if (request.method !== 'OPTIONS') return
    reply.header('access-control-allow-methods', methods)
    reply.header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '')
    reply.header('access-control-max-age', '600')
    return reply.code(204).send()
  })
}
