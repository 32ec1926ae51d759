import type { FastifyRequest } from 'fastify'
import {
  group,
  list,
  number,
  one_of,
  optional,
  read_shape,
  text,
  when_absent,
  whole,
  day,
} from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { as_oversight } from '../monitor/index.ts'
import { figure_catalogue, table_catalogue } from './catalogue.ts'
import type { Catalogue, Evidence, Head, PeriodWish, Preview, Snapshot } from './contract.ts'
import { to_document } from './document.ts'
import { told_names } from './gather.ts'
import type { ReportOffice } from './office.ts'
import { to_pages } from './render/to-pdf.ts'
import {
  draw_again,
  get_file,
  get_snapshot,
  list_reports,
  make_report,
  missing_in,
  take_snapshot,
  type ReportWish,
} from './reports.ts'
import { show_evidence } from './show-evidence.ts'
import { list_templates, list_versions, save_template, type TemplateChange } from './templates.ts'

const kinds = ['week', 'month', 'quarter', 'half', 'year', 'adhoc'] as const
const short = (label: string) => text(label, 300)

const period_shape = group<PeriodWish>('kỳ báo cáo', {
  kind: one_of('loại kỳ', kinds),
  year: optional(whole('năm')),
  number: optional(number('số của kỳ', 1, 53)),
  from: optional(day('từ ngày')),
  to: optional(day('đến ngày')),
  programme: optional(text('chương trình', 60)),
})
const head_shape = group<Head>('đầu và chân văn bản', {
  ...{ superior: short('cơ quan chủ quản'), unit: short('cơ quan ban hành'), symbol: text('ký hiệu', 40) },
  ...{ place: text('địa danh', 100), kind: text('tên loại văn bản', 100), subject: text('trích yếu', 500) },
  addressees: list('nơi gửi', short('nơi gửi'), 20),
  recipients: list('nơi nhận', short('nơi nhận'), 30),
  authority: list('quyền hạn ký', text('quyền hạn ký', 100), 4),
  signer: text('người ký', 100),
  period_kinds: list('loại kỳ', one_of('loại kỳ', kinds), kinds.length),
  closing: one_of('cách chốt số liệu', ['nd09', 'calendar']),
  name: text('tên mẫu', 150),
})
const body_max = 60_000
const wish_shape = group<ReportWish>('báo cáo', {
  template: text('mã mẫu', 60),
  period: period_shape,
  number: when_absent(text('số văn bản', 30), ''),
  dated: optional(day('ngày ban hành')),
  draft: optional(
    group<{ head: Head; body: string }>('mẫu đang sửa', { head: head_shape, body: text('nội dung', body_max) }),
  ),
})
const change_shape = group<TemplateChange>('mẫu', {
  seen_version: whole('bản đã xem'),
  head: head_shape,
  body: text('nội dung', body_max),
  note: when_absent(text('ghi chú sửa đổi', 500), ''),
})

const types: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** Templates: looking needs board.read, changing board.write. */
const template_routes = (office: ReportOffice, web: WebServer): void => {
  const { app } = web
  const { database, letterhead, sources } = office
  app.get('/api/hub/reports/catalogue', async (request): Promise<Catalogue> => {
    demand(await web.caller(request), 'board.read')
    return { figures: figure_catalogue, tables: table_catalogue, told: told_names(sources) }
  })
  app.get('/api/hub/reports/templates', async (request) => {
    const caller = await web.caller(request)
    return {
      templates: await as_oversight(database, caller, (sql) => list_templates(sql, caller.facility, letterhead)),
    }
  })
  app.get('/api/hub/reports/templates/:slug', async (request) => {
    const caller = await web.caller(request)
    const slug = param(request, 'slug')
    return {
      versions: await as_oversight(database, caller, (sql) => list_versions(sql, caller.facility, slug, letterhead)),
    }
  })
  app.put('/api/hub/reports/templates/:slug', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'board.write')
    const change = read_shape(change_shape, body_of(request))
    const save = (sql: Parameters<typeof save_template>[0]) =>
      save_template(sql, caller, param(request, 'slug'), change, letterhead)
    return { version: await as_oversight(database, caller, save, 'board.write') }
  })
}

/** The pages of a snapshot, what of it nobody tells, and where every figure was counted. */
const to_preview = async (snapshot: Snapshot): Promise<Preview> => {
  const document = to_document(snapshot)
  const { pages } = await to_pages(document)
  return { pages, missing: missing_in(snapshot), sources: document.sources }
}

const days_shape = group<{ tu?: string; den?: string; 'chuong-trinh'?: string }>('các ngày', {
  tu: optional(day('từ ngày')),
  den: optional(day('đến ngày')),
  'chuong-trinh': optional(text('chương trình', 60)),
})

/** Reports: made, kept, given out as they were made. */
export const report_routes = (office: ReportOffice, web: WebServer): void => {
  const { app } = web
  const { database } = office
  template_routes(office, web)
  app.post('/api/hub/reports/preview', async (request): Promise<Preview> => {
    const caller = await web.caller(request)
    return to_preview(await take_snapshot(office, caller, read_shape(wish_shape, body_of(request))))
  })
  /** The rows a figure was counted from: the address that stands in the annex of every report. */
  app.get('/api/hub/reports/figures/:name', async (request): Promise<Evidence> => {
    const caller = await web.caller(request)
    demand(caller, 'board.read')
    const { tu: from, den: to, 'chuong-trinh': programme } = read_shape(days_shape, request.query)
    return show_evidence(office, caller, param(request, 'name'), {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(programme === undefined ? {} : { programme }),
    })
  })
  app.get('/api/hub/reports', async (request) => {
    const caller = await web.caller(request)
    return { reports: await as_oversight(database, caller, (sql) => list_reports(sql, caller.facility)) }
  })
  app.post('/api/hub/reports', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'board.write')
    const { draft: _, ...wish } = read_shape(wish_shape, body_of(request))
    return reply.code(201).send({ id: await make_report(office, caller, wish) })
  })
  const kept = async (caller: Caller, id: string) =>
    as_oversight(database, caller, (sql) => get_snapshot(sql, caller.facility, id))
  app.get('/api/hub/reports/:id', async (request) => {
    const snapshot = await kept(await web.caller(request), param(request, 'id'))
    return { snapshot, ...(await to_preview(snapshot)) }
  })
  /** Whether what is kept can still be drawn from its figures, byte for byte. */
  app.get('/api/hub/reports/:id/again', async (request) => {
    const caller = await web.caller(request)
    const files = await draw_again(await kept(caller, param(request, 'id')))
    return { files: files.map(({ form, sha256 }) => ({ form, sha256 })) }
  })
  app.get('/api/hub/reports/:id/files/:form', async (request, reply) => {
    const caller = await web.caller(request)
    const [id, form] = [param(request, 'id'), param(request, 'form')]
    const file = await as_oversight(database, caller, async (sql) => {
      const found = await get_file(sql, caller.facility, id, form)
      const act = { action: 'R', interaction: 'report-file', type: 'OversightReport', ref: `${id}.${form}` } as const
      await insert_events(sql, [{ caller, act }])
      return found
    })
    return reply
      .type(types[form] ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename="bao-cao-${id.slice(0, 8)}.${form}"`)
      .header('etag', `"${file.sha256}"`)
      .send(file.bytes)
  })
}
