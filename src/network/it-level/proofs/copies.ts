import type { Database } from '../../../platform/database/index.ts'
import { ask_row, n, say, type Finding } from './proof.ts'

/** A copy from this month, and a drill of this year that passed: more than a plan on paper. */
const drill_counts_days = 366

/**
 * Backup and restore as the program itself did it, with the drill's figures. Nothing where it never copied: then the house
 * uses another tool, and its people declare it.
 */
export const judge_copies = async (database: Database, since: Date): Promise<(Finding & { at: Date }) | undefined> => {
  const c = await database.in_site((sql) =>
    ask_row(
      sql,
      `SELECT (SELECT count(*) FROM operations.backup WHERE state = 'done') AS ever,
         (SELECT count(*) FROM operations.backup WHERE state = 'done' AND started_at >= $1) AS copies,
         (SELECT count(*) FROM operations.backup WHERE state = 'done' AND started_at >= $1 AND second = 'done') AS second_copies,
         (SELECT count(*) FROM operations.restore_drill WHERE passed AND at >= now() - make_interval(days => $2)) AS drills,
         (SELECT round((body ->> 'rto_ms')::numeric / 1000) FROM operations.restore_drill WHERE passed
            ORDER BY at DESC LIMIT 1) AS rto_s`,
      [since, drill_counts_days],
    ),
  )
  if (n(c, 'ever') === 0) return undefined
  const missing = [
    ...(n(c, 'copies') === 0 ? ['không có bản sao lưu nào trọn vẹn trong 30 ngày qua'] : []),
    ...(n(c, 'drills') === 0 ? ['chưa diễn tập phục hồi đạt trong 12 tháng qua'] : []),
  ]
  const done = `${say(c, 'copies')} bản sao lưu mã hóa, đã đọc lại, trong 30 ngày qua (${say(c, 'second_copies')} bản có nơi thứ hai); ${say(c, 'drills')} lần diễn tập phục hồi đạt trong 12 tháng, lần gần nhất mất ${say(c, 'rto_s')} giây, có biên bản`
  const is_met = missing.length === 0
  const says = is_met ? done : `Sao lưu và phục hồi: ${missing.join('; ')}`
  const { ever: _ever, ...numbers } = c
  return { is_met, says, numbers, at: new Date() }
}
