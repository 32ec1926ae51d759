import type { Database, Sql } from '../../../platform/database/index.ts'
import { local_date } from '../../../base/time/index.ts'
import { endpoint_in_force, type Dated } from '../../../platform/http/index.ts'
import type { Portal, PortalAnswer, PortalEnvelope, PortalSettings } from './portal.ts'

/** How a portal is reached for a facility; undefined: not connected, and what is due waits. */
export type OpenPortal = (facility: string, settings: PortalSettings) => Portal | undefined

const at_once = 10
const lent_for_s = 120
const again_max_s = 3_600

type Row = PortalEnvelope & { tries: number }

const lend = async (sql: Sql, facility: string): Promise<Row[]> =>
  (
    await sql.query<Row>(
      `WITH due AS (
         UPDATE health_book.publication AS p SET national_lent_until = now() + make_interval(secs => ${lent_for_s}),
           national_tries = national_tries + 1
         WHERE p.facility = $1 AND p.about IN (
           SELECT d.about FROM health_book.publication AS d WHERE d.facility = $1 AND d.national_state = 'waiting'
             AND d.national_next_at <= now() AND (d.national_lent_until IS NULL OR d.national_lent_until < now())
           ORDER BY d.ended_at LIMIT ${at_once} FOR UPDATE SKIP LOCKED)
         RETURNING p.facility, p.about, p.national_tries AS tries)
       SELECT DISTINCT ON (e.about) e.facility, e.about, e.round, e.version, e.xml, e.signature, due.tries
       FROM due JOIN health_book.envelope AS e ON e.facility = due.facility AND e.about = due.about
       ORDER BY e.about, e.round DESC`,
      [facility],
    )
  ).rows

const settle = async (sql: Sql, { facility, about, round, tries }: Row, answer: PortalAnswer): Promise<void> => {
  const state = { taken: 'sent', refused: 'failed', away: 'waiting' }[answer.kind]
  await sql.query(
    `UPDATE health_book.publication AS p SET national_lent_until = NULL,
       national_state = CASE WHEN $3 < (SELECT max(e.round) FROM health_book.envelope AS e
         WHERE e.facility = p.facility AND e.about = p.about) THEN 'waiting' ELSE $4 END,
       national_reason = $5, national_receipt = CASE WHEN $4 = 'sent' THEN $6 ELSE national_receipt END,
       national_sent_at = CASE WHEN $4 = 'sent' THEN now() ELSE national_sent_at END,
       national_next_at = now() + make_interval(secs => $7)
     WHERE facility = $1 AND about = $2`,
    [
      ...[facility, about, round, state, answer.kind === 'taken' ? '' : answer.message.slice(0, 1_000)],
      answer.kind === 'taken' ? answer.receipt : '',
      answer.kind === 'away' ? Math.min(again_max_s, 10 * 2 ** Math.min(tries, 12)) : 0,
    ],
  )
}

/** What the portal said last, for who keeps the connection. */
export const note_contact = async (sql: Sql, facility: string, problem: string): Promise<void> => {
  await sql.query(
    `UPDATE health_book.setting SET portal_tried_at = now(), portal_error = $2,
       portal_ok_at = CASE WHEN $2 = '' THEN now() ELSE portal_ok_at END WHERE facility = $1`,
    [facility, problem.slice(0, 1_000)],
  )
}

/** Sends what waits for the national path of one facility, where it is connected. */
export const send_national = async (database: Database, facility: string, open: OpenPortal): Promise<void> => {
  const { rows } = await database.in_facility(facility, (sql) =>
    sql.query<{ portal: Dated<PortalSettings> | null }>('SELECT portal FROM health_book.setting WHERE facility = $1', [
      facility,
    ]),
  )
  const stored = rows[0]?.portal
  const portal = stored ? open(facility, endpoint_in_force(stored, local_date(new Date()))) : undefined
  if (!portal) return
  for (const row of await database.in_facility(facility, (sql) => lend(sql, facility))) {
    const answer = await portal.send(row)
    await database.in_facility(facility, async (sql) => {
      await settle(sql, row, answer)
      await note_contact(sql, facility, answer.kind === 'away' ? answer.message : '')
    })
  }
}
