import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { find_link, HubAway, HubForbids, HubRefuses, open_hubs } from '../exchange/index.ts'
import type { Rerating } from './contract.ts'
import { keep_reratings } from './rerating.ts'

type Unsent = { id: string; jws: string }

const to_rerating = (one: Record<string, unknown>): Rerating => ({
  id: text_of(one['id']) ?? '',
  criteria: Array.isArray(one['criteria']) ? one['criteria'].map(String) : [],
  reason: text_of(one['reason']) ?? '',
  due: text_of(one['due']) ?? '',
  ordered_by: text_of(one['ordered_by']) ?? '',
  ordered_at: text_of(one['ordered_at']) ?? '',
  answered_by: text_of(one['answered_by']) ?? null,
})

const told_in = (body: unknown): Rerating[] => list_of(object_of(body)?.['reratings']).map(to_rerating)

/** Why nothing went; '' when all is at the hub. */
export type Sending = { sent: number; why: string }

const why_not = (error: unknown): string => {
  if (error instanceof HubAway || error instanceof HubForbids || error instanceof HubRefuses) return error.message
  throw error
}

/** Sends what the hub does not have yet, the oldest first, and takes home what the Sở demands. Trying again is safe. */
export const send_assessments = async (
  database: Database,
  facility: string,
  stopped: AbortSignal,
): Promise<Sending> => {
  const link = await database.in_facility(facility, (sql) => find_link(sql, facility))
  if (!link) return { sent: 0, why: 'Cơ sở chưa kết nối trục liên thông; bản đánh giá nằm tại cơ sở' }
  if (!link.is_on) return { sent: 0, why: 'Kết nối trục liên thông đang tắt; bản đánh giá chờ tại cơ sở' }
  const hub = open_hubs(stopped)(link)
  const unsent = await database.in_facility(facility, (sql) =>
    sql.query<Unsent>(
      'SELECT id, jws FROM it_level.assessment WHERE facility = $1 AND sent_at IS NULL AND jws IS NOT NULL ORDER BY made_at',
      [facility],
    ),
  )
  let sent = 0
  try {
    for (const { id, jws } of unsent.rows) {
      await hub.ask({
        ...{ method: 'POST', path: '/lien-thong/it-level', body: JSON.stringify({ jws }) },
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      })
      await database.in_facility(facility, (sql) =>
        sql.query('UPDATE it_level.assessment SET sent_at = now() WHERE facility = $1 AND id = $2', [facility, id]),
      )
      sent += 1
    }
    const told = await hub.ask({ method: 'GET', path: '/lien-thong/it-level', headers: { accept: 'application/json' } })
    await database.in_facility(facility, (sql) => keep_reratings(sql, facility, told_in(told.json())))
    return { sent, why: '' }
  } catch (error) {
    return { sent, why: why_not(error) }
  }
}
