import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { charts_of } from '../../chart/merging/index.ts'
import type { Exchange } from '../../network/exchange/index.ts'
import { open_hubs, open_key_ring } from '../../network/exchange/index.ts'
import {
  basis_shape,
  close_basis,
  code_shape,
  confirm_request,
  demo_otp,
  no_otp,
  find_publication,
  get_request_paper,
  bhyt_gateway,
  list_national,
  make_national_again,
  note_seen,
  portal_word_shape,
  seen_shape,
  view_seen,
  write_portal_word,
  profile_of_portal,
  open_basis,
  open_paper,
  say_closed,
  reason_shape,
  release_publication,
  request_shape,
  otp_by_gateway,
  send_code_again,
  gather_request_sheet,
  print_request_sheet,
  view_request_text,
  http_sms,
  read_whose_paper,
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
  type OpenSms,
  type Portal,
  type Publisher,
} from '../../network/health-book/index.ts'
import {
  drop_shape,
  drop_taken,
  lab_quality_shape,
  put_lab_quality,
  view_lab_quality,
  list_changed_results,
  list_taken,
  repeat_shape,
  result_maker,
  note_repeated,
  publish_result,
  find_shared_results,
  see_change,
  take_over,
  tell_taken_of,
  take_shape,
  view_publication,
} from '../../network/shared-results/index.ts'
import { studies_of_paper, type ImagingOffice, type OpenPacs } from '../../network/imaging-studies/index.ts'
import type { NationalTray } from '../../network/health-book/contract.ts'
import { demand } from '../../platform/access/index.ts'
import { body_of, type EndpointProfile } from '../../platform/http/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import type { AskedAs } from '../../network/health-book/contract.ts'
import { imaging_routes, pacs_by_environment } from './routes-imaging.ts'
import { portal_routes, sms_routes } from './routes-link.ts'
import type { Site } from './site.ts'

export type HealthBookOptions = {
  poll_ms?: number
  sweep_ms?: number
  otp?: OtpSender
  /** Passwords at the portal, by facility (HEALTH_PORTAL_PASSWORDS: {"24012": "…"}, or {"24012": {"sandbox", "production"}}). */
  open_portal?: OpenPortal
  /** Secrets at the text gateway, by facility (SMS_GATEWAY_SECRETS: {"24012": "…"}). */
  open_sms?: OpenSms
  /** Passwords of PACS, by facility (PACS_PASSWORDS: {"24012": "…"}). */
  open_pacs?: OpenPacs
}

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''
const query_of = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''

const secrets_in = (name: string): Record<string, string> =>
  JSON.parse(process.env[name] ?? '{}') as Record<string, string>

type Passwords = Record<string, string | Partial<Record<EndpointProfile, string>>>
const portal_passwords = (): Passwords => JSON.parse(process.env['HEALTH_PORTAL_PASSWORDS'] ?? '{}') as Passwords

/** One for each way to the portal: it keeps the token it was given. */
const portals_by_environment = (): OpenPortal => {
  const known = new Map<string, { key: string; portal: Portal }>()
  return (facility, settings) => {
    const own = portal_passwords()[facility]
    const password = typeof own === 'object' ? own[profile_of_portal(settings)] : own
    if (password === undefined) return undefined
    const key = JSON.stringify([settings, password])
    const found = known.get(facility)
    if (found?.key === key) return found.portal
    const portal = bhyt_gateway(settings, password)
    known.set(facility, { key, portal })
    return portal
  }
}

const sms_by_environment: OpenSms = (facility, settings) => {
  const secret = secrets_in('SMS_GATEWAY_SECRETS')[facility]
  return secret === undefined ? undefined : http_sms(settings, secret)
}

const asked_as_of = (text: string): AskedAs => (text === 'representative' || text === 'both' ? text : 'person')

const timeline_routes = ({ web, store }: Site, office: ImagingOffice): void => {
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
    const patient = param(request, 'patient')
    const opened = await read_whose_paper(await open_paper(office, caller, patient, id))
    const closed = await say_closed(office, caller, opened)
    return show_paper(id, opened, { closed, studies: await studies_of_paper(office, caller, patient, opened) })
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
  app.get('/api/timeline/:patient/request-text', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.read')
    const [asked_as, purpose] = [asked_as_of(query_of(request, 'as')), query_of(request, 'purpose')]
    const said = await store.unit(caller, (unit) =>
      view_request_text(unit, { patient: param(request, 'patient'), asked_as, purpose }),
    )
    const channels = (await office.otp.is_on(caller.facility)) ? (['otp', 'paper'] as const) : (['paper'] as const)
    return { ...said, channels }
  })
}

const request_routes = ({ web, store }: Site, office: BookOffice): void => {
  const { app } = web
  const path = '/api/timeline/:patient/requests'
  app.post(path, async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(request_shape, body_of(request))
    return reply.code(201).send(await take_request(office, caller, param(request, 'patient'), wish))
  })
  app.get('/api/timeline/:patient/request-sheet', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.read')
    const said = (name: string): string => query_of(request, name).slice(0, 500)
    const answers = await store.unit(caller, (unit) =>
      gather_request_sheet(unit, {
        ...{ patient: param(request, 'patient'), asked_as: asked_as_of(said('as')), asked_by: said('by') },
        ...{ relation: said('relation'), purpose: said('purpose'), labels: said('labels').split(',') },
      }),
    )
    const pdf = await print_request_sheet(answers)
    return reply
      .type('application/pdf')
      .header('content-disposition', 'inline')
      .header('cache-control', 'no-store')
      .send(Buffer.from(pdf))
  })
  app.post(`${path}/:id/code`, async (request) => {
    const caller = await web.caller(request)
    const patients = (unit: Unit) => charts_of(unit, param(request, 'patient'))
    return send_code_again(office, caller, patients, param(request, 'id'))
  })
  app.post(`${path}/:id/confirm`, async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.read')
    const { code } = read_shape(code_shape, body_of(request))
    const left = await store.unit(caller, async (unit) =>
      confirm_request(unit, await charts_of(unit, param(request, 'patient')), param(request, 'id'), code),
    )
    // Thrown outside the unit: a wrong try has to stay counted.
    if (left !== undefined) throw fail.value(`Mã xác nhận không đúng; còn ${left} lần thử`, 'code')
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

const trays: NationalTray[] = ['open', 'waiting', 'late', 'sent']

/** The visits of the house on their way to the insurance's portal, and what a person does about them. */
const national_routes = ({ web, store }: Site, publisher: Publisher): void => {
  const { app } = web
  app.get('/api/health-book/visits', async (request) => {
    const caller = await web.caller(request)
    const tray = trays.find((one) => one === (query_of(request, 'tray') || 'open'))
    if (!tray) throw fail.value(`Khay phải là một trong: ${trays.join(', ')}`, 'tray')
    return list_national(store, caller, tray)
  })
  app.post('/api/health-book/again', async (request, reply) => {
    await make_national_again(store, await web.caller(request), query_of(request, 'about'))
    publisher.poke()
    return reply.code(202).send({})
  })
  app.post('/api/health-book/portal-word', async (request) => {
    const caller = await web.caller(request)
    const word = read_shape(portal_word_shape, body_of(request))
    await write_portal_word(store, caller, query_of(request, 'about'), word)
    return {}
  })
  app.get('/api/seen-on-phone/:patient', async (request) =>
    view_seen(store, await web.caller(request), param(request, 'patient')),
  )
  app.post('/api/seen-on-phone/:patient', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(seen_shape, body_of(request))
    return reply.code(201).send({ id: await note_seen(store, caller, param(request, 'patient'), wish) })
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
  app.get('/api/lab-quality', async (request) => ({
    quality: await view_lab_quality(store, await web.caller(request)),
  }))
  app.put('/api/lab-quality', async (request) => {
    const caller = await web.caller(request)
    await put_lab_quality(store, caller, read_shape(lab_quality_shape, body_of(request)))
    return {}
  })
  app.delete('/api/lab-quality', async (request) => {
    await put_lab_quality(store, await web.caller(request), null)
    return {}
  })
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
    const taken = await take_over(office, caller, param(request, 'encounter'), wish)
    publisher.poke()
    return reply.code(201).send(taken)
  })
  app.post('/api/shared-results/taken/:encounter/:id/seen', async (request) =>
    see_change(store, await web.caller(request), param(request, 'encounter'), param(request, 'id')),
  )
  app.get('/api/shared-results/changed', async (request) =>
    list_changed_results(store, await web.caller(request), {
      is_count: query_of(request, 'count') !== '',
      encounter: query_of(request, 'encounter') || undefined,
    }),
  )
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
  const open_sms = options.open_sms ?? sms_by_environment
  const otherwise = site.demo_accounts.length > 0 ? demo_otp : no_otp
  const otp = options.otp ?? otp_by_gateway(database, open_sms, otherwise)
  const office: ImagingOffice = {
    ...{ database, store, forms, otp, hub_of: open_hubs(stopping.signal) },
    ...{ keys_of: open_key_ring(), stopped: stopping.signal, open_pacs: options.open_pacs ?? pacs_by_environment() },
    report: (error, what) => web.app.log.error({ err: error }, what),
    scan: exchange.scan,
  }
  const open_portal = options.open_portal ?? portals_by_environment()
  const publisher = start_publisher({
    ...{
      database,
      store,
      makers: [visit_maker(forms), result_maker({ ...office, base_url: site.base_url })],
      open_portal,
    },
    ...(options.poll_ms === undefined ? {} : { poll_ms: options.poll_ms }),
    ...(options.sweep_ms === undefined ? {} : { sweep_ms: options.sweep_ms }),
    report: (error, what) => web.app.log.error({ err: error }, what),
    posted: () => exchange.poke(),
    async also(facility) {
      await tell_ended_of(office, facility)
      await tell_taken_of(office, facility)
    },
  })
  web.app.addHook('onClose', async () => {
    stopping.abort()
    await publisher.stop()
  })
  timeline_routes(site, office)
  request_routes(site, office)
  national_routes(site, publisher)
  publication_routes(site, publisher)
  result_routes(site, office, publisher)
  portal_routes(site, open_portal, publisher)
  sms_routes(site, open_sms)
  imaging_routes(site, office)
}
