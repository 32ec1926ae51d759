import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { WebServer } from '../../platform/http/index.ts'
import type { Office } from './office.ts'
import { note_refusal } from './refusals.ts'

const doors = new Set(['/fhir', '/fhir/DocumentReference', '/lien-thong/documents'])

const said_bytes = (request: FastifyRequest): string => {
  const bytes = Number(request.headers['content-length'])
  return Number.isFinite(bytes) ? `${Math.ceil(bytes / 1_048_576)} MB` : 'không ghi độ dài'
}

/** What is too large is refused before it is read, so no door sees it; it is counted all the same (413). */
export const count_oversized = (office: Office, web: WebServer): void => {
  web.app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? ''
    if (reply.statusCode !== 413 || request.method !== 'POST' || !doors.has(path)) return
    // Of somebody whom the hub does not know nothing is owed to anyone.
    const caller: Caller | undefined = await web.caller(request).catch(() => undefined)
    if (!caller) return
    const message = `Gói quá lớn (${said_bytes(request)}): bị từ chối trước khi đọc`
    const failure = new Failure(413, [{ severity: 'error', code: 'too-long', message }])
    await note_refusal(office, { caller, received: new Uint8Array() }, failure)
  })
}
