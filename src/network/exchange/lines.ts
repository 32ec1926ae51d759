import { local_time } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import { asks_care_of_dead, type SubmissionPerson } from '../../standards/documents/index.ts'
import type { Checks, IncomingLine, OutgoingLine, Person } from './contract.ts'
import type { Head } from './shelf.ts'

const kinds: Record<string, string> = {
  [identifier_system.cccd]: 'cccd',
  [identifier_system.bhyt]: 'bhyt',
  [identifier_system.passport]: 'passport',
  [identifier_system.cmnd]: 'cmnd',
}

/** Numbers that hold everywhere; the sender's own mean nothing here. */
export const to_person = ({ name, birth_date, gender, identifiers }: SubmissionPerson): Person => ({
  ...{ name, birth_date: birth_date ?? '', gender: gender ?? 'unknown' },
  identifiers: identifiers.flatMap(({ system, value }) => {
    const kind = kinds[system]
    return kind === undefined ? [] : [{ kind, value }]
  }),
})

/** Local, as everywhere on the wire to the screens. */
export const text_of_time = (at: Date | string | null): string => (at === null ? '' : local_time(at))

/** Names of facilities as the directory says them; the code where it knows none. */
export const name_facilities = async (unit: Unit, codes: string[]): Promise<(code: string) => string> => {
  const { rows } = await unit.sql.query<{ code: string; name: string }>(
    'SELECT code, name FROM exchange.directory WHERE facility = $1 AND code = ANY ($2)',
    [unit.caller.facility, [...new Set(codes)]],
  )
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}

export type IncomingRow = {
  id: string
  document: string
  kind: string
  title: string
  sender: string
  head: Head
  created_at: Date
  received_at: Date
  verdict: 'good' | 'red'
  checks: Checks
  patient: string | null
  match: { grade: string; reasons: string[]; by: string } | null
  state: IncomingLine['state']
  reason: string
  encounter: string | null
  answer: string | null
  acted_name: string | null
  acted_at: Date | null
  replaces: string | null
  superseded: string | null
  valid_until: string | null
  expired_at: Date | null
  late_reason: string | null
}

export const incoming_columns =
  'id, document, kind, title, sender, head, created_at, received_at, verdict, checks, patient, match, state, reason, ' +
  'encounter, answer, acted_name, acted_at, replaces, superseded, valid_until::text, expired_at, late_reason'

/** Nobody came on it, and nobody said that she is received all the same. */
const is_lapsed = ({ expired_at, late_reason, state }: IncomingRow): boolean =>
  expired_at !== null && late_reason === null && (state === 'received' || state === 'accepted')

export const to_incoming_line = (
  row: IncomingRow,
  name_of: (code: string) => string,
  death_of: (patient: string | null) => string,
): IncomingLine => {
  const [deceased, created_at] = [death_of(row.patient), text_of_time(row.created_at)]
  return {
    ...{ id: row.id, kind: row.kind, title: row.title, verdict: row.verdict, state: row.state, reason: row.reason },
    sender: { code: row.sender, name: name_of(row.sender) },
    ...{ person: to_person(row.head.person), author: row.head.author.name, gist: row.head.gist ?? null },
    ...{
      created_at,
      deceased,
      is_of_dead: deceased !== '' && asks_care_of_dead({ kind: row.kind, created_at }, deceased),
    },
    received_at: text_of_time(row.received_at),
    problem: row.checks.issues.find(({ severity }) => severity === 'error')?.message ?? row.checks.two_people ?? '',
    ...{ patient: row.patient ?? '', encounter: row.encounter ?? '', labels: row.head.labels },
    ...{ is_superseded: row.superseded !== null, is_correction: row.replaces !== null },
    ...{ valid_until: row.valid_until ?? '', is_expired: is_lapsed(row), late_reason: row.late_reason ?? '' },
  }
}

export type OutgoingRow = {
  id: string
  document: string
  kind: string
  title: string
  head: Head
  patient: string | null
  state: OutgoingLine['state']
  reason: string
  last_error: string | null
  posted_name: string
  posted_at: Date
  changed_at: Date
  taken_at: Date | null
  day: string | null
  valid_until: string | null
  is_expired: boolean
  deliveries: { recipient: string; state: string; reason: string; answer: string | null; changed_at: string }[]
}

/** It lapsed, and no receiver said since that she is received all the same. Of exchange.outgoing AS o. */
export const lapsed_sql = `(o.expired_at IS NOT NULL AND o.state IN ('waiting', 'held', 'taken', 'received', 'accepted')
  AND NOT EXISTS (SELECT FROM exchange.delivery AS l WHERE l.facility = o.facility AND l.outgoing = o.id
    AND l.state = 'accepted' AND l.changed_at > o.expired_at))`

/** Recipients the hub put in another's place (a merged house) stand beside the one that was named. */
export const outgoing_columns =
  'o.id, o.document, o.kind, o.title, o.head, o.patient, o.state, o.reason, o.last_error, o.posted_name, o.posted_at, ' +
  `o.changed_at, o.taken_at, o.day::text, o.valid_until::text, ${lapsed_sql} AS is_expired, (SELECT coalesce(jsonb_agg(jsonb_build_object('recipient', d.recipient, 'state', d.state,
    'reason', d.reason, 'answer', d.answer, 'changed_at', d.changed_at) ORDER BY d.recipient), '[]')
    FROM exchange.delivery AS d WHERE d.facility = o.facility AND d.outgoing = o.id) AS deliveries`

/** All but its clock, which hangs on rules of its day (`line-clock.ts`). */
export const to_outgoing_line = (
  row: OutgoingRow,
  name_of: (code: string) => string,
): Omit<OutgoingLine, 'due_at' | 'clock'> => ({
  ...{ id: row.id, kind: row.kind, title: row.title, state: row.state, reason: row.reason },
  ...{ last_error: row.last_error ?? '', posted_by: row.posted_name, patient: row.patient ?? '' },
  person: to_person(row.head.person),
  recipients: row.deliveries.map(({ recipient, answer, changed_at, ...one }) => ({
    ...{ ...one, code: recipient, name: name_of(recipient), answer: answer ?? '' },
    changed_at: text_of_time(changed_at),
  })),
  ...{ valid_until: row.valid_until ?? '', is_expired: row.is_expired },
  posted_at: text_of_time(row.posted_at),
  changed_at: text_of_time(row.changed_at),
})
