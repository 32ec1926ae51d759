import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { PrescribingOptions } from '../src/apps/server/routes-prescribing.ts'
import type { Site } from '../src/apps/server/site.ts'
import { before_dropping } from '../src/platform/database/test-database.ts'
import { find_directory_facility } from '../src/network/membership/index.ts'
import { add_trusted_root, member_client_id } from '../src/network/membership/index.ts'
import type { HealthBookOptions } from '../src/apps/server/routes-health-book.ts'
import { demo_otp } from '../src/network/health-book/index.ts'
import { make_link_key, put_link } from '../src/network/exchange/index.ts'
import { find_malware, type ScannerSetting } from '../src/platform/malware/index.ts'
import { ensure_facility_certificate, get_identity, load_authority } from '../src/platform/signing/index.ts'
import { admit, content_keys, start_test_hub, type TestHub } from './test-hub.ts'
import { pharmacy } from './pharmacy.ts'
import { facilities, start_test_site, type TestSite } from './test-site.ts'

const pace = { poll_ms: 50, sync_ms: 200 }
const health_book = { poll_ms: 50, sweep_ms: 500 }

/** The facility's seal follows the last signature by itself, as most houses settle it. */
export const seal_by_itself = ({ site }: TestSite, code: string): Promise<unknown> =>
  site.database.in_site((sql) =>
    sql.query(
      "UPDATE access.facility SET settings = settings || jsonb_build_object('auto_seal', true) WHERE code = $1",
      [code],
    ),
  )

/** Makes a facility of a site a member of the hub: its real seal, its real authority, a key of its own to come in by. */
export const join_hub = async (hub: TestHub, { site }: TestSite, code: string): Promise<void> => {
  const facility = [...facilities, pharmacy].find((one) => one.code === code)
  if (!facility) throw new Error(`no facility ${code}`)
  const { root_pem, seal_pem } = await site.database.in_site(async (sql) => {
    await ensure_facility_certificate(sql, facility)
    return {
      root_pem: (await load_authority(sql)).certificate_pem,
      seal_pem: (await get_identity(sql, code)).certificate_pem,
    }
  })
  await hub.site.database.in_site((sql) => add_trusted_root(sql, root_pem))
  const kind = facility.kind === 'pharmacy' ? 'pharmacy' : 'hospital'
  const { private_jwk, public_jwk } = await make_link_key()
  await admit(hub.site, { ...facility, kind }, seal_pem, public_jwk)
  hub.keys.set(code, private_jwk)
  await site.database.in_facility(code, (sql) =>
    put_link(sql, {
      ...{ facility: code, base_url: hub.base, client_id: member_client_id(code) },
      ...{ secret: null, private_jwk },
    }),
  )
}

export type ThreeHouses = { hub: TestHub; a: TestSite; b: TestSite }

/** What stands in this process answers no more; a process of its own does, on the same port and database. */
const move_out = async (site: Site, base: string, script: string, wish: object): Promise<void> => {
  await site.web.app.close()
  const child = fork(join(import.meta.dirname, script), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  before_dropping(async () => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  })
  child.send({ port: Number(new URL(base).port), ...wish })
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
  if (first !== 'listening') throw new Error(`${script} did not start`)
}

/** A facility server in a process of its own; the site's own functions are then for looking only. */
export const move_facility_out = ({ site, base, url }: TestSite): Promise<void> =>
  move_out(site, base, 'exchange-process.ts', { url, skew_ms: 0 })

const move_all_out = async ({ hub, a, b }: ThreeHouses): Promise<void> => {
  const [key] = content_keys
  const content_key = { id: key?.id, key: key?.key.toString('base64') }
  const of_hub = { url: hub.url, base_url: hub.base, host: '127.0.0.1', code: '24SYT', content_key }
  await Promise.all([move_out(hub.site, hub.base, 'hub-process.ts', of_hub), ...[a, b].map(move_facility_out)])
}

const never_ms = 2_000_000_000
export const no_pace = { poll_ms: never_ms, sync_ms: never_ms }

type HousesWish = {
  own_processes?: boolean
  scanner_at_b?: ScannerSetting
  e_prescriptions?: PrescribingOptions
  book?: HealthBookOptions
}

/**
 * Hospital A (24012), hospital B (01929) and the hub: three servers, three databases, only HTTP between them.
 * @param book what the houses do otherwise with health books; with a text gateway of its own the demo's codes are not shown
 * @param own_processes each in a process of its own; the sites' own functions are then for looking only
 * @param scanner_at_b a malware scanner of B's own
 */
export const start_three_houses = async (wish: HousesWish = {}): Promise<ThreeHouses> => {
  const { own_processes = false, scanner_at_b, e_prescriptions = {}, book = {} } = wish
  const hub = await start_test_hub(own_processes ? { poll_ms: never_ms } : {})
  const of_book = { health_book: { ...health_book, ...(book.open_sms ? {} : { otp: demo_otp }), ...book } }
  const options = own_processes ? { exchange: no_pace } : { exchange: pace, ...of_book, e_prescriptions }
  const scan = scanner_at_b && ((bytes: Uint8Array) => find_malware(scanner_at_b, bytes))
  const of_b = { ...options, exchange: { ...options.exchange, ...(scan ? { scan } : {}) } }
  const [a, b] = [await start_test_site(options), await start_test_site(of_b)]
  await join_hub(hub, a, '24012')
  await join_hub(hub, b, '01929')
  const known = await hub.site.database.in_site((sql) => find_directory_facility(sql, '24012'))
  if (known?.membership !== 'approved') throw new Error('A is no member')
  if (own_processes) await move_all_out({ hub, a, b })
  return { hub, a, b }
}
