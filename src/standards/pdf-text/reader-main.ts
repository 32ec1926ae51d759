/** The child process that reads: one paper after the other, as its parent hands them in. */
import { Worker } from 'node:worker_threads'
import type { Asked, Answered } from './contract.ts'
import { keep_whole_letters } from './whole-letters.ts'

const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url))
watchdog.unref()

keep_whole_letters()
const { read_pages } = await import('./read-pages.ts')

const says = (works: boolean): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  watchdog.postMessage(works)
}

const answer = async ({ id, pdf }: Asked): Promise<void> => {
  says(true)
  const read = await read_pages(pdf)
  says(false)
  process.send?.({ id, read } satisfies Answered)
}
process.on('message', (asked: Asked) => void answer(asked))
process.on('disconnect', () => process.exit())
