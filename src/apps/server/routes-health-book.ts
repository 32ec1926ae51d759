import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { charts_of } from '../../chart/merging/index.ts'
import type { Exchange } from '../../network/exchange/index.ts'
import { open_hubs } from '../../network/exchange/index.ts'
import {
  basis_shape,
  close_basis,
  code_shape,
  confirm_request,
  demo_otp,
  no_otp,
  find_publication,
  get_request_paper,
  http_portal,
  profile_of_portal,
  open_basis,
  open_paper,
  say_closed,
  reason_shape,
  release_publication,
  request_shape,
  request_text,
  show_paper,
  start_publisher,
  take_back,
  take_request,
  tell_ended_of,
  view_timeline,
  visit_maker,
  type BookOffice,
  type OtpSender,
  type OpenPortal,
  type Publisher,
} from '../../network/health-book/index.ts'
import {
  drop_shape,
  drop_taken,
  list_taken,
  repeat_shape,
  result_maker,
  note_repeated,
  publish_result,
  find_shared_results,
  take_over,
  take_shape,
  view_publication,
} from '../../network/shared-results/index.ts'
import { demand } from '../../platform/access/index.ts'
import { body_of, type EndpointProfile } from '../../platform/http/index.ts'
import { portal_routes } from './routes-link.ts'
import type { Site } from './site.ts'

export type HealthBookOptions = {
  poll_ms?: number
  sweep_ms?: number
  otp?: OtpSender
  /** Passwords at the portal, by facility (HEALTH_PORTAL_PASSWORDS: {"24012": "…"}, or {"24012": {"sandbox", "production"}}). */
  open_portal?: OpenPortal
}

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''
const query_of = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''

type Passwords = Record<string, string | Partial<Record<EndpointProfile, string>>>
const passwords = (): Passwords => JSON.parse(process.env['HEALTH_PORTAL_PASSWORDS'] ?? '{}') as Passwords

const portal_by_environment: OpenPortal = (facility, settings) => {
  const own = passwords()[facility]
  const password = typeof own === 'object' ? own[profile_of_portal(settings)] : own
  return password === undefined ? undefined : http_portal(settings, password)
}

const timeline_routes = ({ web, store }: Site, office: BookOffice): void => {
  const { app } = web
  app.get('/api/timeline/:patient', async (request) =>
    view_timeline(office, await web.caller(request), param(request, 'patient'), query_of(request, 'before')),
  )
  app.post('/api/timeline/:patient', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(basis_shape, body_of(request))
    return reply.code(201).send(await open_basis(office, caller, param(request, 'patient'), wish))
  })
  app.post('/api/timeline/:patient/bases/:id/end', async (request) => {
    const caller = await web.caller(request)
    return { is_told: await close_basis(office, caller, param(request, 'patient'), param(request, 'id')) }
  })
  app.get('/api/timeline/:patient/documents/:id/sections', async (request) => {
    const caller = await web.caller(request)
    const id = param(request, 'id')
    const opened = await open_paper(office, caller, param(request, 'patient'), id)
    return show_paper(id, opened, await say_closed(office, caller, opened))
  })
  app.get('/api/timeline/:patient/documents/:id/pdf', async (request, reply) => {
    const caller = await web.caller(request)
    const opened = await open_paper(office, caller, param(request, 'patient'), param(request, 'id'))
    if (opened.closed_for) throw fail.forbidden(await say_closed(office, caller, opened))
    const pdf = opened.submission.parts.find(({ kind }) => kind === 'pdf')
    if (!pdf) throw fail.not_found('Tài liệu này không có bản PDF')
    return reply
      .type('application/pdf')
      .header('content-disposition', 'inline')
      .header('cache-control', 'no-store')
      .send(Buffer.from(pdf.bytes))
  })
  app.get('/api/timeline/:patient/request-text', async (request) =>
    store.unit(await web.caller(request), (unit) => request_text(unit)),
  )
}

const request_routes = ({ web, store }: Site, office: BookOffice): void => {
  const { app } = web
  const path = '/api/timeline/:patient/requests'
  app.post(path, async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.read')
    const wish = read_shape(request_shape, body_of(request))
    const patient = param(request, 'patient')
    const taken = await store.unit(caller, async (unit) => {
      await unit.get('Patient', patient)
      return take_request(unit, patient, wish, office.otp)
    })
    return reply.code(201).send(taken)
  })
  app.post(`${path}/:id/confirm`, async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.read')
    const { code } = read_shape(code_shape, body_of(request))
    const is_right = await store.unit(caller, async (unit) =>
      confirm_request(unit, await charts_of(unit, param(request, 'patient')), param(request, 'id'), code),
    )
    // Thrown outside the unit: a wrong try has to stay counted.
    if (!is_right) throw fail.value('Mã xác nhận không đúng', 'code')
    return {}
  })
  app.post(`${path}/:id/withdraw`, async (request) => {
    const caller = await web.caller(request)
    const { reason } = read_shape(reason_shape, body_of(request))
    return { is_told: await take_back(office, caller, param(request, 'patient'), { id: param(request, 'id'), reason }) }
  })
  app.get(`${path}/:id/paper`, async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.read')
    const { bytes, content_type } = await store.unit(caller, async (unit) =>
      get_request_paper(unit, await charts_of(unit, param(request, 'patient')), param(request, 'id')),
    )
    return reply.type(content_type).header('content-disposition', 'inline').send(bytes)
  })
}

const publication_routes = ({ web, store }: Site, publisher: Publisher): void => {
  const { app } = web
  app.get('/api/health-book/:encounter', async (request) => ({
    publication: await find_publication(store, await web.caller(request), param(request, 'encounter')),
  }))
  app.post('/api/health-book/release', async (request) => {
    const caller = await web.caller(request)
    const { reason } = read_shape(reason_shape, body_of(request))
    await release_publication(store, caller, query_of(request, 'about'), reason)
    publisher.poke()
    return {}
  })
}

const result_routes = ({ web, store }: Site, office: BookOffice, publisher: Publisher): void => {
  const { app } = web
  app.get('/api/shared-results', async (request) =>
    find_shared_results(office, await web.caller(request), {
      patient: query_of(request, 'patient'),
      code: query_of(request, 'code'),
    }),
  )
  app.post('/api/shared-results/:report/publish', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'record.sign')
    await store.unit(caller, (unit) => publish_result(unit, param(request, 'report')))
    publisher.poke()
    return reply.code(202).send({})
  })
  app.get('/api/shared-results/:report/publication', async (request) =>
    view_publication(office, await web.caller(request), param(request, 'report')),
  )
  app.get('/api/shared-results/taken/:encounter', async (request) =>
    list_taken(store, await web.caller(request), param(request, 'encounter')),
  )
  app.post('/api/shared-results/taken/:encounter', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(take_shape, body_of(request))
    return reply.code(201).send(await take_over(office, caller, param(request, 'encounter'), wish))
  })
  app.post('/api/shared-results/taken/:encounter/:id/drop', async (request) => {
    const caller = await web.caller(request)
    const { reason } = read_shape(drop_shape, body_of(request))
    const id = param(request, 'id')
    return drop_taken(store, caller, param(request, 'encounter'), { id, reason })
  })
  app.post('/api/shared-results/repeat', async (request, reply) => {
    const caller = await web.caller(request)
    await note_repeated(store, caller, read_shape(repeat_shape, body_of(request)))
    return reply.code(201).send({})
  })
}

/** What the house gives into the person's timeline, and what it may see there. Runs in every server process. */
export const health_book_routes = (site: Site, exchange: Exchange, options: HealthBookOptions = {}): void => {
  const { web, store, database, forms } = site
  const stopping = new AbortController()
  const default_otp = site.demo_accounts.length > 0 ? demo_otp : no_otp
  const office: BookOffice = {
    ...{ database, store, forms, otp: options.otp ?? default_otp, hub_of: open_hubs(stopping.signal) },
  }
  const open_portal = options.open_portal ?? portal_by_environment
  const publisher = start_publisher({
    ...{ database, store, makers: [visit_maker(forms), result_maker], open_portal },
    ...(options.poll_ms === undefined ? {} : { poll_ms: options.poll_ms }),
    ...(options.sweep_ms === undefined ? {} : { sweep_ms: options.sweep_ms }),
    report: (error, what) => web.app.log.error({ err: error }, what),
    posted: () => exchange.poke(),
    also: (facility) => tell_ended_of(office, facility),
  })
  web.app.addHook('onClose', async () => {
    stopping.abort()
    await publisher.stop()
  })
  timeline_routes(site, office)
  request_routes(site, office)
  publication_routes(site, publisher)
  result_routes(site, office, publisher)
  portal_routes(site, open_portal, publisher)
}
