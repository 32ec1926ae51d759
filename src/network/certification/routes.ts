import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { group, read_shape, text } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import { find_directory_facility } from '../membership/index.ts'
import { advance, type Rooms } from './advance.ts'
import type { RunLine, Software } from './contract.ts'
import { ensure_partner } from './partner.ts'
import { close_run } from './report.ts'
import { find_open_id, fresh_steps, take_run } from './run-row.ts'
import { show_run } from './show-run.ts'

const software_shape = group<Software>('phần mềm', {
  vendor: text('nhà cung cấp', 200),
  product: text('tên phần mềm', 200),
  version: text('phiên bản', 50),
})
const withdraw_shape = group<{ reason: string }>('thu hồi', { reason: text('lý do', 1_000) })

const shown_max = 500

const log = (rooms: Rooms, caller: Caller, interaction: string, ref: string, detail = ''): Promise<void> =>
  rooms.database.in_facility(caller.facility, (sql) =>
    insert_events(sql, [{ caller, act: { action: 'E', interaction, type: 'Certification', ref, detail } }]),
  )

const open_run = async (rooms: Rooms, caller: Caller, software: Software): Promise<string> => {
  const { database, partner } = rooms
  await ensure_partner(database, partner.code)
  const before = await database.in_facility(caller.facility, (sql) => find_open_id(sql, caller.facility))
  const still = before === undefined ? undefined : await advance(rooms, caller.facility, before)
  if (still?.state === 'open')
    throw fail.conflict(`Cơ sở đang có một lượt kiểm thử dở: /lien-thong/certification/${still.id}`)
  const id = randomUUID()
  await database.in_facility(caller.facility, (sql) =>
    sql.query(
      `INSERT INTO hub.certification (facility, id, client_id, software, partner, steps) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        ...[caller.facility, id, caller.actor.id, JSON.stringify(software), partner.code],
        JSON.stringify(fresh_steps()),
      ],
    ),
  )
  await log(rooms, caller, 'certification-opened', id, `${software.vendor} ${software.product} ${software.version}`)
  return id
}

/** The doors of a vendor under test: its own member token, and nothing it claims is believed. */
const member_doors = (rooms: Rooms, web: WebServer, base_url: string): void => {
  const { app } = web
  const member = async (request: FastifyRequest): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.write')
    demand_need(caller, { right: 'c', type: 'DocumentReference' })
    const known = await rooms.database.in_site((sql) => find_directory_facility(sql, caller.facility))
    if (known?.membership !== 'approved') throw fail.forbidden('Chỉ thành viên đã được duyệt mới kiểm thử được')
    return caller
  }
  const id_of = (request: FastifyRequest): string => (request.params as { id: string }).id
  const show = async (facility: string, id: string) => {
    const run = await advance(rooms, facility, id)
    if (!run) throw fail.not_found('Không có lượt kiểm thử này')
    return show_run(run, rooms.patience, base_url)
  }

  app.post('/lien-thong/certification', async (request, reply) => {
    const caller = await member(request)
    const id = await open_run(rooms, caller, read_shape(software_shape, body_of(request)))
    return reply
      .code(201)
      .header('location', `/lien-thong/certification/${id}`)
      .send(await show(caller.facility, id))
  })
  app.get('/lien-thong/certification/:id', async (request) => show((await member(request)).facility, id_of(request)))
  app.delete('/lien-thong/certification/:id', async (request) => {
    const caller = await member(request)
    await rooms.database.in_facility(caller.facility, async (sql) => {
      const run = await take_run(sql, caller.facility, id_of(request))
      if (!run) throw fail.not_found('Không có lượt kiểm thử này')
      if (run.state === 'open') await close_run(sql, rooms.office.receipts, run, 'abandoned')
    })
    return show(caller.facility, id_of(request))
  })
}

/** What the Sở sees and may take back. */
const watch_doors = (rooms: Rooms, web: WebServer): void => {
  const { app } = web
  app.get('/api/hub/certifications', async (request) => {
    demand(await web.caller(request), 'hub.watch')
    const { rows } = await rooms.database.in_site((sql) =>
      sql.query<RunLine>('SELECT * FROM hub.certifications($1)', [shown_max]),
    )
    return { runs: rows }
  })
  app.post('/api/hub/certifications/:facility/:id/withdraw', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'hub.admit')
    const { facility = '', id = '' } = request.params as Record<string, string>
    const { reason } = read_shape(withdraw_shape, body_of(request))
    const { row_count } = await rooms.database.in_facility(facility, (sql) =>
      sql.query(
        `UPDATE hub.certification SET withdrawn_at = now(), reason = $3
         WHERE facility = $1 AND id = $2 AND state = 'passed' AND withdrawn_at IS NULL`,
        [facility, id, reason],
      ),
    )
    if (row_count === 0) throw fail.not_found('Không có chứng nhận còn giá trị để thu hồi')
    await log(rooms, caller, 'certification-withdrawn', id, `${facility}: ${reason}`)
    return {}
  })
}

export const certification_routes = (rooms: Rooms, web: WebServer, base_url: string): void => {
  member_doors(rooms, web, base_url)
  watch_doors(rooms, web)
}
