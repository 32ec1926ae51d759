import { demand, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'

/**
 * Said for this transaction only. Hash joins: a question over every facility is no walk by key, as the connections of
 * single facilities are tuned for.
 */
const open_wall = `SELECT set_config('benhan.oversight', 'on', true), set_config('enable_hashjoin', 'on', true),
  set_config('plan_cache_mode', 'auto', true)`

/** One transaction that sees every facility's rows of the board; for what this room does by itself, with nobody asking. */
export const in_open_wall = <T>(database: Database, facility: string, work: (sql: Sql) => Promise<T>): Promise<T> =>
  database.in_facility(facility, async (sql) => {
    await sql.query(open_wall)
    return work(sql)
  })

/** One transaction of the Sở: it sees, and with board.write (or board.rule) changes, the board's rows of every facility (decision 0025). */
export const as_oversight = async <T>(
  database: Database,
  caller: Caller,
  work: (sql: Sql) => Promise<T>,
  right: 'board.read' | 'board.write' | 'board.rule' = 'board.read',
): Promise<T> => {
  demand(caller, right)
  return in_open_wall(database, caller.facility, work)
}

/** One transaction of a member at the hub, or of a facility at its own server: its own rows only. */
export const in_own_part = async <T>(
  database: Database,
  caller: Caller,
  work: (sql: Sql) => Promise<T>,
): Promise<T> => {
  demand(caller, 'board.own')
  return database.in_facility(caller.facility, work)
}

/** Whose rows are seen: null = every facility's. */
export type BoardScope = { facility: string | null }

/** For a page that both open: the Sở sees all, a member its own. @throws 403 for anybody else */
export const on_board = async <T>(
  database: Database,
  caller: Caller,
  work: (sql: Sql, scope: BoardScope) => Promise<T>,
): Promise<T> =>
  may(caller, 'board.read')
    ? as_oversight(database, caller, (sql) => work(sql, { facility: null }))
    : in_own_part(database, caller, (sql) => work(sql, { facility: caller.facility }))
