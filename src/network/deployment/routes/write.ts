import type { FastifyRequest } from 'fastify'
import { group, read_shape, text, when_absent, whole, yes_or_no } from '../../../base/shapes/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { body_of, type WebServer } from '../../../platform/http/index.ts'
import { change_facility, read_state } from '../directory/register.ts'
import { put_budget, read_budget } from '../money/budget.ts'
import { decide_plan, read_plan, submit_plan, write_plan } from '../plan/plans.ts'
import { mark_task, read_task_word } from '../plan/tasks.ts'
import { read_progress, say_progress } from '../plan/progress.ts'
import { get_own_programme } from '../programme/programmes.ts'
import { see_reminders } from '../remind/remind.ts'
import { for_facility, type Act, type Board } from '../scope.ts'
import { entry_routes } from './entries.ts'
import { param, query } from './read.ts'
import type { Work } from './work.ts'

const submit_shape = group<{ version: number }>('việc gửi', { version: whole('bản kế hoạch') })
const decide_shape = group<{ version: number; approve: boolean; reason: string }>('quyết định', {
  version: whole('bản kế hoạch'),
  approve: yes_or_no('duyệt'),
  reason: when_absent(text('lý do', 2_000), ''),
})

/** What is written of one facility: by itself or by the Sở; what only the Sở may say is `decide`. */
export const write_routes = (board: Board, web: WebServer): void => {
  const { database, today } = board
  const { app } = web
  const at =
    (act: Act, work: Work) =>
    async (request: FastifyRequest): Promise<unknown> => {
      const caller = await web.caller(request)
      const facility = param(request, 'code')
      return for_facility(database, caller, { facility, act }, (sql) => work(sql, caller, { facility, request }))
    }
  const programme_of = (sql: Sql, request: FastifyRequest, facility: string) =>
    get_own_programme(sql, { today: today(), id: query(request, 'programme'), facility })

  app.post(
    '/api/board/facilities/:code/plan',
    at('write', async (sql, caller, { facility, request }) => {
      const programme = await programme_of(sql, request, facility)
      const plan = read_plan(body_of(request), programme, today())
      return { version: await write_plan(sql, caller, { facility, programme: programme.id }, plan) }
    }),
  )
  app.post(
    '/api/board/facilities/:code/plan/submit',
    at('write', async (sql, caller, { facility, request }) => {
      const { version } = read_shape(submit_shape, body_of(request))
      await submit_plan(sql, caller, { facility, programme: (await programme_of(sql, request, facility)).id }, version)
      return {}
    }),
  )
  app.post(
    '/api/board/facilities/:code/plan/task',
    at('write', async (sql, caller, { facility, request }) => {
      const place = { facility, programme: (await programme_of(sql, request, facility)).id, today: today() }
      return { version: await mark_task(sql, caller, place, read_task_word(body_of(request))) }
    }),
  )
  app.post(
    '/api/board/facilities/:code/plan/decide',
    at('decide', async (sql, caller, { facility, request }) => {
      const decision = read_shape(decide_shape, body_of(request))
      await decide_plan(sql, caller, { facility, programme: (await programme_of(sql, request, facility)).id }, decision)
      return {}
    }),
  )
  app.post(
    '/api/board/facilities/:code/progress',
    at('write', async (sql, caller, { facility, request }) => {
      const said = read_progress(body_of(request))
      await say_progress(
        sql,
        caller,
        { facility, programme: await programme_of(sql, request, facility) },
        said,
        today(),
      )
      return {}
    }),
  )
  app.put(
    '/api/board/facilities/:code/budget',
    at('write', async (sql, caller, { facility, request }) => {
      const line = read_budget(body_of(request))
      await put_budget(sql, caller, { facility, programme: (await programme_of(sql, request, facility)).id }, line)
      return {}
    }),
  )
  app.post(
    '/api/board/facilities/:code/state',
    at('decide', async (sql, caller, { facility, request }) => {
      await change_facility(sql, caller, facility, { state: read_state(body_of(request)), today: today() })
      return {}
    }),
  )
  app.post(
    '/api/board/facilities/:code/reminders/seen',
    at('write', async (sql, caller, { facility }) => {
      await see_reminders(sql, caller, facility)
      return {}
    }),
  )
  entry_routes(board, web, at)
}
