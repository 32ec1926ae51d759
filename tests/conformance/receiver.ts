import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { validate_invariants, validate_resource } from '../../src/standards/fhir-validation/index.ts'
import type { Json } from '../test-site.ts'

export type Letter = { headers: IncomingHttpHeaders; text: string; bundle: Json }

export type Receiver = {
  url: string
  letters: Letter[]
  /** take: 200; refuse: 503; hang: never answers; move: a redirect to where it would be taken. */
  mood: 'take' | 'refuse' | 'hang' | 'move'
  /** Event numbers in the order they came, and what they were about. */
  numbers(): number[]
  told(): string[]
}

/** A real HTTP server that notifications come to. */
export const start_receiver = async (): Promise<Receiver> => {
  const letters: Letter[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (receiver.mood === 'hang') return
      if (receiver.mood === 'refuse') return response.writeHead(503).end()
      if (receiver.mood === 'move' && request.url === '/notify')
        return response.writeHead(307, { location: '/moved' }).end()
      const text = Buffer.concat(parts).toString()
      letters.push({ headers: request.headers, text, bundle: text === '' ? {} : (JSON.parse(text) as Json) })
      return response.writeHead(200).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const events = () => letters.flatMap(({ bundle }) => events_of(bundle))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    letters,
    mood: 'take',
    numbers: () => events().map(({ number }) => number),
    told: () => events().map(({ focus }) => focus),
  }
  return receiver
}

const value_of = (parts: Json[], name: string): unknown => {
  const part = parts.find((one) => one['name'] === name)
  return part && Object.entries(part).find(([key]) => key.startsWith('value'))?.[1]
}

/** A parameter of the status at the head of a notification. */
export const status_of = (bundle: Json, name: string): unknown =>
  value_of((bundle['entry']?.[0]?.resource?.parameter ?? []) as Json[], name)

export const events_of = (bundle: Json): { number: number; focus: string }[] =>
  ((bundle['entry']?.[0]?.resource?.parameter ?? []) as Json[])
    .filter((one) => one['name'] === 'notification-event')
    .map((one) => {
      const focus = value_of(one['part'] as Json[], 'focus') as Json | undefined
      return {
        number: Number(value_of(one['part'] as Json[], 'event-number')),
        focus: String(focus?.['reference'] ?? '').replace(/^.*\/fhir\//, ''),
      }
    })

/** R4 as it should be, and the rules of backport-subscription-notification-r4 that R4's own cannot say. */
export const assert_notification = (bundle: Json): void => {
  const issues = validate_resource(bundle).filter(({ severity }) => severity === 'error')
  assert.deepEqual(issues, [])
  const broken = validate_invariants({ ...bundle, resourceType: 'Bundle' }).filter(
    ({ severity }) => severity === 'error',
  )
  assert.deepEqual(broken, [])
  assert.equal(bundle['type'], 'history')
  const [first, ...others] = bundle['entry'] as Json[]
  assert.equal(first?.['resource'].resourceType, 'Parameters')
  assert.match(String(first?.['request'].url), /\/Subscription\/[^/]+\/\$status$/)
  for (const name of ['subscription', 'status', 'type', 'events-since-subscription-start'])
    assert.ok(status_of(bundle, name) !== undefined, name)
  for (const entry of others) {
    assert.equal(entry['resource'], undefined, 'no content of a record')
    assert.ok(entry['fullUrl'] && entry['request'] && entry['response'])
  }
}

/** Waits for what happens soon, and says what was there instead when it does not. */
export const until = async (
  is_so: () => boolean | Promise<boolean>,
  what: () => unknown,
  wait_ms = 30_000,
): Promise<void> => {
  const end = Date.now() + wait_ms
  while (!(await is_so())) {
    if (Date.now() > end) assert.fail(`did not come: ${JSON.stringify(what())?.slice(0, 2_000)}`)
    await sleep(25)
  }
}

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition'
export const topic = (slug: string): string => `https://benhanmo.vn/fhir/SubscriptionTopic/${slug}`

export type Asked = {
  criteria: string
  filters?: string[]
  channel?: Json
  content?: string | undefined
  max_count?: number
  timeout?: number
  heartbeat?: number
  changes?: Json
}

/** A Subscription of the R4 backport. */
export const subscription = (asked: Asked): Json => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'thử',
  criteria: asked.criteria,
  ...(asked.filters
    ? {
        _criteria: {
          extension: asked.filters.map((text) => ({ url: `${backport}/backport-filter-criteria`, valueString: text })),
        },
      }
    : {}),
  channel: {
    type: 'rest-hook',
    payload: 'application/fhir+json',
    _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: asked.content ?? 'id-only' }] },
    extension: [
      ...(asked.max_count === undefined
        ? []
        : [{ url: `${backport}/backport-max-count`, valuePositiveInt: asked.max_count }]),
      { url: `${backport}/backport-timeout`, valueUnsignedInt: asked.timeout ?? 10 },
      ...(asked.heartbeat === undefined
        ? []
        : [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: asked.heartbeat }]),
    ],
    ...asked.channel,
  },
  ...asked.changes,
})
