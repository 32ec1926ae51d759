import { Failure, fail } from '../../base/outcome/index.ts'
import { find_extension, is_object, printed, subscription_backport, type Resource } from '../../standards/fhir/index.ts'
import { check_criteria, type Criteria } from '../records/index.ts'
import { read_endpoint, type Reach } from './endpoint.ts'
import { find_topic, topic_of_criteria, type Topic } from './topics.ts'

/** `none`: a classic R4 subscription without payload, told by an empty POST or a `ping`. */
export type Content = 'empty' | 'id-only' | 'none'
export type Channel = 'rest-hook' | 'websocket'

/** What a Subscription asks for, understood and possible. */
export type Wish = {
  /** Canonical address; null for a classic one, whose criteria are a search. */
  topic: string | null
  type: string
  filters: [name: string, value: string][]
  channel: Channel
  endpoint: string | null
  content: Content
  heartbeat_s: number | null
  timeout_s: number
  max_count: number
  ends_at: Date | null
}

const heartbeat_min_s = 10
const heartbeat_max_s = 7 * 86_400
const timeout_default_s = 15
const timeout_max_s = 60
const count_default = 50
const count_max = 1_000
const json_types = new Set(['application/fhir+json', 'application/json'])

const unsupported = (message: string, expression: string): Failure =>
  new Failure(400, [{ severity: 'error', code: 'not-supported', message, expression }])

const object_at = (value: unknown, name: string): Record<string, unknown> => {
  const found = is_object(value) ? value[name] : undefined
  return is_object(found) ? found : {}
}

const extensions_of = (value: unknown, url: string): Record<string, unknown>[] => {
  const all = is_object(value) && Array.isArray(value['extension']) ? value['extension'] : []
  return all.filter((one: unknown) => is_object(one) && one['url'] === url)
}

const read_seconds = (channel: unknown, url: string, name: string, from: number, to: number): number | undefined => {
  const found = find_extension(is_object(channel) ? channel : {}, url)
  if (!found) return undefined
  const value = found['valueUnsignedInt'] ?? found['valuePositiveInt']
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value
  throw fail.value(`${name} phải là số nguyên từ ${from} đến ${to}`, `Subscription.channel.extension('${url}')`)
}

const read_filter = (text: unknown, topic: Topic): [string, string][] => {
  const place = 'Subscription.criteria.extension'
  if (typeof text !== 'string' || text === '') throw fail.value('Bộ lọc cần dạng Loại?tham-số=giá-trị', place)
  const [head = '', ...rest] = text.split('?')
  if (rest.length > 0 && head !== topic.type)
    throw unsupported(`Chủ đề này nói về ${topic.type}, không lọc được theo ${head}`, place)
  return [...new URLSearchParams(rest.length > 0 ? rest.join('?') : head)]
}

type Asked = Pick<Wish, 'topic' | 'type' | 'filters'>

const read_classic = (text: string): Asked => {
  const [type = '', ...rest] = text.split('?')
  if (!topic_of_criteria(type)) throw unsupported(`Không theo dõi được “${type.slice(0, 80)}”`, 'Subscription.criteria')
  return { topic: null, type, filters: [...new URLSearchParams(rest.join('?'))] }
}

const read_criteria = (resource: Resource): Asked => {
  const criteria = printed(resource['criteria'] ?? '')
  const texts = extensions_of(resource['_criteria'], subscription_backport.filter_criteria)
  if (!/^[a-z][a-z0-9+.-]*:/.test(criteria)) {
    if (texts.length > 0)
      throw unsupported('Bộ lọc (backport-filter-criteria) chỉ đi với một chủ đề', 'Subscription.criteria')
    return read_classic(criteria)
  }
  const topic = find_topic(criteria)
  if (!topic)
    throw unsupported(
      `Không có chủ đề ${criteria.slice(0, 200)}; xem /fhir/Subscription/$topic-list hoặc /fhir/metadata`,
      'Subscription.criteria',
    )
  const filters = texts.flatMap((one) => read_filter(one['valueString'], topic))
  return { topic: criteria, type: topic.type, filters }
}

const read_channel_type = (channel: Record<string, unknown>): Channel => {
  if (extensions_of(channel['_type'], subscription_backport.channel_type).length > 0)
    throw unsupported('Chỉ gửi bằng rest-hook hoặc websocket, không có kênh riêng', 'Subscription.channel.type')
  const { type } = channel
  if (type === 'rest-hook' || type === 'websocket') return type
  throw unsupported(`Chỉ gửi bằng rest-hook hoặc websocket, không bằng “${printed(type)}”`, 'Subscription.channel.type')
}

const full_resource = (): Failure =>
  unsupported(
    'Thông báo không mang nội dung hồ sơ (full-resource): dữ liệu cá nhân không rời cơ sở bằng đường đẩy đi; dùng id-only rồi đọc qua /fhir',
    'Subscription.channel.payload',
  )

const read_content = (channel: Record<string, unknown>, is_classic: boolean): Content => {
  const [given] = extensions_of(channel['_payload'], subscription_backport.payload_content)
  const { payload } = channel
  if (payload !== undefined && !json_types.has(printed(payload)))
    throw unsupported(
      `Thông báo chỉ có dạng application/fhir+json, không có “${printed(payload)}”`,
      'Subscription.channel.payload',
    )
  const code = given?.['valueCode']
  if (code === 'empty' || code === 'id-only') return code
  if (code === 'full-resource') throw full_resource()
  if (code !== undefined)
    throw fail.value('backport-payload-content là empty hoặc id-only', 'Subscription.channel.payload.extension')
  // R4 §2.46: without a payload only "something happened" is told; with one the whole resource would be sent.
  if (is_classic && payload === undefined) return 'none'
  if (is_classic) throw full_resource()
  throw fail.value('Cần phần mở rộng backport-payload-content: empty hoặc id-only', 'Subscription.channel.payload')
}

const read_end = (end: unknown): Date | null => {
  if (end === undefined) return null
  const at = new Date(printed(end))
  if (Number.isNaN(at.getTime())) throw fail.value('Thời điểm kết thúc không đúng', 'Subscription.end')
  return at
}

const read_place = (channel: Record<string, unknown>, type: Channel, reach: Reach): string | null => {
  const { endpoint } = channel
  if (type === 'rest-hook') return read_endpoint(endpoint, reach).href
  if (endpoint !== undefined)
    throw unsupported(
      'Kênh websocket do bên nhận tự nối vào (…/fhir/$ws), không có endpoint',
      'Subscription.channel.endpoint',
    )
  if (channel['header'] !== undefined)
    throw unsupported('Kênh websocket không gửi header', 'Subscription.channel.header')
  return null
}

/** @throws Failure naming what cannot be served */
export const read_wish = (resource: Resource, reach: Reach): Wish => {
  const channel = object_at(resource, 'channel')
  const type = read_channel_type(channel)
  const asked = read_criteria(resource)
  const content = read_content(channel, asked.topic === null)
  const endpoint = read_place(channel, type, reach)
  const backport = subscription_backport
  const heartbeat_s =
    read_seconds(channel, backport.heartbeat_period, 'heartbeat-period (giây)', heartbeat_min_s, heartbeat_max_s) ??
    null
  const timeout_s = read_seconds(channel, backport.timeout, 'timeout (giây)', 1, timeout_max_s) ?? timeout_default_s
  const max_count = read_seconds(channel, backport.max_count, 'max-count', 1, count_max) ?? count_default
  return {
    ...asked,
    ...{ channel: type, endpoint, content, heartbeat_s, timeout_s, max_count },
    ends_at: read_end(resource['end']),
  }
}

export const topic_of = ({ topic, type }: Pick<Wish, 'topic' | 'type'>): Topic | undefined =>
  topic === null ? topic_of_criteria(type) : find_topic(topic)

export const check_filters = (criteria: Criteria): void => check_criteria(criteria)
