import { createHash, createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { compactDecrypt, CompactEncrypt, importJWK, type JWK } from 'jose'

/** The half that makes copies: it lies beside them and is no secret. */
export type PublicKey = { fingerprint: string; made_at: string; jwk: JWK }

/** The half that opens them: 32 bytes of X25519, told to people as groups of letters with a check at the end. */
export type SecretKey = { fingerprint: string; key: KeyObject }

const secret_bytes = 32
const check_bytes = 4
const group_letters = 4
/** Crockford's base 32: no I, L, O, U, so that what is read from paper is not misread. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** RFC 8410 §7: what stands before the 32 bytes in PKCS #8. */
const pkcs8_head = Buffer.from('302e020100300506032b656e04220420', 'hex')

const check_of = (secret: Uint8Array): Buffer => createHash('sha256').update(secret).digest().subarray(0, check_bytes)

const to_letters = (bytes: Buffer): string => {
  let [text, held, bits] = ['', 0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + letters[(held << (5 - bits)) & 31] : text
}

const from_letters = (text: string): Buffer => {
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  for (const letter of text) {
    held = (held << 5) | letters.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}

const key_of = (secret: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8_head, secret]), format: 'der', type: 'pkcs8' })

const public_jwk = (key: KeyObject): JWK => createPublicKey(key).export({ format: 'jwk' }) as JWK

/** What both halves are known by: twelve letters, printed on the sheet and in every copy. */
const fingerprint_of = (jwk: JWK): string =>
  to_letters(createHash('sha256').update(String(jwk.x)).digest())
    .slice(0, 12)
    .replace(/(.{4})(?=.)/g, '$1-')

/** @returns the public half, and the secret as it is printed once */
export const make_key = (now: Date): { public_key: PublicKey; printed: string } => {
  const secret = randomBytes(secret_bytes)
  const jwk = public_jwk(key_of(secret))
  const text = to_letters(Buffer.concat([secret, check_of(secret)]))
  const printed = text.replace(new RegExp(`(.{${group_letters}})(?=.)`, 'g'), '$1-')
  return { public_key: { fingerprint: fingerprint_of(jwk), made_at: now.toISOString(), jwk }, printed }
}

/** As it was typed off the paper: case, spaces and dashes do not matter. @throws what is no such key, or mistyped */
export const read_printed = (printed: string): SecretKey => {
  const text = printed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const wrong = [...text].find((letter) => !letters.includes(letter))
  if (wrong !== undefined) throw fail.value(`Khóa sao lưu không có ký tự “${wrong}”`, 'key')
  const bytes = from_letters(text)
  const [secret, check] = [bytes.subarray(0, secret_bytes), bytes.subarray(secret_bytes)]
  if (bytes.length !== secret_bytes + check_bytes || !check.equals(check_of(secret)))
    throw fail.value('Khóa sao lưu gõ thiếu hoặc sai một ký tự; hãy đối chiếu lại với tờ giấy đã in', 'key')
  const key = key_of(secret)
  return { fingerprint: fingerprint_of(public_jwk(key)), key }
}

const key_file = 'key.json'

export const find_public_key = (dir: string): PublicKey | undefined => {
  const path = join(dir, key_file)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PublicKey) : undefined
}

export const get_public_key = (dir: string): PublicKey => {
  const key = find_public_key(dir)
  if (!key) throw fail.rule(`Thư mục ${dir} chưa có khóa sao lưu; tạo và in khóa bằng npx benhan backup key`)
  return key
}

/** The former half stays beside it under its name: copies made with it still name it. */
export const put_public_key = (dir: string, key: PublicKey): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const former = find_public_key(dir)
  if (former) writeFileSync(join(dir, `key-${former.fingerprint}.json`), JSON.stringify(former, undefined, 2))
  writeFileSync(join(dir, key_file), JSON.stringify(key, undefined, 2))
}

/** RFC 7516 compact, ECDH-ES with X25519 (RFC 8037): whoever holds the paper opens it. */
export const close_file_key = async (file_key: Buffer, key: PublicKey): Promise<string> =>
  new CompactEncrypt(file_key)
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: key.fingerprint })
    .encrypt(await importJWK(key.jwk, 'ECDH-ES+A256KW'))

export const open_file_key = async (closed: string, secret: SecretKey): Promise<Buffer> => {
  try {
    return Buffer.from((await compactDecrypt(closed, secret.key)).plaintext)
  } catch (cause) {
    throw Object.assign(fail.value('Khóa này không mở được bản sao lưu', 'key'), { cause })
  }
}
