import type { Caller } from '../../../platform/audit/index.ts'
import { as_oversight } from '../../monitor/index.ts'
import { find_programme } from '../programme/programmes.ts'
import type { Board } from '../scope.ts'
import { remind } from './remind.ts'

const every_ms = 3_600_000

/** The hub's own hand, with the rights of the Sở's staff: its name stands in the log beside what it did. */
const clock_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'board-clock', name: 'Nhắc việc tự động', role: 'oversight', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: 'board-clock' },
})

/** Reminds by rule once an hour; each rule speaks once of a deadline, so a restart or a second process says nothing twice. */
export const start_reminding = (
  { database, today, code }: Board & { code: string },
  report: (error: unknown, what: string) => void,
): { stop(): Promise<void> } => {
  let running: Promise<void> = Promise.resolve()
  const run = async (): Promise<void> => {
    const caller = clock_caller(code)
    await as_oversight(
      database,
      caller,
      async (sql) => {
        const programme = await find_programme(sql)
        if (programme) await remind(sql, caller, programme, today())
      },
      'board.write',
    ).catch((error: unknown) => report(error, 'reminding by rule failed'))
  }
  const timer = setInterval(() => {
    running = run()
  }, every_ms)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
