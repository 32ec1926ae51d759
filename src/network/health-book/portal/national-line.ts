import { local_time } from '../../../base/time/index.ts'
import type { Unit } from '../../../platform/records/index.ts'
import type { NationalFault, NationalLine, RefusalClass } from '../contract.ts'
import { find_portal } from './find-portal.ts'
import { clock, due_of, is_late } from './clock.ts'

export type NationalRow = {
  ended_at: Date
  kind: string
  state: string
  national_state: 'none' | 'waiting' | 'sent' | 'failed' | 'unknown'
  national_reason: string
  national_class: RefusalClass | ''
  national_faults: NationalFault[]
  national_receipt: string
  national_sent_at: Date | null
  versions: number
  sent_version: number
  seen_at: Date | null
  has_portal: boolean
  due_h: number | null
}

/** Of health_book.publication AS p: what national_line reads. */
export const national_columns = `p.kind, p.state, p.ended_at, p.national_state, p.national_reason, p.national_class, p.national_faults,
  p.national_receipt, p.national_sent_at,
  (SELECT count(*)::integer FROM health_book.envelope AS e WHERE e.facility = p.facility AND e.about = p.about) AS versions,
  (SELECT count(*)::integer FROM health_book.envelope AS e WHERE e.facility = p.facility AND e.about = p.about
    AND e.round <= p.national_sent_round) AS sent_version,
  (SELECT max(s.at) FROM health_book.seen AS s WHERE s.facility = p.facility AND s.about = p.about) AS seen_at,
  (SELECT s.portal IS NOT NULL FROM health_book.setting AS s WHERE s.facility = p.facility) AS has_portal,
  (SELECT (s.portal ->> 'due_h')::integer FROM health_book.setting AS s WHERE s.facility = p.facility) AS due_h`

const moment = (at: Date | null): string => (at ? local_time(at) : '')

const state_of = (row: NationalRow): NationalLine['state'] => {
  if (row.kind !== 'health-book' || row.state === 'withheld') return 'none'
  if (row.has_portal !== true && row.national_state !== 'sent') return 'off'
  return row.national_state === 'none' ? 'waiting' : row.national_state
}

export const to_national_line = (row: NationalRow): NationalLine => {
  const state = state_of(row)
  const due = due_of(row.ended_at, row.due_h ?? clock.due_h)
  const is_owed = state !== 'none' && state !== 'off'
  return {
    ...{ state, reason: row.national_reason, class: row.national_class, faults: row.national_faults },
    ...{ receipt: row.national_receipt, sent_at: moment(row.national_sent_at) },
    ...{ versions: row.versions, sent_version: row.sent_version },
    ...{ due_at: is_owed ? local_time(due) : '', is_late: is_owed && is_late(due, row.national_sent_at) },
    seen_at: moment(row.seen_at),
  }
}

/** Whether the facility has a portal, and by when that should have a visit. */
export const find_clock = async (unit: Unit): Promise<{ is_connected: boolean; due_h: number; source: string }> => {
  const portal = await find_portal(unit.sql, unit.caller.facility)
  const own = portal?.due_h
  return {
    is_connected: portal !== undefined,
    due_h: own ?? clock.due_h,
    source: own === undefined ? clock.source : 'Cơ sở đặt',
  }
}
