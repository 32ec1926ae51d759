import type { Database, Sql } from '../../../platform/database/index.ts'
import { refuse_host } from '../../../platform/privacy/index.ts'
import { find_portal } from './find-portal.ts'
import type { Portal, PortalAnswer, PortalEnvelope, PortalSettings } from './gateway.ts'

/** How a portal is reached for a facility; undefined: not connected, and what is due waits. */
export type OpenPortal = (facility: string, settings: PortalSettings) => Portal | undefined

const at_once = 10
const lent_for_s = 120
const again_max_s = 3_600
const after_away_s = 10

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
       SELECT DISTINCT ON (e.about) e.facility, e.about, e.round, e.xml, due.tries
       FROM due JOIN health_book.envelope AS e ON e.facility = due.facility AND e.about = due.about
       ORDER BY e.about, e.round DESC`,
      [facility],
    )
  ).rows

const give_back = async (sql: Sql, facility: string, abouts: string[], wait_s = 0): Promise<void> => {
  await sql.query(
    `UPDATE health_book.publication SET national_lent_until = NULL,
       national_next_at = greatest(national_next_at, now() + make_interval(secs => $3))
     WHERE facility = $1 AND about = ANY ($2)`,
    [facility, abouts, wait_s],
  )
}

const states = { taken: 'sent', refused: 'failed', away: 'waiting', unknown: 'unknown' } as const

/** Every try stays (QĐ 69/QĐ-TTg 2025 Điều 5.4: receipts and all attempts are kept). */
const note_try = async (sql: Sql, { facility, about, round }: Row, answer: PortalAnswer): Promise<void> => {
  const said = answer.kind === 'taken' ? { code: '200', class: '', message: '' } : answer
  await sql.query(
    `INSERT INTO health_book.portal_try (facility, about, round, outcome, code, class, said, receipt)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[facility, about, round, answer.kind, said.code, said.class, said.message.slice(0, 1_000)],
      answer.kind === 'taken' ? answer.receipt : '',
    ],
  )
}

/** What the portal took stays written, whatever was made meanwhile; a version made meanwhile keeps its own turn. */
const settle = async (sql: Sql, row: Row, answer: PortalAnswer): Promise<void> => {
  const { facility, about, round, tries } = row
  await note_try(sql, row, answer)
  if (answer.kind === 'taken')
    await sql.query(
      `UPDATE health_book.publication SET national_receipt = $4, national_sent_round = $3,
         national_sent_at = coalesce(national_sent_at, now()) WHERE facility = $1 AND about = $2`,
      [facility, about, round, answer.receipt],
    )
  const said = answer.kind === 'taken' ? { class: '', message: '' } : answer
  const wait_s = answer.kind === 'away' ? Math.min(again_max_s, 10 * 2 ** Math.min(tries, 12)) : 0
  await sql.query(
    `UPDATE health_book.publication AS p SET national_state = $4, national_reason = $5, national_class = $6,
       national_faults = '[]', national_next_at = now() + make_interval(secs => $7)
     WHERE p.facility = $1 AND p.about = $2 AND p.national_state = 'waiting' AND $3 = (SELECT max(e.round)
       FROM health_book.envelope AS e WHERE e.facility = $1 AND e.about = $2)`,
    [facility, about, round, states[answer.kind], said.message.slice(0, 1_000), said.class, wait_s],
  )
  await give_back(sql, facility, [about])
}

/** What the portal said last, for who keeps the connection. */
export const note_contact = async (sql: Sql, facility: string, problem: string): Promise<void> => {
  await sql.query(
    `UPDATE health_book.setting SET portal_tried_at = now(), portal_error = $2,
       portal_ok_at = CASE WHEN $2 = '' THEN now() ELSE portal_ok_at END WHERE facility = $1`,
    [facility, problem.slice(0, 1_000)],
  )
}

const is_about_the_line = (answer: PortalAnswer): boolean => answer.kind === 'away' || answer.kind === 'unknown'

/** Sends what waits for the national path of one facility, where it is connected. */
export const send_national = async (database: Database, facility: string, open: OpenPortal): Promise<void> => {
  const settings = await database.in_facility(facility, (sql) => find_portal(sql, facility))
  const portal = settings ? open(facility, settings) : undefined
  if (!settings || !portal) return
  const refused = await database.in_facility(facility, async (sql) => {
    const failure = await refuse_host(sql, facility, settings.base_url)
    if (failure) await note_contact(sql, facility, failure.message)
    return failure
  })
  if (refused) return
  const lent = await database.in_facility(facility, (sql) => lend(sql, facility))
  for (const [i, row] of lent.entries()) {
    const answer = await portal.send(row)
    await database.in_facility(facility, async (sql) => {
      await settle(sql, row, answer)
      await note_contact(sql, facility, answer.kind !== 'taken' && is_about_the_line(answer) ? answer.message : '')
    })
    if (answer.kind === 'away') {
      // One try tells that nobody is there; the others wait their turn without knocking.
      const others = lent.slice(i + 1).map(({ about }) => about)
      return database.in_facility(facility, (sql) => give_back(sql, facility, others, after_away_s))
    }
  }
}
