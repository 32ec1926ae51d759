import { may } from '../../../platform/access/index.ts'
import type { WebServer } from '../../../platform/http/index.ts'
import { as_oversight } from '../../monitor/index.ts'
import { get_programme } from '../programme/programmes.ts'
import { list_taking } from '../programme/take-part.ts'
import { param, query } from '../routes/read.ts'
import { for_facility, type Board } from '../scope.ts'
import { list_readiness, show_readiness } from './show-readiness.ts'

/** Surveys by the rule: of one facility over time, and of all beside one another for the Sở. */
export const readiness_routes = ({ database, today }: Board, { app, caller }: WebServer): void => {
  app.get('/api/board/facilities/:code/readiness', async (request) => {
    const facility = param(request, 'code')
    const who = await caller(request)
    return for_facility(database, who, { facility, act: 'read' }, async (sql) => ({
      ...(await show_readiness(sql, facility, today())),
      may_compare: may(who, 'board.read'),
    }))
  })
  app.get('/api/board/readiness', async (request) =>
    as_oversight(database, await caller(request), async (sql) => {
      const programme = await get_programme(sql, { today: today(), id: query(request, 'programme') })
      const list = await list_readiness(sql, today(), await list_taking(sql, programme.id, today()))
      return { ...list, programme: programme.id }
    }),
  )
}
