import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { day, group, read_shape } from '../../base/shapes/index.ts'
import { local_date, shift_days } from '../../base/time/index.ts'
import { registration_shape } from '../../chart/patients/index.ts'
import { body_of } from '../../platform/http/index.ts'
import {
  accept_incoming,
  accepting_shape,
  arrive_incoming,
  arriving_shape,
  changed_csv,
  changed_xlsx,
  confirm_sender,
  count_exchange,
  decline_incoming,
  declining_shape,
  finish_incoming,
  get_letter_part,
  list_changed,
  list_disclosed,
  list_facilities,
  list_incoming,
  list_outgoing,
  match_incoming,
  open_packaged,
  put_back_incoming,
  view_foreign_stay,
  matching_shape,
  register_incoming,
  retry_outgoing,
  start_exchange,
  start_lapsing,
  view_incoming,
  view_outgoing,
  withdraw_outgoing,
  type Exchange,
  type ExchangeOptions,
  type ExchangeRooms,
} from '../../network/exchange/index.ts'
import { list_given } from '../../network/imaging-studies/index.ts'
import { read_clock_tolerance } from '../../standards/documents/index.ts'
import { find_malware, read_scanner_setting } from '../../platform/malware/index.ts'
import type { Site } from './site.ts'

const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id
const query_of = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''

const one_of = <T extends string>(names: readonly T[], given: string): T => {
  const found = names.find((name) => name === given)
  if (found === undefined) throw fail.invalid(`tray phải là một trong: ${names.join(', ')}`, 'tray')
  return found
}

/** What is not shown by the browser itself is handed over as a file: no markup of another house runs in our page. */
const shown_types = new Set(['application/pdf'])

const endings: Record<string, string> = {
  'application/zip': 'zip',
  'application/fhir+json': 'json',
  'application/json': 'json',
  'application/xml': 'xml',
  'application/pkcs7-signature': 'p7s',
  'application/jose+json': 'json',
}

/** A name that says what it is: the far end opens, or verifies, the file by it. */
const file_name = ({ content_type, position }: { content_type: string; position: number | string }): string => {
  const ending = endings[content_type.split(';')[0] ?? '']
  if (ending === 'zip') return `goi-ho-so-${position}.zip`
  return ending === undefined || String(position).includes('.') ? `part-${position}` : `part-${position}.${ending}`
}

const send_part = (reply: FastifyReply, part: { bytes: Buffer; content_type: string; position: number | string }) => {
  const is_shown = shown_types.has(part.content_type)
  return reply
    .type(is_shown ? part.content_type : 'application/octet-stream')
    .header('content-disposition', is_shown ? 'inline' : `attachment; filename="${file_name(part)}"`)
    .send(part.bytes)
}

const incoming_routes = ({ web, store }: Site, exchange: Exchange, rooms: ExchangeRooms): void => {
  const { app } = web
  app.get('/api/exchange/incoming', async (request) => {
    const tray = one_of(['coming', 'unmatched', 'red', 'expired', 'done'] as const, query_of(request, 'tray'))
    return list_incoming(store, await web.caller(request), tray, query_of(request, 'after'))
  })
  app.get('/api/exchange/incoming/:id', async (request) =>
    view_incoming(store, await web.caller(request), id_of(request)),
  )
  app.get('/api/exchange/letters/:id/parts/:position', async (request, reply) => {
    const position = Number((request.params as { position: string }).position)
    if (!Number.isInteger(position)) throw fail.not_found('Văn bản này không có phần ấy')
    return send_part(reply, await get_letter_part(store, await web.caller(request), id_of(request), position))
  })
  app.get('/api/exchange/letters/:id/package', async (request, reply) => {
    const name = query_of(request, 'file')
    const file = await open_packaged(store, await web.caller(request), id_of(request), name)
    return send_part(reply, {
      ...file,
      position:
        name
          .split('/')
          .at(-1)
          ?.replace(/[^\w.-]/g, '') || 'file',
    })
  })
  app.post('/api/exchange/incoming/:id/match', async (request) => {
    const caller = await web.caller(request)
    await match_incoming(store, caller, id_of(request), read_shape(matching_shape, body_of(request)).patient, rooms)
    return {}
  })
  app.post('/api/exchange/incoming/:id/put-back', async (request) => {
    await put_back_incoming(store, await web.caller(request), id_of(request), rooms)
    return {}
  })
  app.post('/api/exchange/incoming/:id/register', async (request, reply) => {
    const caller = await web.caller(request)
    const registration = read_shape(registration_shape, body_of(request))
    return reply.code(201).send(await register_incoming(store, caller, id_of(request), registration))
  })
  app.post('/api/exchange/incoming/:id/accept', async (request) => {
    const said = read_shape(accepting_shape, body_of(request))
    await accept_incoming(store, await web.caller(request), { id: id_of(request), ...said }, rooms)
    exchange.poke()
    return {}
  })
  app.post('/api/exchange/incoming/:id/confirm-trust', async (request) => {
    await confirm_sender(store, await web.caller(request), id_of(request))
    return {}
  })
  app.post('/api/exchange/incoming/:id/decline', async (request) => {
    const caller = await web.caller(request)
    await decline_incoming(store, caller, id_of(request), read_shape(declining_shape, body_of(request)).reason, rooms)
    exchange.poke()
    return {}
  })
  app.post('/api/exchange/incoming/:id/finish', async (request) => {
    await finish_incoming(store, await web.caller(request), id_of(request), rooms)
    exchange.poke()
    return {}
  })
  app.post('/api/exchange/incoming/:id/arrive', async (request) => {
    const caller = await web.caller(request)
    const said = read_shape(arriving_shape, body_of(request))
    await arrive_incoming(store, caller, { id: id_of(request), ...said }, rooms)
    exchange.poke()
    return {}
  })
}

const outgoing_routes = ({ web, store }: Site, exchange: Exchange): void => {
  const { app } = web
  app.get('/api/exchange/outgoing', async (request) => {
    const tray = one_of(['open', 'expired', 'done'] as const, query_of(request, 'tray'))
    return list_outgoing(store, await web.caller(request), tray, query_of(request, 'after'))
  })
  app.get('/api/exchange/outgoing/:id', async (request) =>
    view_outgoing(store, await web.caller(request), id_of(request)),
  )
  app.post('/api/exchange/outgoing/retry', async (request) => {
    const count = await retry_outgoing(store, await web.caller(request))
    exchange.poke()
    return { count }
  })
  app.post('/api/exchange/outgoing/:id/retry', async (request) => {
    const count = await retry_outgoing(store, await web.caller(request), id_of(request))
    exchange.poke()
    return { count }
  })
  app.post('/api/exchange/outgoing/:id/withdraw', async (request) => {
    const caller = await web.caller(request)
    await withdraw_outgoing(store, caller, id_of(request), read_shape(declining_shape, body_of(request)).reason)
    exchange.poke()
    return {}
  })
}

const span_shape = group<{ from: string; to: string }>('khoảng ngày', { from: day('từ ngày'), to: day('đến ngày') })
const span_days_default = 90

/** @throws 422 a day that is none, or the end before the beginning */
const span_of = (request: FastifyRequest): { from: string; to: string } => {
  const today = local_date(new Date())
  const to = query_of(request, 'to') || today
  const span = read_shape(span_shape, {
    from: query_of(request, 'from') || shift_days(today, 1 - span_days_default),
    to,
  })
  if (span.from > span.to) throw fail.value('Từ ngày phải trước đến ngày', 'from')
  return span
}

const xlsx_type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What was corrected after it had been sent, on the screen and as files. */
const changed_routes = ({ web, store }: Site): void => {
  const { app } = web
  const list = async (request: FastifyRequest) => list_changed(store, await web.caller(request), span_of(request))
  const name_of = ({ from, to }: { from: string; to: string }, form: string): string =>
    `attachment; filename="sua-sau-khi-gui-${from}-${to}.${form}"`
  app.get('/api/exchange/changed', list)
  app.get('/api/exchange/changed.csv', async (request, reply) => {
    const found = await list(request)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', name_of(found, 'csv'))
      .send(changed_csv(found))
  })
  app.get('/api/exchange/changed.xlsx', async (request, reply) => {
    const found = await list(request)
    return reply
      .type(xlsx_type)
      .header('content-disposition', name_of(found, 'xlsx'))
      .send(await changed_xlsx(found))
  })
}

/**
 * Letters between houses: the trays, and the pump that carries them. It runs in every server process.
 * @param rooms what the rooms of single kinds of letters do when one comes or is answered
 */
export const exchange_routes = (
  site: Site,
  rooms: ExchangeRooms = {},
  { lapse_first_ms, ...pace }: Pick<ExchangeOptions, 'poll_ms' | 'sync_ms' | 'scan'> & { lapse_first_ms?: number } = {},
): Exchange => {
  const { web, store, database } = site
  const report = (error: unknown, what: string): void => web.app.log.error({ err: error }, what)
  const clock_tolerance_ms = read_clock_tolerance(process.env['CLOCK_TOLERANCE_S'])
  const scanner = read_scanner_setting('CLAMD', process.env['CLAMD'])
  const scan = scanner && ((bytes: Uint8Array) => find_malware(scanner, bytes))
  const exchange = start_exchange({ database, store, rooms, report, clock_tolerance_ms, scan, ...pace })
  const lapsing = start_lapsing({
    database,
    store,
    report,
    ...(lapse_first_ms === undefined ? {} : { first_ms: lapse_first_ms }),
  })
  web.app.addHook('onClose', async () => {
    await Promise.all([exchange.stop(), lapsing.stop()])
  })
  web.app.get('/api/exchange/counts', async (request) => count_exchange(store, await web.caller(request)))
  web.app.get('/api/exchange/facilities', async (request) =>
    list_facilities(store, await web.caller(request), query_of(request, 'q')),
  )
  web.app.get('/api/exchange/foreign-stays/:id', async (request) =>
    view_foreign_stay(store, await web.caller(request), id_of(request)),
  )
  web.app.get('/api/exchange/disclosed/:id', async (request) => {
    const caller = await web.caller(request)
    const lines = [
      ...(await list_disclosed(store, caller, id_of(request))),
      ...(await list_given(store, caller, id_of(request))),
    ]
    return lines.toSorted((a, b) => Date.parse(b.posted_at) - Date.parse(a.posted_at))
  })
  incoming_routes(site, exchange, rooms)
  outgoing_routes(site, exchange)
  changed_routes(site)
  return exchange
}
