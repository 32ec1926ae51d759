import type { JWK } from 'jose'
import { make_link_key } from '../../../src/network/exchange/index.ts'
import {
  add_seal,
  add_trusted_root,
  member_client_id,
  member_scope,
  put_directory_facility,
} from '../../../src/network/membership/index.ts'
import { put_client, put_facility } from '../../../src/platform/access/index.ts'
import type { Database } from '../../../src/platform/database/index.ts'
import { seal_subject } from '../../../src/standards/documents/index.ts'
import { certified, doctor_subject, validity, type House } from '../../../src/standards/documents/test-letters.ts'
import { make_root } from '../../../src/standards/signatures/index.ts'
import type { HousePlan } from './plan-houses.ts'

export type Member = { plan: HousePlan; house: House; client_id: string; private_jwk: JWK; public_jwk: JWK }

/** As in life a few authorities certify all. */
const authorities = ['Một', 'Hai', 'Ba'].map((name) =>
  make_root({ common_name: `CA Thử ${name}`, organization: 'CA Thử', validity }),
)

const make_member = async (plan: HousePlan, at: number): Promise<Member> => {
  const { code, name } = plan
  const ca = authorities[at % authorities.length] ?? authorities[0]
  if (!ca) throw new Error('no authority')
  const house: House = {
    ...{ code, name, ca },
    ...{ doctor: certified(ca, doctor_subject({ name })), seal: certified(ca, seal_subject(code, name)) },
  }
  return { plan, house, client_id: member_client_id(code), ...(await make_link_key()) }
}

/** Houses with their own keys, and their public halves at the hub. */
export const admit_houses = async (database: Database, plans: HousePlan[]): Promise<Member[]> => {
  const members = await Promise.all(plans.map(make_member))
  await database.in_site(async (sql) => {
    for (const ca of authorities) await add_trusted_root(sql, ca.certificate_pem)
    for (const { plan, house } of members) {
      const { code, name } = plan
      await put_directory_facility(sql, { code, name, kind: 'hospital' })
      await put_facility(sql, { code, name, authority: '', kind: 'hospital' })
      await add_seal(sql, code, house.seal.certificate)
      await sql.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [code])
    }
  })
  for (const { plan, client_id, public_jwk } of members)
    await put_client(database, {
      ...{ client_id, facility: plan.code, name: plan.name, scope: member_scope },
      jwks: { keys: [{ ...public_jwk }] },
    })
  return members
}
