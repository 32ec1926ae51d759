/**
 * Starts the compiler's thread at the first page and ends it after an idle while: warm it costs 100 MB and more,
 * and a facility server must rest under 350 MB.
 */
import { Worker } from 'node:worker_threads'

import { fail } from '../../base/outcome/index.ts'
import type { Answered, Done, Job } from './worker-messages.ts'

type Waiting = { resolve: (done: Done) => void; reject: (error: Error) => void }

function create_print_worker() {
  let idle_ms = 60_000
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last_id = 0
  const waiting = new Map<number, Waiting>()

  function stop(reason = 'print worker stopped') {
    clearTimeout(idle)
    const ending = worker
    worker = undefined
    for (const { reject } of waiting.values()) reject(new Error(reason))
    waiting.clear()
    void ending?.terminate()
  }

  function settle({ id, done }: Answered) {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) rest()
    if (done.kind === 'refused') asker?.reject(fail.value(`Không in được ${done.message}`))
    else asker?.resolve(done)
  }

  function rest() {
    worker?.unref()
    idle = setTimeout(() => stop(), idle_ms)
    idle.unref()
  }

  function start(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url))
    started.on('message', settle)
    started.on('error', (error) => worker === started && stop(error.message))
    started.on('exit', () => worker === started && stop('print worker ended'))
    return started
  }

  function run(job: Job): Promise<Done> {
    clearTimeout(idle)
    worker ??= start()
    worker.ref()
    const id = ++last_id
    const { promise, resolve, reject } = Promise.withResolvers<Done>()
    waiting.set(id, { resolve, reject })
    worker.postMessage({ id, job })
    return promise
  }

  return {
    run,
    stop: () => stop(),
    set_idle_ms: (ms: number) => {
      idle_ms = ms
    },
  }
}

export const print_worker = create_print_worker()
