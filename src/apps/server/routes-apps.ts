import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import {
  count_people,
  demand,
  end_app_grant,
  list_app_grants,
  list_clients,
  set_client_active,
  type ListedClient,
} from '../../platform/access/index.ts'
import { body_of } from '../../platform/http/index.ts'
import { begin_launch, decision_shape, launch_wish_shape, lines_of } from '../../platform/smart/index.ts'
import type { Connection, LaunchableApp, RegisteredClient } from '../../platform/smart/contract.ts'
import { patient_of_stay, smart_rooms } from './smart-rooms.ts'
import type { Site } from './site.ts'

const param = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string | undefined>)[name] ?? ''

const wires = (request: FastifyRequest, reply: FastifyReply) => ({ request: request.raw, reply: reply.raw })

/** The page on which a person says what an app may do for her. */
const authorize_routes = ({ web, smart }: Site): void => {
  web.app.get('/api/authorize/:uid/plan', async (request, reply) =>
    smart.consent.plan(wires(request, reply), param(request, 'uid'), await smart.person(request)),
  )
  web.app.post('/api/authorize/:uid', async (request, reply) => {
    const decision = read_shape(decision_shape, body_of(request))
    const person = await smart.person(request)
    return { to: await smart.consent.decide(wires(request, reply), param(request, 'uid'), person, decision) }
  })
}

const launch_routes = ({ web, smart, store, database, base_url }: Site): void => {
  const { app } = web
  app.get('/api/apps', async (request): Promise<LaunchableApp[]> => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    const clients = await database.in_site((sql) => list_clients(sql, caller.facility))
    return clients
      .filter((client) => client.active && client.launch_uri !== null)
      .map(({ client_id, name }) => ({ id: client_id, name }))
  })
  app.post('/api/apps/:client/launch', async (request) => {
    const { caller, account } = await smart.person(request)
    demand(caller, 'fhir.read')
    const { patient: named, encounter = null } = read_shape(launch_wish_shape, body_of(request))
    const patient = encounter === null ? named : await patient_of_stay(store, caller, encounter)
    if (patient === undefined || (named !== undefined && named !== patient))
      throw fail.invalid('Đợt khám này không phải của người bệnh đã chọn', 'encounter')
    const wish = { client_id: param(request, 'client'), account: account.id, patient, encounter, intent: null }
    return { url: await begin_launch(database, caller, wish, `${base_url}/fhir`) }
  })
}

/** What I allowed, and taking it back. */
const connection_routes = ({ web, smart, store, database }: Site): void => {
  const { app } = web
  const { name_patient } = smart_rooms(store)
  app.get('/api/connections', async (request): Promise<Connection[]> => {
    const { caller, account } = await smart.person(request)
    const grants = await database.in_site((sql) => list_app_grants(sql, caller.facility, account.id))
    return Promise.all(
      grants.map(async ({ id, app: name, scope, patient, granted_at, outlasts_session }) => ({
        ...{ id, app: name, lines: lines_of(scope), outlasts_session, granted_at: granted_at.toISOString() },
        patient: patient === null ? null : await name_patient(caller, patient),
      })),
    )
  })
  app.delete('/api/connections/:id', async (request) => {
    const { caller, account } = await smart.person(request)
    await end_app_grant(database, caller, { id: param(request, 'id'), account: account.id })
    return { ok: true }
  })
}

const to_registered = (client: ListedClient, people: number): RegisteredClient => ({
  ...{ id: client.client_id, name: client.name, kind: client.kind, scope: client.scope, active: client.active },
  proof: client.has_secret ? 'secret' : client.kind === 'public' ? 'none' : 'key',
  addresses: [...client.redirect_uris, ...(client.launch_uri === null ? [] : [client.launch_uri])],
  ...{ created_at: client.created_at.toISOString(), people },
})

/** Systems and apps of the facility, for its administrator. */
const client_routes = ({ web, database }: Site): void => {
  const { app } = web
  app.get('/api/clients', async (request): Promise<RegisteredClient[]> => {
    const caller = await web.caller(request)
    demand(caller, 'accounts.manage')
    return database.in_site(async (sql) => {
      const people = await count_people(sql, caller.facility)
      const clients = await list_clients(sql, caller.facility)
      return clients.map((client) => to_registered(client, people.get(client.client_id) ?? 0))
    })
  })
  for (const [verb, active] of [
    ['close', false],
    ['open', true],
  ] as const)
    app.post(`/api/clients/:client/${verb}`, async (request) => {
      const caller = await web.caller(request)
      demand(caller, 'accounts.manage')
      await set_client_active(database, caller, param(request, 'client'), active)
      const { clients } = web.token_key.withdrawn
      if (active) clients.delete(param(request, 'client'))
      else clients.add(param(request, 'client'))
      return { ok: true }
    })
}

/** Apps of others: allowing them, opening them from the chart, taking it back. */
export const app_routes = (site: Site): void => {
  authorize_routes(site)
  launch_routes(site)
  connection_routes(site)
  client_routes(site)
}
