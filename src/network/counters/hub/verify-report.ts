import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { fail } from '../../../base/outcome/index.ts'
import { list_clients } from '../../../platform/access/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_of } from '../../../standards/fhir/index.ts'
import { algorithm_of } from '../../exchange/index.ts'
import { report_type } from '../facility/sign-report.ts'

/** Public keys by which this member proves itself at the door just now. */
export const keys_of_member = async (sql: Sql, facility: string): Promise<JWK[]> =>
  (await list_clients(sql, facility))
    .filter(({ active, kind }) => active && kind === 'backend')
    .flatMap(({ jwks }) => list_of(jwks?.keys))

const wrong_key = fail.login.bind(
  null,
  'Chữ ký của báo cáo không khớp khóa nào của cơ sở ở trục; quản trị (IT) của cơ sở kiểm tra khóa kết nối',
)

const verifies = async (jws: string, jwk: JWK): Promise<Uint8Array | undefined> => {
  const alg = algorithm_of(jwk)
  const key = await importJWK(jwk, alg).catch(() => undefined)
  if (key === undefined) return undefined
  // The algorithm is the key's, not what the report would like.
  return compactVerify(jws, key, { algorithms: [alg] }).then(
    ({ payload }) => payload,
    () => undefined,
  )
}

/** What was signed, if one of these keys did. @throws 401 otherwise */
export const verify_report = async (jws: string, keys: JWK[]): Promise<unknown> => {
  const header = await Promise.resolve()
    .then(() => decodeProtectedHeader(jws))
    .catch(() => undefined)
  if (header?.typ !== report_type) throw wrong_key()
  const candidates = header.kid === undefined ? keys : keys.filter(({ kid }) => kid === header.kid)
  for (const jwk of candidates) {
    const payload = await verifies(jws, jwk)
    if (payload) return JSON.parse(new TextDecoder().decode(payload)) as unknown
  }
  throw wrong_key()
}
