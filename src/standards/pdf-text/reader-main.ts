/** The child process that reads: one paper after the other, as its parent hands them in. */
import { Worker } from 'node:worker_threads'
import { memory_max_mb } from './bounds.ts'
import type { Asked, Answered } from './contract.ts'
import { keep_whole_letters } from './whole-letters.ts'

/** A thread of its own sees what a busy one takes, and ends the process before the machine suffers. */
const watch = `setInterval(() => {
  if (process.memoryUsage.rss() > ${memory_max_mb * 1_048_576}) process.kill(process.pid, 'SIGKILL')
}, 50)`
new Worker(watch, { eval: true }).unref()

keep_whole_letters()
const { read_pages } = await import('./read-pages.ts')

const answer = ({ id, pdf }: Asked): void => {
  void read_pages(pdf).then((read) => process.send?.({ id, read } satisfies Answered))
}
process.on('message', (asked: Asked) => answer(asked))
process.on('disconnect', () => process.exit())
