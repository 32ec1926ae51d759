import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import { read_part } from './read-part.ts'
import type { Office } from './office.ts'
import { read_part_id } from './stored-submission.ts'

/** ITI-68: the bytes themselves, or a Binary resource for whoever asks for FHIR (R4 §2.30.3). */
export const binary_door = (office: Office, web: WebServer): void => {
  web.app.get('/fhir/Binary/:id', async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    demand_need(caller, { right: 'r', type: 'Binary' })
    const { id } = request.params as { id: string }
    const at = read_part_id(id)
    if (!at) throw fail.not_found(`Trục không có Binary/${id}`)
    const { bytes, content_type } = await read_part(office, caller, at)
    if (!/fhir\+json|^application\/json/.test(request.headers.accept ?? '')) return reply.type(content_type).send(bytes)
    // Somebody who asks for FHIR of a FHIR document wants the document, as it was sealed.
    if (content_type.startsWith('application/fhir+json')) return reply.type(content_type).send(bytes)
    const resource = { resourceType: 'Binary', id, contentType: content_type, data: bytes.toString('base64') }
    return reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(resource))
  })
}
