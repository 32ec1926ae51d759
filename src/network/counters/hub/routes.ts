import { fail } from '../../../base/outcome/index.ts'
import { group, read_shape, text } from '../../../base/shapes/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { body_of, type WebServer } from '../../../platform/http/index.ts'
import { demand_need } from '../../../platform/records/index.ts'
import { show_line, take_report } from './take-report.ts'

const shape = group<{ jws: string }>('báo cáo số liệu', { jws: text('báo cáo đã ký (JWS)', 2_000_000) })

/** Whoever may hand in papers of a facility may say how many there were; people sign in elsewhere. */
export const demand_member = (caller: Caller): void => {
  demand(caller, 'fhir.read')
  demand_need(caller, { right: 'c', type: 'DocumentReference' })
  if (caller.actor.kind !== 'system') throw fail.forbidden('Chỉ máy chủ của cơ sở gửi số liệu')
}

/** @param on_taken there is something new to walk */
export const counter_routes = (
  database: Database,
  { app, caller: caller_of }: WebServer,
  on_taken: () => void,
): void => {
  app.post('/lien-thong/counters', async (request) => {
    const caller = await caller_of(request)
    demand_member(caller)
    const answer = await take_report(database, caller, read_shape(shape, body_of(request)).jws)
    on_taken()
    return answer
  })
  app.get('/lien-thong/counters', async (request) => {
    const caller = await caller_of(request)
    demand_member(caller)
    return database.in_facility(caller.facility, (sql) => show_line(sql, caller.facility))
  })
}
