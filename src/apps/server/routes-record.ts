import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { export_ministry, export_record, import_record, print_record } from '../../chart/medical-record/index.ts'
import { make_package, send_record, send_record_shape } from '../../network/record-packages/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const media_types = { json: 'application/json; charset=utf-8', xml: 'application/xml; charset=utf-8' } as const

/** The whole record: one PDF, HoSoBenhAn out and in. */
export const record_routes = ({ web, store, forms }: Site): void => {
  const { app } = web
  app.get('/api/stays/:id/record.pdf', async (request, reply) => {
    const { id } = request.params as { id: string }
    const bytes = await print_record(store, forms, await web.caller(request), id)
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="ho-so-${id}.pdf"`)
      .send(Buffer.from(bytes))
  })
  app.get('/api/stays/:id/package.zip', async (request, reply) => {
    const { id } = request.params as { id: string }
    const made = await make_package(store, forms, await web.caller(request), id)
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${made.name}"`)
      .send(Buffer.from(made.bytes))
  })
  app.post('/api/stays/:id/send-record', async (request, reply) => {
    const { id } = request.params as { id: string }
    const caller = await web.caller(request)
    return reply
      .code(201)
      .send(await send_record(store, forms, caller, id, read_shape(send_record_shape, body_of(request))))
  })
  app.get('/api/stays/:id/export', async (request, reply) => {
    const { id } = request.params as { id: string }
    const { format = 'json', profile } = request.query as { format?: string; profile?: string }
    if (profile !== undefined) {
      if (profile !== 'ministry') throw fail.value('Chỉ xuất được dạng ministry (dự thảo FHIR của Bộ Y tế)', 'profile')
      const { text } = await export_ministry(store, await web.caller(request), id)
      return reply
        .type('application/fhir+json; charset=utf-8')
        .header('content-disposition', `attachment; filename="FHIR-BYT-${id}.json"`)
        .send(text)
    }
    if (format !== 'json' && format !== 'xml') throw fail.value('Chỉ xuất được json hoặc xml', 'format')
    const text = await export_record(store, await web.caller(request), id, format)
    return reply
      .type(media_types[format])
      .header('content-disposition', `attachment; filename="HoSoBenhAn-${id}.${format}"`)
      .send(text)
  })
  app.post('/api/records/import', async (request, reply) => {
    const text =
      typeof request.body === 'string'
        ? request.body
        : Buffer.isBuffer(request.body)
          ? request.body.toString('utf8')
          : ''
    const { leave_unknown } = request.query as { leave_unknown?: string }
    const wish = { leaves_unknown: leave_unknown === 'true' }
    return reply.code(201).send(await import_record(store, await web.caller(request), text, wish))
  })
}
