import type { FastifyRequest } from 'fastify'
import { fail } from '../../../base/outcome/index.ts'
import { is_real_date } from '../../../base/time/index.ts'
import { demand } from '../../../platform/access/index.ts'
import { insert_events, type Caller } from '../../../platform/audit/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { WebServer } from '../../../platform/http/index.ts'
import { is_counted_kind } from '../figures.ts'
import { find_missing } from './find-missing.ts'
import { show_own } from './show-own.ts'
import { show_visits } from './show-visits.ts'
import type { Counting } from './start-counting.ts'

const spans = [14, 30, 62]

const day_of = (text: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match || !is_real_date(Number(match[1]), Number(match[2]), Number(match[3])))
    throw fail.invalid(`“${text.slice(0, 40)}” không phải là ngày`, 'day')
  return text
}

const query_of = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''

/** A facility's own numbers, by the code the hub counts with, and what of them is missing (MON-14). */
export const own_counter_routes = (
  database: Database,
  { app, caller: caller_of }: WebServer,
  counting: Counting,
): void => {
  const own = async (request: FastifyRequest): Promise<Caller> => {
    const caller = await caller_of(request)
    demand(caller, 'board.own')
    return caller
  }
  app.get('/api/counters', async (request) => {
    const { facility } = await own(request)
    const days = spans.find((one) => String(one) === query_of(request, 'days')) ?? 14
    return database.in_facility(facility, (sql) => show_own(sql, facility, days))
  })
  app.get('/api/counters/visits', async (request) => {
    const { facility } = await own(request)
    const which = query_of(request, 'half') === 'last' ? 'last' : 'this'
    return database.in_facility(facility, (sql) => show_visits(sql, facility, which))
  })
  app.get('/api/counters/:day/missing', async (request) => {
    const caller = await own(request)
    const day = day_of((request.params as { day: string }).day)
    const kind = query_of(request, 'kind')
    if (!is_counted_kind(kind)) throw fail.invalid(`Không đếm loại “${kind.slice(0, 40)}”`, 'kind')
    return database.in_facility(caller.facility, async (sql) => {
      const found = await find_missing(sql, caller.facility, day, kind)
      const act = { action: 'R', interaction: 'counters-missing', type: 'Encounter', ref: `${day} ${kind}` } as const
      await insert_events(sql, [{ caller, act: { ...act, detail: String(found.length) } }])
      return found
    })
  })
  app.post('/api/counters/count', async (request) => {
    const { facility } = await own(request)
    // What the line says stands on the page itself.
    await counting.count_now(facility).catch(() => undefined)
    return database.in_facility(facility, (sql) => show_own(sql, facility, spans[0] ?? 14))
  })
}
