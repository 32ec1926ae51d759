import { Failure, fail, type Issue } from '../../../base/outcome/index.ts'
import { is_object, list_of, object_of, printed, text_of } from '../../../standards/fhir/index.ts'
import { date_range } from '../../../standards/fhir-search/index.ts'
import type { OperationCall } from './operation.ts'
import { is_statistic, type Statistic } from './stats-answer.ts'
import type { AskedCode, StatsQuestion } from './stats-sql.ts'

const known = new Set('subject code system coding duration period statistic include limit'.split(' '))
const codes_max = 50
const limit_default = 100
const limit_max = 1_000
const hour_ms = 3_600_000

/** The definition says max and min where its own code system says maximum and minimum. */
const other_names: Record<string, Statistic> = { max: 'maximum', min: 'minimum' }

type Given = { name: string; value: unknown }

const wrong = (name: string, message: string): Failure => fail.invalid(`Tham số “${name}”: ${message}`, name)

const missing = (name: string): Failure =>
  new Failure(400, [{ severity: 'error', code: 'required', message: `Thiếu ${name}`, expression: name }])

const read_given = ({ query, body }: Pick<OperationCall, 'query' | 'body'>): Given[] => {
  if (body !== undefined && (!is_object(body) || body['resourceType'] !== 'Parameters'))
    throw fail.invalid('Cần một Parameters', 'resourceType')
  const given: Given[] = [
    ...[...query].filter(([name]) => name !== '_format').map(([name, value]) => ({ name, value })),
    ...list_of(object_of(body)?.['parameter']).map((part) => ({
      name: printed(part['name']),
      value: Object.entries(part).find(([key]) => /^value[A-Z]/.test(key))?.[1],
    })),
  ]
  for (const { name } of given)
    if (!known.has(name)) throw new Failure(400, [unsupported(name.slice(0, 100), 'không được hỗ trợ')])
  return given
}

const unsupported = (name: string, why: string): Issue => ({
  severity: 'error',
  code: 'not-supported',
  message: `Tham số “${name}”: ${why}`,
  expression: name,
})

const of = (given: Given[], name: string): unknown[] =>
  given.filter((one) => one.name === name).map(({ value }) => value)

const only = (given: Given[], name: string): unknown => {
  const [first, ...more] = of(given, name)
  if (more.length > 0) throw wrong(name, 'chỉ được có một lần')
  return first
}

/** An address of our own counts as what it names; those of other servers are nobody here. */
const read_subject = (given: Given[], base: string): string => {
  const value = only(given, 'subject')
  const text = text_of(value) ?? text_of(object_of(value)?.['reference'])
  if (text === undefined) throw missing('subject')
  const local = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text
  const id = /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(local)?.[1]
  if (id === undefined) throw wrong('subject', 'cần dạng Patient/mã của cơ sở này')
  return id
}

const read_codes = (given: Given[]): AskedCode[] => {
  const system = text_of(only(given, 'system'))
  const plain = of(given, 'code').map((code) => {
    if (system === undefined) throw missing('system')
    return { system, code: text_of(code) ?? '' }
  })
  const codings = of(given, 'coding').map((value) => {
    const coding = object_of(value) ?? {}
    return { system: text_of(coding['system']) ?? '', code: text_of(coding['code']) ?? '' }
  })
  const codes = [...new Map([...plain, ...codings].map((one) => [`${one.system}|${one.code}`, one])).values()]
  if (codes.length === 0) throw missing('code')
  if (codes.length > codes_max) throw wrong('code', `quá ${codes_max} mã`)
  for (const { system: its, code } of codes)
    if (its === '' || code === '' || /[|]/.test(its + code)) throw wrong('coding', 'cần cả system và code')
  return codes
}

const read_moment = (value: unknown): { from_ms: number; to_ms: number } | undefined => {
  if (value === undefined) return undefined
  const range = typeof value === 'string' ? date_range(value) : undefined
  if (!range) throw wrong('period', 'start và end phải là ngày hoặc thời điểm')
  return range
}

type Time = Pick<StatsQuestion, 'from' | 'to' | 'period'>

const read_time = (given: Given[], now_ms: number): Time => {
  const [duration, period] = [only(given, 'duration'), only(given, 'period')]
  if (duration !== undefined && period !== undefined) throw wrong('period', 'chỉ dùng duration hoặc period')
  if (duration !== undefined) {
    const hours = Number(typeof duration === 'string' ? duration : JSON.stringify(duration))
    if (!Number.isFinite(hours) || hours <= 0 || hours > 2e6) throw wrong('duration', 'phải là số giờ lớn hơn 0')
    const [from, to] = [new Date(now_ms - hours * hour_ms), new Date(now_ms)]
    return { from, to, period: { start: from.toISOString(), end: to.toISOString() } }
  }
  if (period === undefined) return { from: undefined, to: undefined, period: undefined }
  if (!is_object(period)) throw wrong('period', 'phải là một Period')
  const [start, end] = [read_moment(period['start']), read_moment(period['end'])]
  if (!start && !end) throw wrong('period', 'thiếu cả start và end')
  return { from: start && new Date(start.from_ms), to: end && new Date(end.to_ms - 1), period }
}

const read_statistics = (given: Given[]): Statistic[] => {
  const names = of(given, 'statistic').flatMap((value) => printed(value).split(','))
  if (names.length === 0) throw missing('statistic')
  return [...new Set(names)].map((name) => {
    const known_name = other_names[name] ?? name
    if (is_statistic(known_name)) return known_name
    const why = name === 'regression' ? 'regression chưa được hỗ trợ' : `không có phép tính “${name.slice(0, 60)}”`
    throw new Failure(400, [unsupported('statistic', why)])
  })
}

const read_limit = (given: Given[]): number => {
  const include = only(given, 'include')
  if (include === undefined || printed(include) === 'false') return 0
  if (printed(include) !== 'true') throw wrong('include', 'phải là true hoặc false')
  const limit = Number(only(given, 'limit') ?? limit_default)
  if (!Number.isInteger(limit) || limit < 1) throw wrong('limit', 'phải là số nguyên dương')
  return Math.min(limit, limit_max)
}

export type StatsWish = {
  question: StatsQuestion
  names: Statistic[]
  /** How many of the Observations behind the numbers go along. */
  sources: number
}

/** Of an app's token: whose Observations are asked for. */
export const subject_of = (call: Pick<OperationCall, 'query' | 'body'>): string =>
  String(only(read_given(call), 'subject') ?? '').replace(/^.*\//, '')

export const read_stats = (call: OperationCall): StatsWish => {
  const given = read_given(call)
  const patient = read_subject(given, call.base)
  const names = read_statistics(given)
  return {
    question: { patient, codes: read_codes(given), ...read_time(given, Date.now()) },
    names,
    sources: read_limit(given),
  }
}
