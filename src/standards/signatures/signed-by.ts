/** Signatures over DER structures: certificates' lists and answers carry theirs in the same three fields. */

import { verify, type KeyObject } from 'node:crypto'
import { tag } from './der.ts'
import { children, expect_tag, oid_text, type DerNode } from './der-reader.ts'
import { oid_of } from './oids.ts'

const hash_of = new Map<string, string>([
  [oid_of.rsa_sha256, 'sha256'],
  [oid_of.rsa_sha384, 'sha384'],
  [oid_of.rsa_sha512, 'sha512'],
  [oid_of.ecdsa_sha256, 'sha256'],
  [oid_of.ecdsa_sha384, 'sha384'],
  [oid_of.ecdsa_sha512, 'sha512'],
])

export type Signed = { to_be_signed: Uint8Array; algorithm: DerNode | undefined; signature: DerNode | undefined }

/** Weak algorithms (SHA-1, MD5) prove nothing. */
export const is_signed_by_key = ({ to_be_signed, algorithm, signature }: Signed, key: KeyObject): boolean => {
  const id = oid_text(children(expect_tag(algorithm, tag.sequence))[0])
  const hash = hash_of.get(id)
  const is_rsa = id.startsWith('1.2.840.113549')
  const bits = expect_tag(signature, tag.bit_string).content
  if (hash === undefined || key.asymmetricKeyType !== (is_rsa ? 'rsa' : 'ec') || bits[0] !== 0) return false
  try {
    return verify(hash, to_be_signed, key, bits.subarray(1))
  } catch {
    return false
  }
}
