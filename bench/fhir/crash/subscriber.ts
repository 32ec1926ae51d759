import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { facility } from './site.ts'
import type { Wire } from './wire.ts'

/** A receiver outside the installation, which takes whatever is told it: `id/version` by the event's number. */
export type Subscriber = { endpoint: string; told: Map<number, string>; faults: string[]; close(): void }

type Part = { name: string; valueString?: string; valueReference?: { reference: string } }
type Letter = {
  entry: {
    fullUrl: string
    resource?: { parameter: { name: string; part?: Part[] }[] }
    response: { etag?: string }
  }[]
}

const read_letter = (subscriber: Subscriber, text: string): void => {
  const [head, ...others] = (JSON.parse(text) as Letter).entry
  const numbers = (head?.resource?.parameter ?? [])
    .filter(({ name }) => name === 'notification-event')
    .map(({ part = [] }) => Number(part.find(({ name }) => name === 'event-number')?.valueString))
  for (const [i, number] of numbers.entries()) {
    const { fullUrl = '', response } = others[i] ?? {}
    const about = `${fullUrl.replace(/^.*\//, '')}/${/\d+/.exec(response?.etag ?? '')?.[0]}`
    const known = subscriber.told.get(number)
    if (known !== undefined && known !== about) subscriber.faults.push(`event ${number} was ${known}, then ${about}`)
    subscriber.told.set(number, about)
  }
}

export const start_subscriber = async (): Promise<Subscriber> => {
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (text += part))
    request.once('end', () => {
      read_letter(subscriber, text)
      response.writeHead(200).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  const subscriber: Subscriber = { endpoint: `http://127.0.0.1:${port}/told`, told: new Map(), faults: [], close }
  return subscriber
}

const told_max_ms = 60_000

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition'

/** Every Observation, from now on. Waits for the handshake: its version of the Subscription belongs to no round. */
export const subscribe = async (wire: Wire, { endpoint }: Subscriber): Promise<void> => {
  const answer = await wire.ask('POST', '/Subscription', {
    ...{ resourceType: 'Subscription', status: 'requested', reason: 'thử' },
    criteria: 'https://benhanmo.vn/fhir/SubscriptionTopic/changed-Observation',
    channel: {
      ...{ type: 'rest-hook', endpoint, payload: 'application/fhir+json' },
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: 'id-only' }] },
      extension: [{ url: `${backport}/backport-max-count`, valuePositiveInt: 200 }],
    },
  })
  if (answer.status !== 201) throw new Error(`subscribe: ${answer.status} ${answer.text}`)
  const { id } = JSON.parse(answer.text) as { id: string }
  for (const end_ms = performance.now() + told_max_ms; performance.now() < end_ms; await sleep(50))
    if (/"status":"active"/.test((await wire.ask('GET', `/Subscription/${id}`)).text)) return
  throw new Error('the handshake did not come')
}

/** Until nothing waits in the outbox and everything is delivered; a mistake of the receiver's would leave it `error`. */
const until_told = async (client: pg.Client): Promise<string[]> => {
  let state = ''
  for (const end_ms = performance.now() + told_max_ms; performance.now() < end_ms; await sleep(50)) {
    const { rows } = await client.query<{ waiting: number; behind: number; status: string }>(
      `SELECT (SELECT count(*) FROM record.outbox WHERE facility = $1)::int AS waiting,
         (events - delivered)::int AS behind, status FROM record.subscription WHERE facility = $1`,
      [facility],
    )
    if (rows.length === 1 && rows[0]?.waiting === 0 && rows[0].behind === 0) return []
    state = JSON.stringify(rows)
  }
  return [`not told within ${told_max_ms} ms: ${state}`]
}

/** One event for each state of an Observation since then, and none for what is not there. */
const event_faults_sql = `
  WITH made AS (
    SELECT id, version FROM record.resource WHERE facility = $1 AND type = 'Observation' AND updated_at >= $2
    UNION ALL SELECT id, version FROM record.version WHERE facility = $1 AND type = 'Observation' AND updated_at >= $2
  ), told AS (
    SELECT id, version, count(*) FROM record.subscription_event WHERE facility = $1 AND at >= $2 GROUP BY id, version
  )
  SELECT format('%s events for Observation/%s version %s, state %s', coalesce(told.count, 0),
    coalesce(made.id, told.id), coalesce(made.version, told.version), CASE WHEN made.id IS NULL THEN 'is not there' ELSE 'is there' END) AS fault
  FROM made FULL JOIN told USING (id, version) WHERE told.count IS DISTINCT FROM 1 OR made.id IS NULL`

const events_sql = `SELECT number, id || '/' || version AS about FROM record.subscription_event
  WHERE facility = $1 AND at >= $2 ORDER BY number`

/** No event is lost, invented or without its number, and the receiver has each. */
export const check_told = async (client: pg.Client, subscriber: Subscriber, since: Date): Promise<string[]> => {
  const faults = [...subscriber.faults, ...(await until_told(client))]
  const made = await client.query<{ fault: string }>(event_faults_sql, [facility, since])
  faults.push(...made.rows.map(({ fault }) => fault))
  const { rows } = await client.query<{ number: string; about: string }>(events_sql, [facility, since])
  for (const { number, about } of rows)
    if (subscriber.told.get(Number(number)) !== about)
      faults.push(`event ${number} is ${about}, the receiver was told ${subscriber.told.get(Number(number))}`)
  const last = Math.max(0, ...subscriber.told.keys())
  if (subscriber.told.size !== last) faults.push(`told ${subscriber.told.size} of ${last} numbers`)
  return faults
}
