import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'

/** A worker that ends sooner than this after its start would only end again. */
const too_soon_ms = 5_000

export type Workers = { close(): Promise<void> }

/**
 * Several processes of one installation behind one port, so that every core serves: what they share lies in PostgreSQL.
 * One that ends is replaced; the others go on meanwhile.
 * @param wish what each is told, once @param on_lost one ended right after its start
 */
export const start_workers = async (wish: object, count: number, on_lost: () => void): Promise<Workers> => {
  cluster.setupPrimary({ exec: join(import.meta.dirname, 'facility-process.ts') })
  let is_closing = false

  const start = async (): Promise<void> => {
    const started_ms = Date.now()
    const worker = cluster.fork()
    worker.on('exit', () => {
      if (is_closing) return
      console.error(`[benhan] một tiến trình máy chủ (${worker.process.pid}) đã dừng ngoài ý muốn`)
      if (Date.now() - started_ms < too_soon_ms) return on_lost()
      start().catch(on_lost)
    })
    worker.send(wish)
    const [first] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as unknown[]
    if (first !== 'listening') throw new Error('Một tiến trình máy chủ không khởi động được')
  }

  const stop = async (worker: Worker): Promise<void> => {
    const gone = once(worker, 'exit')
    worker.process.kill('SIGTERM')
    await gone
  }

  await Promise.all(Array.from({ length: count }, start))
  return {
    async close() {
      is_closing = true
      await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => worker && stop(worker)))
    },
  }
}
