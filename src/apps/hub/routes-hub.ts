import type { FastifyRequest } from 'fastify'
import { demand } from '../../platform/access/index.ts'
import { address_of, body_of } from '../../platform/http/index.ts'
import {
  apply,
  approve_application,
  find_application,
  list_applications,
  list_directory,
  refuse_application,
  suspend_member,
} from '../../network/membership/index.ts'
import type { Office } from '../../network/mailbox/index.ts'
import type { Site } from '../server/site.ts'

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''
const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Joining, for strangers; who takes part and what passes, for the hub's staff and the Sở. No paper is shown here. */
export const hub_routes = ({ web, database }: Site, office: Office): void => {
  const { app } = web
  app.get('/lien-thong/jwks.json', () => ({ keys: [office.receipts.jwk] }))
  app.post('/lien-thong/join', async (request, reply) => {
    const body = body_of(request)
    const id = await database.in_site((sql) => apply(sql, body, address_of(request)))
    const code = words(body['code']).toUpperCase()
    return reply.code(202).header('location', `/lien-thong/join/${code}/${id}`).send({ application: id })
  })
  app.get('/lien-thong/join/:code/:id', async (request) => {
    const found = await database.in_site((sql) => find_application(sql, param(request, 'code'), param(request, 'id')))
    return { decision: found.decision ?? 'waiting', reason: found.reason, decided_at: found.decided_at }
  })
  // Certificates are public; which of them count is the hub's word, asked by whoever verifies what came.
  app.get('/lien-thong/trust/:code', (request) =>
    database.in_site((sql) => office.find_trust(sql, param(request, 'code'))),
  )

  app.get('/api/hub/members', async (request) => {
    demand(await web.caller(request), 'hub.watch')
    const [facilities, applications] = await Promise.all([
      database.in_site((sql) => list_directory(sql, {})),
      database.in_site(list_applications),
    ])
    return { facilities, applications }
  })
  app.post('/api/hub/applications/:code/:id/approve', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'hub.admit')
    await approve_application(database, caller, param(request, 'code'), param(request, 'id'))
    return {}
  })
  app.post('/api/hub/applications/:code/:id/refuse', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'hub.admit')
    const reason = words(body_of(request)['reason'])
    await refuse_application(database, caller, { code: param(request, 'code'), id: param(request, 'id'), reason })
    return {}
  })
  for (const [name, suspended] of [['suspend', true] as const, ['resume', false] as const])
    app.post(`/api/hub/members/:code/${name}`, async (request) => {
      const caller = await web.caller(request)
      demand(caller, 'hub.admit')
      const reason = words(body_of(request)['reason'])
      await suspend_member({ database, withdrawn: web.token_key.withdrawn }, caller, {
        code: param(request, 'code'),
        suspended,
        reason,
      })
      return {}
    })
  app.get('/api/hub/traffic', async (request) => {
    demand(await web.caller(request), 'hub.watch')
    const { since = '' } = request.query as { since?: string }
    const from = Number.isNaN(Date.parse(since)) ? new Date(Date.now() - 30 * 86_400_000) : new Date(since)
    const { rows } = await database.in_site((sql) => sql.query('SELECT * FROM hub.traffic($1)', [from]))
    return { since: from, rows }
  })
}
