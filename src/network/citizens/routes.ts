import type { FastifyRequest } from 'fastify'
import { group, list, number, one_of, optional, read_shape, text, yes_or_no } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { get_person } from './citizen.ts'
import type { FindWish, Parted, PartingWish } from './contract.ts'
import { list_held, settle_held, type Settlement } from './held.ts'
import { find_by_number } from './lineage.ts'
import { list_merges, merge_persons } from './merge.ts'
import { part_persons } from './part.ts'
import { show_parting } from './show-parting.ts'
import type { CitizenRooms } from './rooms.ts'

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
const paper_number = number('số của giấy', 1)
const part_shape = group<PartingWish>('lần tách', {
  source: text('người tách ra', 64),
  reason: text('lý do', 1_000),
  goes: optional(list('giấy đi theo', paper_number, 10_000)),
  stays: optional(list('giấy ở lại', paper_number, 10_000)),
  numbers: optional(list('số đi theo', group('số', { system: text('hệ mã', 200), value: text('giá trị', 200) }), 100)),
  forgets: optional(yes_or_no('trả thông tin về như trước')),
})
const find_shape = group<FindWish>('người cần tìm', {
  number: text('số giấy tờ', 64),
  facility: optional(text('mã cơ sở', 10)),
  reason: text('lý do', 500),
})

const params_of = (request: FastifyRequest) => request.params as { person: string; id: string }

type CitizenDoor = { web: WebServer; database: Database; rooms: CitizenRooms }

/** What ends at a house stands in that house's log, under the name of who ended it. */
const note_ended = async (
  database: Database,
  caller: Caller,
  bases: { recipient: string; id: string }[],
): Promise<void> => {
  const detail = 'Trục tách hai người đã gộp nhầm; cần căn cứ mới để xem'
  for (const { recipient, id } of bases) {
    const act = { action: 'U', interaction: 'disclosure-ended', type: 'Consent', ref: `Consent/${id}`, detail } as const
    await database.in_facility(recipient, (sql) =>
      insert_events(sql, [{ caller: { ...caller, facility: recipient }, act }]),
    )
  }
}

/** The hub's own desk for persons (right hub.settle): what waits, and its settlement; finding one, merges and their undoing. */
export const citizen_routes = ({ web, database, rooms }: CitizenDoor): void => {
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
  app.post('/api/citizens/find', (request) =>
    staff(request, (sql, caller) => find_by_number(sql, caller, rooms, read_shape(find_shape, body_of(request)))),
  )
  app.get('/api/citizens/:person/parting', (request) =>
    staff(request, (sql, caller) => show_parting(sql, caller, rooms, params_of(request).person)),
  )
  app.post('/api/citizens/merge', (request) =>
    staff(request, async (sql, caller) => ({
      person: await merge_persons(sql, caller, read_shape(merge_shape, body_of(request))),
    })),
  )
  app.post('/api/citizens/unmerge', async (request): Promise<Parted> => {
    const wish = read_shape(part_shape, body_of(request))
    const { bases, ...parted } = await staff(request, (sql, caller) => part_persons(sql, caller, rooms, wish))
    await note_ended(database, await web.caller(request), bases)
    return parted
  })
}
