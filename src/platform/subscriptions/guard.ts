import { Failure, fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { demand } from '../access/index.ts'
import type { Caller } from '../audit/index.ts'
import type { TypeGuard, Unit } from '../records/index.ts'
import { author_of, criteria_of } from './author.ts'
import { refuse_receiver, type Reach } from './endpoint.ts'
import { hide_headers, read_headers } from './headers.ts'
import { drop_state, find_state, open_headers, put_state, type Header, type State, type Status } from './state.ts'
import { check_filters, read_wish, type Wish } from './wish.ts'

const subscriptions_max = 1_000

/** Those in whose name the server itself writes down that a status changed: nobody outside can be one of them. */
export type OwnCallers = WeakSet<Caller>

/** As it stands, with its headers opened. */
type Old = Omit<State, 'headers'> & { headers: Header[] }

const find_old = async ({ sql, caller }: Unit, id: string): Promise<Old | undefined> => {
  const state = await find_state(sql, caller.facility, id)
  return state && { ...state, headers: open_headers(caller.facility, state) }
}

const is_same_channel = (old: Old, wish: Wish, headers: Header[]): boolean =>
  old.channel === wish.channel &&
  old.endpoint === wish.endpoint &&
  JSON.stringify(old.headers) === JSON.stringify(headers)

/** The status it gets: what is not verified yet begins with a handshake (Backport IG, Channels: REST-Hook). */
const next_status = (asked: unknown, old: Old | undefined, wish: Wish, headers: Header[]): Status => {
  if (asked === 'off') return 'off'
  const is_same = old !== undefined && is_same_channel(old, wish, headers)
  if (asked === 'error') {
    if (is_same && old.status === 'error') return 'error'
    throw fail.value('Chỉ máy chủ đặt trạng thái error; hãy dùng requested hoặc off', 'Subscription.status')
  }
  if (wish.channel === 'websocket') return 'active'
  return asked === 'active' && is_same && old.status === 'active' ? 'active' : 'requested'
}

const check_room = async (unit: Unit): Promise<void> => {
  const { rows } = await unit.sql.query<{ count: number }>(
    'SELECT count(*) AS count FROM record.subscription WHERE facility = $1',
    [unit.caller.facility],
  )
  if ((rows[0]?.count ?? 0) < subscriptions_max) return
  const message = `Cơ sở đã có ${subscriptions_max} Subscription; hãy xóa bớt cái không dùng`
  throw new Failure(422, [{ severity: 'error', code: 'too-costly', message, expression: 'Subscription' }])
}

/** Refuses criteria that search would refuse, and those over what the author himself may not read. */
const check_reading = ({ caller }: Unit, wish: Wish): void => {
  demand(caller, 'fhir.read')
  const criteria = criteria_of(author_of(caller), wish)
  if (criteria.bounds?.length === 0)
    throw fail.forbidden(`Mã truy cập của ${caller.actor.name} không cho đọc ${wish.type} nên không theo dõi được`)
  check_filters(criteria)
}

/** Of what is read here but not kept in this store, nothing would ever be told. */
const check_kept = ({ type }: Wish, types: readonly string[] | undefined): void => {
  if (types === undefined || types.includes(type)) return
  const message = `Ở đây chỉ theo dõi được ${types.join(', ')}, không theo dõi được ${type}`
  throw new Failure(400, [{ severity: 'error', code: 'not-supported', message, expression: 'Subscription.criteria' }])
}

/** The resource as it is kept: the server's own status, and no secret in it. */
const kept_resource = (resource: Resource, status: Status, headers: Header[]): Resource => {
  const { error: _error, ...rest } = resource
  const channel = is_object(resource['channel']) ? resource['channel'] : {}
  const shown = headers.length === 0 ? {} : { header: hide_headers(headers) }
  return { ...rest, resourceType: 'Subscription', status, channel: { ...channel, ...shown } }
}

/** What a Subscription asks for is judged when it is written, by whichever interaction. */
export const subscription_guard = (
  { reach, types }: { reach: Reach; types: readonly string[] | undefined },
  own_callers: OwnCallers,
  on_change: () => void,
): TypeGuard => ({
  type: 'Subscription',
  async before_write(unit, resource, before) {
    if (own_callers.has(unit.caller)) return resource
    const { facility } = unit.caller
    const wish = read_wish(resource, reach)
    check_kept(wish, types)
    check_reading(unit, wish)
    const refused = await refuse_receiver(unit.sql, facility, wish.endpoint, reach)
    if (refused) throw refused
    const old = before && !before.deleted ? await find_old(unit, resource.id) : undefined
    if (!old) await check_room(unit)
    const given = is_object(resource['channel']) ? resource['channel']['header'] : undefined
    const headers = read_headers(given, old && old.endpoint === wish.endpoint ? old.headers : [])
    const status = next_status(resource['status'], old, wish, headers)
    const verified = old !== undefined && old.verified && is_same_channel(old, wish, headers)
    await put_state(unit.sql, facility, resource.id, {
      ...wish,
      status,
      headers,
      verified,
      author: author_of(unit.caller),
    })
    on_change()
    return kept_resource(resource, status, headers)
  },
  before_remove: (unit, before) => drop_state(unit.sql, unit.caller.facility, before.id),
})
