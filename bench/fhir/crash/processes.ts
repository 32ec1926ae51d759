import { readFileSync, readdirSync } from 'node:fs'

export type Process = { pid: number; parent: number; name: string }

const read_process = (pid: number): Process | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    const [state, parent] = stat.slice(end + 2).split(' ')
    if (state === 'Z') return undefined
    return { pid, parent: Number(parent), name: stat.slice(stat.indexOf('(') + 1, end) }
  } catch {
    return undefined // ended while we looked
  }
}

/** The process and whatever it started, as far as it runs now. */
export const family_of = (pid: number): Process[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read_process(Number(name)) ?? [])
  const family = all.filter((one) => one.pid === pid)
  for (const member of family) family.push(...all.filter((one) => one.parent === member.pid))
  return family
}

export const is_running = (pid: number): boolean => read_process(pid) !== undefined

/** kill -9 of all at one stroke; who is gone already is gone. */
export const kill_now = (processes: Process[]): void => {
  for (const { pid } of processes)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      continue
    }
}
