import { read_shape } from '../../base/shapes/index.ts'
import {
  gateway_shape,
  knock_gateway,
  prescriber_shape,
  put_gateway,
  put_prescriber_code,
  remove_gateway,
  view_gateway,
  type Pump,
  type Secrets,
} from '../../network/e-prescriptions/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const way = '/api/e-prescription-gateway'

/** How the house is joined to the national e-prescription system, for its administrator. */
export const gateway_routes = ({ web, store }: Site, pump: Pump, secrets: Secrets): void => {
  const { app } = web
  const send_waiting = (facility: string): void => {
    pump.turn(facility).catch((error: unknown) => app.log.error({ err: error }, 'sending prescriptions failed'))
  }
  app.get(way, async (request) => view_gateway(store, await web.caller(request), secrets))
  app.put(way, async (request) => {
    const caller = await web.caller(request)
    await put_gateway(store, caller, read_shape(gateway_shape, body_of(request)))
    send_waiting(caller.facility)
    return {}
  })
  app.delete(way, async (request) => {
    await remove_gateway(store, await web.caller(request))
    return {}
  })
  app.post(`${way}/knock`, async (request) => knock_gateway(store, await web.caller(request), pump))
  app.put(`${way}/prescribers/:id`, async (request) => {
    const caller = await web.caller(request)
    const { id } = request.params as { id: string }
    const { code } = read_shape(prescriber_shape, body_of(request))
    const put = await put_prescriber_code(store, caller, pump, { id, code })
    send_waiting(caller.facility)
    return put
  })
}
