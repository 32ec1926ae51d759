import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { group, list, one_of, read_shape, text, when_absent, day } from '../../base/shapes/index.ts'
import { demand, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { declare, type Declaration } from './answers.ts'
import { assess, type AssessmentWish } from './assess.ts'
import { list_assessments, rates_elsewhere, view_assessment } from './assessment-row.ts'
import { find_criterion, tt54 } from './criteria.ts'
import type { Answered } from './contract.ts'
import type { Measuring } from './measuring.ts'
import type { Patience } from './proofs/chain.ts'
import { show_own_level } from './own-level.ts'
import type { RatingDemand } from './rerating.ts'

export type LevelRooms = {
  database: Database
  /** At a facility only. */
  measuring?: Measuring
  /** What the facility is called. */
  name_of(code: string): Promise<string>
  /** Tries to send what waits; at a facility only. */
  send?: (facility: string) => Promise<{ sent: number; why: string }>
}

const declaration_shape = group<Declaration>('lời khai', {
  answer: one_of('trả lời', ['yes', 'no', 'na']),
  evidence: when_absent(text('minh chứng', 2_000), ''),
})
const assessment_shape = group<AssessmentWish>('lần đánh giá', {
  kind: one_of('loại', ['self', 'declaration', 're-rating']),
  decision: when_absent(text('quyết định', 500), ''),
})
export const demand_shape = group<RatingDemand>('yêu cầu đánh giá lại', {
  criteria: list('tiêu chí', text('tiêu chí', 20), 200),
  reason: text('lý do', 1_000),
  due: day('hạn'),
})

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** A house's own level: at its own server, and for its people at the hub. */
export const own_level_routes = (rooms: LevelRooms, web: WebServer): void => {
  const { app } = web
  const { database, measuring } = rooms
  const own = async (request: FastifyRequest): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, 'board.own')
    return caller
  }
  /** What is counted and signed at home is not typed over at the hub. */
  const demand_typing = async (sql: Sql, facility: string): Promise<void> => {
    if (!measuring && rates_elsewhere(await list_assessments(sql, facility)))
      throw fail.conflict('Cơ sở đánh giá bằng phần mềm của mình; hãy trả lời và lưu ở trang Mức CNTT của phần mềm đó')
  }
  const proven_of = async (facility: string, patience: Patience): Promise<Answered[]> =>
    (await measuring?.prove(facility, patience)) ?? []

  app.get('/api/it-level', async (request) => {
    const { facility: code } = await own(request)
    const [proven, name] = [await proven_of(code, 'look'), await rooms.name_of(code)]
    return database.in_facility(code, (sql) => show_own_level(sql, { code, name }, proven, measuring !== undefined))
  })
  app.get('/api/it-level/criteria', async (request) => {
    const caller = await web.caller(request)
    if (!may(caller, 'board.read')) demand(caller, 'board.own')
    return tt54
  })
  app.put('/api/it-level/declared/:criterion', async (request) => {
    const caller = await own(request)
    const said = read_shape(declaration_shape, body_of(request))
    await database.in_facility(caller.facility, async (sql) => {
      await demand_typing(sql, caller.facility)
      await declare(sql, caller, param(request, 'criterion'), said)
    })
    return { criterion: find_criterion(param(request, 'criterion'))?.id }
  })
  app.post('/api/it-level/assessments', async (request, reply) => {
    const caller = await own(request)
    const wish = read_shape(assessment_shape, body_of(request))
    const proven = await proven_of(caller.facility, 'assess')
    const word = await database.in_facility(caller.facility, async (sql) => {
      await demand_typing(sql, caller.facility)
      return assess(sql, caller, wish, proven, measuring)
    })
    const sending = await rooms.send?.(caller.facility)
    return reply.code(201).send({ id: word.id, level: word.level, sending: sending?.why ?? '' })
  })
  app.get('/api/it-level/assessments/:id', async (request) => {
    const { facility } = await own(request)
    const found = await database.in_facility(facility, (sql) => view_assessment(sql, facility, param(request, 'id')))
    if (!found) throw fail.not_found('Không có lần đánh giá này')
    return found
  })
  app.post('/api/it-level/send', async (request) => {
    const { facility } = await own(request)
    if (!rooms.send) throw fail.conflict('Bản đánh giá nhập tại trục đã nằm ở trục')
    return rooms.send(facility)
  })
}
