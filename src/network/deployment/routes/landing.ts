import { fail } from '../../../base/outcome/index.ts'
import { body_of, type WebServer } from '../../../platform/http/index.ts'
import { is_counted_kind } from '../../counters/index.ts'
import { as_oversight } from '../../monitor/index.ts'
import type { Trend } from '../contract.ts'
import { list_trend } from '../exchange-trend.ts'
import { sum_money } from '../money/stages.ts'
import { get_programme } from '../programme/programmes.ts'
import { say_rule, show_rules } from '../remind/dated-rules.ts'
import { see_told, show_inbox } from '../remind/inbox.ts'
import type { Board } from '../scope.ts'
import { param, query } from './read.ts'

const spans = { day: 60, week: 104 }

const by_of = (asked: string): Trend['by'] => {
  if (asked === 'day' || asked === 'week') return asked
  throw fail.invalid('Xu hướng theo tuần (week) hoặc theo ngày (day)', 'by')
}

/** What stands behind the landing page: its trend, its money in stages, what waits for the Sở, when it reminds. */
export const landing_routes = ({ database, today }: Board, { app, caller: caller_of }: WebServer): void => {
  app.get('/api/board/trend', async (request): Promise<Trend> => {
    const by = by_of(query(request, 'by') ?? 'week')
    const kind = query(request, 'kind') ?? ''
    if (!is_counted_kind(kind)) throw fail.invalid(`Không đếm loại “${kind.slice(0, 40)}”`, 'kind')
    const wish = { by, kind, today: today() }
    const points = await as_oversight(database, await caller_of(request), (sql) =>
      list_trend(sql, { ...wish, points: spans[by] }),
    )
    return { ...wish, points }
  })
  app.get('/api/board/money', async (request) =>
    as_oversight(database, await caller_of(request), async (sql) => {
      const { id } = await get_programme(sql, { today: today(), id: query(request, 'programme') })
      return { today: today(), lines: await sum_money(sql, id, today()) }
    }),
  )
  app.get('/api/board/inbox', async (request) => {
    const caller = await caller_of(request)
    return as_oversight(database, caller, (sql) => show_inbox(sql, caller, today()))
  })
  app.post('/api/board/reminders/seen', async (request) => {
    const caller = await caller_of(request)
    const see = async (sql: Parameters<typeof see_told>[0]) => ({
      seen: await see_told(sql, caller, body_of(request)),
    })
    return as_oversight(database, caller, see, 'board.write')
  })
  app.get('/api/board/reminder-rules', async (request) =>
    as_oversight(database, await caller_of(request), async (sql) => ({
      ...{ today: today(), rules: await show_rules(sql, today()) },
    })),
  )
  app.put('/api/board/reminder-rules/:id', async (request) => {
    const caller = await caller_of(request)
    const wish = { id: param(request, 'id'), asked: body_of(request), today: today() }
    await as_oversight(database, caller, (sql) => say_rule(sql, caller, wish), 'board.rule')
    return {}
  })
}
