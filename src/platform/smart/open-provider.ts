import type { IncomingMessage } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { AuditLog } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { WebServer } from '../http/index.ts'
import type { SmartKeys } from './keys.ts'

export type OpenedProvider = { provider: Provider; answer: ReturnType<Provider['callback']> }
export type OpenProvider = () => Promise<OpenedProvider>

type Rooms = { database: Database; audit: AuditLog; web: WebServer; base_url: string }

const open_provider = async (
  { database, audit, web, base_url }: Rooms,
  keys: SmartKeys,
  address_of_raw: (request: IncomingMessage) => string,
): Promise<OpenedProvider> => {
  const [{ create_provider }, { complete_answers }] = await Promise.all([
    import('./provider.ts'),
    import('./answers.ts'),
  ])
  const address_of = (ctx: { req: IncomingMessage }): string => address_of_raw(ctx.req)
  const provider = create_provider({ database, base_url, token_key: web.token_key, address_of }, keys)
  provider.on('server_error', (_ctx, error) => web.app.log.error({ err: error }, 'oauth failed'))
  complete_answers(provider, audit, address_of)
  return { provider, answer: provider.callback() }
}

/**
 * oidc-provider is a fifth of what a server reads before it listens: it is read when the first asks for it. A start that
 * failed is told to who asked, and the next one tries again.
 */
export const provider_when_asked = (
  rooms: Rooms,
  keys: SmartKeys,
  address_of_raw: (request: IncomingMessage) => string,
): OpenProvider => {
  let opened: Promise<OpenedProvider> | undefined
  return () =>
    (opened ??= open_provider(rooms, keys, address_of_raw).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
}
