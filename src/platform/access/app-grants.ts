import { fail } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { session_idle_min } from './sign-in.ts'

/** What a person allowed an app, and in which context. */
export type AppGrant = {
  id: string
  facility: string
  client_id: string
  account: string
  scope: string
  patient: string | null
  encounter: string | null
  intent: string | null
  needs_banner: boolean
  /** Digest of the session it ends with; null when it outlasts it (offline_access). */
  session: Buffer | null
}

const columns = 'id, facility, client_id, account, scope, patient, encounter, intent, needs_banner, session'

export const put_app_grant = async (sql: Sql, grant: AppGrant): Promise<void> => {
  await sql.query(`INSERT INTO access.app_grant (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    ...[grant.id, grant.facility, grant.client_id, grant.account, grant.scope, grant.patient, grant.encounter],
    ...[grant.intent, grant.needs_banner, grant.session],
  ])
}

export type LivingGrant = AppGrant & {
  role: string
  name: string
  username: string
  practitioner: string
  app: string
}

/** What outlasts a session ends after this time; then the person is asked again. */
export const offline_days = 30

/** `g`: access.app_grant, `s`: the session it hangs on. */
const lives_sql = `g.ended_at IS NULL AND CASE WHEN g.session IS NULL
  THEN g.granted_at > now() - make_interval(days => ${offline_days})
  ELSE s.expires_at > now() AND s.seen_at > now() - make_interval(mins => ${session_idle_min}) END`

/** A grant lives while nobody ended it, its person and its app may come in, and the session it hangs on is open. */
export const find_living_grant = async (database: Database, id: string): Promise<LivingGrant | undefined> =>
  (
    await database.in_site((sql) =>
      sql.alone<LivingGrant>(
        'find_living_grant',
        `SELECT ${columns.replace(/(\w+)/g, 'g.$1')}, a.role, a.name, a.username, a.practitioner, c.name AS app
         FROM access.app_grant AS g
         JOIN access.account AS a ON a.id = g.account AND a.active AND access.may_work(a.id, a.is_support)
         JOIN access.client AS c ON c.client_id = g.client_id AND c.active
         LEFT JOIN access.session AS s ON s.token_digest = g.session
         WHERE g.id = $1 AND ${lives_sql}`,
        [id],
      ),
    )
  ).rows[0]

/** An app asks for a person only while what she allowed lives, and may what her role may now. @throws 401 */
export const demand_living_grant = async (database: Database, caller: Caller): Promise<Caller> => {
  const grant = await find_living_grant(database, caller.grant ?? '')
  if (!grant) throw fail.login('Quyền của ứng dụng đã hết hoặc bị thu hồi; hãy mở lại ứng dụng')
  return { ...caller, actor: { ...caller.actor, role: grant.role } }
}

/** All that a person allowed an app ends. @throws 404 when there is nothing */
export const end_app_grants = async (
  database: Database,
  caller: Caller,
  { account, client_id }: Pick<AppGrant, 'account' | 'client_id'>,
): Promise<void> =>
  database.in_facility(caller.facility, async (sql) => {
    const { rows } = await sql.query<{ id: string; patient: string | null }>(
      `UPDATE access.app_grant SET ended_at = now()
       WHERE facility = $1 AND account = $2 AND client_id = $3 AND ended_at IS NULL RETURNING id, patient`,
      [caller.facility, account, client_id],
    )
    if (rows.length === 0) throw fail.not_found('Bạn chưa cho phép ứng dụng này, hoặc đã thu hồi rồi')
    const act = { action: 'D', interaction: 'app-ended', type: 'AppGrant', detail: client_id } as const
    await insert_events(
      sql,
      rows.map(({ id, patient }) => ({ caller, act: { ...act, ref: id, patient } })),
    )
  })

export type ListedGrant = Pick<AppGrant, 'client_id' | 'scope' | 'patient'> & {
  app: string
  granted_at: Date
  outlasts_session: boolean
}

/** What a person allows now, latest first. */
export const list_app_grants = async (sql: Sql, facility: string, account: string): Promise<ListedGrant[]> =>
  (
    await sql.query<ListedGrant>(
      `SELECT g.client_id, g.scope, g.patient, c.name AS app, g.granted_at, g.session IS NULL AS outlasts_session
       FROM access.app_grant AS g JOIN access.client AS c ON c.client_id = g.client_id
       LEFT JOIN access.session AS s ON s.token_digest = g.session
       WHERE g.facility = $1 AND g.account = $2 AND ${lives_sql} ORDER BY g.granted_at DESC`,
      [facility, account],
    )
  ).rows

/** How many people each app of a facility works for now. */
export const count_people = async (sql: Sql, facility: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql.query<{ client_id: string; people: number }>(
    `SELECT g.client_id, count(DISTINCT g.account) AS people
     FROM access.app_grant AS g LEFT JOIN access.session AS s ON s.token_digest = g.session
     WHERE g.facility = $1 AND ${lives_sql} GROUP BY g.client_id`,
    [facility],
  )
  return new Map(rows.map(({ client_id, people }) => [client_id, people]))
}
