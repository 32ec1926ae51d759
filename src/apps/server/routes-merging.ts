import type { FastifyRequest } from 'fastify'
import { read_shape } from '../../base/shapes/index.ts'
import {
  list_alike,
  merge_patients,
  merge_shape,
  merges_at,
  preview_merge,
  unmerge_patients,
  unmerge_shape,
} from '../../chart/merging/index.ts'
import type { Merged, Unmerged } from '../../chart/merging/contract.ts'
import { find_standing } from '../../chart/patients/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id
const query = (request: FastifyRequest, name: string): string =>
  (request.query as Record<string, string | undefined>)[name] ?? ''

/** Two charts of one person: which may be, what would become of them, one of two, two of one (EMR-07). */
export const merging_routes = ({ web, store }: Site): void => {
  const { app } = web
  app.get('/api/patients/:id/standing', async (request) =>
    find_standing(store, await web.caller(request), id_of(request)),
  )
  app.get('/api/patients/:id/alike', async (request) => list_alike(store, await web.caller(request), id_of(request)))
  app.get('/api/merges', async (request) => merges_at(store, await web.caller(request), query(request, 'patient')))
  app.get('/api/patients/:id/merge', async (request) =>
    preview_merge(store, await web.caller(request), query(request, 'source'), id_of(request)),
  )
  app.post('/api/patients/:id/merge', async (request): Promise<Merged> => {
    const caller = await web.caller(request)
    const { source, reason, source_version, target_version } = read_shape(merge_shape, body_of(request))
    const seen = { source: source_version, target: target_version }
    const { merge, moved } = await merge_patients(store, caller, { source, target: id_of(request), reason, seen })
    return { merge, moved }
  })
  app.post('/api/patients/:id/unmerge', async (request): Promise<Unmerged> => {
    const caller = await web.caller(request)
    const { source, reason } = read_shape(unmerge_shape, body_of(request))
    const wish = { target: id_of(request), source, reason }
    const { restored, changed, made_since } = await unmerge_patients(store, caller, wish)
    return { restored, changed, made_since }
  })
}
