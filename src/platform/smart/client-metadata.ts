import type { AllClientMetadata, Client as OidcClient } from 'oidc-provider'
import type { Client, KnownClient } from '../access/index.ts'
import { id_algorithm } from './keys.ts'

/** Algorithms a client may sign its assertions with (SMART App Launch 2.2 §5.0.1). */
export const assertion_algorithms = ['ES384', 'RS384'] as const

/** Names of what oidc-provider carries along for us. */
export const own_metadata = ['facility', 'kind', 'registered_scope', 'launch_address'] as const

const is_web = (uri: string): boolean => /^https?:/.test(uri)

const method_of = ({ kind, jwks, jwks_uri }: Client): 'none' | 'private_key_jwt' | 'client_secret_basic' => {
  if (kind === 'public') return 'none'
  return jwks === null && jwks_uri === null ? 'client_secret_basic' : 'private_key_jwt'
}

/** A registered client in the words of RFC 7591. */
export const metadata_of = (client: KnownClient): AllClientMetadata => {
  const is_app = client.kind !== 'backend'
  const method = method_of(client)
  return {
    client_id: client.client_id,
    client_name: client.name,
    application_type: client.redirect_uris.every(is_web) ? 'web' : 'native',
    redirect_uris: client.redirect_uris,
    response_types: is_app ? ['code'] : [],
    grant_types: is_app ? ['authorization_code', 'refresh_token'] : ['client_credentials'],
    token_endpoint_auth_method: method,
    id_token_signed_response_alg: id_algorithm,
    // Never compared as it stands: `compareClientSecret` asks prove_client, which knows the hash only.
    ...(method === 'client_secret_basic' && client.secret !== null ? { client_secret: client.secret } : {}),
    ...(client.jwks === null ? {} : { jwks: { keys: client.jwks.keys } }),
    ...(client.jwks_uri === null ? {} : { jwks_uri: client.jwks_uri }),
    ...{ facility: client.facility, kind: client.kind, registered_scope: client.scope },
    launch_address: client.launch_uri ?? '',
  }
}

const text_of = (client: OidcClient, name: (typeof own_metadata)[number]): string => {
  const value: unknown = client[name]
  return typeof value === 'string' ? value : ''
}

export const facility_of = (client: OidcClient): string => text_of(client, 'facility')
export const registered_scope_of = (client: OidcClient): string => text_of(client, 'registered_scope')

/** Pages of these origins may ask in the app's name (CORS). */
export const origins_of_client = (client: OidcClient): string[] =>
  [...(client.redirectUris ?? []), text_of(client, 'launch_address')].filter(is_web).map((uri) => new URL(uri).origin)
