import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { is_real_date } from '../../base/time/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_member, is_counted_kind, type CountedKind } from '../counters/index.ts'
import { as_oversight, on_board, type BoardScope } from './as-oversight.ts'
import { put_outside } from './outside-totals.ts'
import { set_rule } from './set-rule.ts'
import { show_day, show_facility } from './show-facility.ts'
import { show_member } from './show-member.ts'
import { show_province } from './show-province.ts'
import { show_rules } from './show-rules.ts'

const spans = [14, 30, 90]

const query_of = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''
const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

const span_of = (request: FastifyRequest): number =>
  spans.find((one) => String(one) === query_of(request, 'days')) ?? 14

const kind_of = (request: FastifyRequest): CountedKind => {
  const kind = query_of(request, 'kind')
  if (!is_counted_kind(kind)) throw fail.invalid(`Không đếm loại “${kind.slice(0, 40)}”`, 'kind')
  return kind
}

const day_of = (text: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match || !is_real_date(Number(match[1]), Number(match[2]), Number(match[3])))
    throw fail.invalid(`“${text.slice(0, 40)}” không phải là ngày`, 'day')
  return text
}

/** A member that names another house is told as much as of one that is not there. */
const facility_of = (request: FastifyRequest, { facility }: BoardScope): string => {
  const asked = param(request, 'facility')
  if (facility !== null && facility !== asked)
    throw fail.not_found(`Bảng theo dõi không có cơ sở ${asked.slice(0, 20)}`)
  return asked
}

/** Counts of who sends what, for the Sở and for each member its own: no person, no paper (MON-13, MON-15). */
export const monitor_routes = (database: Database, { app, caller: caller_of }: WebServer): void => {
  app.get('/api/board/lien-thong', async (request) => {
    const wish = { days: span_of(request), kind: kind_of(request) }
    return on_board(database, await caller_of(request), (sql, scope) => show_province(sql, { ...wish, ...scope }))
  })
  app.get('/api/board/lien-thong/:facility', async (request) =>
    on_board(database, await caller_of(request), (sql, scope) =>
      show_facility(sql, facility_of(request, scope), span_of(request)),
    ),
  )
  app.get('/api/board/lien-thong/:facility/:day', async (request) =>
    on_board(database, await caller_of(request), (sql, scope) =>
      show_day(sql, facility_of(request, scope), day_of(param(request, 'day'))),
    ),
  )
  app.post('/api/board/outside-totals', async (request) =>
    put_outside(database, await caller_of(request), body_of(request)),
  )
  app.get('/lien-thong/counters/days', async (request) => {
    const caller = await caller_of(request)
    demand_member(caller)
    return database.in_facility(caller.facility, (sql) => show_member(sql, caller.facility))
  })
  app.get('/api/board/rules', async (request) =>
    as_oversight(database, await caller_of(request), async (sql) => ({ rules: await show_rules(sql) })),
  )
  app.put('/api/board/rules/:name', async (request) => {
    await set_rule(database, await caller_of(request), param(request, 'name'), body_of(request))
    return {}
  })
}
