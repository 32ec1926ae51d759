import { resolve } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { find_facility, list_staffed_facilities, demand } from '../../platform/access/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { Forms } from '../../chart/medical-record/index.ts'
import { renew_lock } from './lock.ts'
import { get_batch, give_out, settle } from './papers.ts'
import { put_plan } from './plan.ts'
import { print_papers } from './print-papers.ts'
import { paper_shape, plan_shape, settling_shape } from './shapes.ts'
import { view_downtime } from './view.ts'
import { write_folder } from './write-folder.ts'

export type DowntimeRooms = { web: WebServer; database: Database; store: Store; forms: Forms }

const minute_ms = 60_000
const every_usual_min = 15

const pages = ({ web, database, store, forms }: DowntimeRooms, dir: string | undefined): void => {
  const { app } = web
  app.get('/api/downtime', async (request) => view_downtime(store, forms, await web.caller(request), dir !== undefined))
  app.put('/api/downtime/plan', async (request) => {
    const caller = await web.caller(request)
    await put_plan(store, caller, read_shape(plan_shape, body_of(request)))
    return {}
  })
  app.post('/api/downtime/papers', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(paper_shape, body_of(request))
    if (!forms.has(wish.form)) throw fail.value(`Không có mẫu ${wish.form}`, 'form')
    return reply.code(201).send({ batch: await give_out(store, caller, wish) })
  })
  app.get('/api/downtime/batches/:id/pdf', async (request, reply) => {
    const caller = await web.caller(request)
    const { form, codes } = await get_batch(store, caller, id_of(request))
    const definition = forms.get(form)
    if (!definition) throw fail.not_found('Mẫu giấy này không còn')
    const house = await database.in_site((sql) => find_facility(sql, caller.facility))
    const named = { code: caller.facility, name: house?.name ?? '', authority: house?.authority ?? '' }
    return reply.type('application/pdf').send(Buffer.from(await print_papers(definition, named, codes)))
  })
  app.post('/api/downtime/papers/settle', async (request) => {
    const caller = await web.caller(request)
    await settle(store, caller, read_shape(settling_shape, body_of(request)))
    return {}
  })
  app.post('/api/downtime/lock', async (request, reply) => {
    const words = await renew_lock(store, await web.caller(request))
    return reply.code(201).send({ words })
  })
}

const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id

/** The page “Khi hệ thống ngừng”, and the folder of DOWNTIME_DIR written beside it as the environment says. */
export const downtime_routes = (rooms: DowntimeRooms, env: NodeJS.ProcessEnv): void => {
  const { web, database, store, forms } = rooms
  const dir = env['DOWNTIME_DIR'] ? resolve(env['DOWNTIME_DIR']) : undefined
  pages(rooms, dir)
  const write_own = async (facility: string): Promise<string> =>
    dir === undefined ? 'Chưa đặt DOWNTIME_DIR' : write_folder({ database, store, forms, dir }, facility)
  web.app.post('/api/downtime/folder', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'system.watch')
    const problem = await write_own(caller.facility)
    if (problem !== '') throw fail.rule(problem)
    return {}
  })
  if (dir === undefined) return
  const all = async (): Promise<void> => {
    for (const { code, kind } of await database.in_site(list_staffed_facilities))
      if (kind !== 'pharmacy') await write_own(code)
  }
  let writing: Promise<void> | undefined
  const round = () => {
    writing ??= all()
      .catch((error: unknown) => web.app.log.error({ err: error }, 'writing the downtime folder failed'))
      .finally(() => (writing = undefined))
  }
  const every = setInterval(round, (Number(env['DOWNTIME_EVERY_MIN']) || every_usual_min) * minute_ms)
  every.unref()
  web.app.addHook('onClose', async () => {
    clearInterval(every)
    await writing
  })
}
