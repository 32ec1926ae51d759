import { Failure } from '../../base/outcome/index.ts'
import { LostRace, type Database } from '../database/index.ts'
import { UnknownFacility, write_kind, type Kind, type Work } from './write.ts'

/** Writes what is a whole unit in one statement. @returns references that lead nowhere; then nothing of it was written */
export type GroupWriter = { write(facility: string, kind: Kind, work: Work): Promise<string[]> }

type Waiting = Work & { done: (missing: string[]) => void; failed: (error: unknown) => void }
type Queue = { facility: string; kind: Kind; waiting: Waiting[]; under_way: number }

/** Two on their way keep PostgreSQL busy while a third gathers. */
const under_way_max = 2
const rows_max = 600

const merge = (group: Work[]): Work => ({
  batch: group.flatMap((one) => one.batch),
  targets: [...new Set(group.flatMap((one) => one.targets))],
  lines: group.flatMap((one) => one.lines),
})

/**
 * The database said no: nothing of it is there. A connection that broke says nothing (08, 57P: SQLSTATE classes of lost
 * connections and shutdowns): it may be done, and asked again it might be done twice.
 */
const is_refusal = (error: unknown): boolean =>
  error instanceof Failure ||
  error instanceof LostRace ||
  error instanceof UnknownFacility ||
  (error instanceof Error && 'code' in error && /^(?!08|57P)\d[0-9A-Z]{4}$/.test(String(error.code)))

/**
 * What comes while a write is on its way goes together in the next one: planning, snapshot and flush to disk are paid
 * once for all of them, and nobody waits for company. Each answer is given when its group is on disk. Where one of a
 * group is refused the others are written without it.
 */
export const create_group_writer = (database: Database): GroupWriter => {
  const queues = new Map<string, Queue>()

  const run = (queue: Queue, work: Work): Promise<string[]> =>
    database
      .in_facility(queue.facility, async (sql) => {
        try {
          return await write_kind(sql.alone, queue.facility, queue.kind, work)
        } catch (error) {
          // A lost race is for the unit that lost it: it must read again.
          if (error instanceof LostRace) return error
          throw error
        }
      })
      .then((result) => {
        if (result instanceof LostRace) throw result
        return result
      })

  const settle = (one: Waiting, queue: Queue): Promise<void> => run(queue, one).then(one.done, one.failed)

  const write_group = async (queue: Queue, group: Waiting[]): Promise<void> => {
    const [only, ...others] = group
    if (!only) return
    if (others.length === 0) return settle(only, queue)
    const missing = await run(queue, merge(group)).then(
      (found) => new Set(found),
      (error: unknown) => {
        if (!is_refusal(error)) for (const one of group) one.failed(error)
        return is_refusal(error) ? undefined : 'unknown'
      },
    )
    if (missing === 'unknown') return
    // Whose fault it was is found out one by one.
    if (!missing) return void (await Promise.all(group.map((one) => settle(one, queue))))
    const is_refused = (one: Work) => one.targets.some((target) => missing.has(target))
    for (const one of group.filter(is_refused)) one.done(one.targets.filter((target) => missing.has(target)))
    const rest = group.filter((one) => !is_refused(one))
    if (missing.size > 0) return write_group(queue, rest)
    for (const one of rest) one.done([])
  }

  const take_group = (queue: Queue): Waiting[] => {
    let rows = 0
    const end = queue.waiting.findIndex((one, i) => (rows += one.batch.length) > rows_max && i > 0)
    return queue.waiting.splice(0, end < 0 ? queue.waiting.length : end)
  }

  const pulse = (queue: Queue): void => {
    while (queue.waiting.length > 0 && queue.under_way < under_way_max) {
      queue.under_way += 1
      void write_group(queue, take_group(queue)).finally(() => {
        queue.under_way -= 1
        pulse(queue)
      })
    }
  }

  return {
    write: (facility, kind, work) =>
      new Promise((done, failed) => {
        const name = `${kind} ${facility}`
        const queue = queues.get(name) ?? { facility, kind, waiting: [], under_way: 0 }
        queues.set(name, queue)
        queue.waiting.push({ ...work, done, failed })
        pulse(queue)
      }),
  }
}
