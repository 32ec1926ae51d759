import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { fail } from '../../base/outcome/index.ts'

const file_max_bytes = 64 * 1024 * 1024

/** Without these a restored database cannot be opened or read: passwords, keys of a hub's store, secrets beside it. */
const known_files = (env: NodeJS.ProcessEnv, data_dir: string): string[] => [
  ...['postgres-password', 'demo-secrets.json', 'mock-e-prescription-secrets.json'].map((name) =>
    resolve(data_dir, name),
  ),
  ...['HUB_KEYS', 'VAULT_KEY_FILE', 'E_PRESCRIPTION_SECRETS', 'TEST_LIST'].flatMap((name) => env[name] ?? []),
]

/** @throws for a file that was named in BACKUP_FILES and is not there: what was asked for must not be missing silently */
export const list_files = (env: NodeJS.ProcessEnv, data_dir: string): string[] => {
  const named = (env['BACKUP_FILES'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const missing = named.find((path) => !existsSync(path))
  if (missing !== undefined) throw fail.rule(`BACKUP_FILES có tệp ${missing} nhưng không tìm thấy`)
  return [
    ...new Set([...known_files(env, data_dir).filter((path) => existsSync(path)), ...named].map((one) => resolve(one))),
  ]
}

/** Keys and settings beside the database, as one zip; two of one name are told apart by a number. */
export const pack_files = (paths: string[]): Buffer => {
  const entries: Record<string, Uint8Array> = {}
  for (const path of paths) {
    if (statSync(path).size > file_max_bytes) throw fail.rule(`${path} lớn hơn 64 MB: không phải tệp khóa, cài đặt`)
    const name = basename(path)
    entries[name in entries ? `${Object.keys(entries).length}-${name}` : name] = readFileSync(path)
  }
  return Buffer.from(zipSync(entries))
}

export const unpack_files = (zip: Buffer): Record<string, Uint8Array> => unzipSync(zip)
