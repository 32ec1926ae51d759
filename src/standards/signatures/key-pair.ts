/** Key pairs. P-256 by default: pdfsig and openssl take both kinds, and P-256 is made and used many times faster. */

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'

export type KeyKind = 'ecdsa-p256' | 'rsa-2048'
export type KeyPair = { private_key_pem: string; public_key_pem: string }

export const make_key_pair = (kind: KeyKind = 'ecdsa-p256'): KeyPair => {
  const { privateKey, publicKey } =
    kind === 'rsa-2048'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    private_key_pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public_key_pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** The message of the underlying error is not passed on: it could quote key material. */
export const read_private_key = (pem: string): KeyObject => {
  try {
    return createPrivateKey(pem)
  } catch {
    throw fail.invalid('Không đọc được khóa bí mật (PEM PKCS#8)', 'private_key_pem')
  }
}

export const read_public_key = (pem: string): KeyObject => {
  try {
    return createPublicKey(pem)
  } catch {
    throw fail.invalid('Không đọc được khóa công khai (PEM SPKI)', 'public_key_pem')
  }
}
