import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure, fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import {
  count_people,
  demand,
  end_app_grants,
  list_app_grants,
  list_clients,
  set_client_active,
  set_client_withdrawn,
  type ListedClient,
  type ListedGrant,
} from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { body_of } from '../../platform/http/index.ts'
import { begin_launch, decision_shape, launch_wish_shape, lines_of } from '../../platform/smart/index.ts'
import type { AppPerson, Connection, LaunchableApp, RegisteredClient } from '../../platform/smart/contract.ts'
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
    const person = await smart.person(request)
    const decision = read_shape(decision_shape, body_of(request))
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

/** So many people are named for each app; an app that opens from every chart soon has many. */
const named_max = 12

/** The last time for each patient. */
const latest_of_each = (grants: ListedGrant[]): ListedGrant[] =>
  [...Map.groupBy(grants, ({ patient }) => patient).values()].flatMap(([latest]) => latest ?? [])

/** What I allowed, and taking it back. */
const connection_routes = ({ web, smart, store, database }: Site): void => {
  const { app } = web
  const { name_patient } = smart_rooms(store)
  /** What was allowed can be taken back also when the chart is gone. */
  const name_if_there = (caller: Caller, patient: string) =>
    name_patient(caller, patient).catch((error: unknown): AppPerson => {
      if (!(error instanceof Failure) || (error.status !== 404 && error.status !== 410)) throw error
      return { id: patient, name: 'Hồ sơ không còn', gender: 'unknown', birth_date: '', patient_code: '' }
    })
  const to_connection = async (caller: Caller, client: string, grants: ListedGrant[]): Promise<Connection> => {
    const latest = latest_of_each(grants)
    return {
      ...{ client, app: grants[0]?.app ?? client, lines: lines_of(grants.map(({ scope }) => scope)) },
      uses: await Promise.all(
        latest.slice(0, named_max).map(async ({ patient, granted_at, outlasts_session }) => ({
          ...{ outlasts_session, granted_at: granted_at.toISOString() },
          patient: patient === null ? null : await name_if_there(caller, patient),
        })),
      ),
      more: Math.max(0, latest.length - named_max),
    }
  }
  app.get('/api/connections', async (request): Promise<Connection[]> => {
    const { caller, account } = await smart.person(request)
    const grants = await database.in_site((sql) => list_app_grants(sql, caller.facility, account.id))
    const by_client = Map.groupBy(grants, ({ client_id }) => client_id)
    return Promise.all([...by_client].map(([client, own]) => to_connection(caller, client, own)))
  })
  app.delete('/api/connections/:client', async (request) => {
    const { caller, account } = await smart.person(request)
    await end_app_grants(database, caller, { client_id: param(request, 'client'), account: account.id })
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
      set_client_withdrawn(web.token_key.withdrawn, param(request, 'client'), !active)
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
