import type { FastifyRequest } from 'fastify'
import { read_shape } from '../../base/shapes/index.ts'
import {
  knock_pacs,
  pacs_by_passwords,
  pacs_shape,
  put_pacs,
  remove_pacs,
  serve_instance,
  start_fetching,
  view_fetched,
  view_pacs,
  type ImagingOffice,
  type OpenPacs,
} from '../../network/imaging-studies/index.ts'
import { body_of } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

export const pacs_by_environment = (): OpenPacs =>
  pacs_by_passwords(JSON.parse(process.env['PACS_PASSWORDS'] ?? '{}') as Record<string, string>)

/** The house's PACS, for its administrator. */
const pacs_routes = ({ web, store }: Site, { open_pacs }: ImagingOffice): void => {
  const { app } = web
  app.get('/api/pacs', async (request) => view_pacs(store, await web.caller(request), open_pacs))
  app.put('/api/pacs', async (request) => {
    const caller = await web.caller(request)
    await put_pacs(store, caller, read_shape(pacs_shape, body_of(request)))
    return {}
  })
  app.delete('/api/pacs', async (request) => {
    await remove_pacs(store, await web.caller(request))
    return {}
  })
  app.post('/api/pacs/knock', async (request) => ({
    problem: await knock_pacs(store, await web.caller(request), open_pacs),
  }))
}

/** Pictures behind papers of other houses, and the door by which others fetch ours (WADO-RS, by a ticket of the hub). */
export const imaging_routes = (site: Site, office: ImagingOffice): void => {
  const { web, store } = site
  const { app } = web
  pacs_routes(site, office)
  app.post('/api/imaging-studies/:patient/:study', async (request, reply) => {
    const caller = await web.caller(request)
    const { paper = '' } = body_of(request)
    const wish = { patient: param(request, 'patient'), study: param(request, 'study'), paper: String(paper) }
    const { done } = await start_fetching(office, caller, wish)
    // Nobody waits for it here: how far it is stands in its row.
    void done
    return reply.code(202).send(await view_fetched(store, caller, wish.patient, wish.study))
  })
  app.get('/api/imaging-studies/:patient/:study', async (request) =>
    view_fetched(store, await web.caller(request), param(request, 'patient'), param(request, 'study')),
  )
  app.get(
    '/lien-thong/dicom-web/:facility/studies/:study/series/:series/instances/:instance',
    async (request, reply) => {
      const [facility, study, series, instance] = ['facility', 'study', 'series', 'instance'].map((name) =>
        param(request, name),
      )
      const { content_type, body } = await serve_instance(office, {
        ...{ facility: facility ?? '', study: study ?? '', series: series ?? '', instance: instance ?? '' },
        ...{ authorization: request.headers.authorization ?? '', address: request.ip },
      })
      return reply.header('content-type', content_type).header('cache-control', 'no-store').send(body)
    },
  )
}
