import { local_date, local_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { find_rules } from '../counters/index.ts'
import type { BoardHead } from './contract.ts'

/** When the hub counted last is of no facility: everybody on the board may know it. */
export const find_head = async (sql: Sql, now: Date): Promise<BoardHead> => {
  const [rules, { rows }] = await Promise.all([
    find_rules(sql),
    sql.query<{ walked_at: Date | null }>('SELECT hub.board_walked_at() AS walked_at'),
  ])
  const [walked] = rows
  return {
    ...{ at: local_time(now), today: local_date(now), rules },
    walked_at: walked?.walked_at instanceof Date ? local_time(walked.walked_at) : '',
  }
}
