import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Failure, fail } from '../../../base/outcome/index.ts'
import { demand } from '../../access/index.ts'
import type { AuditLog } from '../../audit/index.ts'
import type { WebServer } from '../../http/index.ts'
import { demand_need, type Operation, type Store } from '../../records/index.ts'
import { answer_text, refusal_text } from './answer.ts'
import { run_import } from './run-import.ts'
import { open_spool } from './spool.ts'
import { open_taker } from './taker.ts'
import { open_taker_thread } from './thread.ts'

export type ImportFace = {
  store: Store
  audit: AuditLog
  database_url: string
  /** Types that are not written through /fhir. */
  closed: string[]
  /** Types that a room guards (TypeGuard). */
  guarded: string[]
}

const media_types = ['application/fhir+ndjson', 'application/ndjson', 'application/x-ndjson']

const wrong_type = (): Failure =>
  new Failure(415, [
    {
      severity: 'error',
      code: 'not-supported',
      message: '$import nhận ndjson trong nội dung (Content-Type: application/fhir+ndjson), mỗi dòng một tài nguyên',
      expression: 'Content-Type',
    },
  ])

/** So little is done before a thread has started, and holds up nobody. */
const small_bytes_max = 64 * 1_024

/** Few lines, as a system sends them that passes on what it wrote in the last minute; packed, nobody knows how many. */
const is_small = ({ headers }: FastifyRequest): boolean =>
  headers['content-encoding'] === undefined && Number(headers['content-length'] ?? Infinity) <= small_bytes_max

/**
 * POST /fhir/$import: ndjson streamed in, the answer says what became of it line by line. The body is neither kept nor
 * bounded; only this route takes such bodies.
 */
export const import_routes = (web: WebServer, face: ImportFace): void => {
  void web.app.register((scope, _options, done) => {
    scope.addContentTypeParser(media_types, (_request, payload, next) => next(null, payload))
    scope.post('/fhir/$import', async (request, reply) => {
      const caller = await web.caller(request)
      demand(caller, 'fhir.write')
      demand(caller, 'record.import')
      for (const right of ['c', 'u'] as const) demand_need(caller, { right, type: '*' })
      if (!(request.body instanceof Readable)) throw wrong_type()
      const refusals = await open_spool()
      try {
        const imported = await run_import(
          {
            ...face,
            ...{ caller, open_taker: is_small(request) ? open_taker : open_taker_thread },
            on_refused: (more) => refusals.put(more.map(refusal_text)),
          },
          request.body,
        )
        const text = Readable.from(answer_text(imported, refusals))
        text.once('close', () => void refusals.close())
        return await reply.type('application/fhir+json; charset=utf-8').send(text)
      } catch (error) {
        await refusals.close()
        throw error
      }
    })
    done()
  })
}

/** For /metadata, and for whoever does not POST. */
export const import_operation: Operation = {
  name: '$import',
  definition: 'https://benhanmo.vn/fhir/OperationDefinition/import',
  on: ['system'],
  types: [],
  writes: true,
  run: () => Promise.reject(fail.not_supported('$import nhận ndjson bằng POST /fhir/$import')),
}
