import { launch_scopes } from '../../standards/smart-scopes/index.ts'
import { assertion_algorithms } from './client-metadata.ts'

/** SMART App Launch 2.2 §8.1.2; every word of it is tried in tests/conformance/smart.test.ts. */
export const smart_configuration = (base_url: string): Record<string, unknown> => ({
  issuer: `${base_url}/oauth`,
  jwks_uri: `${base_url}/oauth/jwks`,
  authorization_endpoint: `${base_url}/oauth/authorize`,
  token_endpoint: `${base_url}/oauth/token`,
  introspection_endpoint: `${base_url}/oauth/introspect`,
  revocation_endpoint: `${base_url}/oauth/revoke`,
  management_endpoint: `${base_url}/ung-dung`,
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  token_endpoint_auth_signing_alg_values_supported: [...assertion_algorithms],
  scopes_supported: [
    ...launch_scopes,
    ...['patient', 'user', 'system'].flatMap((context) => [`${context}/*.cruds`, `${context}/*.rs`, `${context}/*.*`]),
  ],
  capabilities: [
    ...['launch-ehr', 'launch-standalone', 'client-public'],
    ...['client-confidential-symmetric', 'client-confidential-asymmetric', 'sso-openid-connect'],
    ...['context-banner', 'context-ehr-patient', 'context-ehr-encounter'],
    ...['context-standalone-patient', 'context-standalone-encounter'],
    ...['permission-offline', 'permission-online', 'permission-patient', 'permission-user'],
    ...['permission-v1', 'permission-v2'],
  ],
})

const uris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'

/** The same for clients that look into /metadata, as v1 had it. */
export const security_statement = (base_url: string): Record<string, unknown> => ({
  cors: true,
  service: [
    {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
        { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'OAuth' },
      ],
    },
  ],
  description: 'SMART App Launch 2.2, Backend Services; /fhir/.well-known/smart-configuration',
  extension: [
    {
      url: uris,
      extension: ['authorize', 'token', 'introspect', 'revoke'].map((url) => ({
        url,
        valueUri: `${base_url}/oauth/${url}`,
      })),
    },
  ],
})
