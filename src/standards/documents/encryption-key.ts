import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import type { SigningProvider } from '../signatures/index.ts'
import { judge_seal } from './check-seal.ts'
import { seal_document } from './seal.ts'
import { read_seals } from './signature-state.ts'
import type { DocumentTrust, SignatureVerdict } from './verdict.ts'

/** A public key by which others encrypt for a facility, with the facility's seal over the statement that it is hers. */
export type SealedKey = { jwk: JWK; statement: string; seal: Uint8Array }

const purpose = 'encryption-key'

/** @throws 422 no public EC key with a name, for encryption */
export const import_public_key = async (jwk: JWK): Promise<CryptoKey> => {
  if ('d' in jwk || 'k' in jwk) throw fail.value('Đây là khóa BÍ MẬT; chỉ gửi khóa công khai', 'jwk')
  if (jwk.kty !== 'EC' || !['P-256', 'P-384'].includes(jwk.crv ?? '') || (jwk.use ?? 'enc') !== 'enc' || !jwk.kid)
    throw fail.value('Khóa mã hóa phải là khóa EC P-256 hoặc P-384 có tên (kid), use “enc”', 'jwk')
  const key = await importJWK(jwk, 'ECDH-ES+A256KW').catch(() => undefined)
  if (key === undefined || key instanceof Uint8Array) throw fail.value('Không đọc được khóa mã hóa', 'jwk')
  return key
}

/** Says which key is whose, so that nobody between the two houses can put his own in its place. */
export const seal_key = async (
  { facility, jwk, made_at }: { facility: string; jwk: JWK; made_at: Date },
  provider: SigningProvider,
): Promise<SealedKey> => {
  const thumbprint = await calculateJwkThumbprint(jwk)
  const statement = JSON.stringify({ purpose, facility, kid: jwk.kid, thumbprint, made_at: made_at.toISOString() })
  return { jwk, statement, seal: await seal_document(Buffer.from(statement), provider, new Date()) }
}

const said_in = (statement: string): Record<string, unknown> => {
  try {
    return Object(JSON.parse(statement)) as Record<string, unknown>
  } catch {
    return {}
  }
}

export type KeyVerdict = {
  /** undefined: it is hers, by a seal that stands. */
  problem?: string
  signatures: SignatureVerdict[]
}

/** A key that is said to be a facility's. @param trust what is known of that facility @throws 422 what is no key */
export const judge_sealed_key = async (
  facility: string,
  { jwk, statement, seal }: SealedKey,
  trust: DocumentTrust,
): Promise<KeyVerdict> => {
  await import_public_key(jwk)
  const refused = (problem: string): KeyVerdict => ({ problem, signatures: [] })
  const said = said_in(statement)
  if (said['purpose'] !== purpose || said['facility'] !== facility || said['kid'] !== jwk.kid)
    return refused(`Khóa mã hóa không kèm lời xác nhận của cơ sở ${facility}`)
  if (said['thumbprint'] !== (await calculateJwkThumbprint(jwk)))
    return refused(`Khóa mã hóa không phải khóa mà cơ sở ${facility} đã xác nhận`)
  const { issues, signatures } = judge_seal(Buffer.from(statement), seal, { seals: read_seals(trust.seals), trust })
  const wrong = issues.find(({ severity }) => severity === 'error')
  if (wrong) return refused(`Chữ ký của cơ sở ${facility} trên khóa mã hóa không đứng vững: ${wrong.message}`)
  return signatures.some(({ by }) => by === 'sender')
    ? { signatures }
    : refused(`Khóa mã hóa không được ký bằng chứng thư đã đăng ký của cơ sở ${facility}`)
}
