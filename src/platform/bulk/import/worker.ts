import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Failure, type Issue } from '../../../base/outcome/index.ts'
import type { Block } from './block.ts'
import { open_taker, type TakerOptions } from './taker.ts'

/** What the thread is asked; each question has a number that its answer carries. */
export type Question =
  | { ask: 'take'; number: number; block: Block; is_last_chance: boolean }
  | { ask: 'release'; number: number }
  | { ask: 'settle'; number: number }
  | { ask: 'close'; number: number }

/** A failure as it passes between threads: of an error object only name, message and stack do. */
export type Fault = { message: string; code?: string; status?: number; issues?: Issue[] }

const fault_of = (error: unknown): Fault => {
  if (error instanceof Failure) return { message: error.message, status: error.status, issues: error.issues }
  if (!(error instanceof Error)) return { message: String(error) }
  return { message: error.stack ?? error.message, ...('code' in error ? { code: String(error.code) } : {}) }
}

/** The end of an import's thread: reads, judges and writes blocks, so that the server's own thread stays free. */
const serve = async (port: MessagePort): Promise<void> => {
  const opening = { ask: 'open', number: 0 }
  const taker = await open_taker(workerData as TakerOptions).catch((error: unknown) => {
    port.postMessage({ ...opening, fault: fault_of(error) })
  })
  if (!taker) return
  const answer = (question: Exclude<Question, { ask: 'release' }>): Promise<unknown> => {
    if (question.ask === 'take') return taker.take(question.number, question.block, question.is_last_chance)
    return question.ask === 'settle' ? taker.settle() : taker.close()
  }
  port.on('message', (question: Question) => {
    if (question.ask === 'release') return taker.release(question.number)
    answer(question).then(
      (value) => port.postMessage({ ask: question.ask, number: question.number, value }),
      (error: unknown) => port.postMessage({ ask: question.ask, number: question.number, fault: fault_of(error) }),
    )
  })
  port.postMessage(opening)
}

if (parentPort) await serve(parentPort)
