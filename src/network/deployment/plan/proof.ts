import { shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { find_rules } from '../../counters/index.ts'
import type { StepId } from '../programme/steps.ts'
import { proving_kinds, register_lacks, type ProofLine } from './register-proof.ts'

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
  const [rule, kinds] = [register_lacks[step], proving_kinds[step]]
  if (!rule || !kinds) return ''
  const { rows } = await sql.query<ProofLine>(
    `SELECT e.kind, e.state, e.body, (SELECT count(*)::integer FROM deployment.file AS f
       WHERE f.facility = e.facility AND f.entry = e.id) AS files
     FROM deployment.entry AS e WHERE e.facility = $1 AND e.state <> 'void' AND e.kind = ANY ($2)`,
    [facility, kinds],
  )
  return rule(rows, on)
}
