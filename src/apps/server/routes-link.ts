import type { FastifyRequest } from 'fastify'
import { read_shape } from '../../base/shapes/index.ts'
import { get_staff_member, license_staff_member, licensing_shape, list_staff } from '../../chart/staff/index.ts'
import {
  confirm_house_trust,
  confirming_shape,
  encrypting_shape,
  put_encryption,
  renew_own_key,
  show_key_again,
  tell_untaken_again,
  view_link_settings,
  type Exchange,
} from '../../network/exchange/index.ts'
import {
  knock_portal,
  phone_shape,
  portal_shape,
  put_portal,
  put_sms,
  remove_portal,
  remove_sms,
  send_refused_again,
  sms_shape,
  try_sms,
  view_portal,
  view_sms,
  type OpenSms,
  type OpenPortal,
  type Publisher,
} from '../../network/health-book/index.ts'
import { check_practitioners } from '../../network/practitioner-checks/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id

/** How the house is joined to the hub, for its administrator. */
export const link_routes = ({ web, store }: Site, exchange: Exchange): void => {
  const { app } = web
  const way = '/api/exchange/settings'
  app.get(way, async (request) => view_link_settings(store, await web.caller(request)))
  app.put(`${way}/encryption`, async (request) => {
    const caller = await web.caller(request)
    await put_encryption(store, caller, read_shape(encrypting_shape, body_of(request)))
    return {}
  })
  app.post(`${way}/encryption-key`, async (request, reply) => {
    await renew_own_key(store, await web.caller(request))
    exchange.poke()
    return reply.code(201).send({})
  })
  app.post(`${way}/encryption-key/show`, async (request) => {
    await show_key_again(store, await web.caller(request))
    exchange.poke()
    return {}
  })
  app.post(`${way}/confirm-trust`, async (request) => {
    const caller = await web.caller(request)
    await confirm_house_trust(store, caller, read_shape(confirming_shape, body_of(request)).house)
    return {}
  })
  app.post(`${way}/tell-practitioners`, async (request) => {
    await tell_untaken_again(store, await web.caller(request))
    exchange.poke()
    return {}
  })
}

/** The door to the national portal. */
export const portal_routes = ({ web, store }: Site, open: OpenPortal, publisher: Publisher): void => {
  const { app } = web
  app.get('/api/portal', async (request) => view_portal(store, await web.caller(request), open))
  app.put('/api/portal', async (request) => {
    const caller = await web.caller(request)
    await put_portal(store, caller, read_shape(portal_shape, body_of(request)))
    publisher.poke()
    return {}
  })
  app.delete('/api/portal', async (request) => {
    await remove_portal(store, await web.caller(request))
    return {}
  })
  app.post('/api/portal/knock', async (request) => ({
    problem: await knock_portal(store, await web.caller(request), open),
  }))
  app.post('/api/portal/again', async (request) => {
    const count = await send_refused_again(store, await web.caller(request))
    publisher.poke()
    return { count }
  })
}

/** The way by which the house sends one-time codes. */
export const sms_routes = ({ web, store }: Site, open: OpenSms): void => {
  const { app } = web
  app.get('/api/sms-gateway', async (request) => view_sms(store, await web.caller(request), open))
  app.put('/api/sms-gateway', async (request) => {
    await put_sms(store, await web.caller(request), read_shape(sms_shape, body_of(request)))
    return {}
  })
  app.delete('/api/sms-gateway', async (request) => {
    await remove_sms(store, await web.caller(request))
    return {}
  })
  app.post('/api/sms-gateway/try', async (request) => {
    const caller = await web.caller(request)
    return { problem: await try_sms(store, caller, open, read_shape(phone_shape, body_of(request)).phone) }
  })
}

/** Our own people: their accounts, and the licence by which they practise. */
export const staff_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/staff', async (request) => list_staff(store, await web.caller(request)))
  app.get('/api/practitioner-checks', async (request) => check_practitioners(store, await web.caller(request)))
  app.get('/api/staff/:id', async (request) => get_staff_member(store, await web.caller(request), id_of(request)))
  app.put('/api/staff/:id', async (request) => {
    const caller = await web.caller(request)
    await license_staff_member(store, caller, id_of(request), read_shape(licensing_shape, body_of(request)))
    return {}
  })
}
