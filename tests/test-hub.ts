import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import { get_token } from '../src/apps/kit/index.ts'
import { start_hub_server, type HubOptions } from '../src/apps/hub/listen.ts'
import type { Site } from '../src/apps/server/site.ts'
import { put_account, put_client, put_facility } from '../src/platform/access/index.ts'
import { open_database } from '../src/platform/database/index.ts'
import { before_dropping, test_database } from '../src/platform/database/test-database.ts'
import { ensure_facility_certificate } from '../src/platform/signing/index.ts'
import {
  add_seal,
  add_trusted_root,
  member_client_id,
  member_scope,
  put_directory_facility,
} from '../src/network/membership/index.ts'
import { password, requester, type Person } from './test-site.ts'
import { make_house, type House } from '../src/standards/documents/test-letters.ts'
import { free_port } from './free-port.ts'

/** Codes of the hub's members in tests; A and B are those of test-site. */
export const members = [
  { code: '24012', name: 'Bệnh viện Đa khoa thử A' },
  { code: '01929', name: 'Bệnh viện thử B' },
  { code: '24160', name: 'Trạm Y tế thử C' },
]

export type TestHub = {
  site: Site
  base: string
  url: string
  /** Each with its seal and a doctor, to make papers with. */
  house(code: string): House
  /** A member's own server, with a token. */
  member(code: string): Promise<Person>
  /** Of members that joined by a key of their own; what they do here they prove by it. */
  keys: Map<string, JWK>
  /** The token alone. */
  token(code: string): Promise<string>
  /** By role: `hub_operator`, `oversight`, `oversight_lead`, `inspector`; of member 24012 `member_director`, `member_it`. */
  person(username: string): Promise<Person>
}

const hub_code = '24SYT'
/** By which a hub of these tests encrypts what it stores. */
export const content_keys = [{ id: 'test', key: randomBytes(32) }]

const put_staff = async (site: Site): Promise<void> => {
  await site.database.in_site(async (sql) => {
    const put = (facility: string) => (role: string) =>
      put_account(sql, {
        ...{ id: `hub-${role}`, facility, username: role, name: `Ông ${role}`, title: '', role },
        ...{ practitioner: `hub-${role.replaceAll('_', '-')}`, department: null, password },
      })
    for (const role of ['hub_operator', 'oversight', 'oversight_lead', 'inspector']) await put(hub_code)(role)
    for (const role of ['member_director', 'member_it']) await put('24012')(role)
  })
}

/**
 * Makes a facility a member.
 * @param public_jwk of the key by which it comes in; without one its secret is `password`
 */
export const admit = async (
  site: Site,
  { code, name, kind = 'hospital' }: { code: string; name: string; kind?: 'hospital' | 'pharmacy' },
  seal_pem: string,
  public_jwk?: object,
): Promise<void> => {
  await site.database.in_site(async (sql) => {
    await put_directory_facility(sql, { code, name, kind })
    await put_facility(sql, { code, name, authority: '', kind: 'hospital' })
    await add_seal(sql, code, seal_pem)
    await sql.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [code])
  })
  const client = { client_id: member_client_id(code), facility: code, name, scope: member_scope }
  if (public_jwk) await put_client(site.database, { ...client, jwks: { keys: [public_jwk] } })
  else await put_client(site.database, client, password)
}

/** A running hub with three members, on a database of its own. */
export const start_test_hub = async (options: Partial<HubOptions> = {}): Promise<TestHub> => {
  const { url } = await test_database()
  const before = open_database(url, { connections_max: 1 })
  await before.in_site(async (sql) => {
    await put_facility(sql, { code: hub_code, name: 'Trục thử', authority: '', kind: 'station' })
    await ensure_facility_certificate(sql, { code: hub_code, name: 'Trục thử' })
  })
  await before.close()
  const port = options.port ?? (await free_port())
  const base = options.base_url ?? `http://127.0.0.1:${port}`
  const site = await start_hub_server({
    ...{ database_url: url, base_url: base, port, code: hub_code, content_keys, poll_ms: 50 },
    // A test says itself when somebody is reminded.
    reminding: { first_ms: 3_600_000 },
    ...options,
  })
  before_dropping(() => site.close())
  const houses: Record<string, House> = {}
  for (const member of members) {
    const house = make_house(member.code, member.name)
    await site.database.in_site((sql) => add_trusted_root(sql, house.ca.certificate_pem))
    houses[member.code] = house
    await admit(site, member, house.seal.certificate)
  }
  await put_staff(site)
  const keys = new Map<string, JWK>()
  const token = async (code: string): Promise<string> => {
    const key = keys.get(code)
    if (key) return get_token({ hub: base, client: member_client_id(code), key })
    const response = await fetch(`${base}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: member_client_id(code),
        client_secret: password,
      }),
    })
    const { access_token } = (await response.json()) as { access_token?: string }
    if (access_token === undefined) throw new Error(`no token for ${code}: ${response.status}`)
    return access_token
  }
  return {
    ...{ site, base, url, keys },
    house(code) {
      const found = houses[code]
      if (!found) throw new Error(`no house ${code}`)
      return found
    },
    async member(code) {
      return requester(base, { authorization: `Bearer ${await token(code)}` })
    },
    token,
    async person(username) {
      const answer = await requester(base, {})('POST', '/api/sign-in', { username, password })
      if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${answer.text}`)
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
      return requester(base, { cookie, 'x-benhan': '1' })
    },
  }
}
