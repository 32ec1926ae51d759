import { fail } from '../../base/outcome/index.ts'
import { group, optional, read_shape, text, yes_or_no } from '../../base/shapes/index.ts'
import {
  export_ministry,
  export_record,
  import_record,
  preview_import,
  print_record,
} from '../../chart/medical-record/index.ts'
import type { ImportWish } from '../../chart/medical-record/contract.ts'
import { make_package, send_record, send_record_shape } from '../../network/record-packages/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const media_types = { json: 'application/json; charset=utf-8', xml: 'application/xml; charset=utf-8' } as const

/** As long as a body may be: the server's own bound comes first. */
const file_field = text('tệp HoSoBenhAn', 512 * 1_048_576)
const preview_shape = group<Pick<ImportWish, 'file'>>('tệp xem trước', { file: file_field })
const import_shape = group<ImportWish>('tệp nhập', {
  file: file_field,
  house: text('nơi lập bệnh án', 255),
  leaves_unknown: optional(yes_or_no('bỏ các trường lạ')),
})

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
      const exported = await export_ministry(store, await web.caller(request), id)
      return reply
        .type('application/fhir+json; charset=utf-8')
        .header('content-disposition', `attachment; filename="FHIR-BYT-${id}.json"`)
        .send(exported.text)
    }
    if (format !== 'json' && format !== 'xml') throw fail.value('Chỉ xuất được json hoặc xml', 'format')
    const exported = await export_record(store, await web.caller(request), id, format)
    return reply
      .type(media_types[format])
      .header('content-disposition', `attachment; filename="HoSoBenhAn-${id}.${format}"`)
      .send(exported)
  })
  app.post('/api/records/import/preview', async (request) => {
    const { file } = read_shape(preview_shape, body_of(request))
    return preview_import(store, await web.caller(request), file)
  })
  app.post('/api/records/import/file', async (request, reply) => {
    const { file, ...wish } = read_shape(import_shape, body_of(request))
    const house = wish.house.trim()
    if (house === '') throw fail.value('Cần ghi nơi lập bệnh án: hồ sơ nhập vào mang tên nơi đó', 'house')
    return reply.code(201).send(await import_record(store, await web.caller(request), file, { ...wish, house }))
  })
  app.post('/api/records/import', async (request, reply) => {
    const file =
      typeof request.body === 'string'
        ? request.body
        : Buffer.isBuffer(request.body)
          ? request.body.toString('utf8')
          : ''
    const { leave_unknown } = request.query as { leave_unknown?: string }
    const wish = { leaves_unknown: leave_unknown === 'true' }
    return reply.code(201).send(await import_record(store, await web.caller(request), file, wish))
  })
}
