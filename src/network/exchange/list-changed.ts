import { shift_days, to_instant } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type { ChangedLetter, ChangedList, ChangedRecipient } from './contract.ts'
import { name_facilities, text_of_time, to_person, type OutgoingRow } from './lines.ts'
import type { Head } from './shelf.ts'

const lines_max = 1_000

type Row = {
  id: string
  kind: string
  title: string
  head: Head
  state: OutgoingRow['state']
  reason: string
  posted_at: Date
  posted_name: string
  taken_at: Date | null
  first_sent_at: Date
  versions: number
  old: { recipient: string; state: string; changed_at: string; is_named: boolean }[]
  now: { recipient: string; state: string; reason: string; changed_at: string }[]
}

/**
 * The newest version of each chain of which an earlier one had been taken by the hub, by when it was corrected: who has which.
 * What was withdrawn before it left corrected nothing. $1 facility, $2 from, $3 to
 */
const changed_sql = `
SELECT o.id, o.kind, o.title, o.head, o.state, coalesce(nullif(o.reason, ''), o.last_error, '') AS reason, o.posted_at,
  o.posted_name, o.taken_at, e.first_sent_at, e.versions,
  (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('recipient', d.recipient, 'state', d.state, 'changed_at', d.changed_at,
      'is_named', coalesce(p.head -> 'recipients' ? d.recipient, false))), '[]')
    FROM exchange.outgoing AS p JOIN exchange.delivery AS d ON d.facility = $1 AND d.outgoing = p.id
    WHERE p.facility = $1 AND p.chain = o.chain AND p.position < o.position AND p.taken_at IS NOT NULL) AS old,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('recipient', d.recipient, 'state', d.state, 'reason', d.reason,
      'changed_at', d.changed_at)), '[]') FROM exchange.delivery AS d WHERE d.facility = $1 AND d.outgoing = o.id) AS now
FROM exchange.outgoing AS o, LATERAL (
  SELECT min(p.taken_at) AS first_sent_at, count(*) + 1 AS versions FROM exchange.outgoing AS p
  WHERE p.facility = $1 AND p.chain = o.chain AND p.position < o.position AND p.taken_at IS NOT NULL) AS e
WHERE o.facility = $1 AND o.head ? 'replaces' AND o.posted_at >= $2 AND o.posted_at < $3 AND o.state <> 'withdrawn'
  AND e.first_sent_at IS NOT NULL AND NOT EXISTS (SELECT FROM exchange.outgoing AS l WHERE l.facility = $1
    AND l.chain = o.chain AND l.position > o.position AND l.state <> 'withdrawn')
ORDER BY o.posted_at DESC LIMIT ${lines_max + 1}`

/** Who had it: not whom it never reached. */
const had_it = new Set(['received', 'accepted', 'rejected', 'completed'])

const recipients_of = ({ head, old, now }: Row, name_of: (code: string) => string): ChangedRecipient[] => {
  const codes = [...new Set([...old, ...now].map(({ recipient }) => recipient))].toSorted()
  return codes.map((code) => {
    const before = old.filter(({ recipient }) => recipient === code)
    const after = now.find(({ recipient }) => recipient === code)
    const had = before.filter(({ state }) => had_it.has(state))
    const has_new = after !== undefined && had_it.has(after.state)
    // What is published names nobody: the hub adds who said that he goes by it.
    const took_over = head.recipients.length === 0 && !before.some(({ is_named }) => is_named)
    return {
      ...{ code, name: name_of(code), had_old: had.length > 0 || took_over, took_over, has_new },
      new_at: has_new ? text_of_time(new Date(after.changed_at)) : '',
      // A house that turned the old one away holds no wrong word.
      refused: before.length > 0 && before.every(({ state }) => state === 'rejected'),
      reason: after?.reason ?? '',
    }
  })
}

const to_changed = (row: Row, name_of: (code: string) => string): ChangedLetter => {
  const recipients = recipients_of(row, name_of)
  return {
    ...{ id: row.id, kind: row.kind, title: row.title, person: to_person(row.head.person), versions: row.versions },
    first_sent_at: text_of_time(row.first_sent_at),
    corrected_at: text_of_time(row.posted_at),
    corrected_by: row.posted_name,
    new_sent_at: text_of_time(row.taken_at),
    ...{ state: row.state, reason: row.reason, recipients },
    // Of what lies in her timeline the hub shows the newest version only, as soon as it has it.
    is_whole:
      row.taken_at !== null && recipients.every(({ had_old, has_new, refused }) => !had_old || has_new || refused),
  }
}

const find_changed = async (unit: Unit, from: string, to: string): Promise<ChangedList> => {
  const span = [to_instant(from), to_instant(shift_days(to, 1))]
  const { rows } = await unit.sql.query<Row>(changed_sql, [unit.caller.facility, ...span])
  const shown = rows.slice(0, lines_max)
  const codes = shown.flatMap(({ old, now }) => [...old, ...now].map(({ recipient }) => recipient))
  const name_of = await name_facilities(unit, codes)
  return { from, to, lines: shown.map((row) => to_changed(row, name_of)), is_cut: rows.length > lines_max }
}

/**
 * What was corrected after it had been sent (SHARE-12, TT 38/2024 Điều 4.2): who got the old version, who has the new one, who
 * has not. @param span days in Vietnam by which the correction was made
 */
export const list_changed = (
  store: Store,
  caller: Caller,
  span: { from: string; to: string },
): Promise<ChangedList> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const list = await find_changed(unit, span.from, span.to)
    unit.note({
      ...{ action: 'E', interaction: 'search-type', type: 'DocumentReference', ref: 'DocumentReference?changed' },
      detail: `sửa sau khi gửi ${span.from} – ${span.to}: ${list.lines.length} văn bản`,
    })
    return list
  })
}
