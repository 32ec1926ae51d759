import type { FastifyRequest } from 'fastify'
import { read_shape } from '../../base/shapes/index.ts'
import { slip_use_shape, use_slip, view_slips } from '../../network/reexam-letters/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** A person's visits, and the slips for re-examination she may come with. */
export const slip_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/patients/:id/slips', async (request) =>
    view_slips(store, await web.caller(request), param(request, 'id')),
  )
  app.post('/api/patients/:id/slips/:slip/use', async (request) => {
    const caller = await web.caller(request)
    const { encounter } = read_shape(slip_use_shape, body_of(request))
    await use_slip(store, caller, { patient: param(request, 'id'), slip: param(request, 'slip') }, encounter)
    return {}
  })
}
