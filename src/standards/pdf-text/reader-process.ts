import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bytes_max, idle_ms, memory_max_mb, wait_max_ms } from './bounds.ts'
import type { Answered, PdfRead, PdfUnread } from './contract.ts'

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
      const forget = (): void => void (running = running === child ? undefined : running)
      child.on('exit', forget).on('error', forget)
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
        child.off('message', hear).off('exit', end).off('error', fail)
        resolve(read)
        rest()
      }
      const give_up = (why: PdfUnread['why']): void => {
        if (running === child) stop()
        settle({ kind: 'unread', why })
      }
      /** Killed for what a paper took; who ends by himself had a fault of his own. */
      const end = (code: number | null): void => give_up(code === null ? 'too-slow' : 'no-reader')
      const fail = (): void => give_up('no-reader')
      const hear = (answered: Answered): void => {
        if (answered.id === id) settle(answered.read)
      }
      const patience = setTimeout(() => give_up('too-slow'), wait_max_ms)
      child.on('message', hear).on('exit', end).on('error', fail)
      child.send({ id, pdf }, (error) => error !== null && fail())
    })

  return {
    read: (pdf: Uint8Array): Promise<PdfRead> => {
      if (pdf.length > bytes_max) return Promise.resolve({ kind: 'unread', why: 'too-large' })
      const turn = last.then(() => read_one(pdf))
      last = turn
      return turn
    },
    /** After whoever is in front. */
    stop: (): Promise<unknown> => (last = last.then(stop)),
  }
}

export const reader_process = create_reader_process()
