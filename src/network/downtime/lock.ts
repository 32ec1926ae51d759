import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'

/** Opened in any browser by WebCrypto, with no network: PBKDF2 (RFC 8018) over words that paper keeps. */
export const iterations = 310_000
const salt_bytes = 16
const key_bytes = 32
/** 80 bits in four groups: nobody guesses them, anybody can type them. No letter that is misread. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const group_count = 4
const group_letters = 4

const make_words = (): string =>
  Array.from({ length: group_count }, () =>
    Array.from({ length: group_letters }, () => {
      for (;;) {
        const byte = randomBytes(1)[0] ?? 0
        if (byte < letters.length * Math.floor(256 / letters.length)) return letters[byte % letters.length]
      }
    }).join(''),
  ).join('-')

/** New words, told once; folders written from now on open with them only. */
export const renew_lock = (store: Store, caller: Caller): Promise<string> => {
  demand(caller, 'system.watch')
  const words = make_words()
  const salt = randomBytes(salt_bytes)
  const key = pbkdf2Sync(words.replaceAll('-', ''), salt, iterations, key_bytes, 'sha256')
  return store.unit(caller, async (unit) => {
    await unit.sql.query(
      `INSERT INTO downtime.lock (facility, salt, key, set_name) VALUES ($1, $2, $3, $4)
       ON CONFLICT (facility) DO UPDATE SET salt = $2, key = $3, set_at = now(), set_name = $4`,
      [caller.facility, salt, key, caller.actor.name],
    )
    unit.note({ action: 'U', interaction: 'downtime-lock', type: 'Downtime', ref: 'lock' })
    return words
  })
}

export type Lock = { salt: Buffer; key: Buffer; set_at: Date }

export const find_lock = async (sql: Sql, facility: string): Promise<Lock | undefined> =>
  (await sql.query<Lock>('SELECT salt, key, set_at FROM downtime.lock WHERE facility = $1', [facility])).rows[0]

/** What the page in the folder opens: all base64, the tag at the end of the text as WebCrypto wants it. */
export type Closed = { salt: string; iterations: number; nonce: string; text: string }

export const close_text = (text: string, { salt, key }: Lock): Closed => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    ...{ salt: salt.toString('base64'), iterations },
    ...{ nonce: nonce.toString('base64'), text: closed.toString('base64') },
  }
}
