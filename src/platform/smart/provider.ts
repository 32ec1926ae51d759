import { errors, Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { Failure } from '../../base/outcome/index.ts'
import { launch_scopes } from '../../standards/smart-scopes/index.ts'
import {
  find_client,
  find_living_grant,
  offline_days,
  prove_client,
  session_max_h,
  token_algorithm,
  type TokenKey,
} from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { create_adapter } from './adapter.ts'
import { assertion_algorithms, facility_of, origins_of_client, own_metadata } from './client-metadata.ts'
import { render_error } from './error-page.ts'
import { id_algorithm, type SmartKeys } from './keys.ts'
import { find_launch } from './launch.ts'
import { create_token_rules } from './token-rules.ts'

export type SmartSite = {
  database: Database
  base_url: string
  token_key: TokenKey
  /** The address a request came from. */
  address_of(ctx: KoaContextWithOIDC): string
}

const minute_s = 60
const day_s = 86_400
const app_token_s = 10 * minute_s
/** SMART App Launch 2.2 §4.0.7: access tokens of backend services last five minutes at most. */
const backend_token_s = 5 * minute_s
/** Systems of the house that show a secret keep theirs for an hour. */
const secret_token_s = 60 * minute_s
const offline_s = offline_days * day_s
/** §5.0.3: an assertion lasts five minutes at most; clocks differ a little. */
const assertion_life_s = 5 * minute_s
const clock_tolerance_s = 15

const check_audience = (fhir_base: string, aud: string | undefined): void => {
  if (aud === undefined) throw new errors.InvalidRequest('aud is missing: the FHIR endpoint the token is for')
  if (aud.replace(/\/$/, '') !== fhir_base) throw new errors.InvalidRequest(`aud must be ${fhir_base}`)
}

const check_launch = async (database: Database, ctx: KoaContextWithOIDC, launch: string | undefined): Promise<void> => {
  const asked = ctx.oidc.requestParamScopes.has('launch')
  if (asked !== (launch !== undefined))
    throw new errors.InvalidRequest('the scope launch and the parameter launch belong together')
  if (launch !== undefined && !(await find_launch(database, launch, ctx.oidc.client?.clientId ?? '')))
    throw new errors.InvalidRequest('launch is unknown, was used before, or has expired')
}

/** Asked at the door, at the code, or at the refresh: what the client could get of it is decided when the token is made. */
const asked_scope = ({ oidc }: KoaContextWithOIDC): string =>
  String(oidc.params?.['scope'] ?? oidc.entities.AuthorizationCode?.scope ?? oidc.entities.RefreshToken?.scope ?? '')

const life_of = (ctx: KoaContextWithOIDC): number => {
  const { client } = ctx.oidc
  if (!client?.grantTypeAllowed('client_credentials')) return app_token_s
  return client.clientAuthMethod === 'private_key_jwt' ? backend_token_s : secret_token_s
}

class LockedOut extends errors.OIDCProviderError {
  override error_description: string
  constructor(failure: Failure) {
    super(423, 'invalid_client')
    this.error_description = failure.message
  }
}

/** Secrets are known to us as hashes only, and five wrong ones lock a client (platform/access). */
const prove_by_hash = (provider: Provider, { database, address_of }: SmartSite): void => {
  provider.Client.prototype.compareClientSecret = async function (secret: string): Promise<boolean> {
    const address = Provider.ctx ? address_of(Provider.ctx) : ''
    try {
      return (await prove_client(database, { client_id: this.clientId, secret, address })) !== undefined
    } catch (error) {
      throw error instanceof Failure && error.status === 423 ? new LockedOut(error) : error
    }
  }
}

/** SMART App Launch 2.2 §5.0.3: what must stand in an assertion beyond RFC 7523. */
const check_assertion = (
  claims: Record<string, unknown>,
  header: Record<string, unknown>,
  jwks_uri: string | undefined,
): void => {
  const ahead_s = Math.round(Number(claims['exp']) - Date.now() / 1_000)
  if (ahead_s > assertion_life_s + clock_tolerance_s)
    throw new errors.InvalidClientAuth(
      `an assertion may be valid for five minutes at most; by this server's clock (${new Date().toISOString()}) it ends in ${ahead_s} s: ` +
        'set the clock of the machine that signs it (NTP)',
    )
  if (typeof header['kid'] !== 'string') throw new errors.InvalidClientAuth('kid is missing: the key it is signed with')
  if (header['jku'] !== undefined && header['jku'] !== jwks_uri)
    throw new errors.InvalidClientAuth('jku is not the registered address of the keys')
}

const features_of = (site: SmartSite, fhir_base: string): Configuration['features'] => ({
  clientCredentials: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => fhir_base,
    useGrantedResource: () => true,
    getResourceServerInfo: (ctx, resource) => {
      if (resource !== fhir_base) throw new errors.InvalidTarget()
      return {
        ...{ scope: asked_scope(ctx), audience: fhir_base, accessTokenTTL: life_of(ctx), accessTokenFormat: 'jwt' },
        jwt: { sign: { alg: token_algorithm, kid: site.token_key.kid } },
      }
    },
  },
  introspection: {
    enabled: true,
    // A resource server of the house asks about any token of the house; an app without a secret only about its own.
    allowedPolicy: async (_ctx, client, token) => {
      // What /fhir would refuse is not active: the session may be over, the person or the app set aside.
      const grant = 'grantId' in token ? token.grantId : undefined
      if (grant !== undefined && !(await find_living_grant(site.database, grant))) return false
      if (token.clientId === client.clientId) return true
      const other = await find_client(site.database, token.clientId ?? '')
      return client.clientAuthMethod !== 'none' && other?.facility === facility_of(client)
    },
  },
  revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
  ...{ devInteractions: { enabled: false }, userinfo: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  ...{ pushedAuthorizationRequests: { enabled: false }, dPoP: { enabled: false } },
})

/** oidc-provider with our rules: everything that is protocol is its own. */
export const create_provider = (site: SmartSite, keys: SmartKeys): Provider => {
  const { database, base_url } = site
  const fhir_base = `${base_url}/fhir`
  const rules = create_token_rules(database, fhir_base)
  const provider = new Provider(`${base_url}/oauth`, {
    adapter: create_adapter(database, site.token_key),
    jwks: { keys: keys.jwks as NonNullable<Configuration['jwks']>['keys'] },
    cookies: { keys: keys.cookie_keys, short: { signed: true }, long: { signed: true } },
    routes: {
      ...{ authorization: '/authorize', token: '/token', introspection: '/introspect', revocation: '/revoke' },
      ...{ jwks: '/jwks', end_session: '/end' },
    },
    scopes: [...launch_scopes],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    enabledJWA: { clientAuthSigningAlgValues: [...assertion_algorithms], idTokenSigningAlgValues: [id_algorithm] },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header, client) =>
      check_assertion(claims, header, client.jwksUri),
    clockTolerance: clock_tolerance_s,
    // Keys are fetched from where the administrator said (register.ts), which in a hospital is a machine next door: the
    // library's wall against private addresses is for servers where anybody registers. Nobody is sent on elsewhere.
    fetch: (url, { dispatcher: _wall, ...options }: RequestInit & { dispatcher?: unknown } = {}) =>
      fetch(url, { ...options, redirect: 'error' }),
    extraClientMetadata: { properties: [...own_metadata] },
    extraParams: {
      aud: (_ctx, aud) => check_audience(fhir_base, aud),
      launch: (ctx, launch) => check_launch(database, ctx, launch),
    },
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/api/authorize/${uid}` },
    // A grant is what was decided for this one request, with its patient; another request is decided anew.
    loadExistingGrant: async ({ oidc }) => {
      const id = oidc.result?.consent?.grantId
      return id === undefined ? undefined : provider.Grant.find(id)
    },
    findAccount: async (_ctx, sub, token) => {
      const id = token && 'grantId' in token ? String(token.grantId) : undefined
      if (id === undefined) return { accountId: sub, claims: () => ({ sub }) }
      const grant = await find_living_grant(database, id)
      if (grant?.account !== sub) return undefined
      const fhirUser = `${fhir_base}/Practitioner/${grant.practitioner}`
      const { name, username: preferred_username } = grant
      return { accountId: sub, claims: () => ({ sub, fhirUser, profile: fhirUser, name, preferred_username }) }
    },
    claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name', 'preferred_username', 'profile'] },
    conformIdTokenClaims: false,
    extraTokenClaims: rules.extra_claims,
    formats: { customizers: { jwt: rules.customize } },
    expiresWithSession: () => false,
    issueRefreshToken: async (_ctx, client, source) => {
      const grant = await find_living_grant(database, source.grantId ?? '')
      return client.grantTypeAllowed('refresh_token') && /\bo(ff|n)line_access\b/.test(grant?.scope ?? '')
    },
    rotateRefreshToken: ({ oidc }) => oidc.client?.clientAuthMethod === 'none',
    revokeGrantPolicy: () => true,
    clientBasedCORS: (_ctx, origin, client) => origins_of_client(client).includes(origin),
    renderError: render_error,
    ttl: {
      ...{ AuthorizationCode: minute_s, Interaction: 10 * minute_s, Session: 10 * minute_s, IdToken: 60 * minute_s },
      ...{ AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? app_token_s, Grant: offline_s },
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? backend_token_s,
      RefreshToken: ({ oidc }, token) =>
        oidc.entities.RotatedRefreshToken?.remainingTTL ??
        (token.scopes.has('offline_access') ? offline_s : session_max_h * 60 * minute_s),
    },
    features: features_of(site, fhir_base),
  })
  provider.proxy = true
  prove_by_hash(provider, site)
  return provider
}
