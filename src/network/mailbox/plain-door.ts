import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { group, one_of, optional, read_shape, text } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_need, resource_of, type Store } from '../../platform/records/index.ts'
import type { PartKind } from '../../standards/documents/index.ts'
import { find_papers } from './find-papers.ts'
import type { Office } from './office.ts'
import { read_part } from './read-part.ts'
import { read_plain_letter } from './plain-letter.ts'
import { read_counted } from './provide.ts'
import { Held, take_submission } from './take.ts'
import { delivery_columns, in_task_id, type Delivery } from './task.ts'

const page_max = 200

const answer_shape = group<{ state: 'received' | 'accepted' | 'rejected' | 'completed'; reason?: string }>('trả lời', {
  state: one_of('trạng thái', ['received', 'accepted', 'rejected', 'completed']),
  reason: optional(text('lý do', 2_000)),
})

/** A delivery as a small system reads it. */
const line_of = (one: Delivery) => ({
  number: one.number,
  document: one.document,
  kind: one.kind,
  title: one.about.title,
  sender: one.sender,
  recipient: one.recipient,
  patient: { name: one.about.person.name, identifiers: one.about.person.identifiers },
  ...(one.about.basis ? { basis: one.about.basis } : {}),
  ...(one.about.correction_of ? { replaces: one.about.correction_of } : {}),
  state: one.state,
  reason: one.reason,
  requested_at: one.requested_at,
  received_at: one.received_at,
  answered_at: one.answered_at,
  completed_at: one.completed_at,
  receipts: one.receipts.filter(({ jws }) => jws !== ''),
})

type ListQuery = { after?: string; state?: string }
const query_of = (request: FastifyRequest): ListQuery => request.query as ListQuery
const number_of = (request: FastifyRequest): number => Number((request.params as { number: string }).number) || 0

/**
 * The door for systems that have HTTPS, JSON and a signed PDF and nothing else. The same mailbox as the FHIR doors: what
 * goes in here comes out there, and the other way round.
 */
export const plain_door = (office: Office, web: WebServer, store: Store): void => {
  const { app } = web
  const member = async (request: FastifyRequest, right: 'c' | 'r' | 'u', type: string): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, right === 'r' ? 'fhir.read' : 'fhir.write')
    demand_need(caller, { right, type })
    return caller
  }
  /** A letter to several stands on one page with all of them: the next page begins after its number. */
  const list = async (request: FastifyRequest, side: 'recipient' | 'sender') => {
    const caller = await member(request, 'r', 'Task')
    const { after, state = null } = query_of(request)
    const { rows } = await office.database.in_facility(caller.facility, (sql) =>
      sql.query<Delivery>(
        `SELECT ${delivery_columns} FROM hub.delivery WHERE ${side} = $1 AND number > $2 AND ($3::text IS NULL OR state = $3)
         ORDER BY number FETCH FIRST ${page_max} ROWS WITH TIES`,
        [caller.facility, Number(after ?? 0) || 0, state],
      ),
    )
    return { letters: rows.map(line_of), more: rows.length >= page_max }
  }

  app.post('/lien-thong/documents', async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await member(request, 'c', 'DocumentReference')
    const { read: submission, received } = await read_counted(office, caller, request, (body) =>
      read_plain_letter(body, caller.facility),
    )
    try {
      const taken = await take_submission(office, caller, submission, received)
      const { number, receipt, recipients, warnings } = taken
      const document = submission.parts[0].identity
      return await reply
        .code(taken.is_new ? 201 : 200)
        .send({ number, document, recipients, receipt: receipt.jws, warnings })
    } catch (error) {
      if (error instanceof Held) return reply.code(202).send({ held: true, issues: error.issues })
      throw error
    }
  })
  app.get('/lien-thong/inbox', (request) => list(request, 'recipient'))
  app.get('/lien-thong/sent', (request) => list(request, 'sender'))
  app.get('/lien-thong/inbox/:number/:part', async (request, reply) => {
    const caller = await member(request, 'r', 'Binary')
    const { part } = request.params as { part: PartKind }
    const number = number_of(request)
    const asked = { numbers: [number], created: [], count: 1 }
    const { rows } = await find_papers(office, caller, asked, `lien-thong/inbox/${number}`)
    const place = rows[0]?.parts.findIndex(({ kind }) => kind === part) ?? -1
    if (place < 0) throw fail.not_found(`Thư số ${number} không có phần “${part}” cho cơ sở của bạn`)
    const { bytes, content_type } = await read_part(office, caller, { number, part: place })
    return reply.type(content_type).send(bytes)
  })
  app.post('/lien-thong/inbox/:number', async (request) => {
    const caller = await member(request, 'u', 'Task')
    const { state, reason } = read_shape(answer_shape, body_of(request))
    const id = in_task_id({ number: number_of(request) })
    await store.unit(caller, async (unit) => {
      const task = resource_of(await unit.get('Task', id))
      await unit.update({ ...task, status: state, ...(reason ? { statusReason: { text: reason } } : {}) })
    })
    return { state }
  })
}
