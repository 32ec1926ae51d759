import type { WebServer } from '../../../platform/http/index.ts'
import { as_oversight } from '../../monitor/index.ts'
import { sum_register } from '../registers/sum-register.ts'
import type { Board } from '../scope.ts'
import { param, query } from './read.ts'

/** Every register over the whole province: for the Sở. */
export const register_routes = ({ database, today }: Board, { app, caller }: WebServer): void => {
  app.get('/api/board/registers/:kind', async (request) =>
    as_oversight(database, await caller(request), (sql) =>
      sum_register(sql, {
        ...{ kind: param(request, 'kind'), today: today(), part: query(request, 'part') ?? '' },
        ...{ facility: query(request, 'facility') ?? '', only: query(request, 'only') ?? '' },
        ...{ state: query(request, 'state') ?? '', search: query(request, 'search') ?? '' },
      }),
    ),
  )
}
