import { local_date } from '../../base/time/index.ts'
import { read_scanner_setting, type ScannerSetting } from '../../platform/malware/index.ts'
import { fhir_routes } from '../../platform/records/index.ts'
import { security_statement } from '../../platform/smart/index.ts'
import { subscription_capabilities, subscription_operations } from '../../platform/subscriptions/index.ts'
import { certification_routes, play_dead, type CertificationPatience } from '../../network/certification/index.ts'
import { counter_routes } from '../../network/counters/index.ts'
import { citizen_operations, citizen_routes, citizen_type } from '../../network/citizens/index.ts'
import { study_ticket_route } from '../../network/imaging-studies/index.ts'
import { hub_level_routes, own_level_routes } from '../../network/it-level/index.ts'
import {
  binary_door,
  count_oversized,
  create_file_scan,
  delivery_guard,
  desk_routes,
  document_doors,
  paper_types,
  plain_door,
  reliance_route,
  start_postman,
  take_provide_bundle,
  type ContentKey,
  type OwnCallers,
  type Postman,
} from '../../network/mailbox/index.ts'
import { deployment_routes, start_reminding, type ReminderPace } from '../../network/deployment/index.ts'
import { gate_routes } from '../../network/gate/index.ts'
import { directory_types, member_routes } from '../../network/membership/index.ts'
import { report_routes } from '../../network/oversight-reports/index.ts'
import { hub_queues, operations_routes } from '../../network/operations/index.ts'
import { monitor_routes, start_walking, type Walking } from '../../network/monitor/index.ts'
import { audit_event_type } from '../server/audit-events.ts'
import { find_facility } from '../../platform/access/index.ts'
import { access_routes } from '../server/routes-access.ts'
import { compose_site, type Site, type SiteOptions } from '../server/site.ts'
import { serve_web } from '../server/serve-web.ts'
import { consent_door } from './consent-door.ts'
import { desk_rooms } from './desk-rooms.ts'
import { name_in_directory } from './name-in-directory.ts'
import { demand_mutual_tls, read_mutual_tls, type MutualTls } from './mutual-tls.ts'
import { open_office } from './office.ts'
import { letterhead_of, report_sources } from './report-figures/index.ts'
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
  /** A virus scanner (clamd) beside the hub; as HUB_CLAMD says otherwise. */
  scanner?: ScannerSetting
  /** How often the board's counts follow what was taken. */
  board_ms?: number
  /** How soon after the start, and how often, it reminds by rule. */
  reminding?: Partial<ReminderPace>
  /** TLS of members with certificates of their own; as the environment says otherwise. */
  mutual_tls?: MutualTls
  /** The hub's own facility of the certification, and how long a step of it may take. */
  certification?: Partial<CertificationPatience> & { partner?: string }
  /** The day the board reckons from; today in Vietnam, but for tests that play a year. */
  today?: () => string
}

const poll_default_ms = 500

const mebibyte = 1_048_576
/** A whole record travels with its paper in one message, as base64: half as much again as its bytes, and room to spare. */
const body_max_mb = Number(process.env['HUB_BODY_MAX_MB']) || 64
const patience_default: CertificationPatience = { step_s: 900, silence_s: 15, quiet_s: 10 }

/** A code nobody is given: CSKCB codes are digits, of the hub's own province. */
export const partner_code_of = ({ code, certification }: Pick<HubOptions, 'code' | 'certification'>): string =>
  certification?.partner ?? `${code.slice(0, 2)}KTN`

/** Starts a hub: the same platform as a facility server, with the rooms of the hub. */
export const start_hub_server = async (options: HubOptions): Promise<Site> => {
  const own_callers: OwnCallers = new WeakSet()
  let postman: Postman | undefined
  const poke = (): void => postman?.poke()
  const mutual_tls = options.mutual_tls ?? read_mutual_tls(process.env)
  const { server: tls } = mutual_tls
  const site = await compose_site({
    ...(tls ? { tls } : {}),
    body_max_bytes: body_max_mb * mebibyte,
    ...options,
    guards: [delivery_guard(own_callers, poke)],
    // Papers and directories are the hub's own tables: the store writes deliveries, and tells of them.
    subscriptions: { types: ['Task'], ...options.subscriptions },
  })
  const { web, database, store } = site
  const base = `${site.base_url}/fhir`
  const partner = partner_code_of(options)
  const scanner = options.scanner ?? read_scanner_setting('HUB_CLAMD', process.env['HUB_CLAMD'])
  const office = await open_office(site, { ...options, ...(scanner ? { scanner } : {}), base, poke, partner })
  count_oversized(office, web)
  demand_mutual_tls(site, options.code, mutual_tls)
  play_dead(web, database)
  access_routes(site)
  hub_routes(site, office)
  document_doors(office, web)
  binary_door(office, web)
  plain_door(office, web, store)
  reliance_route(web, office)
  consent_door(site, office)
  study_ticket_route(web, office)
  const rooms = desk_rooms(office)
  citizen_routes({ web, database, rooms })
  gate_routes(web, database, rooms)
  member_routes({ web, database })
  const board = {
    ...{ database, today: options.today ?? (() => local_date(new Date())), code: options.code },
    ...(scanner ? { scan: create_file_scan(scanner) } : {}),
  }
  deployment_routes(board, web)
  const patience = { ...patience_default, ...options.certification }
  certification_routes({ database, office, partner: { code: partner }, patience }, web, site.base_url)
  desk_routes({ office, store, own_callers }, web)
  let walking: Walking | undefined
  counter_routes(database, web, () => walking?.poke())
  monitor_routes(database, web)
  hub_level_routes(database, web)
  operations_routes(
    {
      ...{ database, env: process.env, started_at: new Date(), has_wards: false },
      queues: () => hub_queues(database),
      clock_of: () => Promise.resolve(undefined),
    },
    web,
    options.database_url,
  )
  own_level_routes({ database, name_of: name_in_directory(database) }, web)
  const itself = await database.in_site((sql) => find_facility(sql, options.code))
  const today = options.today ?? (() => local_date(new Date()))
  report_routes(
    {
      database,
      today,
      sources: report_sources,
      letterhead: letterhead_of(itself ?? { name: '', authority: '' }),
    },
    web,
  )
  const operations = [...citizen_operations(database), ...subscription_operations]
  const read_only = [
    ...[...paper_types(office), citizen_type(database), ...directory_types(database, base)],
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
  const reminding = start_reminding(board, report, options.reminding)
  await web.app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
  postman = start_postman(
    { database, store, own_callers, stopped: stopping.signal },
    { poll_ms: options.poll_ms ?? poll_default_ms, report },
  )
  const pace = options.board_ms === undefined ? {} : { every_ms: options.board_ms }
  walking = start_walking({ database, code: options.code, report, ...pace })
  return {
    ...site,
    async close() {
      stopping.abort()
      await reminding.stop()
      await walking?.stop()
      await postman?.ended
      await site.close()
    },
  }
}
