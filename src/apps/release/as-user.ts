import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

const line_form = /^([A-Z][A-Z0-9_]*)='([^']*)'$/

/** A settings file as the installer writes it: what systemd's EnvironmentFile and a shell understand alike. */
export const read_env_file = (path: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, name, value] = line_form.exec(line.trim()) ?? []
        return name === undefined ? [] : [[name, value ?? '']]
      }),
  )

/** Group of a user, for setpriv(1). */
export const group_of = (user: string): string => execFileSync('id', ['-g', user], { encoding: 'utf8' }).trim()

/** The words that run a program as `user`: as they are where we are that user already. */
export const words_as = (user: string, words: string[]): string[] =>
  user === userInfo().username
    ? words
    : ['setpriv', `--reuid=${user}`, `--regid=${group_of(user)}`, '--init-groups', '--', ...words]

export type Runner = { user: string; env_file: string; data_dir: string }

/** What the service itself is started with, and nothing of the shell that calls us. */
const env_of = ({ env_file, data_dir }: Runner, more: Record<string, string>): NodeJS.ProcessEnv => ({
  ...{ PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', HOME: data_dir },
  ...read_env_file(env_file),
  ...more,
})

/** A program of a release that goes on beside us. Its words are kept, the last of them. */
export const start_as = (
  runner: Runner,
  words: string[],
  more: Record<string, string> = {},
): { child: ChildProcess; said(): string } => {
  const [program = '', ...args] = words_as(runner.user, words)
  const child = spawn(program, args, {
    cwd: runner.data_dir,
    env: env_of(runner, more),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const keep = (text: Buffer) => (said = `${said}${text.toString()}`.slice(-4_000))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, said: () => said.trim() }
}

/** A program of a release, to its end. */
export const run_as = async (runner: Runner, words: string[]): Promise<{ code: number; said: string }> => {
  const { child, said } = start_as(runner, words)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? 1, said: said() }
}
