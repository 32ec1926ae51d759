import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { fail } from '../../base/outcome/index.ts'

const file_max_bytes = 64 * 1024 * 1024

/** Of the data directory; a house that plays no demonstration, or has a PostgreSQL of its own, has fewer of them. */
const data_files = ['postgres-password', 'demo-secrets.json', 'mock-e-prescription-secrets.json']

/** Settings that name a file each: keys of a hub's store, the key of what is sealed in the database, secrets, what can be ordered. */
const naming_settings = ['HUB_KEYS', 'VAULT_KEY_FILE', 'E_PRESCRIPTION_SECRETS', 'TEST_LIST']

type Named = { setting: string; path: string }

const named_files = (env: NodeJS.ProcessEnv): Named[] => [
  ...naming_settings.flatMap((setting) => ({ setting, path: env[setting] ?? '' })),
  ...(env['BACKUP_FILES'] ?? '').split(',').map((one) => ({ setting: 'BACKUP_FILES', path: one.trim() })),
]

/**
 * Without these a restored database cannot be opened or read.
 * @throws for a file that a setting names and is not there: a copy that lacks what it needs must not look whole
 */
export const list_files = (env: NodeJS.ProcessEnv, data_dir: string): string[] => {
  const named = named_files(env).filter(({ path }) => path !== '')
  const missing = named.find(({ path }) => !existsSync(path))
  if (missing)
    throw fail.rule(
      `${missing.setting} nêu tệp ${missing.path} nhưng không có tệp đó: bản sao sẽ thiếu. Đặt lại tệp, hoặc sửa ${missing.setting}`,
    )
  const own = data_files.map((name) => resolve(data_dir, name)).filter((path) => existsSync(path))
  return [...new Set([...own, ...named.map(({ path }) => resolve(path))])]
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
