import type { FastifyRequest } from 'fastify'
import type { Database } from '../../platform/database/index.ts'
import type { WebServer } from '../../platform/http/index.ts'
import { as_oversight } from '../monitor/index.ts'
import { show_activity } from './show-activity.ts'
import { show_prescribing } from './show-prescribing.ts'

export { bed_use, compare } from './compare.ts'
export { join_prescribing } from './show-prescribing.ts'
export { sort_names } from './sorts.ts'
export { add as add_told, nothing as nothing_told, sum_activity, to_sum, type Told } from './sum-activity.ts'

const query = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''

/** What facilities do for people, and what becomes of prescriptions: numbers for the Sở, of no person (STAT-10, MON-26). */
export const activity_routes = (database: Database, { app, caller }: WebServer): void => {
  const time_of = (request: FastifyRequest) => ({ by: query(request, 'by') || 'week', on: query(request, 'on') })
  app.get('/api/board/activity', async (request) =>
    as_oversight(database, await caller(request), (sql) => show_activity(sql, { ...time_of(request), facility: null })),
  )
  app.get('/api/board/activity/:facility', async (request) => {
    const { facility } = request.params as { facility: string }
    return as_oversight(database, await caller(request), (sql) => show_activity(sql, { ...time_of(request), facility }))
  })
  app.get('/api/board/prescribing', async (request) =>
    as_oversight(database, await caller(request), (sql) => show_prescribing(sql, time_of(request))),
  )
}
