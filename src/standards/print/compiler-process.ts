/**
 * Typst in a process of its own. Its native cache and allocator never give memory back to the process they live in
 * (measured: 290–460 MB kept after the last page, thread ended or not), and a facility server must rest under 350 MB.
 * So the process starts with the first page, ends after an idle while, and a crash in it costs one page.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { fail } from '../../base/outcome/index.ts'
import type { Answered, Done, Job } from './messages.ts'

type Waiting = { resolve: (done: Done) => void; reject: (error: Error) => void }

function create_compiler_process() {
  let idle_ms = 60_000
  let running: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let last_id = 0
  const waiting = new Map<number, Waiting>()

  function stop(reason = 'máy in đã dừng') {
    clearTimeout(idle)
    const ending = running
    running = undefined
    for (const { reject } of waiting.values()) reject(new Error(reason))
    waiting.clear()
    ending?.kill()
  }

  function settle({ id, done }: Answered) {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) rest()
    if (done.kind === 'refused') asker?.reject(fail.value(`Không in được ${done.message}`))
    else asker?.resolve(done)
  }

  /** Nobody waits: the process must not keep the server alive, and goes when nothing comes for a while. */
  function rest() {
    running?.unref()
    running?.channel?.unref()
    idle = setTimeout(() => stop(), idle_ms)
    idle.unref()
  }

  function start(): ChildProcess {
    const path = fileURLToPath(new URL('./compiler-main.ts', import.meta.url))
    const started = fork(path, { serialization: 'advanced', execArgv: ['--max-old-space-size=256'] })
    started.on('message', (answered: Answered) => settle(answered))
    started.on('error', (error) => started === running && stop(error.message))
    started.on('exit', () => started === running && stop('máy in đã ngừng giữa chừng'))
    return started
  }

  function run(job: Job): Promise<Done> {
    clearTimeout(idle)
    if (!running?.connected) running = start()
    running.ref()
    running.channel?.ref()
    const id = ++last_id
    const { promise, resolve, reject } = Promise.withResolvers<Done>()
    waiting.set(id, { resolve, reject })
    running.send({ id, job }, (error) => {
      if (error === null) return
      waiting.delete(id)
      reject(error)
    })
    return promise
  }

  return {
    run,
    stop: () => stop(),
    pid: () => running?.pid,
    set_idle_ms: (ms: number) => {
      idle_ms = ms
    },
  }
}

export const compiler_process = create_compiler_process()
