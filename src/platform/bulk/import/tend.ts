import { open_loader } from '../../database/index.ts'

/** Rows from which on the planner's knowledge of a facility counts for something. */
const counted_first = 2_000
/**
 * By what the facility has grown when its rows are counted again. A count reads up to 60,000 rows however many there are
 * and costs as much as writing 10,000: at each fourfold growth that was an eighth of PostgreSQL's part of an import.
 */
const growth = 16
/** What is less of the facility than this says nothing new about it: counting millions for a line would take seconds. */
const telling_part = 0.1

/** Keeps the planner's knowledge of the parts an import fills, in autovacuum's place (db/migrations/0190_counting.sql). */
export type Tending = {
  /** So many resources were written. Where it is time to count, that goes on beside the writing. */
  wrote(count: number): void
  /** After the last block: where much came, the indexes are tidy and the planner knows what there is. */
  settle(): Promise<void>
  close(): Promise<void>
}

export const open_tending = async (url: string, facility: string): Promise<Tending> => {
  const loader = await open_loader(url, facility)
  let [there, uncounted, counting] = [0, 0, undefined as Promise<void> | undefined]
  const hold = async (): Promise<void> => {
    await loader.query('BEGIN')
    const [row] = await loader.query<{ there: string }>('SELECT record.hold_import($1) AS there', [facility])
    there = Math.max(there, Number(row?.there ?? 0))
  }
  /** Where it fails, autovacuum makes up for it as soon as the lock is gone: no reason to end an import. */
  const count = async (): Promise<void> => {
    uncounted = 0
    try {
      await loader.query('SELECT record.settle_import($1)', [facility])
      await loader.query('COMMIT')
    } catch {
      await loader.query('ROLLBACK').catch(() => undefined)
    }
  }
  try {
    await loader.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0')
    await hold()
  } catch (error) {
    await loader.close()
    throw error
  }
  let due = Math.max(counted_first, there * growth)
  return {
    wrote(more) {
      there += more
      uncounted += more
      if (there < due || counting) return
      due = there * growth
      counting = count()
        .then(hold)
        .catch(() => undefined)
        .finally(() => (counting = undefined))
    },
    async settle() {
      await counting
      if (uncounted > there * telling_part) await count()
    },
    close: () => loader.close(),
  }
}
