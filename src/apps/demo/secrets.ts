import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { make_password } from '../../platform/access/index.ts'
import { demo_hub, demo_hub_staff, demo_pharmacy, demo_staff } from '../../../demo/index.ts'

/** Passwords and client secrets of this demonstration: made at first start, kept beside its data, in no repository. */
export type DemoSecrets = {
  passwords: Record<string, string>
  clients: Record<string, { client_id: string; client_secret: string }>
  hub: HubSecrets
}

/** Of the hub: what it encrypts with, its own system client, and the members' ways in. */
export type HubSecrets = {
  content_key: string
  client: { client_id: string; client_secret: string }
  members: Record<string, { client_id: string; client_secret: string; private_jwk: JWK; public_jwk: JWK }>
}

type Kept = Partial<Omit<DemoSecrets, 'hub'>> & { hub?: Partial<HubSecrets> }

const read_secrets = (file: string): Kept => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : {})

const new_secret = (): string => randomBytes(24).toString('base64url')

const new_member = (code: string): HubSecrets['members'][string] => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const kid = randomUUID()
  const named = (key: KeyObject): JWK => ({ ...(key.export({ format: 'jwk' }) as JWK), kid, alg: 'ES384', use: 'sig' })
  const client = { client_id: `demo-${code}`, client_secret: new_secret() }
  return { ...client, private_jwk: named(privateKey), public_jwk: named(publicKey) }
}

const hub_secrets = (kept: Partial<HubSecrets> | undefined, members: string[]): HubSecrets => ({
  content_key: kept?.content_key ?? randomBytes(32).toString('base64'),
  client: kept?.client ?? { client_id: 'demo-hub', client_secret: new_secret() },
  members: Object.fromEntries(members.map((code) => [code, kept?.members?.[code] ?? new_member(code)])),
})

/** @param clients codes of the facilities that speak as a system; all of them are members of the hub */
export const load_secrets = (data_dir: string, codes: string[], clients: string[]): DemoSecrets => {
  const file = join(data_dir, 'demo-secrets.json')
  const kept = read_secrets(file)
  const before = JSON.stringify(kept)
  const secrets: DemoSecrets = {
    passwords: { ...kept.passwords },
    clients: { ...kept.clients },
    hub: hub_secrets(kept.hub, [...codes, demo_pharmacy.code]),
  }
  for (const account of [...[...codes, demo_pharmacy.code].flatMap(demo_staff), ...demo_hub_staff(demo_hub.code)])
    secrets.passwords[account.username] ??= make_password()
  for (const code of clients) secrets.clients[code] ??= { client_id: `demo-${code}`, client_secret: new_secret() }
  if (JSON.stringify(secrets) !== before) writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
