import { randomUUID } from 'node:crypto'
import { subscription_backport } from '../../standards/fhir/index.ts'
import type { Content, Wish } from './wish.ts'
import type { Status } from './state.ts'

/** What happened, as it is told: which version of which resource, and its number in this subscription. */
export type Event = {
  number: number
  type: string
  id: string
  version: number
  action: 'C' | 'U' | 'D'
  at: Date
  patient: string | null
}

export type NotificationType = 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event'

export type Notice = {
  /** Address of the FHIR face. */
  base: string
  subscription: { id: string; status: Status; events: number } & Pick<Wish, 'topic'>
  type: NotificationType
  content: Exclude<Content, 'none'>
  events: Event[]
  /** Said to the receiver beside the events. */
  errors?: string[]
}

type Part = { name: string; [value: string]: unknown }

const event_part = ({ base, content }: Notice, event: Event): Part => ({
  name: 'notification-event',
  part: [
    { name: 'event-number', valueString: String(event.number) },
    { name: 'timestamp', valueInstant: event.at.toISOString() },
    ...(content === 'id-only'
      ? [{ name: 'focus', valueReference: { reference: `${base}/${event.type}/${event.id}` } }]
      : []),
  ],
})

/** Parameters of backport-subscription-status-r4: where the subscription stands, and the events told. */
export const status_parameters = (notice: Notice): Record<string, unknown> => {
  const { base, subscription, type, content, events, errors = [] } = notice
  const part = (name: string, value: Record<string, unknown>): Part => ({ name, ...value })
  // An empty notification says as little as can be: not even what it is about.
  const topic =
    subscription.topic === null || content === 'empty' ? [] : [part('topic', { valueCanonical: subscription.topic })]
  return {
    resourceType: 'Parameters',
    id: randomUUID(),
    meta: { profile: [subscription_backport.status] },
    parameter: [
      part('subscription', { valueReference: { reference: `${base}/Subscription/${subscription.id}` } }),
      ...topic,
      part('status', { valueCode: subscription.status }),
      part('type', { valueCode: type }),
      part('events-since-subscription-start', { valueString: String(subscription.events) }),
      ...events.map((event) => event_part(notice, event)),
      ...errors.map((text) => part('error', { valueCodeableConcept: { text } })),
    ],
  }
}

const methods = { C: 'POST', U: 'PUT', D: 'DELETE' } as const
const statuses = { C: '201', U: '200', D: '204' } as const

/** An entry without its resource: what became of it stands in `request`, its version in `response.etag`. */
const event_entry = (base: string, { type, id, version, action, at }: Event): Record<string, unknown> => ({
  fullUrl: `${base}/${type}/${id}`,
  request: { method: methods[action], url: action === 'C' ? type : `${type}/${id}` },
  response: { status: statuses[action], etag: `W/"${version}"`, lastModified: at.toISOString() },
})

/** The history Bundle of backport-subscription-notification-r4. It names resources and never carries them. */
export const notification_bundle = (notice: Notice): string => {
  const { base, subscription, content, events } = notice
  const status = status_parameters(notice)
  return JSON.stringify({
    resourceType: 'Bundle',
    id: randomUUID(),
    meta: { profile: [subscription_backport.notification] },
    type: 'history',
    timestamp: new Date().toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${String(status['id'])}`,
        resource: status,
        request: { method: 'GET', url: `${base}/Subscription/${subscription.id}/$status` },
        response: { status: '200' },
      },
      ...(content === 'id-only' ? events.map((event) => event_entry(base, event)) : []),
    ],
  })
}
