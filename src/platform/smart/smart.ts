import { find_session, find_session_facts } from '../access/index.ts'
import type { AuditLog } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { session_cookie, type WebServer } from '../http/index.ts'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { create_consent, type Consent, type ConsentRooms, type Person } from './consent.ts'
import { allow_app_origins } from './cors.ts'
import { address_of_raw, mount_provider } from './door.ts'
import { forget_expired } from './forget-expired.ts'
import { load_smart_keys } from './keys.ts'
import { provider_when_asked } from './open-provider.ts'
import { smart_configuration } from './well-known.ts'

export type Smart = {
  consent: Consent
  /** The person at this browser. @throws 401 */
  person(request: FastifyRequest): Promise<Person>
  stop(): void
}

type SmartRooms = { database: Database; audit: AuditLog; web: WebServer; base_url: string } & Pick<
  ConsentRooms,
  'name_patient' | 'check_encounter'
>

const forget_every_ms = 10 * 60_000

const person_of = async ({ database, web }: SmartRooms, request: FastifyRequest): Promise<Person> => {
  const caller = await web.caller(request)
  const token = request.cookies[session_cookie] ?? ''
  const [account, session] = [await find_session(database, token), await find_session_facts(database, token)]
  if (!account || !session) throw fail.login('Bạn chưa đăng nhập')
  return { caller, account, session }
}

/** SMART App Launch at /oauth, and its description beside the FHIR endpoint. */
export const create_smart = async (rooms: SmartRooms): Promise<Smart> => {
  const { database, web, base_url } = rooms
  const keys = await load_smart_keys(database, web.token_key)
  const open_provider = provider_when_asked(rooms, keys, address_of_raw)
  mount_provider(web, open_provider, base_url)
  allow_app_origins(web, database)
  web.app.get('/fhir/.well-known/smart-configuration', (_request, reply) => reply.send(smart_configuration(base_url)))
  // oidc-provider binds the browser by a cookie for this path; the page itself is the app's.
  web.app.get('/api/authorize/:uid', (request, reply) => {
    const { uid } = request.params as { uid: string }
    return reply.redirect(`/uy-quyen/${encodeURIComponent(uid)}`, 303)
  })
  const forget = () =>
    void forget_expired(database).catch((error: unknown) => web.app.log.error({ err: error }, 'forgetting failed'))
  const timer = setInterval(forget, forget_every_ms)
  timer.unref()
  return {
    consent: create_consent({ ...rooms, open_provider, fhir_base: `${base_url}/fhir` }),
    person: (request) => person_of(rooms, request),
    stop: () => clearInterval(timer),
  }
}
