import { find_directory_facility } from '../src/network/membership/index.ts'
import { add_trusted_root, member_client_id } from '../src/network/membership/index.ts'
import { demo_otp } from '../src/network/health-book/index.ts'
import { put_link } from '../src/network/exchange/index.ts'
import { ensure_facility_certificate, get_identity, load_authority } from '../src/platform/signing/index.ts'
import { admit, start_test_hub, type TestHub } from './test-hub.ts'
import { facilities, password, start_test_site, type TestSite } from './test-site.ts'

const pace = { poll_ms: 50, sync_ms: 200 }
const health_book = { poll_ms: 50, sweep_ms: 500, otp: demo_otp }

/** Makes a facility of a site a member of the hub: its real seal, its real authority, a way in. */
export const join_hub = async (hub: TestHub, { site }: TestSite, code: string): Promise<void> => {
  const facility = facilities.find((one) => one.code === code)
  if (!facility) throw new Error(`no facility ${code}`)
  const { root_pem, seal_pem } = await site.database.in_site(async (sql) => {
    await ensure_facility_certificate(sql, facility)
    return {
      root_pem: (await load_authority(sql)).certificate_pem,
      seal_pem: (await get_identity(sql, code)).certificate_pem,
    }
  })
  await hub.site.database.in_site((sql) => add_trusted_root(sql, root_pem))
  await admit(hub.site, facility, seal_pem)
  await site.database.in_facility(code, (sql) =>
    put_link(sql, {
      ...{ facility: code, base_url: hub.base, client_id: member_client_id(code) },
      ...{ secret: password, private_jwk: null },
    }),
  )
}

export type ThreeHouses = { hub: TestHub; a: TestSite; b: TestSite }

/** Hospital A (24012), hospital B (01929) and the hub: three servers, three databases, only HTTP between them. */
export const start_three_houses = async (): Promise<ThreeHouses> => {
  const hub = await start_test_hub()
  const a = await start_test_site({ exchange: pace, health_book })
  const b = await start_test_site({ exchange: pace, health_book })
  await join_hub(hub, a, '24012')
  await join_hub(hub, b, '01929')
  const known = await hub.site.database.in_site((sql) => find_directory_facility(sql, '24012'))
  if (known?.membership !== 'approved') throw new Error('A is no member')
  return { hub, a, b }
}
