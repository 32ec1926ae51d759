import { fail } from '../../../base/outcome/index.ts'
import { group, read_shape, text } from '../../../base/shapes/index.ts'
import { demand } from '../../../platform/access/index.ts'
import { body_of, type WebServer } from '../../../platform/http/index.ts'
import { demand_need } from '../../../platform/records/index.ts'
import { read_part_id, type Office } from '../../mailbox/index.ts'
import { give_ticket, type TicketWish } from './give-ticket.ts'

const wish_shape = group<{ paper: string; study: string; actor: string }>('vé xem ảnh', {
  paper: text('tài liệu', 40),
  study: text('mã ca chụp', 64),
  actor: text('người xem', 200),
})

const read_wish = (body: unknown): TicketWish => {
  const { paper, study, actor } = read_shape(wish_shape, body)
  const number = read_part_id(paper)?.number
  if (number === undefined) throw fail.not_found('Trục không có tài liệu này cho cơ sở của bạn')
  if (actor.trim() === '') throw fail.value('Cần ghi ai xem ảnh; tên được ghi vào nhật ký nơi giữ ảnh', 'actor')
  return { number, study, actor: actor.trim() }
}

/** POST /lien-thong/study-tickets {paper, study, actor} → {ticket, source, expires_at}: for members, by their token. */
export const study_ticket_route = (web: WebServer, office: Office): void => {
  web.app.post('/lien-thong/study-tickets', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    demand_need(caller, { right: 'r', type: 'DocumentReference' })
    return reply.code(201).send(await give_ticket(office, caller, read_wish(body_of(request))))
  })
}
