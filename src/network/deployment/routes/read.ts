import type { FastifyRequest } from 'fastify'
import { demand, may } from '../../../platform/access/index.ts'
import type { WebServer } from '../../../platform/http/index.ts'
import { as_oversight, on_board } from '../../monitor/index.ts'
import { show_areas } from '../directory/areas.ts'
import { list_register, read_day } from '../directory/list-register.ts'
import { get_card } from '../directory/register.ts'
import { check_budget, list_budget } from '../money/budget.ts'
import { list_waiting_plans } from '../plan/plans.ts'
import { papers } from '../programme/papers.ts'
import { get_programme, list_programmes, show_programme } from '../programme/programmes.ts'
import { steps } from '../programme/steps.ts'
import { entry_history, list_entries } from '../registers/entries.ts'
import { get_file } from '../registers/files.ts'
import { registers } from '../registers/registers.ts'
import { list_reminders } from '../remind/remind.ts'
import { rules } from '../remind/rules.ts'
import { for_facility, type Board } from '../scope.ts'
import { show_facility } from '../show-facility.ts'
import { show_province } from '../show-province.ts'

export const param = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? ''
export const query = (request: FastifyRequest, name: string): string | undefined =>
  (request.query as Record<string, string | undefined>)[name]

/** A name in a header that any browser reads (RFC 6266, RFC 8187). */
export const attachment = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`

/** What is looked at. The Sở sees every facility, a member its own. */
export const read_routes = ({ database, today }: Board, web: WebServer): void => {
  const { app } = web
  app.get('/api/board/definitions', async (request) => {
    const caller = await web.caller(request)
    if (!may(caller, 'board.read')) demand(caller, 'board.own')
    return { steps, papers, registers, rules }
  })
  app.get('/api/board/province', async (request) =>
    as_oversight(database, await web.caller(request), (sql) =>
      show_province(sql, today(), query(request, 'programme')),
    ),
  )
  app.get('/api/board/register', async (request) =>
    as_oversight(database, await web.caller(request), (sql) =>
      list_register(sql, {
        ...{ on: read_day(query(request, 'on') ?? today()), today: today() },
        ...{ kind: query(request, 'kind') ?? '', search: query(request, 'search') ?? '' },
      }),
    ),
  )
  app.get('/api/board/areas', async (request) =>
    on_board(database, await web.caller(request), async (sql) => ({ today: today(), areas: await show_areas(sql) })),
  )
  app.get('/api/board/programme', async (request) =>
    as_oversight(database, await web.caller(request), (sql) =>
      show_programme(sql, today(), query(request, 'programme')),
    ),
  )
  app.get('/api/board/programmes', async (request) =>
    on_board(database, await web.caller(request), (sql, { facility }) =>
      list_programmes(sql, facility ?? query(request, 'facility')),
    ),
  )
  app.get('/api/board/budget', async (request) =>
    on_board(database, await web.caller(request), async (sql) => {
      const programme = await get_programme(sql, { today: today(), id: query(request, 'programme') })
      const lines = await list_budget(sql, { programme: programme.id, taking_on: today() })
      return { programme, lines, checks: check_budget(programme.said, lines) }
    }),
  )
  app.get('/api/board/entries', async (request) =>
    on_board(database, await web.caller(request), (sql) => {
      const [kind, state] = [query(request, 'kind'), query(request, 'state')]
      return list_entries(sql, { ...(kind ? { kind } : {}), ...(state ? { states: [state] } : {}) })
    }),
  )
  app.get('/api/board/waiting-plans', async (request) =>
    on_board(database, await web.caller(request), (sql) => list_waiting_plans(sql)),
  )
  app.get('/api/board/reminders', async (request) =>
    on_board(database, await web.caller(request), (sql) => list_reminders(sql)),
  )
  facility_routes({ database, today }, web)
}

const facility_routes = ({ database, today }: Board, web: WebServer): void => {
  const { app } = web
  const facility = (request: FastifyRequest) => ({ facility: param(request, 'code'), act: 'read' as const })
  app.get('/api/board/facilities/:code', async (request) => {
    const caller = await web.caller(request)
    const asked = { facility: param(request, 'code'), today: today(), programme: query(request, 'programme') }
    return for_facility(database, caller, facility(request), (sql) => show_facility(sql, caller, asked))
  })
  app.get('/api/board/facilities/:code/card', async (request) =>
    for_facility(database, await web.caller(request), facility(request), (sql) =>
      get_card(sql, param(request, 'code'), read_day(query(request, 'on') ?? today())),
    ),
  )
  app.get('/api/board/facilities/:code/entries/:id/history', async (request) =>
    for_facility(database, await web.caller(request), facility(request), (sql) =>
      entry_history(sql, param(request, 'code'), param(request, 'id')),
    ),
  )
  app.get('/api/board/facilities/:code/files/:id', async (request, reply) => {
    const file = await for_facility(database, await web.caller(request), facility(request), (sql) =>
      get_file(sql, param(request, 'code'), param(request, 'id')),
    )
    return reply.type(file.content_type).header('content-disposition', attachment(file.name)).send(file.bytes)
  })
}
