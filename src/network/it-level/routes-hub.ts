import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { group, read_shape, text } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import { find_directory_facility } from '../membership/index.ts'
import { as_oversight } from '../monitor/index.ts'
import { line_of, list_assessments, view_assessment } from './assessment-row.ts'
import { criteria_on } from './criteria.ts'
import { stand } from './level.ts'
import { show_matrix } from './matrix.ts'
import { demand_rerating, doubted_by, list_reratings } from './rerating.ts'
import { demand_shape } from './routes.ts'
import { take_assessment } from './take-assessment.ts'

const jws_shape = group<{ jws: string }>('bản đánh giá', { jws: text('chữ ký (JWS)', 400_000) })

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** The door of the members' servers: a signed assessment in, the Sở's demands out. */
const member_door = (database: Database, web: WebServer): void => {
  const { app } = web
  const member = async (request: FastifyRequest, right: 'c' | 'r'): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, right === 'c' ? 'fhir.write' : 'fhir.read')
    demand_need(caller, { right, type: 'DocumentReference' })
    const known = await database.in_site((sql) => find_directory_facility(sql, caller.facility))
    if (known?.membership !== 'approved') throw fail.forbidden('Chỉ thành viên đã được duyệt mới gửi được bản đánh giá')
    return caller
  }
  app.post('/lien-thong/it-level', async (request, reply) => {
    const caller = await member(request, 'c')
    const { jws } = read_shape(jws_shape, body_of(request))
    const taken = await database.in_facility(caller.facility, (sql) => take_assessment(sql, caller, jws))
    return reply.code(taken.is_new ? 201 : 200).send({ id: taken.id })
  })
  app.get('/lien-thong/it-level', async (request) => {
    const { facility } = await member(request, 'r')
    return { reratings: await database.in_facility(facility, (sql) => list_reratings(sql, facility)) }
  })
}

/** The Sở's side: all facilities, one of them criterion by criterion, and the demand for another rating. */
export const hub_level_routes = (database: Database, web: WebServer): void => {
  const { app } = web
  member_door(database, web)
  const in_directory = async (code: string) => {
    const found = await database.in_site((sql) => find_directory_facility(sql, code))
    if (!found) throw fail.not_found(`Danh bạ không có cơ sở ${code.slice(0, 10)}`)
    return found
  }
  app.get('/api/hub/it-level', async (request) => as_oversight(database, await web.caller(request), show_matrix))
  app.get('/api/hub/it-level/:facility', async (request) => {
    const { code, name } = await in_directory(param(request, 'facility'))
    return as_oversight(database, await web.caller(request), async (sql) => {
      const history = await list_assessments(sql, code)
      const reratings = await list_reratings(sql, code)
      const newest = history[0] ? await view_assessment(sql, code, history[0].id) : undefined
      const standing = newest && stand(newest.answers, newest.as_of, doubted_by(reratings))
      const criteria = criteria_on(newest?.as_of ?? new Date().toISOString().slice(0, 10))
      return {
        facility: code,
        name,
        newest: newest ?? null,
        standing: standing ?? null,
        history: history.map(line_of),
        reratings,
        criteria,
      }
    })
  })
  app.get('/api/hub/it-level/:facility/assessments/:id', async (request) => {
    const { code } = await in_directory(param(request, 'facility'))
    const found = await as_oversight(database, await web.caller(request), (sql) =>
      view_assessment(sql, code, param(request, 'id')),
    )
    if (!found) throw fail.not_found('Không có lần đánh giá này')
    return found
  })
  app.post('/api/hub/it-level/:facility/reratings', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'board.write')
    const { code } = await in_directory(param(request, 'facility'))
    const wish = read_shape(demand_shape, body_of(request))
    const id = await as_oversight(database, caller, (sql) => demand_rerating(sql, caller, code, wish), 'board.write')
    return reply.code(201).send({ id })
  })
}
