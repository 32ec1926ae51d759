import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { start_hub_server, type HubOptions } from '../src/apps/hub/listen.ts'
import { local_time } from '../src/base/time/index.ts'
import { put_client, put_facility } from '../src/platform/access/index.ts'
import { before_dropping, test_database } from '../src/platform/database/test-database.ts'
import { open_database } from '../src/platform/database/index.ts'
import { ensure_facility_certificate } from '../src/platform/signing/index.ts'
import { make_link_key, post_submission, put_link, type PostWish } from '../src/network/exchange/index.ts'
import {
  add_seal,
  add_trusted_root,
  member_client_id,
  member_scope,
  put_directory_facility,
} from '../src/network/membership/index.ts'
import type { Submission } from '../src/standards/documents/index.ts'
import { make_house, make_letter, type House, type LetterWish } from '../src/standards/documents/test-letters.ts'
import { open_wire, type Wire } from './hub-wire.ts'
import { free_port } from './free-port.ts'
import { facilities, start_test_site, type TestSite } from './test-site.ts'

const [first, second] = facilities
const hub_code = '24SYT'

/** A sends, B receives; both houses live in one installation, each with its own way to the hub. */
export const [a, b] = [first, second].map((one) => make_house(one?.code ?? '', one?.name ?? '')) as [House, House]

export { free_port }

export type World = TestSite & {
  wire: Wire
  hub_url: string
  hub_database_url: string
  /** Into the outbox of a house, as a room of it would. */
  post(house: House, wish: Partial<PostWish> & { submission: Submission }): Promise<string>
  /** Behind the walls, of the houses' database. */
  ask<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  ask_hub<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** Hours go by: whatever rests, may go now. */
  pass_time(): Promise<void>
}

const owner_of = async (url: string): Promise<pg.Client> => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  after(() => owner.end())
  return owner
}

/** Letters between the two houses, for one person or another, signed a moment ago: whatever the day, they count. */
export const letter = (wish: LetterWish = {}): Promise<Submission> => {
  const now = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 60_000)
  const created_at = local_time(now)
  return make_letter({
    ...{ house: a, paper_signed_at: now, sealed_at: now, ...wish },
    document: { created_at, ...wish.document },
    submission: { recipients: [b.code], created_at, ...wish.submission },
  })
}

/** Waits until something is so, as long as a slow machine may need. */
export const until = async <T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  wait_ms = 60_000,
): Promise<T> => {
  for (const end_ms = performance.now() + wait_ms; performance.now() < end_ms; await sleep(60)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`waited in vain: ${what}`)
}

/** Done at once and then no more often than that, however often it is called. */
export const now_and_then = (act: () => Promise<unknown>, every_ms = 1_000): (() => Promise<void>) => {
  let next_ms = 0
  return async () => {
    if (performance.now() < next_ms) return
    next_ms = performance.now() + every_ms
    await act()
  }
}

export const admit = async (
  hub_database_url: string,
  house: House,
  public_jwk: Record<string, unknown>,
): Promise<void> => {
  const database = open_database(hub_database_url, { connections_max: 1 })
  await database.in_site(async (sql) => {
    await put_directory_facility(sql, { code: house.code, name: house.name, kind: 'hospital' })
    await put_facility(sql, { code: house.code, name: house.name, authority: '', kind: 'hospital' })
    await add_trusted_root(sql, house.ca.certificate_pem)
    await add_seal(sql, house.code, house.seal.certificate)
    await sql.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [house.code])
  })
  await put_client(database, {
    ...{ client_id: member_client_id(house.code), facility: house.code, name: house.name, scope: member_scope },
    jwks: { keys: [public_jwk] },
  })
  await database.close()
}

const never_ms = 2_000_000_000

/**
 * A hub behind a line on which things may go wrong, and two houses that are its members.
 * @param pumps false: only other processes carry letters
 */
export const start_world = async ({
  pumps = true,
  certification = {},
}: { pumps?: boolean; certification?: HubOptions['certification'] } = {}): Promise<World> => {
  const hub = await test_database()
  const hub_port = await free_port()
  const wire = await open_wire(hub_port)
  const hub_url = `http://127.0.0.1:${wire.port}`
  await hub.database.in_site(async (sql) => {
    await put_facility(sql, { code: hub_code, name: 'Trục thử', authority: '', kind: 'station' })
    await ensure_facility_certificate(sql, { code: hub_code, name: 'Trục thử' })
  })
  const content_keys = [{ id: 'k1', key: randomBytes(32) }]
  const server = await start_hub_server({
    ...{ database_url: hub.url, base_url: hub_url, port: hub_port, code: hub_code, content_keys, poll_ms: 50 },
    certification,
  })
  before_dropping(() => server.close())
  const houses = await start_test_site({
    // Lapsed letters are turned when a test says so.
    exchange: { poll_ms: pumps ? 50 : never_ms, sync_ms: 150, lapse_first_ms: never_ms },
  })
  for (const house of [a, b]) {
    const { private_jwk, public_jwk } = await make_link_key()
    await admit(hub.url, house, { ...public_jwk })
    const client = { base_url: hub_url, client_id: member_client_id(house.code), secret: null, private_jwk }
    await houses.site.database.in_facility(house.code, (sql) => put_link(sql, { facility: house.code, ...client }))
  }
  const [owner, hub_owner] = [await owner_of(houses.url), await owner_of(hub.url)]
  return {
    ...houses,
    wire,
    hub_url,
    hub_database_url: hub.url,
    post: (house, wish) =>
      houses.site.store.unit(
        {
          facility: house.code,
          actor: { id: 'room', name: 'BS. Thử', role: 'doctor', kind: 'user' },
          ...{ purpose: 'TREAT', address: '', request_id: '' },
        },
        (unit) => post_submission(unit, wish),
      ),
    ask: async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[],
    ask_hub: async <Row>(text: string, values: unknown[] = []) => (await hub_owner.query(text, values)).rows as Row[],
    async pass_time() {
      const now = ['hub_link SET away_until = NULL, next_poll_at', 'outgoing SET next_at', 'task SET next_at']
      for (const one of now)
        // Who carries letters at this moment locks their rows in another order: then time passes at the next try.
        await owner.query(`UPDATE exchange.${one} = now(), held_until = NULL`).catch((error: unknown) => {
          if (!(error instanceof pg.DatabaseError && error.code === '40P01')) throw error
        })
    },
  }
}
