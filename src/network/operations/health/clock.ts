import type { Database } from '../../../platform/database/index.ts'
import type { ClockStanding, Tone } from '../contract.ts'
import type { Office } from '../office.ts'

const tolerance_usual_s = 300
/** An HTTP Date has whole seconds (RFC 9110 §5.6.7): less than this is no difference. */
const coarse_ms = 1_500
const warn_ms = 5_000
const answer_max_ms = 2_000

const half_way = (before_ms: number): number => (before_ms + Date.now()) / 2

const ask_database = async (database: Database): Promise<number | null> => {
  const before_ms = Date.now()
  const { rows } = await database.in_site((sql) => sql.query<{ at: Date }>('SELECT clock_timestamp() AS at'))
  return rows[0] ? Math.round(rows[0].at.getTime() - half_way(before_ms)) : null
}

/** @returns how far the other machine is ahead of us; null where it did not say */
const ask_hub = async (address: string): Promise<number | null> => {
  const before_ms = Date.now()
  try {
    const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(answer_max_ms) })
    await answer.arrayBuffer()
    const at_ms = Date.parse(answer.headers.get('date') ?? '')
    if (Number.isNaN(at_ms)) return null
    const difference = Math.round(at_ms + 500 - half_way(before_ms))
    return Math.abs(difference) < coarse_ms ? 0 : difference
  } catch {
    return null
  }
}

/** The embedded database has this machine's clock: a hub that is joined and silent leaves open what the right time is. */
const tone_of = (differences: (number | null)[], tolerance_s: number): Tone => {
  const known = differences.flatMap((one) => (one === null ? [] : [Math.abs(one)]))
  const most = Math.max(0, ...known)
  if (most > tolerance_s * 1_000) return 'bad'
  if (most > warn_ms) return 'warn'
  return known.length < differences.length ? 'unknown' : 'good'
}

export const show_clock = async (office: Office, facility: string): Promise<ClockStanding> => {
  const address = await office.clock_of(facility)
  const [database_ms, hub_ms] = await Promise.all([
    ask_database(office.database),
    address === undefined ? null : ask_hub(address),
  ])
  const tolerance_s = Number(office.env['CLOCK_TOLERANCE_S'] ?? tolerance_usual_s) || tolerance_usual_s
  const is_joined = address !== undefined
  const tone = tone_of(is_joined ? [database_ms, hub_ms] : [database_ms], tolerance_s)
  return { tone, database_ms, hub_ms, is_joined, tolerance_s }
}
