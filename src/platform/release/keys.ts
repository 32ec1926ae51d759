import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'

/** For whoever builds packages: both halves as PEM. The private one belongs on no server of a hospital. */
export const make_package_key = (): { private_pem: string; public_pem: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    private_pem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    public_pem: String(publicKey.export({ type: 'spki', format: 'pem' })),
  }
}

/** @throws what is no Ed25519 key */
export const read_package_key = (pem: string, half: 'public' | 'private' = 'public'): KeyObject => {
  try {
    const key = half === 'public' ? createPublicKey(pem) : createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below, in the same words.
  }
  throw fail.value('Tệp khóa gói không phải khóa Ed25519 dạng PEM; tạo bằng npx benhan package key', 'key')
}

const shown_digits = 32

const public_half = (key: KeyObject): KeyObject => (key.type === 'public' ? key : createPublicKey(key))

/** 128 bits of the digest of the public half, in groups that two people compare by telephone. */
export const key_fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(public_half(key).export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, shown_digits)
    .replaceAll(/(.{4})(?=.)/g, '$1-')

export const sign_sums = (sums: string, key: KeyObject): string =>
  `${sign(null, Buffer.from(sums), key).toString('base64')}\n`

export const is_signed = (sums: string, signature: string, key: KeyObject): boolean =>
  verify(null, Buffer.from(sums), key, Buffer.from(signature.trim(), 'base64'))
