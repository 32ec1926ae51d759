import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { make_password } from '../../platform/access/index.ts'
import { demo_staff } from '../../../demo/index.ts'

/** Passwords and client secrets of this demonstration: made at first start, kept beside its data, in no repository. */
export type DemoSecrets = {
  passwords: Record<string, string>
  clients: Record<string, { client_id: string; client_secret: string }>
}

const read_secrets = (file: string): DemoSecrets =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoSecrets) : { passwords: {}, clients: {} }

/** @param clients codes of the facilities that speak as a system */
export const load_secrets = (data_dir: string, codes: string[], clients: string[]): DemoSecrets => {
  const file = join(data_dir, 'demo-secrets.json')
  const secrets = read_secrets(file)
  const before = JSON.stringify(secrets)
  for (const code of codes)
    for (const account of demo_staff(code)) secrets.passwords[account.username] ??= make_password()
  for (const code of clients)
    secrets.clients[code] ??= { client_id: `demo-${code}`, client_secret: randomBytes(24).toString('base64url') }
  if (JSON.stringify(secrets) !== before) writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
