import type { Database } from '../database/index.ts'
import { insert_events, type AuditAct, type Caller } from './event.ts'

export type AuditLog = {
  /** Returns when the line is on disk. Lines that come while a batch is being written go together in the next one. */
  write(caller: Caller, act: AuditAct): Promise<void>
}

type Waiting = { caller: Caller; act: AuditAct; done: () => void; failed: (error: unknown) => void }

/** Group commit for lines that have no transaction of their own (reads, refusals, sign-ins). */
export const create_audit_log = (database: Database): AuditLog => {
  const waiting = new Map<string, Waiting[]>()
  const writing = new Set<string>()

  const flush = async (facility: string): Promise<void> => {
    if (writing.has(facility)) return
    writing.add(facility)
    try {
      for (let batch = waiting.get(facility); batch?.length; batch = waiting.get(facility)) {
        waiting.delete(facility)
        const lines = batch
        await database
          .read_facility(facility, (sql) => insert_events(sql, lines))
          .then(
            () => lines.forEach((line) => line.done()),
            (error: unknown) => lines.forEach((line) => line.failed(error)),
          )
      }
    } finally {
      writing.delete(facility)
    }
  }

  return {
    write: (caller, act) =>
      new Promise((done, failed) => {
        const queue = waiting.get(caller.facility) ?? []
        queue.push({ caller, act, done, failed })
        waiting.set(caller.facility, queue)
        void flush(caller.facility)
      }),
  }
}
