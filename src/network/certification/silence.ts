import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { operation_outcome, type WebServer } from '../../platform/http/index.ts'

type Silence = { facility: string; silent_from: Date; silent_until: Date }

const away = fail.unavailable('Trục đang tạm ngừng (kiểm thử); hãy chờ theo Retry-After rồi gửi lại')

const fresh_ms = 1_000
const never_silent = /^\/lien-thong\/certification/

/** To whom the hub plays dead, read about once a second however many ask. */
const open_list = (database: Database): (() => Promise<Silence[]>) => {
  let known: Silence[] = []
  let read_at_ms = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - read_at_ms < fresh_ms) return known
    read_at_ms = performance.now()
    const { rows } = await database.in_site((sql) => sql.query<Silence>('SELECT * FROM hub.silences()'))
    return (known = rows)
  }
}

const count_hit = (database: Database, facility: string): Promise<unknown> =>
  database.in_facility(facility, (sql) =>
    sql.query("UPDATE hub.certification SET silent_hits = silent_hits + 1 WHERE facility = $1 AND state = 'open'", [
      facility,
    ]),
  )

/** For a member under test, at the last step, the hub is away: 503 with Retry-After, on every door but that of the test. */
export const play_dead = (web: WebServer, database: Database): void => {
  const silences = open_list(database)
  web.app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!request.headers.authorization || never_silent.test(request.url)) return
    const now_ms = Date.now()
    const due = (await silences()).filter(
      (one) => one.silent_from.getTime() <= now_ms && now_ms < one.silent_until.getTime(),
    )
    if (due.length === 0) return
    // Who it is that asks is said with its reason where the door itself asks.
    const caller = await web.caller(request).catch(() => undefined)
    const mine = due.find(({ facility }) => facility === caller?.facility)
    if (!mine) return
    await count_hit(database, mine.facility)
    reply.header('retry-after', String(Math.max(1, Math.ceil((mine.silent_until.getTime() - now_ms) / 1_000))))
    // Answered here: thrown, it would stand in the hub's log as a fault of its own.
    return reply
      .code(503)
      .type('application/fhir+json')
      .send(JSON.stringify(operation_outcome(away.issues)))
  })
}
