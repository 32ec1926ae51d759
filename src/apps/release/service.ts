import { execFile } from 'node:child_process'
import { request as ask_tls } from 'node:https'
import { request as ask_plain } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { fail } from '../../base/outcome/index.ts'
import type { Place } from '../../platform/release/index.ts'

const run = promisify(execFile)

export const unit_name = 'benhan.service'
export const timer_name = 'benhan-update.timer'

const keep = async ({ keeper, home }: Place, deed: 'start' | 'stop'): Promise<void> => {
  const [program, args] = keeper === 'systemd' ? ['systemctl', [deed, unit_name]] : [join(home, 'service'), [deed]]
  try {
    await run(program, args)
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw fail.rule(`Không ${deed === 'start' ? 'chạy' : 'dừng'} được dịch vụ: ${said.slice(0, 500)}`)
  }
}

export const start_service = (place: Place): Promise<void> => keep(place, 'start')
export const stop_service = (place: Place): Promise<void> => keep(place, 'stop')

/** Whether a server on this machine answers that it reaches its database. A certificate of its own is not judged here. */
const is_up = (port: number, has_tls: boolean): Promise<boolean> =>
  new Promise((done) => {
    const options = { host: '127.0.0.1', port, path: '/api/health', timeout: 5_000, rejectUnauthorized: false }
    const asked = (has_tls ? ask_tls : ask_plain)(options, (answer) => {
      answer.resume()
      done(answer.statusCode === 200)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => done(false))
    asked.end()
  })

const healthy_max_ms = 180_000
const ask_every_ms = 150

/** @param is_gone where the one that is waited for has ended there is nothing to wait for */
export const wait_healthy = async (port: number, has_tls: boolean, is_gone = () => false): Promise<boolean> => {
  for (const end_ms = performance.now() + healthy_max_ms; performance.now() < end_ms && !is_gone();) {
    if (await is_up(port, has_tls)) return true
    await sleep(ask_every_ms)
  }
  return false
}
