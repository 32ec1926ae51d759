import { format_decimal } from '../../../base/text/index.ts'
import { format_date_time } from '../../../base/time/index.ts'
import { verify_chain, type ChainVerdict } from '../../../platform/audit/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Finding } from './proof.ts'

type Walk = { at: Date; took_ms: number; verdict: ChainVerdict }

/** Years of lines take their time: who only looks has it walked again only after a hundred times as long as the last walk took. */
const rest_factor = 100
const walking = new Map<string, Promise<Walk>>()
/** By facility: when a walk last broke off without a verdict; gone with the next that comes to its end. */
const broken_off = new Map<string, { at: Date; why: string }>()

const find_last = async (database: Database, facility: string): Promise<Walk | undefined> =>
  database.in_facility(
    facility,
    async (sql) =>
      (await sql.query<Walk>('SELECT at, took_ms, verdict FROM it_level.chain_walk WHERE facility = $1', [facility]))
        .rows[0],
  )

const walk = async (database: Database, facility: string): Promise<Walk> => {
  const at = new Date()
  const began_ms = performance.now()
  const verdict = await verify_chain(database, facility)
  const took_ms = Math.ceil(performance.now() - began_ms)
  await database.in_facility(facility, (sql) =>
    sql.query(
      `INSERT INTO it_level.chain_walk AS k (facility, at, took_ms, verdict) VALUES ($1, $2, $3, $4)
       ON CONFLICT (facility) DO UPDATE SET at = excluded.at, took_ms = excluded.took_ms, verdict = excluded.verdict
       WHERE k.at < excluded.at`,
      [facility, at, took_ms, JSON.stringify(verdict)],
    ),
  )
  return { at, took_ms, verdict }
}

/** One walk of a facility at a time for all who look. */
const walk_once = (database: Database, facility: string): Promise<Walk> => {
  const running = walking.get(facility)
  if (running) return running
  const started = walk(database, facility).finally(() => walking.delete(facility))
  walking.set(facility, started)
  return started
}

/** look: the last walk at once, a new one behind it; assess: what is signed was walked over just now. */
export type Patience = 'look' | 'assess'

/** A walk that had already begun may have passed a line before it was changed: who assesses begins its own. */
const last_or_new = async (database: Database, facility: string, patience: Patience): Promise<Walk | undefined> => {
  if (patience === 'assess') return walk(database, facility)
  const last = await find_last(database, facility)
  if (last && Date.now() < last.at.getTime() + last.took_ms * rest_factor) return last
  // Whoever looks next begins it anew; what stopped it is told as long as no walk came to its end.
  walk_once(database, facility).then(
    () => broken_off.delete(facility),
    (error: unknown) => broken_off.set(facility, { at: new Date(), why: kind_of(error) }),
  )
  return last
}

const not_walked: Finding = {
  is_met: false,
  numbers: {},
  says: 'Chuỗi nhật ký đang được kiểm lần đầu; xem lại sau ít phút',
}

const kind_of = (error: unknown): string =>
  error instanceof Error
    ? [error.name, 'code' in error ? String(error.code) : ''].filter(Boolean).join(' ')
    : typeof error

const says_stopped = ({ at, why }: { at: Date; why: string }, last: Walk | undefined): string => {
  const before = last ? ` Lần kiểm xong gần nhất: ${format_date_time(last.at.toISOString())}.` : ''
  return `Lần kiểm chuỗi nhật ký lúc ${format_date_time(at.toISOString())} không xong (${why}); báo quản trị (IT).${before}`
}

/** T54-SEC-7: the access log is there, and nobody changed it. */
export const judge_chain = async (
  database: Database,
  facility: string,
  patience: Patience,
): Promise<Finding & { at: Date }> => {
  const found = await last_or_new(database, facility, patience)
  const stopped = broken_off.get(facility)
  if (stopped && patience === 'look') return { ...not_walked, at: stopped.at, says: says_stopped(stopped, found) }
  if (!found) return { ...not_walked, at: new Date() }
  const { at, verdict } = found
  const { intact, sealed_lines, broken_at } = verdict
  const broken = broken_at ? ` (dòng ${broken_at.first_id}–${broken_at.last_id})` : ''
  return {
    at,
    is_met: intact && sealed_lines > 0,
    numbers: { sealed_lines },
    says: !intact
      ? `Chuỗi niêm phong nhật ký bị đứt${broken}: có người đã sửa nhật ký`
      : sealed_lines === 0
        ? 'Nhật ký chưa có dòng nào được niêm phong'
        : `Nhật ký truy cập ${format_decimal(String(sealed_lines))} dòng niêm phong thành chuỗi, kiểm lại nguyên vẹn`,
  }
}
