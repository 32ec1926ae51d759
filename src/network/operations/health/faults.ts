import { createHash } from 'node:crypto'
import { local_date } from '../../../base/time/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { FaultLine, FaultStanding } from '../contract.ts'
import { tone_above } from './tone.ts'

const lines_shown = 20
const red_from = 20
const kept_days = 90
const flush_every_ms = 2_000
/** A storm is told by its number, not by more rows: so many kinds at once are more than anybody reads; the rest is one kind. */
const kinds_max = 200

type Fault = { digest: string; name: string; place: string; at_line: string; count: number }

/** The first line of our own in a stack, without the directory the program lies in. */
const own_line = (stack: string): string => {
  const line = stack.split('\n').find((one) => one.includes('/src/') && !one.includes('node_modules'))
  return (
    line
      ?.replace(/^\s*at\s+/, '')
      .replace(/(?:file:\/\/)?\/[^\s()]*?\/src\//, 'src/')
      .slice(0, 200) ?? ''
  )
}

/** What it is and where. Not what it says: a message may hold a value somebody typed. */
const describe = (error: unknown, place: string): Omit<Fault, 'count'> => {
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code).slice(0, 40)}` : ''
  const name = error instanceof Error ? `${error.name}${code}` : typeof error
  const at_line = error instanceof Error ? own_line(error.stack ?? '') : ''
  const digest = createHash('sha256').update(`${name}\n${place}\n${at_line}`).digest('hex').slice(0, 16)
  return { digest, name, place: place.slice(0, 200), at_line }
}

const write = async (database: Database, faults: Fault[]): Promise<void> => {
  const day = local_date(new Date())
  await database.in_site(async (sql) => {
    for (const { digest, name, place, at_line, count } of faults)
      await sql.query(
        `INSERT INTO operations.error (day, digest, name, place, at_line, count) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (day, digest) DO UPDATE SET count = error.count + $6, last_at = now()`,
        [day, digest, name, place, at_line, count],
      )
    await sql.query('DELETE FROM operations.error WHERE day < $1::date - $2::int', [day, kept_days])
  })
}

const other_kinds = { digest: 'other', name: 'nhiều loại lỗi khác cùng lúc', place: '', at_line: '' }

export type FaultBook = { note(error: unknown, place: string): void; stop(): Promise<void> }

/** Counts faults by kind and writes them every two seconds; while the database is away they are held, up to so many kinds. */
export const open_fault_book = (database: Database): FaultBook => {
  let held = new Map<string, Fault>()
  const hold = (fault: Fault): void => {
    const known = held.get(fault.digest)
    if (known) known.count += fault.count
    else if (held.size < kinds_max || fault.digest === other_kinds.digest) held.set(fault.digest, fault)
    else hold({ ...other_kinds, count: fault.count })
  }
  const flush = async (): Promise<void> => {
    if (held.size === 0) return
    const faults = [...held.values()]
    held = new Map()
    // What a dead database caused is what somebody will look for.
    await write(database, faults).catch(() => faults.forEach(hold))
  }
  const timer = setInterval(() => void flush(), flush_every_ms)
  timer.unref()
  return {
    note(error, place) {
      hold({ ...describe(error, place), count: 1 })
    },
    async stop() {
      clearInterval(timer)
      await flush()
    },
  }
}

export const show_faults = async (database: Database): Promise<FaultStanding> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<Omit<FaultLine, 'last_at'> & { last_at: Date }>(
      `SELECT name, place, at_line, sum(count)::int AS count, max(last_at) AS last_at FROM operations.error
       WHERE last_at > now() - interval '24 hours' GROUP BY digest, name, place, at_line ORDER BY max(last_at) DESC`,
    ),
  )
  const day_count = rows.reduce((sum, { count }) => sum + count, 0)
  return {
    ...{ tone: tone_above(day_count, 1, red_from), day_count },
    lines: rows.slice(0, lines_shown).map((row) => ({ ...row, last_at: row.last_at.toISOString() })),
  }
}
