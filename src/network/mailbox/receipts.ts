import { createPrivateKey, X509Certificate } from 'node:crypto'
import { CompactSign, exportJWK, type JWK } from 'jose'

/** One hop of a delivery, as whoever took it says and signs; jws '': said with its token only, and shown to nobody as signed. */
export type Receipt = { hop: 'taken' | 'received' | 'accepted' | 'rejected' | 'completed'; at: string; jws: string }

export type ReceiptFacts = {
  /** Identity of the document for ever. */
  document: string
  /** SHA-256 over its parts, hex: see submission_digest. */
  digest: string
  sender: string
  recipients: string[]
  number: number
  at: Date
}

export type ReceiptSigner = {
  /** For `<hub>/lien-thong/jwks.json`. */
  jwk: JWK
  /** "I have it": JWS (ES256) with the hub's certificate in x5c, so that it can be shown to anybody years later. */
  sign(facts: ReceiptFacts): Promise<Receipt>
  /** Any other word of the hub, by the same key: a report. */
  sign_claims(typ: string, claims: Record<string, unknown>): Promise<string>
}

const der_base64 = (pem: string): string => new X509Certificate(pem).raw.toString('base64')

/** @param chain PEM of the hub's certificate first, then of those who issued it */
export const create_receipt_signer = async (
  private_key_pem: string,
  chain: string[],
  issuer: string,
): Promise<ReceiptSigner> => {
  const key = createPrivateKey(private_key_pem)
  const certificate = new X509Certificate(chain[0] ?? '')
  const jwk = await exportJWK(certificate.publicKey)
  const header = { alg: 'ES256', typ: 'receipt+jwt', kid: certificate.serialNumber, x5c: chain.map(der_base64) }
  const sign_claims = (typ: string, claims: Record<string, unknown>): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ ...header, typ }).sign(key)
  return {
    jwk: { ...jwk, kid: certificate.serialNumber, alg: 'ES256', use: 'sig' },
    async sign({ at, ...facts }) {
      const claims = { iss: issuer, iat: Math.floor(at.getTime() / 1_000), hop: 'taken', ...facts }
      return { hop: 'taken', at: at.toISOString(), jws: await sign_claims(header.typ, claims) }
    },
    sign_claims: (typ, claims) => sign_claims(typ, { iss: issuer, ...claims }),
  }
}
