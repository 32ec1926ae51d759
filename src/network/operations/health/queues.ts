import type { Database } from '../../../platform/database/index.ts'
import {
  has_portal,
  national_open,
  national_owed,
  national_unsent,
  national_waiting,
} from '../../sending-clocks/index.ts'
import type { QueueLine, QueueName, Tone } from '../contract.ts'

type Row = { name: QueueName; n: number; oldest: Date | null }

/** How long something may wait before somebody should look, then must: half an hour, a day. */
const warn_after_ms = 30 * 60_000
const bad_after_ms = 24 * 3_600_000
/** These wait for a person, not for the line. */
const for_people = new Set<QueueName>(['letters_held', 'prescriptions_held', 'portal_open', 'portal_unset'])

const tone_of = ({ name, n, oldest }: Row): Tone => {
  if (n === 0) return 'good'
  const age_ms = oldest ? Date.now() - oldest.getTime() : 0
  if (for_people.has(name)) return 'warn'
  return age_ms > bad_after_ms ? 'bad' : age_ms > warn_after_ms ? 'warn' : 'good'
}

const shown = (rows: Row[]): QueueLine[] =>
  rows.map((row) => ({
    ...{ name: row.name, tone: tone_of(row), count: Number(row.n) },
    oldest_at: row.oldest?.toISOString() ?? null,
  }))

/** What of a facility waits to leave the house: numbers and the oldest moment, no letter. */
export const facility_queues = async (database: Database, facility: string): Promise<QueueLine[]> => {
  const { rows } = await database.read_facility(facility, (sql) =>
    sql.query<Row>(
      `SELECT 'letters' AS name, count(*) AS n, min(posted_at) AS oldest FROM exchange.outgoing
         WHERE facility = $1 AND state = 'waiting'
       UNION ALL SELECT 'letters_held', count(*), min(posted_at) FROM exchange.outgoing
         WHERE facility = $1 AND state = 'held'
       UNION ALL SELECT 'answers', count(*), min(next_at) FROM exchange.task WHERE facility = $1 AND told <> wanted
       UNION ALL SELECT 'persons', count(*), min(since) FROM exchange.person_news AS n
         WHERE n.facility = $1 AND wanted <> told AND EXISTS (SELECT FROM exchange.hub_link AS l WHERE l.facility = $1 AND l.is_on)
       UNION ALL SELECT 'prescriptions', count(*), min(created_at) FROM eprescription.outbox
         WHERE facility = $1 AND status IN ('waiting', 'sending')
       UNION ALL SELECT 'prescriptions_held', count(*), min(created_at) FROM eprescription.outbox
         WHERE facility = $1 AND status = 'held'
       UNION ALL SELECT 'prescriptions_unsealed', count(*), min(signed_at) FROM eprescription.letter
         WHERE facility = $1 AND state = 'unsealed'
       UNION ALL SELECT 'books', count(*), min(ended_at) FROM health_book.publication
         WHERE facility = $1 AND state IN ('due', 'failed')
       UNION ALL SELECT 'portal', count(*), min(p.ended_at) FROM health_book.publication AS p
         WHERE ${has_portal} AND ${national_owed} AND ${national_waiting}
       UNION ALL SELECT 'portal_open', count(*), min(p.ended_at) FROM health_book.publication AS p
         WHERE ${has_portal} AND ${national_owed} AND ${national_open}
       UNION ALL SELECT 'portal_unset', count(*), min(p.ended_at) FROM health_book.publication AS p
         WHERE NOT ${has_portal} AND ${national_owed} AND ${national_unsent}
       UNION ALL SELECT 'figures', count(*), min(made_at) FROM counters.report
         WHERE facility = $1 AND taken_at IS NULL AND void_at IS NULL
       UNION ALL SELECT 'notifications', count(*), NULL FROM record.outbox WHERE facility = $1`,
      [facility],
    ),
  )
  return shown(rows)
}

/** A hub: members for whom something waits to be laid into a box or told. */
export const hub_queues = async (database: Database): Promise<QueueLine[]> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<Row>(`SELECT 'hub_boxes' AS name, count(*) AS n, NULL::timestamptz AS oldest FROM hub.delivery_work()`),
  )
  return shown(rows)
}
