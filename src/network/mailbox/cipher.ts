import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'

/** Keys of what the hub stores, 32 bytes each, by name. The first one encrypts; all of them open. */
export type ContentKey = { id: string; key: Uint8Array }

export type Cipher = {
  /** Nonce (12 bytes), text, tag (16 bytes): AES-256-GCM, bound to the place it lies in. */
  close(bytes: Uint8Array, place: string): { key_id: string; bytes: Buffer }
  /** @throws 500 when the bytes were changed, or lie in another place than they were written to */
  open(key_id: string, bytes: Uint8Array, place: string): Buffer
}

const nonce_bytes = 12
const tag_bytes = 16

export const create_cipher = (keys: ContentKey[]): Cipher => {
  const secrets = keys.map(({ id, key }) => ({ id, key: createSecretKey(key) }))
  const known = new Map(secrets.map(({ id, key }) => [id, key]))
  const [newest] = secrets
  if (!newest || keys.some(({ key }) => key.length !== 32)) throw new Error('Khóa mã hóa của trục phải dài 32 byte')
  return {
    close(bytes, place) {
      const nonce = randomBytes(nonce_bytes)
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(place))
      return {
        key_id: newest.id,
        bytes: Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]),
      }
    },
    open(key_id, bytes, place) {
      const key = known.get(key_id)
      if (!key) throw fail.unavailable('Trục không có khóa để mở tài liệu này; báo quản trị trục')
      const stored = Buffer.from(bytes)
      const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, nonce_bytes))
        .setAAD(Buffer.from(place))
        .setAuthTag(stored.subarray(-tag_bytes))
      return Buffer.concat([decipher.update(stored.subarray(nonce_bytes, -tag_bytes)), decipher.final()])
    },
  }
}
