import { Worker } from 'node:worker_threads'
import { Failure } from '../../../base/outcome/index.ts'
import type { BlockReport } from './block.ts'
import type { Taker, TakerOptions } from './taker.ts'
import type { Fault, Question } from './worker.ts'

type Answer = { ask: string; number: number; value?: unknown; fault?: Fault }
type Waiter = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

const error_of = ({ message, status, issues, code }: Fault): Error =>
  status === undefined
    ? Object.assign(new Error(message), code === undefined ? {} : { code })
    : new Failure(status, issues ?? [])

/** What a block of one megabyte becomes on its way is far below this; a file that needs more is stopped, not the server. */
const heap_mb_max = 512

/** A taker in a thread of its own: an import takes one core, and the server's own thread answers as ever. */
export const open_taker_thread = async (options: TakerOptions): Promise<Taker> => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: heap_mb_max },
  })
  const waiting = new Map<string, Waiter>()
  let lost: unknown
  const lose = (error: unknown): void => {
    lost ??= error
    for (const { reject } of waiting.values()) reject(lost)
    waiting.clear()
  }
  worker.on('message', ({ ask, number, value, fault }: Answer) => {
    const waiter = waiting.get(`${ask} ${number}`)
    waiting.delete(`${ask} ${number}`)
    if (fault === undefined) waiter?.resolve(value)
    else waiter?.reject(error_of(fault))
  })
  worker.on('error', lose)
  worker.on('exit', () => lose(new Error('the thread of the import has ended')))
  const answer_to = (ask: string, number: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (lost !== undefined) return reject(lost)
      waiting.set(`${ask} ${number}`, { resolve, reject })
    })
  const put = (question: Question, moved: ArrayBuffer[] = []): Promise<unknown> => {
    const answer = answer_to(question.ask, question.number)
    worker.postMessage(question, moved)
    return answer
  }
  await answer_to('open', 0).catch(async (error: unknown) => {
    await worker.terminate()
    throw error
  })
  return {
    take: async (number, block, is_last_chance) =>
      (await put({ ask: 'take', number, block, is_last_chance }, [block.bytes.buffer])) as BlockReport,
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    release: (number) => worker.postMessage({ ask: 'release', number }),
    settle: async () => void (await put({ ask: 'settle', number: 0 })),
    close: async () => {
      await put({ ask: 'close', number: 0 }).catch(() => undefined)
      await worker.terminate()
    },
  }
}
