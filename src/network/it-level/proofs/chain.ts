import { format_decimal } from '../../../base/text/index.ts'
import { verify_chain, type ChainVerdict } from '../../../platform/audit/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Finding } from './proof.ts'

type Known = { at: Date; until_ms: number; verdict: ChainVerdict }

/** Years of lines take their time: the chain is walked again only after a hundred times as long as the last walk took. */
const rest_factor = 100
const known = new Map<string, Known>()

const fresh_verdict = async (database: Database, facility: string): Promise<Known> => {
  const last = known.get(facility)
  if (last && performance.now() < last.until_ms) return last
  const at = new Date()
  const began_ms = performance.now()
  const verdict = await verify_chain(database, facility)
  const took_ms = performance.now() - began_ms
  const made = { at, until_ms: performance.now() + took_ms * rest_factor, verdict }
  known.set(facility, made)
  return made
}

/** T54-SEC-7: the access log is there, and nobody changed it. */
export const judge_chain = async (database: Database, facility: string): Promise<Finding & { at: Date }> => {
  const { at, verdict } = await fresh_verdict(database, facility)
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
