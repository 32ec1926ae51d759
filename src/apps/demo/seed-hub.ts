import { put_account, put_client, put_facility } from '../../platform/access/index.ts'
import { open_database, type Database, type Sql } from '../../platform/database/index.ts'
import { ensure_facility_certificate, get_identity, load_authority } from '../../platform/signing/index.ts'
import { put_link } from '../../network/exchange/index.ts'
import { queue_ended } from '../../network/health-book/index.ts'
import {
  add_seal,
  add_trusted_root,
  member_client_id,
  member_scope,
  put_directory_facility,
  put_practitioner,
} from '../../network/membership/index.ts'
import {
  demo_hub,
  demo_hub_staff,
  demo_pharmacy,
  demo_staff,
  find_demo_facility,
  type DemoFacility,
} from '../../../demo/index.ts'
import { date_back } from './date-back.ts'
import { seed_board } from './seed-board.ts'
import { seed_counts } from './seed-counts.ts'
import { seed_levels } from './seed-levels.ts'
import type { DemoSecrets, HubSecrets } from './secrets.ts'

/** An installation of facilities, with its database. */
export type House = { url: string; codes: string[] }
type Hub = { url: string; web: string }

type Member = Pick<DemoFacility, 'code' | 'name' | 'authority'> & {
  kind: DemoFacility['kind'] | 'pharmacy'
  address?: DemoFacility['address']
}

const member_of = (code: string): Member => (code === demo_pharmacy.code ? demo_pharmacy : find_demo_facility(code))

type Papers = { root_pem: string; seals: Map<string, string> }

/** What a house would send with its application: the certificates of its facilities, and who issued them. */
const read_papers = async ({ url, codes }: House): Promise<Papers> => {
  const database = open_database(url, { connections_max: 1 })
  try {
    return await database.in_site(async (sql) => {
      const seals = new Map<string, string>()
      for (const code of codes) {
        await ensure_facility_certificate(sql, member_of(code))
        seals.set(code, (await get_identity(sql, code)).certificate_pem)
      }
      return { root_pem: (await load_authority(sql)).certificate_pem, seals }
    })
  } finally {
    await database.close()
  }
}

const put_staff = async (sql: Sql, secrets: DemoSecrets): Promise<void> => {
  await put_facility(sql, { ...demo_hub, kind: 'station' })
  await ensure_facility_certificate(sql, demo_hub)
  for (const account of demo_hub_staff(demo_hub.code))
    await put_account(sql, { ...account, password: secrets.passwords[account.username] ?? '' })
}

const put_people = async (sql: Sql, facility: string): Promise<void> => {
  for (const { id, name, title, role } of demo_staff(facility))
    if (/doctor|head|director/.test(role))
      await put_practitioner(sql, { facility, id, licence: null, name, title, scope: '', active: true })
}

/** As if it had applied and the Sở had said yes. */
const admit = async (
  database: Database,
  facility: Member,
  seal_pem: string,
  ways: HubSecrets['members'][string],
): Promise<void> => {
  await database.in_site(async (sql) => {
    await put_directory_facility(sql, { ...facility, province: facility.address?.province ?? '' })
    // What a member is stands in the directory: kept as a pharmacy here too, its server could not take its letters.
    await put_facility(sql, { ...facility, kind: facility.kind === 'pharmacy' ? 'hospital' : facility.kind })
    await add_seal(sql, facility.code, seal_pem)
    await put_people(sql, facility.code)
    await sql.query(
      `UPDATE hub.facility SET membership = 'approved', decided_at = now(), decided_by = 'Bản minh họa'
       WHERE code = $1 AND membership = 'none'`,
      [facility.code],
    )
  })
  const name = `Máy chủ ${facility.name}`
  const common = { facility: facility.code, name, scope: member_scope }
  await put_client(database, { ...common, client_id: ways.client_id }, ways.client_secret)
  await put_client(database, {
    ...common,
    client_id: member_client_id(facility.code),
    jwks: { keys: [ways.public_jwk] },
  })
}

/** Whose latest stays are told into the health book when the demonstration begins: by the running publisher, as any visit. */
const telling = ['24012', '24160']
const told = { days: 120, count: 20 }

/** Each facility is told where its hub is, and speaks there with a key of its own. */
const link_house = async ({ url, codes }: House, hub: Hub, { members }: HubSecrets): Promise<void> => {
  const database = open_database(url, { connections_max: 1 })
  try {
    for (const code of codes)
      await database.in_facility(code, (sql) =>
        put_link(sql, {
          ...{ facility: code, base_url: hub.web, client_id: member_client_id(code) },
          ...{ secret: null, private_jwk: members[code]?.private_jwk ?? null },
        }),
      )
    const since = new Date(Date.now() - told.days * 86_400_000)
    for (const code of codes.filter((one) => telling.includes(one)))
      await database.in_facility(code, (sql) => queue_ended(sql, code, { since, count: told.count }))
  } finally {
    await database.close()
  }
}

/** The pharmacy takes part as any member: it gets what people have sent to it. Again at each start, with the same words. */
export const join_pharmacy = async (hub: Hub, house: House, secrets: DemoSecrets): Promise<void> => {
  const database = open_database(hub.url, { connections_max: 1 })
  try {
    const { root_pem, seals } = await read_papers(house)
    await database.in_site((sql) => add_trusted_root(sql, root_pem))
    for (const [code, seal_pem] of seals) {
      const ways = secrets.hub.members[code]
      if (ways) await admit(database, member_of(code), seal_pem, ways)
    }
    await link_house(house, hub, secrets.hub)
  } finally {
    await database.close()
  }
}

const is_seeded = async (sql: Sql): Promise<boolean> =>
  (await sql.query('SELECT 1 FROM access.facility WHERE code = $1', [demo_hub.code])).row_count > 0

/**
 * Fills the hub with its staff, the directory and its members, and tells the members' houses the way to it.
 * @returns whether it was filled now
 */
export const seed_hub = async (hub: Hub, houses: House[], secrets: DemoSecrets): Promise<boolean> => {
  const database = open_database(hub.url)
  try {
    if (await database.in_site(is_seeded)) return false
    for (const house of houses) {
      const { root_pem, seals } = await read_papers(house)
      await database.in_site((sql) => add_trusted_root(sql, root_pem))
      for (const code of house.codes) {
        const ways = secrets.hub.members[code]
        const seal = seals.get(code)
        if (ways && seal) await admit(database, member_of(code), seal, ways)
      }
      await link_house(house, hub, secrets.hub)
    }
    const { client_id, client_secret } = secrets.hub.client
    await database.in_site((sql) => put_staff(sql, secrets))
    const system = { client_id, facility: demo_hub.code, name: 'Hệ thống của trục', scope: 'system/*.*' }
    await put_client(database, system, client_secret)
    await date_back(hub.url, await seed_board(database, new Date()))
    for (const { url, codes } of houses) {
      const own = open_database(url, { connections_max: 1 })
      try {
        await seed_counts(database, own, codes, secrets.hub)
        await seed_levels(database, own, codes)
      } finally {
        await own.close()
      }
    }
    return true
  } finally {
    await database.close()
  }
}
