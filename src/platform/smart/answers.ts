import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { AuditAct, AuditLog, Caller } from '../audit/index.ts'
import { facility_of } from './client-metadata.ts'
import { launch_context_names } from './token-rules.ts'

type Body = Record<string, unknown>

const body_of = (ctx: KoaContextWithOIDC): Body | undefined => {
  const body: unknown = ctx.body
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined
}

/** A token comes with the context of its launch (SMART App Launch 2.2 §2.0.12.4). */
const add_context = (ctx: KoaContextWithOIDC): void => {
  const extra = ctx.oidc.entities.AccessToken?.extra
  const body = body_of(ctx)
  if (!extra || !body || ctx.status !== 200) return
  for (const name of launch_context_names) if (extra[name] !== undefined) body[name] = extra[name]
  ctx.body = body
}

/** RFC 6749 §5.2: who tries to show a secret in the Authorization header and fails is answered 401, however it failed. */
const set_status = (ctx: KoaContextWithOIDC): void => {
  const body = body_of(ctx)
  if (ctx.status !== 400 || body?.['error'] !== 'invalid_request') return
  if (!/authorization header/.test(String(body['error_description']))) return
  ctx.status = 401
  ctx.body = { ...body, error: 'invalid_client' }
}

const line_of = (ctx: KoaContextWithOIDC): AuditAct => {
  const { route, params, client, entities } = ctx.oidc
  const body = body_of(ctx)
  const given = ctx.status === 200 ? String(body?.['scope'] ?? '') : String(body?.['error'] ?? '')
  const patient = entities.AccessToken?.extra?.['patient']
  return {
    ...{ action: 'E', interaction: route, type: 'Token', ref: client?.clientId ?? '' },
    outcome: ctx.status === 200 ? 0 : 4,
    patient: typeof patient === 'string' ? patient : null,
    detail: [params?.['grant_type'], given].filter(Boolean).join(': '),
  }
}

const routes = new Set(['token', 'introspection', 'revocation'])

/** What oidc-provider answers is completed, and stands in the audit log before it leaves. */
export const complete_answers = (
  provider: Provider,
  audit: AuditLog,
  address_of: (ctx: KoaContextWithOIDC) => string,
): void => {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next()
    const { oidc } = ctx as Partial<KoaContextWithOIDC>
    if (!oidc || !routes.has(oidc.route)) return
    set_status(ctx)
    if (oidc.route === 'token') add_context(ctx)
    const { client } = oidc
    if (!client) return
    const name = client.clientName ?? client.clientId
    const caller: Caller = {
      facility: facility_of(client),
      actor: { id: client.clientId, name, role: 'system', kind: 'system' },
      ...{ purpose: 'TREAT', address: address_of(ctx), request_id: '' },
    }
    await audit.write(caller, line_of(ctx))
  })
}
