import { join } from 'node:path'
import { create_audit_log, seal_events, type AuditLog } from '../../platform/audit/index.ts'
import { list_facilities, watch_withdrawn } from '../../platform/access/index.ts'
import { open_database, with_replica, type Database } from '../../platform/database/index.ts'
import { create_web_server, type ServerTls, type WebServer } from '../../platform/http/index.ts'
import { create_store, type Store, type TypeGuard } from '../../platform/records/index.ts'
import { start_fetching_lists } from '../../platform/signing/index.ts'
import { create_smart, type Smart } from '../../platform/smart/index.ts'
import {
  create_subscriptions,
  type SubscriptionOptions,
  type Subscriptions,
} from '../../platform/subscriptions/index.ts'
import { open_terminology_service, type TerminologyService } from '../../platform/terminology-service/index.ts'
import { load_forms, type Forms } from '../../chart/medical-record/index.ts'
import type { HealthBookOptions } from './routes-health-book.ts'
import type { PrescribingOptions } from './routes-prescribing.ts'
import { seal_open_secrets } from './seal-secrets.ts'
import { smart_rooms } from './smart-rooms.ts'

export type DemoAccount = { facility: string; username: string; password: string; role: string; name: string }

/** One installation, composed: what every route needs. */
export type Site = {
  database: Database
  audit: AuditLog
  store: Store
  terminology: TerminologyService
  forms: Forms
  web: WebServer
  smart: Smart
  subscriptions: Subscriptions
  base_url: string
  secure_cookies: boolean
  demo_accounts: DemoAccount[]
  close(): Promise<void>
}

export type SiteOptions = {
  database_url: string
  /** A streaming replica of it: questions go there (READ_DATABASE_URL). */
  read_database_url?: string
  base_url: string
  /** The largest request that is read. */
  body_max_bytes?: number
  /** Without it TLS ends at a proxy. */
  tls?: ServerTls
  demo_accounts?: DemoAccount[]
  /** Who judges what is written of a type, beside the house's own. */
  guards?: TypeGuard[]
  /** How often the pump looks for letters, and asks the hub; how long after the start lapsed letters are first looked for. */
  exchange?: { poll_ms: number; sync_ms: number; lapse_first_ms?: number }
  /** How often a facility's days are counted, and whose turn it is looked for. */
  counters?: { every_ms: number; poll_ms: number }
  /** How often the publisher looks for visits that ended, and who brings codes and books out of the house. */
  health_book?: HealthBookOptions
  /** Secrets and patience towards the national prescription system (E_PRESCRIPTION_SECRETS otherwise). */
  e_prescriptions?: PrescribingOptions
  /** Where notifications may go inside the house (SUBSCRIPTION_HOSTS), and how patiently they are sent. */
  subscriptions?: Partial<Omit<SubscriptionOptions, 'base'>>
}

const named_hosts = (): string[] =>
  (process.env['SUBSCRIPTION_HOSTS'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

export const forms_dir = join(import.meta.dirname, '../../../forms')
const seal_every_ms = 60_000
const close_idle_every_ms = 100
/** Who is still sending or being answered when the server stops has this long; then the line is cut. */
const close_patience_ms = 10_000

const seal_all = async (database: Database): Promise<void> => {
  for (const facility of await database.in_site(list_facilities)) await seal_events(database, facility.code)
}

export const compose_site = async (options: SiteOptions): Promise<Site> => {
  const database = open_database(options.database_url)
  const { read_database_url: read_url } = options
  const reading = read_url === undefined ? database : with_replica(database, open_database(read_url))
  const audit = create_audit_log(database)
  const terminology = open_terminology_service(database, `${options.base_url}/fhir`)
  const web = await create_web_server(database, audit, options.body_max_bytes, options.tls)
  const sealed = await seal_open_secrets(database)
  if (sealed > 0) web.app.log.info({ sealed }, 'secrets that lay openly in the database are sealed')
  let sealing: Promise<void> = Promise.resolve()
  const sealer = setInterval(() => {
    sealing = seal_all(database).catch((error: unknown) =>
      web.app.log.error({ err: error }, 'sealing the audit log failed'),
    )
  }, seal_every_ms)
  sealer.unref()
  const report = (error: unknown) => web.app.log.error({ err: error }, 'asking for withdrawn tokens failed')
  const watch = await watch_withdrawn(database, web.token_key.withdrawn, report)
  const lists = start_fetching_lists(database, (error) =>
    web.app.log.error({ err: error }, 'fetching lists of revoked certificates failed'),
  )
  const subscriptions = create_subscriptions(database, audit, {
    ...{ base: `${options.base_url}/fhir`, hosts: named_hosts() },
    ...options.subscriptions,
  })
  const guards = [subscriptions.guard, ...(options.guards ?? [])]
  const store = terminology.with_catalogues(create_store(reading, audit, terminology.find_codes, guards))
  await subscriptions.start(store, web)
  const smart = await create_smart({ database, audit, web, base_url: options.base_url, ...smart_rooms(store) })
  return {
    database,
    audit,
    store,
    terminology,
    forms: load_forms(forms_dir),
    web,
    smart,
    subscriptions,
    base_url: options.base_url,
    secure_cookies: options.base_url.startsWith('https:'),
    demo_accounts: options.demo_accounts ?? [],
    async close() {
      clearInterval(sealer)
      await subscriptions.stop()
      watch.stop()
      lists.stop()
      smart.stop()
      // A connection whose request was in hand when closing began is idle after its answer and would be waited for
      // until its client lets go of it, a minute and more.
      const idle = setInterval(() => web.app.server.closeIdleConnections(), close_idle_every_ms)
      const cut = setTimeout(() => web.app.server.closeAllConnections(), close_patience_ms)
      await web.app.close()
      clearTimeout(cut)
      clearInterval(idle)
      await sealing
      await reading.close()
    },
  }
}
