import { shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { find_rules } from '../../counters/index.ts'
import { paper_ids } from '../programme/papers.ts'
import type { StepId } from '../programme/steps.ts'

type Row = { kind: string; state: string; body: Record<string, string | number | boolean> }
const count = (value: string | number | boolean | undefined): number => (typeof value === 'number' ? value : 0)

/** What a step still lacks in the facility's own registers; '' when nothing. Steps not named here are counted by the hub. */
const lacks: Partial<Record<StepId, (rows: Row[], today: string) => string>> = {
  survey: (rows) =>
    rows.some(({ kind, state }) => kind === 'survey' && state !== 'open') ? '' : 'chưa có phiếu khảo sát gửi Sở',
  infrastructure: (rows) => {
    const known = rows.filter(({ kind }) => kind === 'equipment')
    if (known.length === 0) return 'chưa khai thiết bị nào trong sổ Thiết bị'
    const short = known.filter(({ body }) => count(body['have']) + count(body['installed']) < count(body['need']))
    return short.length === 0 ? '' : `${short.length} loại thiết bị chưa lắp đủ`
  },
  signature: (rows) => {
    const groups = rows.filter(({ kind }) => kind === 'certificates')
    const short = groups.reduce((sum, { body }) => sum + Math.max(0, count(body['need']) - count(body['issued'])), 0)
    if (groups.length === 0) return 'chưa khai chứng thư số'
    return short === 0 ? '' : `còn thiếu ${short} chứng thư số`
  },
  procurement: (rows) => {
    const known = rows.filter(({ kind }) => kind === 'package')
    if (known.length === 0) return 'chưa khai gói nào trong sổ Mua sắm, thuê dịch vụ'
    const open = known.filter(({ body }) => body['stage'] !== 'accepted')
    return open.length === 0 ? '' : `${open.length} gói chưa nghiệm thu`
  },
  bylaws: (rows) => {
    const approved = new Set(
      rows.filter(({ kind, state }) => kind === 'document' && state === 'approved').map(({ body }) => body['paper']),
    )
    const missing = paper_ids.filter((id) => !approved.has(id)).length
    return missing === 0 ? '' : `${missing} văn bản chưa được duyệt`
  },
  council: (rows) =>
    rows.some(({ kind, body }) => kind === 'council' && body['replaces_record'] === true)
      ? ''
      : 'chưa có biên bản hội đồng đồng ý thay hồ sơ giấy',
  operation: (rows, today) =>
    rows.some(({ kind, body }) => kind === 'decision' && String(body['from_day']) <= today)
      ? ''
      : 'chưa có quyết định dùng bệnh án điện tử đã có hiệu lực',
}

type CountedDay = { day: string; state: 'none' | 'whole' | 'waiting' | 'gap'; is_said: boolean; visits: number }

const counted_sql = `SELECT g::date::text AS day, coalesce(c.state, 'none') AS state, c.said IS NOT NULL AS is_said,
    coalesce((c.said ->> 'visits')::integer, 0) AS visits
  FROM generate_series($2::date, $3::date, interval '1 day') AS g
  LEFT JOIN hub.day_count AS c ON c.facility = $1 AND c.day = g::date AND c.kind = '' ORDER BY g`

/** It spoke on that day or after it, or no longer ago than the Sở allows. */
const heard_sql = `SELECT FROM hub.counter_line WHERE facility = $1 AND taken_at >= least(
  $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', now() - make_interval(mins => $3))`

const say_day = (day: string): string => day.split('-').reverse().join('/')
const state_words = { none: 'chưa có số liệu', waiting: 'còn chờ', gap: 'thiếu hoặc lệch', whole: '' } as const

const list_days = (days: CountedDay[]): string => {
  const named = days.slice(-3).map(({ day, state }) => `${say_day(day)} ${state_words[state] || 'không có lượt nào'}`)
  return `${named.join(', ')}${days.length > named.length ? ` và ${days.length - named.length} ngày khác` : ''}`
}

/** What the counted days before `on` do not prove yet, by what the hub itself has counted (docs/decisions/0025). */
const counted_lacks = async (sql: Sql, facility: string, step: 'exchange' | 'pilot', on: string): Promise<string> => {
  const { proof_days, silent_after_min } = await find_rules(sql)
  const [from, to] = [shift_days(on, -proof_days), shift_days(on, -1)]
  const { rows: days } = await sql.query<CountedDay>(counted_sql, [facility, from, to])
  const { row_count: is_heard } = await sql.query(heard_sql, [facility, on, silent_after_min])
  const short = days.filter(({ state, is_said }) => (step === 'exchange' ? state !== 'whole' : !is_said))
  const span = `${proof_days} ngày liền, ${say_day(from)}–${say_day(to)}`
  if (short.length > 0)
    return step === 'exchange'
      ? `trục phải đếm đủ giấy tờ của ${span}; chưa đủ: ${list_days(short)}`
      : `phải có số liệu của ${span}; chưa có: ${list_days(short)}`
  if (days.every(({ visits }) => visits === 0)) return `trong ${span} không có lượt khám, điều trị nào`
  return is_heard > 0 ? '' : 'cơ sở đang mất tín hiệu với trục'
}

/** Why a step cannot be called done yet, from what the registers hold and the hub has counted; '' when it can. */
export const missing_proof = async (sql: Sql, facility: string, step: StepId, on: string): Promise<string> => {
  if (step === 'exchange' || step === 'pilot') return counted_lacks(sql, facility, step, on)
  const rule = lacks[step]
  if (!rule) return ''
  const { rows } = await sql.query<Row>(
    `SELECT kind, state, body FROM deployment.entry WHERE facility = $1
       AND kind IN ('survey', 'equipment', 'certificates', 'package', 'document', 'council', 'decision')`,
    [facility],
  )
  return rule(rows, on)
}
