import type { AuditLog } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { WebServer } from '../http/index.ts'
import type { Store, TypeGuard } from '../records/index.ts'
import { start_dispatcher, type Dispatcher } from './dispatcher.ts'
import { subscription_guard, type OwnCallers } from './guard.ts'
import { open_socket_door } from './socket-door.ts'
import { create_sockets } from './sockets.ts'

export { subscription_operations } from './operations.ts'
export { seal_subscription_headers } from './state.ts'
export { subscription_capabilities } from './capability.ts'

export type SubscriptionOptions = {
  /** Address of the FHIR face. */
  base: string
  /** Hosts inside the house that notifications may go to, `name` or `name:port`. */
  hosts: string[]
  /** The only types that are written in this store; absent: all. */
  types?: readonly string[] | undefined
  poll_ms?: number | undefined
  /** How long after a first failure it is tried again. */
  retry_first_s?: number | undefined
}

export type Subscriptions = {
  /** Judges each Subscription that is written. */
  guard: TypeGuard
  /** Opens the socket's door, before any route is made, and begins to tell. */
  start(store: Store, web: WebServer): Promise<void>
  /** Forgets what is too old to be kept; by itself once a minute. */
  tidy(): Promise<void>
  /** Lets go of what is being sent; another process, or the next start, sends it. */
  stop(): Promise<void>
}

const poll_default_ms = 250
const retry_default_s = 1

export const create_subscriptions = (
  database: Database,
  audit: AuditLog,
  options: SubscriptionOptions,
): Subscriptions => {
  const reach = { hosts: new Set(options.hosts) }
  const own_callers: OwnCallers = new WeakSet()
  const stopping = new AbortController()
  const sockets = create_sockets()
  let dispatcher: Dispatcher | undefined
  const poke = (): void => dispatcher?.poke()

  return {
    guard: subscription_guard({ reach, types: options.types }, own_callers, poke),
    async start(store, web) {
      const retry_first_s = options.retry_first_s ?? retry_default_s
      const office = {
        ...{ database, store, reach, own_callers, sockets, retry_first_s },
        ...{ base: options.base, stopped: stopping.signal },
      }
      await open_socket_door(web, office, audit, poke)
      const report = (error: unknown, what: string) => web.app.log.error({ err: error }, what)
      dispatcher = start_dispatcher(office, { poll_ms: options.poll_ms ?? poll_default_ms, report })
    },
    async tidy() {
      await dispatcher?.tidy()
    },
    async stop() {
      stopping.abort()
      sockets.close_all()
      await dispatcher?.ended
    },
  }
}
