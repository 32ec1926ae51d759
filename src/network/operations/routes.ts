import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { demand, find_facility } from '../../platform/access/index.ts'
import { find_drill, read_backup_settings, start_backups } from '../../platform/backup/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { open_fault_book } from './health/faults.ts'
import { view_health } from './health/health.ts'
import { note_size } from './health/room.ts'
import { print_minutes } from './minutes.ts'
import type { Office } from './office.ts'
import { fault_shape } from './shapes.ts'

const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id

/** For watchers of the house's own: whether it answers and reaches its database. Nothing else without an account. */
const public_health = ({ database }: Office, { app }: WebServer): void => {
  app.get('/api/health', async (_request, reply) => {
    try {
      await database.in_site((sql) => sql.query('SELECT 1'))
      return { status: 'up' }
    } catch {
      return reply.code(503).send(JSON.stringify({ status: 'down' }))
    }
  })
}

const pages = (office: Office, web: WebServer): void => {
  const { app } = web
  app.get('/api/operations/health', async (request) => view_health(office, await web.caller(request)))
  app.get('/api/operations/drills/:id/minutes', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'system.watch')
    const drill = await find_drill(office.database, id_of(request))
    if (!drill) throw fail.not_found('Không có lần diễn tập này')
    const house = await office.database.in_site((sql) => find_facility(sql, caller.facility))
    const unit = { name: house?.name ?? caller.facility, authority: house?.authority ?? '' }
    return reply.type('application/pdf').send(Buffer.from(await print_minutes(drill, unit)))
  })
}

const size_every_ms = 3_600_000

/** Routes of the page, and what runs beside it: copies by schedule, the day's size, the book of faults. */
export const operations_routes = (office: Office, web: WebServer, database_url: string): void => {
  const { app } = web
  const { database, env } = office
  const report = (error: unknown, what: string) => app.log.error({ err: error }, what)
  public_health(office, web)
  pages(office, web)
  const book = open_fault_book(database)
  web.on_fault((error, place) => book.note(error, place))
  app.post('/api/faults', async (request, reply) => {
    await web.caller(request)
    const { name, place } = read_shape(fault_shape, body_of(request))
    // Words of a kind and the first part of a path: nothing that somebody typed, no number of a person.
    const kind = /^[A-Za-z]{1,40}/.exec(name)?.[0] ?? 'Error'
    const page = /^\/[a-z-]*/.exec(place)?.[0] ?? ''
    book.note(Object.assign(new Error(), { name: kind, stack: '' }), `màn hình ${page}`)
    return reply.code(201).send({})
  })
  const settings = read_backup_settings(env)
  const backups = settings && start_backups(database, database_url, settings, (error) => report(error, 'backup failed'))
  const size = () => void note_size(database, env).catch((error: unknown) => report(error, 'noting the size failed'))
  size()
  const sizes = setInterval(size, size_every_ms)
  sizes.unref()
  app.addHook('onClose', async () => {
    clearInterval(sizes)
    await backups?.stop()
    await book.stop()
  })
}
