import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastify_static from '@fastify/static'
import { everything, fhir_routes, validate } from '../../platform/records/index.ts'
import { audit_event_type } from './audit-events.ts'
import { questionnaire_type } from './questionnaires.ts'
import { access_routes } from './routes-access.ts'
import { catalogue_routes, patient_routes, sheet_routes, stay_routes } from './routes-chart.ts'
import { places_routes } from './routes-places.ts'
import { record_routes } from './routes-record.ts'
import { version_routes } from './routes-versions.ts'
import { compose_site, type Site, type SiteOptions } from './site.ts'

const web_dir = join(import.meta.dirname, '../clinic-web/dist')

/** Static files of the web app; any other page address belongs to the app's own router. */
const serve_web = async (site: Site): Promise<void> => {
  if (!existsSync(join(web_dir, 'index.html'))) return
  const { app } = site.web
  await app.register(fastify_static, {
    root: web_dir,
    wildcard: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', /assets/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', (request, reply) => {
    if (/^\/(api|fhir|oauth)(\/|$)/.test(request.url)) return reply.callNotFound()
    return reply.sendFile('index.html')
  })
}

/** Starts a facility server. @returns the composed site; `close()` finishes requests in hand */
export const start_facility_server = async (options: SiteOptions & { port: number; host?: string }): Promise<Site> => {
  const site = await compose_site(options)
  access_routes(site)
  patient_routes(site)
  stay_routes(site)
  sheet_routes(site)
  catalogue_routes(site)
  record_routes(site)
  places_routes(site)
  version_routes(site)
  fhir_routes(site.web, site.store, {
    base: `${site.base_url}/fhir`,
    read_only: [questionnaire_type(site.forms), audit_event_type(site)],
    operations: [everything, validate],
  })
  await serve_web(site)
  await site.web.app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
  return site
}
