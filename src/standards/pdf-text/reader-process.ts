import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bytes_max, idle_ms, memory_max_mb, time_max_ms } from './bounds.ts'
import type { Answered, PdfRead } from './contract.ts'

const main = fileURLToPath(new URL('./reader-main.ts', import.meta.url))

/** Reads files (its own source), starts its watchdog; writes nothing, starts no program. */
const allowed = ['--permission', '--allow-fs-read=*', '--allow-worker', '--disable-warning=PERM0006']

const create_reader_process = () => {
  let running: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let last_id = 0

  const stop = (): void => {
    clearTimeout(idle)
    running?.kill('SIGKILL')
    running = undefined
  }

  const started = (): ChildProcess => {
    clearTimeout(idle)
    if (!running?.connected) {
      const child = fork(main, {
        ...{ serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
        execArgv: [...allowed, `--max-old-space-size=${memory_max_mb / 2}`],
      })
      child.on('exit', () => (running = running === child ? undefined : running))
      running = child
    }
    running.ref()
    running.channel?.ref()
    return running
  }

  /** Nobody waits: the process must not keep the server alive, and goes when nothing comes for a while. */
  const rest = (): void => {
    running?.unref()
    running?.channel?.unref()
    idle = setTimeout(stop, idle_ms)
    idle.unref()
  }

  const read_one = (pdf: Uint8Array): Promise<PdfRead> =>
    new Promise((resolve) => {
      const child = started()
      const id = (last_id += 1)
      const settle = (read: PdfRead): void => {
        clearTimeout(patience)
        child.off('message', hear).off('exit', give_up).off('error', give_up)
        resolve(read)
        rest()
      }
      const give_up = (): void => {
        if (running === child) stop()
        settle({ kind: 'unread', why: 'too-slow' })
      }
      const hear = (answered: Answered): void => {
        if (answered.id === id) settle(answered.read)
      }
      const patience = setTimeout(give_up, time_max_ms)
      child.on('message', hear).on('exit', give_up).on('error', give_up)
      child.send({ id, pdf }, (error) => error !== null && give_up())
    })

  return {
    read: (pdf: Uint8Array): Promise<PdfRead> => {
      if (pdf.length > bytes_max) return Promise.resolve({ kind: 'unread', why: 'too-large' })
      const turn = last.then(() => read_one(pdf))
      last = turn
      return turn
    },
    stop,
  }
}

export const reader_process = create_reader_process()
