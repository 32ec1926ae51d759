import type { Sql } from '../../../platform/database/index.ts'
import { paper_ids } from '../programme/papers.ts'
import type { StepId } from '../programme/steps.ts'

type Row = { kind: string; state: string; body: Record<string, string | number | boolean> }
const count = (value: string | number | boolean | undefined): number => (typeof value === 'number' ? value : 0)

/** What a step still lacks in the facility's own registers; '' when nothing. Steps not named here are proved in words. */
const lacks: Partial<Record<StepId, (rows: Row[], today: string) => string>> = {
  survey: (rows) =>
    rows.some(({ kind, state }) => kind === 'survey' && state !== 'open') ? '' : 'chưa có phiếu khảo sát gửi Sở',
  infrastructure: (rows) => {
    const short = rows.filter(
      ({ kind, body }) => kind === 'equipment' && count(body['have']) + count(body['installed']) < count(body['need']),
    )
    return short.length === 0 ? '' : `${short.length} loại thiết bị chưa lắp đủ`
  },
  signature: (rows) => {
    const groups = rows.filter(({ kind }) => kind === 'certificates')
    const short = groups.reduce((sum, { body }) => sum + Math.max(0, count(body['need']) - count(body['issued'])), 0)
    if (groups.length === 0) return 'chưa khai chứng thư số'
    return short === 0 ? '' : `còn thiếu ${short} chứng thư số`
  },
  procurement: (rows) => {
    const open = rows.filter(({ kind, body }) => kind === 'package' && body['stage'] !== 'accepted')
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

/** Why a step cannot be called done yet, from what the registers hold; '' when it can. */
export const missing_proof = async (sql: Sql, facility: string, step: StepId, on: string): Promise<string> => {
  const rule = lacks[step]
  if (!rule) return ''
  const { rows } = await sql.query<Row>(
    `SELECT kind, state, body FROM deployment.entry WHERE facility = $1
       AND kind IN ('survey', 'equipment', 'certificates', 'package', 'document', 'council', 'decision')`,
    [facility],
  )
  return rule(rows, on)
}
