import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure, fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { operation_outcome, type WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import { is_object, object_of, type Resource } from '../../standards/fhir/index.ts'
import {
  generate_metadata,
  read_provide_bundle,
  read_simple_publish,
  type ProvidedEntry,
} from '../../standards/mhd/index.ts'
import type { Office } from './office.ts'
import { note_refusal } from './refusals.ts'
import { part_id } from './stored-submission.ts'
import { Held, take_submission, type Taken } from './take.ts'

const media_type = 'application/fhir+json; charset=utf-8'
/** The hub's receipt (JWS), for clients that read no Task. */
export const receipt_header = 'x-benhan-receipt'

const is_resource = (value: unknown): value is Resource => is_object(value) && typeof value['resourceType'] === 'string'

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw fail.invalid('Thân yêu cầu không phải JSON đúng')
  }
}

/** What came, as the door understands it. What it does not understand is refused, and counted with its reason. */
export const read_counted = async <T>(
  office: Office,
  caller: Caller,
  request: FastifyRequest,
  read: (body: unknown) => T,
): Promise<{ read: T; received: string }> => {
  const received = typeof request.body === 'string' ? request.body : ''
  try {
    if (received === '') throw fail.invalid('Thân yêu cầu trống')
    return { read: read(parse(received)), received }
  } catch (error) {
    if (error instanceof Failure) await note_refusal(office, { caller, received: Buffer.from(received) }, error)
    throw error
  }
}

const resource_in = (body: unknown): Resource => {
  if (!is_resource(body)) throw fail.invalid('Cần một tài nguyên FHIR')
  return body
}

export const sender_of = async (web: WebServer, request: FastifyRequest): Promise<Caller> => {
  const caller = await web.caller(request)
  demand(caller, 'fhir.write')
  demand_need(caller, { right: 'c', type: 'DocumentReference' })
  return caller
}

/** Where a thing of the request lies now. */
const location_of = (taken: Taken, { kind, part }: ProvidedEntry): string | undefined => {
  if (kind === 'List') return `List/${taken.number}`
  if (part === undefined || (kind !== 'DocumentReference' && kind !== 'Binary')) return undefined
  return `${kind}/${part_id(taken.number, part)}`
}

const answer_entry = (taken: Taken, entry: ProvidedEntry): Record<string, unknown> => {
  const location = location_of(taken, entry)
  return {
    response: {
      status: taken.is_new ? '201 Created' : '200 OK',
      ...(location ? { location } : {}),
      ...(entry.kind === 'List' && taken.warnings.length > 0 ? { outcome: operation_outcome(taken.warnings) } : {}),
    },
  }
}

const held_answer = (reply: FastifyReply, error: Held): FastifyReply =>
  reply
    .code(202)
    .type(media_type)
    .send(JSON.stringify(operation_outcome(error.issues)))

/** ITI-65: a Bundle with a SubmissionSet, its DocumentReferences and Binaries. Nothing else is taken as a Bundle here. */
export const take_provide_bundle =
  (office: Office, web: WebServer) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const caller = await sender_of(web, request)
    const { read, received } = await read_counted(office, caller, request, (body) => {
      if (resource_in(body).resourceType !== 'Bundle') throw fail.invalid('Cần một Bundle', 'resourceType')
      return read_provide_bundle(body)
    })
    const { submission, entries } = read
    try {
      const taken = await take_submission(office, caller, submission, received)
      const entry = entries.map((one) => answer_entry(taken, one))
      return await reply
        .header(receipt_header, taken.receipt.jws)
        .type(media_type)
        .send(JSON.stringify({ resourceType: 'Bundle', type: 'transaction-response', entry }))
    } catch (error) {
      if (error instanceof Held) return held_answer(reply, error)
      throw error
    }
  }

/** ITI-105: one DocumentReference with its bytes in it, for those who have nothing else. */
const simple_publish =
  (office: Office, web: WebServer) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const caller = await sender_of(web, request)
    const recipients = [request.headers['x-recipient'] ?? []].flat().flatMap((one) => one.split(/[\s,]+/))
    const known = { sender: caller.facility, recipients: recipients.filter(Boolean) }
    const { read: submission, received } = await read_counted(office, caller, request, (body) =>
      read_simple_publish(resource_in(body), known),
    )
    try {
      const taken = await take_submission(office, caller, submission, received)
      return await reply
        .code(taken.is_new ? 201 : 200)
        .header('location', `${office.base}/DocumentReference/${part_id(taken.number, 0)}`)
        .header(receipt_header, taken.receipt.jws)
        .type(media_type)
        .send(JSON.stringify(operation_outcome(taken.warnings)))
    } catch (error) {
      if (error instanceof Held) return held_answer(reply, error)
      throw error
    }
  }

/** ITI-106: what a DocumentReference of this document would say; nothing is kept. */
const describe_document =
  (web: WebServer) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    await sender_of(web, request)
    if (typeof request.body !== 'string') throw fail.invalid('Thân yêu cầu trống')
    const body = resource_in(parse(request.body))
    const [first] = Array.isArray(body['parameter']) ? body['parameter'] : []
    const document = body.resourceType === 'Parameters' ? object_of(object_of(first)?.['resource']) : body
    if (!is_resource(document)) throw fail.invalid('Thiếu tài liệu (tham số document)', 'Parameters.parameter')
    return reply.type(media_type).send(JSON.stringify(generate_metadata(document)))
  }

/** The doors by which documents come in, beside the base itself. To be registered before the FHIR face. */
export const document_doors = (office: Office, web: WebServer): void => {
  web.app.post('/fhir/DocumentReference', simple_publish(office, web))
  web.app.post('/fhir/DocumentReference/$generate-metadata', describe_document(web))
}
