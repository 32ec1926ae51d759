import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastify_static from '@fastify/static'
import type { Site } from './site.ts'

const web_dir = join(import.meta.dirname, '../clinic-web/dist')

/** Static files of the web app; any other page address belongs to the app's own router. */
export const serve_web = async (site: Site): Promise<void> => {
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
    if (/^\/(api|fhir|oauth)([/?]|$)/.test(request.url)) return reply.callNotFound()
    return reply.sendFile('index.html')
  })
}
