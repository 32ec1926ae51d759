import { readFileSync } from 'node:fs'
import { family_of } from '../crash/processes.ts'
import { summarise } from '../../measure.ts'

export type Phase = {
  name: string
  connections: number
  per_second: number
  p50_ms: number
  p95_ms: number
  errors: string[]
  /** CPU of the watched processes, by label, in ms for one operation. */
  cpu_ms: Record<string, number>
}

const tick_ms = 10

/** CPU of processes so far. What a process that ended had used is counted by the one that started it (cutime, cstime). */
export const cpu_of = (pids: number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? []
      const ticks = fields.slice(11, 15).reduce((all, one) => all + Number(one), 0)
      return sum + ticks * tick_ms
    } catch {
      return sum
    }
  }, 0)

export type Watched = Record<string, () => number[]>

/** A process and all it started. */
export const with_children = (pid: number) => (): number[] => family_of(pid).map((one) => one.pid)

/**
 * Runs the operations over so many connections; what an operation throws is an error, not throughput.
 * @param warm_up so many first ones are not measured: a server that runs all day is compiled through
 */
export const run_phase = async (
  name: string,
  connections: number,
  operations: (() => Promise<void>)[],
  watched: Watched,
  warm_up = Math.ceil(operations.length / 10),
): Promise<Phase> => {
  const times: number[] = []
  const errors: string[] = []
  const run = async (list: (() => Promise<void>)[], is_measured: boolean): Promise<void> => {
    let next = 0
    const one_connection = async (): Promise<void> => {
      for (let work = list[next++]; work; work = list[next++]) {
        const start = performance.now()
        await work().catch((error: unknown) => errors.push(String(error)))
        if (is_measured) times.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: connections }, one_connection))
  }
  await run(operations.slice(0, warm_up), false)
  const pids = Object.entries(watched).map(([label, list]) => ({ label, list: list() }))
  const before = pids.map(({ list }) => cpu_of(list))
  const start = performance.now()
  await run(operations.slice(warm_up), true)
  const took_ms = performance.now() - start
  const { p50_ms, p95_ms, count } = summarise(times)
  const cpu_ms = Object.fromEntries(
    pids.map(({ label, list }, i) => [label, (cpu_of(list) - (before[i] ?? 0)) / count]),
  )
  return { name, connections, per_second: (count * 1_000) / took_ms, p50_ms, p95_ms, errors, cpu_ms }
}
