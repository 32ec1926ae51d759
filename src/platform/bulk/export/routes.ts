import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../../base/outcome/index.ts'
import { canonical } from '../../../standards/fhir/index.ts'
import { demand } from '../../access/index.ts'
import type { Caller } from '../../audit/index.ts'
import type { WebServer } from '../../http/index.ts'
import { demand_need } from '../../records/index.ts'
import { count_files } from './count-files.ts'
import { file_lines } from './file-lines.ts'
import {
  find_job,
  is_settled,
  put_files,
  remove_job,
  stop_counting,
  take_counting,
  type ExportFile,
  type Job,
} from './job.ts'
import type { ExportParts } from './kick-off.ts'

/** How long a question for the status waits for a job that is nearly done. */
const patience_ms = 1_000
const retry_after_s = 2

const file_name = (file: ExportFile, place: number): string =>
  `${place}.${file.kind === 'deleted' ? 'deleted.' : ''}${file.type}.ndjson`

/** Never silently: how many people asked not to be in it (manifest `extension`, Bulk Data Access IG 2.0 §2.1.5.1). */
const left_out = ({ asked }: Job): Record<string, unknown> => {
  const count = asked.without?.length ?? 0
  return count === 0 ? {} : { extension: { [canonical.bulk_left_out]: { count, reason: 'Luật 91/2025/QH15 Điều 4' } } }
}

/** Bulk Data Access IG 2.0 §2.1.5: what a job came to. */
const manifest_of = (job: Job, files: ExportFile[], base: string): Record<string, unknown> => {
  const named = files.map((file, place) => ({
    kind: file.kind,
    line: {
      // Deletions lie in Bundles, a page of them in each.
      ...(file.kind === 'deleted' ? { type: 'Bundle' } : { type: file.type, count: file.count }),
      url: `${base}/$export-file/${job.id}/${file_name(file, place)}`,
    },
  }))
  const of = (kind: ExportFile['kind']) => named.filter((one) => one.kind === kind).map((one) => one.line)
  return {
    transactionTime: job.transaction_time.toISOString(),
    request: job.request,
    requiresAccessToken: true,
    output: of('resources'),
    deleted: of('deleted'),
    error: [],
    ...left_out(job),
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())

/** The addresses of jobs and files: only who asked is answered, and only from the facility he stands in. */
export const export_routes = (web: WebServer, parts: ExportParts, base: string): void => {
  const { app } = web
  const { database, audit, closed } = parts

  const asker = async (request: FastifyRequest): Promise<{ caller: Caller; job: Job }> => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    demand(caller, 'record.export')
    const { job: id = '' } = request.params as { job?: string }
    const job = await find_job(database, caller, id)
    if (!job) throw fail.not_found('Không có lần xuất này, hoặc nó đã hết hạn hay bị hủy')
    return { caller, job }
  }

  const count = async (job: Job): Promise<void> => {
    try {
      const files = await count_files(database, job, closed)
      if (files) await put_files(database, job, files)
    } catch (error) {
      app.log.error({ err: error }, 'counting an export failed')
      await stop_counting(database, job)
    }
  }

  /** Brings a job on as far as it goes now; whoever asks for its status keeps it going. */
  const advance = async (job: Job): Promise<string> => {
    if (!(await is_settled(database, job))) return 'đang chờ các lần ghi dở dang kết thúc'
    if (await take_counting(database, job)) await Promise.race([count(job), wait(patience_ms)])
    return job.progress === '' ? 'đang đếm' : job.progress
  }

  const still_working = (reply: FastifyReply, progress: string) =>
    reply
      .code(202)
      .header('retry-after', String(retry_after_s))
      // A header is ASCII (RFC 9110 §5.5).
      .header(
        'x-progress',
        progress
          .normalize('NFD')
          .replace(/[\u0300-\u036f]/g, '')
          .replaceAll('đ', 'd'),
      )
      .send('')

  app.get('/fhir/$export-status/:job', async (request, reply) => {
    const { caller, job } = await asker(request)
    const progress = job.files ? '' : await advance(job)
    const now = job.files ? job : await find_job(database, caller, job.id)
    if (!now?.files) return still_working(reply, progress)
    return reply
      .type('application/json')
      .header('expires', now.expires_at.toUTCString())
      .send(JSON.stringify(manifest_of(now, now.files, base)))
  })

  app.delete('/fhir/$export-status/:job', async (request, reply) => {
    const { caller, job } = await asker(request)
    await remove_job(database, caller, job.id)
    await audit.write(caller, { action: 'D', interaction: '$export', ref: `$export ${job.id}`, detail: 'cancelled' })
    return reply.code(202).send('')
  })

  app.get('/fhir/$export-file/:job/:file', async (request, reply) => {
    const { caller, job } = await asker(request)
    const { file: name } = request.params as { file: string }
    const file = job.files?.find((one, place) => file_name(one, place) === name)
    if (!file) throw fail.not_found('Lần xuất này không có tệp ấy')
    demand_need(caller, { right: 'r', type: file.type })
    await audit.write(caller, {
      ...{ action: 'R', interaction: '$export', type: file.type, ref: `$export ${job.id}/${name}` },
      detail: `${file.count} resources`,
    })
    return reply.type('application/fhir+ndjson').send(Readable.from(file_lines(database, job, file)))
  })
}
