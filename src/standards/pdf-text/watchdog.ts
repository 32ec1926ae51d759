/**
 * A thread of the child's own: it sees what a busy one takes, and ends the process before the machine suffers. Work is counted
 * in processor time, so that a paper is not given up because others use the machine.
 */
import { parentPort } from 'node:worker_threads'
import { look_every_ms, memory_max_mb, work_max_ms } from './bounds.ts'

let before: NodeJS.CpuUsage | undefined

const is_too_much = (): boolean => {
  if (process.memoryUsage.rss() > memory_max_mb * 1_048_576) return true
  if (before === undefined) return false
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 > work_max_ms
}

parentPort?.on('message', (works: boolean) => {
  before = works ? process.cpuUsage() : undefined
})
setInterval(() => {
  if (is_too_much()) process.kill(process.pid, 'SIGKILL')
}, look_every_ms)
