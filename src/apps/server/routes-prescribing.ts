import { existsSync, readFileSync } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import {
  copy_lines,
  discard_prescription_draft,
  draft_shape,
  find_drugs_by_words,
  get_prescription_pdf,
  open_desk,
  preview_prescriptions,
  save_prescription_draft,
  sign_prescriptions,
  sign_shape,
} from '../../departments/prescribing/index.ts'
import {
  confirm_told,
  create_pump,
  decline_prescription,
  decline_shape,
  find_connection,
  list_received,
  look_up,
  release,
  sale_shape,
  seal_waiting,
  sell,
  send_when_signed,
  undo_sale,
  view_letter,
  view_outbox,
  view_pharmacies,
  view_sold,
  view_unsealed,
  type Pump,
  type Secrets,
} from '../../network/e-prescriptions/index.ts'
import type { Exchange } from '../../network/exchange/index.ts'
import { demand, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { body_of, type EndpointProfile } from '../../platform/http/index.ts'
import { gateway_routes } from './routes-gateway.ts'
import type { Site } from './site.ts'

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

type HouseSecrets = { password?: string; app_key?: string; doctors?: Record<string, string> }
type SecretFile = Record<string, HouseSecrets & Partial<Record<EndpointProfile, HouseSecrets>>>

/**
 * The file named by E_PRESCRIPTION_SECRETS: {"24012": {"password", "app_key", "doctors": {"<Practitioner id>": "…"}}}, or for each
 * profile its own under "sandbox" and "production". A profile's own secret goes to no system of the other.
 */
export const secrets_of_file = (path: string | undefined): Secrets => {
  const file: SecretFile = path && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SecretFile) : {}
  const of = (facility: string, profile: EndpointProfile): HouseSecrets | undefined =>
    file[facility]?.[profile] ?? file[facility]
  return {
    facility_password: (facility, profile) => of(facility, profile)?.password,
    doctor_password: (facility, practitioner, profile) => of(facility, profile)?.doctors?.[practitioner],
    app_key: (facility, profile) => of(facility, profile)?.app_key,
  }
}

const desk_routes = ({ web, store }: Site, pump: Pump, exchange: Exchange): void => {
  const { app } = web
  app.get('/api/drugs', async (request) => {
    const { q = '' } = request.query as { q?: string }
    return find_drugs_by_words(store, await web.caller(request), q)
  })
  app.get('/api/prescribing/:encounter', async (request) =>
    open_desk(store, await web.caller(request), param(request, 'encounter')),
  )
  app.put('/api/prescribing/:encounter/draft', async (request) => {
    const caller = await web.caller(request)
    return save_prescription_draft(
      store,
      caller,
      param(request, 'encounter'),
      read_shape(draft_shape, body_of(request)),
    )
  })
  app.delete('/api/prescribing/:encounter/draft', async (request) => {
    await discard_prescription_draft(store, await web.caller(request), param(request, 'encounter'))
    return { ok: true }
  })
  app.get('/api/prescribing/:encounter/preview', async (request) =>
    preview_prescriptions(store, await web.caller(request), param(request, 'encounter')),
  )
  app.post('/api/prescribing/:encounter/sign', async (request, reply) => {
    const caller = await web.caller(request)
    const { revision } = read_shape(sign_shape, body_of(request))
    const signed = await sign_prescriptions(store, caller, param(request, 'encounter'), revision, send_when_signed)
    // Sent right after the visit (RX-08); what does not get through waits for the pump.
    pump.turn(caller.facility).catch((error: unknown) => app.log.error({ err: error }, 'sending prescriptions failed'))
    exchange.poke()
    return reply.code(201).send(signed)
  })
  app.get('/api/prescriptions/:code/lines', async (request) =>
    copy_lines(store, await web.caller(request), param(request, 'code')),
  )
  app.get('/api/prescriptions/:code/pdf', async (request, reply) => {
    const { bytes, file_name } = await get_prescription_pdf(store, await web.caller(request), param(request, 'code'))
    return reply.type('application/pdf').header('content-disposition', `inline; filename="${file_name}"`).send(bytes)
  })
}

/** Whoever prescribes, hands out, or keeps the connection running sees what waits and why; no person's name stands there. */
const demand_outbox = (caller: Caller): void => {
  if (may(caller, 'prescription.dispense') || may(caller, 'accounts.manage')) return
  demand(caller, 'prescription.write')
}

/** By the hub: to whom, how far, what waits for the seal. */
const letter_routes = ({ web, store }: Site, exchange: Exchange): void => {
  const { app } = web
  app.get('/api/pharmacies', async (request) => view_pharmacies(store, await web.caller(request)))
  app.get('/api/prescriptions/:code/letter', async (request) =>
    view_letter(store, await web.caller(request), param(request, 'code')),
  )
  app.get('/api/e-prescriptions/unsealed', async (request) => view_unsealed(store, await web.caller(request)))
  app.post('/api/e-prescriptions/seal', async (request) => {
    const sealed = await seal_waiting(store, await web.caller(request))
    exchange.poke()
    return sealed
  })
}

const dispensing_routes = ({ web, store }: Site, pump: Pump, exchange: Exchange): void => {
  const { app } = web
  app.get('/api/dispensing', async (request) => list_received(store, await web.caller(request)))
  app.post('/api/dispensing/:code/decline', async (request) => {
    const caller = await web.caller(request)
    const { reason } = read_shape(decline_shape, body_of(request))
    await decline_prescription(store, caller, param(request, 'code'), reason)
    exchange.poke()
    return {}
  })
  app.get('/api/dispensing/:code', async (request) =>
    look_up(store, pump, await web.caller(request), param(request, 'code')),
  )
  app.post('/api/dispensing/:code', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(sale_shape, body_of(request))
    const sold = await sell(store, pump, caller, param(request, 'code'), wish)
    exchange.poke()
    return reply.code(201).send(sold)
  })
  app.get('/api/prescriptions/:code/sold', async (request) =>
    view_sold(store, pump, await web.caller(request), param(request, 'code')),
  )
  app.get('/api/e-prescriptions', async (request) => {
    const caller = await web.caller(request)
    demand_outbox(caller)
    return store.unit(caller, async ({ sql }) =>
      view_outbox(sql, caller.facility, (await find_connection(sql, caller.facility)) !== undefined),
    )
  })
  app.post('/api/e-prescriptions/:id/told', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'prescription.dispense')
    const id = Number(param(request, 'id'))
    await store.unit(caller, async (unit) => {
      if (!Number.isSafeInteger(id) || !(await confirm_told(unit.sql, caller.facility, id, caller.actor.name)))
        throw fail.not_found('Không có lần bán nào đang giữ lại với số này')
      unit.note({ action: 'E', interaction: 'confirm-told', type: 'MedicationDispense', ref: `e-prescription/${id}` })
    })
    return { ok: true }
  })
  app.post('/api/e-prescriptions/:id/again', async (request) => {
    const caller = await web.caller(request)
    demand_outbox(caller)
    const id = Number(param(request, 'id'))
    await store.unit(caller, async (unit) => {
      if (!Number.isSafeInteger(id) || !(await release(unit.sql, caller.facility, id)))
        throw fail.not_found('Không có đơn nào đang giữ lại với số này')
      unit.note({ action: 'E', interaction: 'send-again', type: 'MedicationRequest', ref: `e-prescription/${id}` })
    })
    await pump.turn(caller.facility)
    return { ok: true }
  })
}

const pump_every_ms = 5_000

/** Who undoes what the national system refused while nobody was asking. */
const pump_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'e-prescriptions', name: 'Liên thông đơn thuốc', role: 'system', kind: 'system' },
  ...{ purpose: 'TREAT', address: '', request_id: '' },
})

export type PrescribingOptions = { secrets?: Secrets; back_off_ms?: number; pump_every_ms?: number }

/** Prescribing, dispensing, the way to the national system and the one by the hub. @returns what sends, for tests */
export const prescribing_routes = (site: Site, exchange: Exchange, options: PrescribingOptions = {}): Pump => {
  const { database, web, store } = site
  const secrets = options.secrets ?? secrets_of_file(process.env['E_PRESCRIPTION_SECRETS'])
  const pump = create_pump(database, {
    secrets,
    ...(options.back_off_ms === undefined ? {} : { back_off_ms: options.back_off_ms }),
    when_refused: (facility, code, sale) => undo_sale(store, pump_caller(facility), code, sale),
    report: (error) => web.app.log.error({ err: error }, 'the prescription pump failed'),
  })
  desk_routes(site, pump, exchange)
  dispensing_routes(site, pump, exchange)
  letter_routes(site, exchange)
  gateway_routes(site, pump, secrets)
  pump.start(options.pump_every_ms ?? pump_every_ms)
  web.app.addHook('onClose', () => pump.stop())
  return pump
}
