import { fail } from '../../base/outcome/index.ts'
import { is_object, list_of, printed, subscription_backport } from '../../standards/fhir/index.ts'
import type { Need, Operation, OperationCall } from '../records/index.ts'
import { issue_binding_token } from './binding-token.ts'
import { event_columns } from './deliver.ts'
import { notification_bundle, status_parameters, type Event, type NotificationType } from './notification.ts'
import { socket_path } from './socket-door.ts'
import { find_state, list_states, type State } from './state.ts'
import { topic_resource } from './topic-resource.ts'
import { topics } from './topics.ts'

const needs = (): Need[] => [{ right: 'r', type: 'Subscription' }]

const definition = (name: string): string => `${subscription_backport.operation}/backport-subscription-${name}`

/** Values of a parameter, from the address or from Parameters; every other name is refused by name. */
const read_parameters = ({ query, body }: OperationCall, known: string[]): ((name: string) => string[]) => {
  if (body !== undefined && !(is_object(body) && body['resourceType'] === 'Parameters'))
    throw fail.invalid('Cần một Parameters', 'Parameters')
  const given: [string, string][] = [...query].filter(([name]) => name !== '_format' && name !== '_pretty')
  for (const part of is_object(body) ? list_of(body['parameter']) : []) {
    const value = Object.entries(part).find(([name]) => name.startsWith('value'))?.[1]
    given.push([printed(part['name']), printed(value)])
  }
  for (const [name] of given) if (!known.includes(name)) throw fail.unsupported_parameter(name)
  return (name) => given.filter(([one]) => one === name).map(([, value]) => value)
}

const notice_of = (base: string, state: State, type: NotificationType, events: Event[] = []) => ({
  ...{ base, subscription: state, type, events },
  content: state.content === 'none' ? ('empty' as const) : state.content,
})

const get_state = (state: State | undefined, id: string): State => {
  if (!state) throw fail.not_found(`Không tìm thấy Subscription/${id} tại cơ sở này`)
  return state
}

const status_operation: Operation = {
  ...{ name: '$status', definition: definition('status'), on: ['type', 'instance'], types: ['Subscription'], needs },
  async run(call) {
    const { store, caller, base, id } = call
    const parameter = read_parameters(call, ['id', 'status'])
    const ids = id === '' ? parameter('id').flatMap((one) => one.split(',')) : [id]
    const statuses = id === '' ? parameter('status').flatMap((one) => one.split(',')) : []
    const act = { interaction: '$status', type: 'Subscription', ref: `Subscription/${id || ids.join()}/$status` }
    return store.look(caller, act, async (sql) => {
      const found = await list_states(sql, caller.facility, ids.length > 0 ? ids : undefined)
      if (id !== '') get_state(found[0], id)
      const wanted = found.filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      const entry = wanted.map((state) => {
        const errors = state.last_error === null ? [] : [state.last_error]
        const resource = status_parameters({ ...notice_of(base, state, 'query-status'), errors })
        return { fullUrl: `urn:uuid:${printed(resource['id'])}`, resource, search: { mode: 'match' } }
      })
      const list = entry.length === 0 ? {} : { entry }
      return { text: JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: entry.length, ...list }) }
    })
  },
}

const events_max = 1_000

const read_number = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,14}$/.test(text)) throw fail.invalid(`“${name}” phải là số thứ tự của sự kiện`, name)
  return Number(text)
}

/** Asking for less than was agreed is fine, asking for more is not: what is told was decided with the Subscription. */
const content_of = (state: State, asked: string | undefined): 'empty' | 'id-only' => {
  const agreed = state.content === 'id-only' ? 'id-only' : 'empty'
  if (asked === undefined || asked === agreed || asked === 'empty') return asked === 'empty' ? 'empty' : agreed
  throw fail.invalid(`content “${asked}” không được hỗ trợ: Subscription này chỉ báo ${agreed}`, 'content')
}

const events_operation: Operation = {
  ...{ name: '$events', definition: definition('events'), on: ['instance'], types: ['Subscription'], needs },
  run(call) {
    const { store, caller, base, id } = call
    const parameter = read_parameters(call, ['eventsSinceNumber', 'eventsUntilNumber', 'content'])
    const since = read_number('eventsSinceNumber', parameter('eventsSinceNumber')[0]) ?? 1
    const until = read_number('eventsUntilNumber', parameter('eventsUntilNumber')[0])
    const act = { interaction: '$events', type: 'Subscription', ref: `Subscription/${id}/$events` }
    return store.look(caller, act, async (sql) => {
      const state = get_state(await find_state(sql, caller.facility, id), id)
      check_author(call, state)
      const content = content_of(state, parameter('content')[0])
      const { rows } = await sql.query<Event>(
        `SELECT ${event_columns} FROM record.subscription_event WHERE facility = $1 AND subscription = $2
           AND number >= $3 AND number <= coalesce($4, number) ORDER BY number LIMIT ${events_max}`,
        [caller.facility, id, since, until ?? null],
      )
      const first = rows[0]?.number ?? state.events + 1
      const errors = first > since && since <= state.events ? [`sự kiện ${since}–${first - 1} không còn được giữ`] : []
      const notice = { ...notice_of(base, state, 'query-event', rows), content, errors }
      return { text: notification_bundle(notice) }
    })
  },
}

const check_author = ({ caller }: OperationCall, { author, id }: State): void => {
  if (author.id !== caller.actor.id || author.kind !== caller.actor.kind)
    throw fail.forbidden(`Chỉ bên đã đăng ký Subscription/${id} mới nhận được thông báo của nó`)
}

const token_operation: Operation = {
  ...{ name: '$get-ws-binding-token', definition: definition('get-ws-binding-token') },
  ...{ on: ['type', 'instance'], types: ['Subscription'], needs },
  async run(call) {
    const { store, caller, base, id } = call
    const asked = read_parameters(call, ['id'])('id').flatMap((one) => one.split(','))
    const ids = id === '' ? asked : [id]
    if (ids.length === 0) throw fail.invalid('Cần nêu id của các Subscription muốn nhận', 'id')
    return store.unit(caller, async (unit) => {
      const states = await list_states(unit.sql, caller.facility, ids)
      for (const one of ids) {
        const state = get_state(
          states.find((found) => found.id === one),
          one,
        )
        check_author(call, state)
        if (state.channel !== 'websocket') throw fail.rule(`Subscription/${one} không dùng kênh websocket`, 'id')
      }
      const { token, expires_at } = await issue_binding_token(unit.sql, caller.facility, ids)
      for (const one of ids)
        unit.note({
          action: 'E',
          interaction: '$get-ws-binding-token',
          type: 'Subscription',
          ref: `Subscription/${one}`,
        })
      const parameter = [
        { name: 'token', valueString: token },
        { name: 'expiration', valueDateTime: expires_at.toISOString() },
        ...ids.map((one) => ({ name: 'subscription', valueString: one })),
        { name: 'websocket-url', valueUrl: socket_url(base) },
      ]
      return { text: JSON.stringify({ resourceType: 'Parameters', parameter }) }
    })
  },
}

export const socket_url = (base: string): string => base.replace(/^http/, 'ws').replace(/\/fhir$/, socket_path)

/** Our own: R4 has no SubscriptionTopic to read, and the guide names only the canonical addresses in /metadata. */
const topics_operation: Operation = {
  ...{ name: '$topic-list', definition: 'https://benhanmo.vn/fhir/OperationDefinition/Subscription-topic-list' },
  ...{ on: ['type'], types: ['Subscription'], needs },
  async run(call) {
    const wanted = read_parameters(call, ['url'])('url')
    const found = [...topics].filter(([url]) => wanted.length === 0 || wanted.includes(url)).map(([, topic]) => topic)
    const entry = found.map((topic) => ({ resource: topic_resource(topic), search: { mode: 'match' } }))
    const list = entry.length === 0 ? {} : { entry }
    return { text: JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: entry.length, ...list }) }
  },
}

export const subscription_operations: Operation[] = [
  status_operation,
  events_operation,
  token_operation,
  topics_operation,
]
