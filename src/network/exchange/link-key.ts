import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** A key of the facility's own for the hub's door (ES384, SMART Backend Services): the public half goes with the application. */
export const make_link_key = async (): Promise<{ private_jwk: JWK; public_jwk: JWK }> => {
  const pair = await generateKeyPair('ES384', { extractable: true })
  const names = { kid: randomUUID(), alg: 'ES384', use: 'sig' }
  return {
    private_jwk: { ...(await exportJWK(pair.privateKey)), ...names },
    public_jwk: { ...(await exportJWK(pair.publicKey)), ...names },
  }
}
