import { local_time } from '../../base/time/index.ts'
import { list_support_accounts, list_support_sessions, type SupportSession } from '../../platform/access/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { SupportView } from './contract.ts'
import { list_lines } from './words-of-registers.ts'

type Acts = { acts: number; people: number }

/** What was done in a session, counted in the audit log. */
const count_acts = async (
  sql: Sql,
  facility: string,
  session: { practitioner: string; from: Date; to: Date },
): Promise<Acts> => {
  const { rows } = await sql.query<Acts>(
    `SELECT count(*) AS acts, count(DISTINCT patient) AS people FROM audit.event
     WHERE facility = $1 AND actor = $2 AND at >= $3 AND at <= $4`,
    [facility, session.practitioner, session.from, session.to],
  )
  return rows[0] ?? { acts: 0, people: 0 }
}

type Span = Pick<SupportSession, 'begins_at' | 'until' | 'ended_at'>

export const state_of = ({ begins_at, until, ended_at }: Span, now = new Date()): 'coming' | 'open' | 'over' =>
  (ended_at ?? until) <= now ? 'over' : begins_at > now ? 'coming' : 'open'

/** Supporters' sessions with what was done in them, and every account that could be a supporter's. */
export const view_support = async (sql: Sql, facility: string): Promise<SupportView> => {
  const processors = new Map(
    (await list_lines(sql, facility, 'processor')).map(({ id, body }) => [id, String(body['name'])]),
  )
  const sessions: SupportView['sessions'] = []
  for (const one of await list_support_sessions(sql, facility)) {
    const end = one.ended_at ?? one.until
    sessions.push({
      ...{ id: one.id, name: one.name, username: one.username, reason: one.reason, approved_name: one.approved_name },
      processor: processors.get(one.processor) ?? '',
      ...{ begins_at: local_time(one.begins_at), until: local_time(one.until) },
      ended_at: one.ended_at ? local_time(one.ended_at) : '',
      state: state_of(one),
      ...(await count_acts(sql, facility, { practitioner: one.practitioner, from: one.begins_at, to: end })),
    })
  }
  return { sessions, accounts: await list_support_accounts(sql, facility) }
}
