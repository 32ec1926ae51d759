import type { Database, Sql } from './database.ts'

/** So long a question waits for the replica to catch up; then it is asked of the primary. */
const patience_ms = 50
const look_every_ms = 2
/** After the replica was late or silent it is left alone for this time. */
const rest_ms = 500

/** Calls that come while one is under way share the next: whoever calls gets an answer that began after he called. */
const share = <T>(ask: (facility: string) => Promise<T>): ((facility: string) => Promise<T>) => {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined
  const run = (facility: string): Promise<T> => {
    const mine = ask(facility).finally(() => {
      if (running === mine) running = undefined
    })
    running = mine
    return mine
  }
  return (facility) => {
    if (!running) return run(facility)
    const go_on = (): Promise<T> => {
      next = undefined
      return run(facility)
    }
    next ??= running.then(go_on, go_on)
    return next
  }
}

const first_value = async <T>(sql: Sql, name: string, text: string, values: unknown[]): Promise<T | undefined> =>
  (await sql.alone<{ value: T }>(name, text, values)).rows[0]?.value

const later = <T>(ms: number, value: T): Promise<T> =>
  new Promise((done) => {
    setTimeout(done, ms, value)
  })

/**
 * What PostgreSQL says on a standby and would not on the primary: a conflict with recovery (40001, 40P01), read only
 * (25006), shutting down or not ready (57P), or nothing any more.
 */
const is_of_replica = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return /^(40001|40P01|25006|57P|08|E[A-Z]+$)/.test(code) || /^Connection terminated/.test(error.message)
}

/**
 * Questions go to the replica when it has replayed everything that was on the primary's disk as they came: so nobody is
 * shown a state from before his own write, or from before anybody's acknowledged one. What the replica cannot answer in
 * time the primary answers. Units and the audit log are the primary's.
 */
export const with_replica = (primary: Database, replica: Database): Database => {
  let rests_until_ms = 0

  const has_caught_up = async (facility: string): Promise<boolean> => {
    const position = await primary.read_facility(facility, (sql) =>
      first_value<string>(sql, 'wal_position', 'SELECT pg_current_wal_flush_lsn()::text AS value', []),
    )
    const text = 'SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1::pg_lsn AS value'
    for (const end_ms = performance.now() + patience_ms; performance.now() < end_ms; await later(look_every_ms, true))
      if (await replica.read_facility(facility, (sql) => first_value<boolean>(sql, 'wal_replayed', text, [position])))
        return true
    return false
  }

  const can_ask = share(async (facility: string): Promise<boolean> => {
    const is_ready = await Promise.race([has_caught_up(facility).catch(() => false), later(2 * patience_ms, false)])
    if (!is_ready) rests_until_ms = performance.now() + rest_ms
    return is_ready
  })

  const ask =
    (way: 'read_facility' | 'scan_facility'): Database['read_facility'] =>
    async (facility, work) => {
      if (performance.now() < rests_until_ms || !(await can_ask(facility))) return primary[way](facility, work)
      try {
        return await replica[way](facility, work)
      } catch (error) {
        if (!is_of_replica(error)) throw error
        return primary[way](facility, work)
      }
    }

  return {
    ...primary,
    read_facility: ask('read_facility'),
    scan_facility: ask('scan_facility'),
    close: async () => {
      await Promise.all([primary.close(), replica.close()])
    },
  }
}
