import {
  errors,
  type AccessToken,
  type ClientCredentials,
  type JWTStructured,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { find_living_grant, only_dispenses, type LivingGrant, type TokenClaims } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { facility_of, registered_scope_of } from './client-metadata.ts'
import { granted_scope, system_scope } from './scope-rules.ts'

type Token = AccessToken | ClientCredentials

/** What an app is told beside its token (SMART App Launch 2.2 §2.0.12); also in introspection. */
export type LaunchContext = {
  patient?: string
  encounter?: string
  intent?: string
  need_patient_banner?: boolean
  fhirUser?: string
}
export const launch_context_names = ['patient', 'encounter', 'intent', 'need_patient_banner'] as const

const context_of = (grant: LivingGrant, fhir_base: string): LaunchContext => ({
  ...(grant.patient === null ? {} : { patient: grant.patient, need_patient_banner: grant.needs_banner }),
  ...(grant.encounter === null ? {} : { encounter: grant.encounter }),
  ...(grant.intent === null ? {} : { intent: grant.intent }),
  ...(grant.scope.split(' ').includes('fhirUser')
    ? { fhirUser: `${fhir_base}/Practitioner/${grant.practitioner}` }
    : {}),
})

const claims_of = (grant: LivingGrant, fhir_base: string): TokenClaims & LaunchContext => ({
  ...{ facility: grant.facility, name: grant.name, app: grant.app, grant: grant.id },
  ...{ practitioner: grant.practitioner, role: grant.role },
  ...context_of(grant, fhir_base),
})

export type TokenRules = {
  extra_claims(ctx: KoaContextWithOIDC, token: Token): Promise<Record<string, unknown>>
  /** Says what the token gives in the end, and keeps a record of it for introspection and revocation. */
  customize(ctx: KoaContextWithOIDC, token: Token, jwt: JWTStructured): Promise<void>
}

/** The record of a token that was signed: what oidc-provider would have kept had it been opaque. */
const record_of = (token: Token, { payload }: JWTStructured): Record<string, unknown> => {
  const names = ['kind', 'clientId', 'accountId', 'grantId', 'gty', 'aud', 'scope', 'extra', 'sessionUid', 'sid']
  const known = new Map<string, unknown>(Object.entries(token))
  return {
    ...Object.fromEntries(names.filter((name) => known.has(name)).map((name) => [name, known.get(name)])),
    ...{ iat: payload['iat'], exp: payload['exp'], format: 'opaque' },
  }
}

export const create_token_rules = (database: Database, fhir_base: string): TokenRules => {
  const grants = new WeakMap<Token, LivingGrant>()
  return {
    async extra_claims(ctx, token) {
      const { client } = ctx.oidc
      if (!client) throw new errors.InvalidGrant('no client')
      const house = (await database.in_site((sql) => only_dispenses(sql, facility_of(client))))
        ? { only_dispenses: true }
        : {}
      if (token.kind === 'ClientCredentials')
        return { facility: facility_of(client), name: client.clientName ?? '', ...house }
      const grant = await find_living_grant(database, token.grantId ?? '')
      if (!grant) throw new errors.InvalidGrant('the grant has ended')
      grants.set(token, grant)
      return { ...claims_of(grant, fhir_base), ...house }
    },
    async customize(ctx, token, jwt) {
      const grant = grants.get(token)
      const registered = ctx.oidc.client ? registered_scope_of(ctx.oidc.client) : ''
      const asked = token.scope
      const scope = grant ? granted_scope(asked ?? '', grant.scope, registered) : system_scope(asked, registered)
      if (scope === '')
        throw new errors.InvalidScope('none of the scopes asked for is granted to this client', asked ?? '')
      token.scope = scope
      jwt.payload['scope'] = scope
      const { jti, exp, iat } = jwt.payload
      await token.adapter.upsert(String(jti), record_of(token, jwt), Number(exp) - Number(iat))
    },
  }
}
