import { local_date } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { clock_state, due_at, open_clocks } from '../sending-clocks/index.ts'
import type { OutgoingLine } from './contract.ts'
import { text_of_time, type OutgoingRow } from './lines.ts'

type LineClock = Pick<OutgoingLine, 'due_at' | 'clock'>

const moment_of = (text: string | undefined): Date | undefined => {
  const at = new Date(text ?? '')
  return Number.isNaN(at.getTime()) ? undefined : at
}

const nothing_due: LineClock = { due_at: '', clock: 'none' }

/** By when each of these has to be at the hub (SHARE-11); what was given up is due nowhere. */
export const clocks_of = async (unit: Unit, now = new Date()): Promise<(row: OutgoingRow) => Promise<LineClock>> => {
  const context_of = await open_clocks(unit.sql, unit.caller.facility)
  return async ({ kind, head, day, posted_at, taken_at, state }) => {
    if (state === 'withdrawn') return nothing_due
    const visit_ended_at = moment_of(head.period?.end)
    const began_at = (kind === 'health-book' ? visit_ended_at : undefined) ?? posted_at
    const on = day ?? local_date(posted_at)
    const due = due_at({ kind, to: 'hub', day: on, began_at, visit_ended_at }, await context_of(on))
    return { due_at: text_of_time(due ?? null), clock: clock_state(due, taken_at, now) }
  }
}
