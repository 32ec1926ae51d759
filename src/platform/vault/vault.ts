import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * Secrets as they lie in the database: of the way to the hub, of signing certificates, of tokens, of Subscriptions. Sealed by a key
 * that does not lie there (VAULT_KEY_FILE: 32 bytes as base64, one a line, the newest first), so that nobody signs or goes to the
 * hub with a copy of the database alone (SHARE-23). Without the file they are kept as they are, and the settings page says so.
 */
const mark = 'sealed:v1:'

type VaultKey = { id: string; key: Buffer }

const read_keys = (path: string): VaultKey[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const key = Buffer.from(line, 'base64')
      if (key.length !== 32) throw new Error(`VAULT_KEY_FILE ${path}: each line is 32 bytes as base64`)
      return { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key }
    })

let known: { path: string; keys: VaultKey[] } | undefined

/** Read once for each path: keys change with a restart. */
const vault_keys = (): VaultKey[] => {
  const path = process.env['VAULT_KEY_FILE'] ?? ''
  if (path === '') return []
  if (known?.path !== path) known = { path, keys: read_keys(path) }
  return known.keys
}

export const has_vault = (): boolean => vault_keys().length > 0
export const is_sealed = (text: string): boolean => text.startsWith(mark)

/** @param about what it belongs to: sealed for one house it opens for no other */
export const seal_secret = (text: string, about: string): string => {
  const [newest] = vault_keys()
  if (!newest) return text
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${mark}${newest.id}:${sealed.toString('base64url')}`
}

/** What was kept openly is as it is. @throws where the key is not there, or it was sealed for another */
export const open_secret = (text: string, about: string): string => {
  if (!is_sealed(text)) return text
  const [id = '', body = ''] = text.slice(mark.length).split(':')
  const key = vault_keys().find((one) => one.id === id)
  if (!key) throw new Error(`a secret of ${about} is sealed with key ${id}, which VAULT_KEY_FILE does not hold`)
  const bytes = Buffer.from(body, 'base64url')
  const opener = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(0, 12)).setAAD(Buffer.from(about))
  opener.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([opener.update(bytes.subarray(12, -16)), opener.final()]).toString('utf8')
}

/** A key as jsonb holds it: itself, or the text that is its seal. */
export type KeptJson<Value> = Value | string

export const seal_json = (value: object, about: string): string =>
  has_vault() ? JSON.stringify(seal_secret(JSON.stringify(value), about)) : JSON.stringify(value)

export const open_json = <Value extends object>(kept: KeptJson<Value>, about: string): Value =>
  // What was sealed is what `seal_json` was given.
  typeof kept === 'string' ? (JSON.parse(open_secret(kept, about)) as Value) : kept
