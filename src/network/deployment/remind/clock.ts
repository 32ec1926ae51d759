import type { Caller } from '../../../platform/audit/index.ts'
import { as_oversight } from '../../monitor/index.ts'
import type { Board } from '../scope.ts'
import { remind } from './remind.ts'

/** first_ms: after the start, so that a hub that is restarted each night still reminds. */
export type Pace = { first_ms: number; every_ms: number }

const default_pace: Pace = { first_ms: 20_000, every_ms: 3_600_000 }

/** The hub's own hand, with the rights of the Sở's staff: its name stands in the log beside what it did. */
const clock_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'board-clock', name: 'Nhắc việc tự động', role: 'oversight', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: 'board-clock' },
})

/** Reminds by rule soon after the start, then once an hour; each rule speaks once of a deadline, so a restart or a second process says nothing twice. */
export const start_reminding = (
  { database, today, code }: Board & { code: string },
  report: (error: unknown, what: string) => void,
  pace: Partial<Pace> = {},
): { stop(): Promise<void> } => {
  const { first_ms, every_ms } = { ...default_pace, ...pace }
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const caller = clock_caller(code)
  const run = async (): Promise<void> => {
    await as_oversight(database, caller, (sql) => remind(sql, caller, today()), 'board.write').catch((error: unknown) =>
      report(error, 'reminding by rule failed'),
    )
  }
  const wind = (ms: number): void => {
    timer = setTimeout(() => {
      running = run()
      wind(every_ms)
    }, ms)
    timer.unref()
  }
  wind(first_ms)
  return {
    async stop() {
      clearTimeout(timer)
      await running
    },
  }
}
