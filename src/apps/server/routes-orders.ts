import type { FastifyRequest } from 'fastify'
import { read_shape } from '../../base/shapes/index.ts'
import {
  cancel_order,
  cancel_shape,
  open_orders,
  order_shape,
  place_orders,
  print_slip,
  search_tests,
} from '../../chart/orders/index.ts'
import { settle_offer } from '../../network/shared-results/index.ts'
import { demand } from '../../platform/access/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** What is ordered for a stay; a valid result of another house wants a reason first. */
export const order_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/tests', async (request) => {
    demand(await web.caller(request), 'record.read')
    return search_tests((request.query as { q?: string }).q ?? '')
  })
  app.get('/api/orders/:encounter', async (request) =>
    open_orders(store, await web.caller(request), param(request, 'encounter')),
  )
  app.post('/api/orders/:encounter', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(order_shape, body_of(request))
    return reply.code(201).send(await place_orders(store, caller, param(request, 'encounter'), wish, settle_offer))
  })
  app.get('/api/orders/:encounter/slips/:slip/pdf', async (request, reply) => {
    const caller = await web.caller(request)
    const { bytes, name } = await print_slip(store, caller, param(request, 'encounter'), param(request, 'slip'))
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(Buffer.from(bytes))
  })
  app.post('/api/orders/:encounter/:id/cancel', async (request) => {
    const caller = await web.caller(request)
    const { reason } = read_shape(cancel_shape, body_of(request))
    return cancel_order(store, caller, param(request, 'encounter'), { id: param(request, 'id'), reason })
  })
}
