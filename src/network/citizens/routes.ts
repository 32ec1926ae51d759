import type { FastifyRequest } from 'fastify'
import { group, one_of, optional, read_shape, text } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { get_person } from './citizen.ts'
import { list_held, settle_held, type Settlement } from './held.ts'
import { list_merges, merge_persons, unmerge_persons } from './merge.ts'

const settle_shape = group<Omit<Settlement, 'person' | 'id'>>('quyết định', {
  decision: one_of('quyết định', ['same', 'different', 'number-moves']),
  as: optional(text('người trong danh bạ', 64)),
  reason: text('lý do', 1_000),
})
const merge_shape = group<{ source: string; target: string; reason: string }>('lần gộp', {
  source: text('người gộp đi', 64),
  target: text('người giữ lại', 64),
  reason: text('lý do', 1_000),
})
const unmerge_shape = group<{ source: string; reason: string }>('lần tách', {
  source: text('người tách ra', 64),
  reason: text('lý do', 1_000),
})

const params_of = (request: FastifyRequest) => request.params as { person: string; id: string }

/** The hub's own desk for persons (right hub.settle): what waits, and its settlement; merges and their undoing. */
export const citizen_routes = ({ web, database }: { web: WebServer; database: Database }): void => {
  const { app } = web
  const staff = async <T>(request: FastifyRequest, work: (sql: Sql, caller: Caller) => Promise<T>): Promise<T> => {
    const caller = await web.caller(request)
    demand(caller, 'hub.settle')
    return database.in_facility(caller.facility, (sql) => work(sql, caller))
  }
  app.get('/api/citizens/held', (request) =>
    staff(request, async (sql, caller) => ({ held: await list_held(sql, caller) })),
  )
  app.get('/api/citizens/:person', (request) =>
    staff(request, async (sql, caller) => {
      const { person } = params_of(request)
      return { person: await get_person(sql, caller, person), merges: await list_merges(sql, caller, person) }
    }),
  )
  app.post('/api/citizens/:person/held/:id', (request) =>
    staff(request, async (sql, caller) => {
      await settle_held(sql, caller, { ...read_shape(settle_shape, body_of(request)), ...params_of(request) })
      return {}
    }),
  )
  app.post('/api/citizens/merge', (request) =>
    staff(request, async (sql, caller) => ({
      person: await merge_persons(sql, caller, read_shape(merge_shape, body_of(request))),
    })),
  )
  app.post('/api/citizens/unmerge', (request) =>
    staff(request, async (sql, caller) => {
      await unmerge_persons(sql, caller, read_shape(unmerge_shape, body_of(request)))
      return {}
    }),
  )
}
