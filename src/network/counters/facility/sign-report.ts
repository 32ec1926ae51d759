import { createHash } from 'node:crypto'
import { CompactSign, importJWK, type JWK } from 'jose'
import { algorithm_of } from '../../exchange/index.ts'
import type { CounterReport } from '../contract.ts'

export const report_type = 'counters+jwt'

/** What the next report names as the one before it. */
export const digest_of_report = (jws: string): string => createHash('sha256').update(jws).digest('hex')

/** Signed with the key by which the facility proves itself at the hub's door: the hub knows its public half (membership). */
export const sign_report = async (report: CounterReport, jwk: JWK): Promise<string> => {
  const alg = algorithm_of(jwk)
  return new CompactSign(Buffer.from(JSON.stringify(report)))
    .setProtectedHeader({ alg, typ: report_type, ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .sign(await importJWK(jwk, alg))
}
