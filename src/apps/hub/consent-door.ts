import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { find_birth_date } from '../../network/citizens/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import { is_object } from '../../standards/fhir/index.ts'
import { disclose, end_disclosure, find_disclosure, read_consent, to_consent } from '../../network/gate/index.ts'
import type { Office } from '../../network/mailbox/index.ts'
import type { Site } from '../server/site.ts'

const media_type = 'application/fhir+json; charset=utf-8'

/**
 * The basis of a disclosure, written and read as R4 Consent. `POST /fhir/Consent` opens a person's timeline to the member
 * that wrote it, for as long as it holds; `DELETE` ends it. Nothing of another member's is ever shown.
 */
export const consent_door = ({ web, database }: Site, office: Office): void => {
  const { app } = web
  const allowed = async (request: FastifyRequest, right: 'c' | 'r'): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, right === 'c' ? 'fhir.write' : 'fhir.read')
    demand_need(caller, { right, type: 'Consent' })
    return caller
  }
  const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id

  app.post('/fhir/Consent', async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await allowed(request, 'c')
    const body: unknown = JSON.parse(String(request.body ?? ''))
    if (!is_object(body)) throw fail.invalid('Cần một Consent')
    const { identifiers, ...wish } = read_consent({ ...body, resourceType: String(body['resourceType']) })
    const made = await database.in_facility(caller.facility, async (sql) => {
      const [person] = await office.find_person(sql, caller, identifiers)
      if (person === undefined) throw fail.not_found('Danh bạ của trục chưa có người này; không có tài liệu nào để xem')
      return disclose(sql, caller, { ...wish, person, birth_date: await find_birth_date(sql, person) })
    })
    return reply
      .code(201)
      .header('location', `${office.base}/Consent/${made.id}`)
      .type(media_type)
      .send(JSON.stringify(to_consent(made)))
  })
  app.get('/fhir/Consent/:id', async (request, reply) => {
    const caller = await allowed(request, 'r')
    const found = await database.in_facility(caller.facility, (sql) =>
      find_disclosure(sql, caller.facility, id_of(request)),
    )
    if (!found) throw fail.not_found('Không có căn cứ này')
    return reply.type(media_type).send(JSON.stringify(to_consent(found)))
  })
  app.delete('/fhir/Consent/:id', async (request, reply) => {
    const caller = await allowed(request, 'c')
    await database.in_facility(caller.facility, (sql) => end_disclosure(sql, caller, id_of(request)))
    return reply.code(204).send()
  })
}
