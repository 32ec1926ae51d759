import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs in a user and network namespace of its own (`unshare -rnm`), where it may lay cables: a bridge, and for each
 * program a namespace with one cable to it. What happens on the cables is real, and nobody else's network is touched.
 */
export type LabWish =
  | { act: 'start'; name: string; script: string; address: string; wish: object }
  | { act: 'kill'; name: string }
  /** A command on the network: at the bridge, or in the namespace of a program. */
  | { act: 'run'; at?: string; command: string[] }

const programs = new Map<string, ChildProcess>()
const run = (...command: string[]): string => {
  const [file = '', ...args] = command
  return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
const namespace_of = (pid: number | undefined): string => readlinkSync(`/proc/${pid ?? 'self'}/ns/net`)

const inside = (name: string, ...command: string[]): string =>
  run('nsenter', '-t', String(programs.get(name)?.pid), '-n', ...command)

const lay_cable = (name: string, address: string): void => {
  const cable = `to-${name}`
  run('ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(programs.get(name)?.pid))
  run('ip', 'link', 'set', cable, 'master', 'bridge', 'up')
  inside(name, 'ip', 'link', 'set', 'lo', 'up')
  inside(name, 'ip', 'addr', 'add', `${address}/24`, 'dev', 'eth0')
  inside(name, 'ip', 'link', 'set', 'eth0', 'up')
}

/** With the last program of a namespace its end of the cable goes, sooner or later. */
const unlay_cable = (name: string): void => {
  try {
    run('ip', 'link', 'del', `to-${name}`)
  } catch (error) {
    if (!/Cannot find device/.test(String(error))) throw error
  }
}

const acts = {
  async start({ name, script, address, wish }: LabWish & { act: 'start' }) {
    const child = fork(join(import.meta.dirname, script), {
      ...{ execPath: 'unshare', execArgv: ['-n', process.execPath] },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    programs.set(name, child)
    while (namespace_of(child.pid) === namespace_of(undefined)) await sleep(10)
    lay_cable(name, address)
    child.send(wish)
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
    if (first !== 'listening') throw new Error(`${name} did not start`)
    return ''
  },
  async kill({ name }: LabWish & { act: 'kill' }) {
    const child = programs.get(name)
    if (!child) throw new Error(`nobody is ${name}`)
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    unlay_cable(name)
    return ''
  },
  run: ({ at, command }: LabWish & { act: 'run' }) =>
    Promise.resolve(at === undefined ? run(...command) : inside(at, ...command)),
}

const act = (wish: LabWish): Promise<string> => {
  if (wish.act === 'start') return acts.start(wish)
  return wish.act === 'kill' ? acts.kill(wish) : acts.run(wish)
}

if (process.send) {
  run('ip', 'link', 'add', 'bridge', 'type', 'bridge')
  run('ip', 'link', 'set', 'bridge', 'up')
  process.on('message', ({ id, ...wish }: LabWish & { id: number }) => {
    act(wish).then(
      (said) => process.send?.({ id, said }),
      (error: unknown) => process.send?.({ id, fault: String(error) }),
    )
  })
  process.on('disconnect', () => {
    for (const child of programs.values()) child.kill('SIGKILL')
    process.exit(0)
  })
  process.send('ready')
}
