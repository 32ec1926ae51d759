import { fhir_routes } from '../../platform/records/index.ts'
import { security_statement } from '../../platform/smart/index.ts'
import { subscription_capabilities, subscription_operations } from '../../platform/subscriptions/index.ts'
import { certification_routes, play_dead, type CertificationPatience } from '../../network/certification/index.ts'
import { citizen_operations, citizen_routes, citizen_type } from '../../network/citizens/index.ts'
import {
  binary_door,
  delivery_guard,
  desk_routes,
  document_doors,
  paper_types,
  plain_door,
  start_postman,
  take_provide_bundle,
  type ContentKey,
  type OwnCallers,
  type Postman,
} from '../../network/mailbox/index.ts'
import { directory_types, member_routes } from '../../network/membership/index.ts'
import { audit_event_type } from '../server/audit-events.ts'
import { access_routes } from '../server/routes-access.ts'
import { compose_site, type Site, type SiteOptions } from '../server/site.ts'
import { serve_web } from '../server/serve-web.ts'
import { consent_door } from './consent-door.ts'
import { open_office } from './office.ts'
import { hub_routes } from './routes-hub.ts'

export type HubOptions = SiteOptions & {
  port: number
  host?: string
  /** What the hub's own signature and account rows stand under: its code among the facilities. */
  code: string
  /** The newest first. */
  content_keys: ContentKey[]
  /** How soon a box is filled when nobody pokes. */
  poll_ms?: number
  /** The hub's own facility of the certification, and how long a step of it may take. */
  certification?: Partial<CertificationPatience> & { partner?: string }
}

const poll_default_ms = 500
const patience_default: CertificationPatience = { step_s: 900, silence_s: 15, quiet_s: 10 }

/** A code nobody is given: CSKCB codes are digits, of the hub's own province. */
export const partner_code_of = ({ code, certification }: Pick<HubOptions, 'code' | 'certification'>): string =>
  certification?.partner ?? `${code.slice(0, 2)}KTN`

/** Starts a hub: the same platform as a facility server, with the rooms of the hub. */
export const start_hub_server = async (options: HubOptions): Promise<Site> => {
  const own_callers: OwnCallers = new WeakSet()
  let postman: Postman | undefined
  const poke = (): void => postman?.poke()
  const site = await compose_site({ ...options, guards: [delivery_guard(own_callers, poke)] })
  const { web, database, store } = site
  const base = `${site.base_url}/fhir`
  const partner = partner_code_of(options)
  const office = await open_office(site, { ...options, base, poke, partner })
  play_dead(web, database)
  access_routes(site)
  hub_routes(site, office)
  document_doors(office, web)
  binary_door(office, web)
  plain_door(office, web, store)
  consent_door(site, office)
  citizen_routes({ web, database })
  member_routes({ web, database })
  const patience = { ...patience_default, ...options.certification }
  certification_routes({ database, office, partner: { code: partner }, patience }, web, site.base_url)
  desk_routes({ office, store, own_callers }, web)
  const operations = [...citizen_operations(database), ...subscription_operations]
  const read_only = [
    ...[...paper_types(office), citizen_type(database), ...directory_types(database)],
    audit_event_type(site),
  ]
  fhir_routes(web, store, {
    ...{ base, read_only, operations, security: security_statement(site.base_url) },
    additions: subscription_capabilities(base),
    take_bundle: take_provide_bundle(office, web),
  })
  await serve_web(site)
  const stopping = new AbortController()
  const report = (error: unknown, what: string) => web.app.log.error({ err: error }, what)
  await web.app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
  postman = start_postman(
    { database, store, own_callers, stopped: stopping.signal },
    { poll_ms: options.poll_ms ?? poll_default_ms, report },
  )
  return {
    ...site,
    async close() {
      stopping.abort()
      await postman?.ended
      await site.close()
    },
  }
}
