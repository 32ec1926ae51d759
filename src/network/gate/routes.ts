import { fail } from '../../base/outcome/index.ts'
import { group, read_shape, text } from '../../base/shapes/index.ts'
import { local_date, local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import { matrix_type, type Matrix, type ShownReport, type ShownWish } from './contract.ts'
import { list_shown } from './list-shown.ts'
import { list_matrix_rules } from './matrix-rules.ts'
import { set_matrix_rule } from './set-matrix-rule.ts'
import { show_matrix } from './show-matrix.ts'

const wish_shape = group<ShownWish>('người cần xem', { number: text('số giấy tờ', 20), reason: text('lý do', 500) })
const reason_min = 5

/** 12 digits are a CCCD; 15 signs a BHYT card (QĐ 1351/QĐ-BHXH); a passport else. */
const identifier_of = (number: string): { system: string; value: string } => {
  const value = number.replace(/\s/g, '').toUpperCase()
  if (/^\d{12}$/.test(value)) return { system: identifier_system.cccd, value }
  return { system: value.length === 15 ? identifier_system.bhyt : identifier_system.passport, value }
}

/** What the gate asks of the other rooms of the hub; put together by the program. */
export type GateRooms = {
  /** All ids of the person of these numbers; empty: nobody. */
  find_person(sql: Sql, caller: Caller, identifiers: { system: string; value: string }[]): Promise<string[]>
  /** By the key of the hub's receipts. */
  sign_claims(typ: string, claims: Record<string, unknown>): Promise<string>
  name_facilities(sql: Sql, codes: string[]): Promise<(code: string) => string>
}

/**
 * For the hub's staff and the Sở: what may be shown to whom, and for a person who asks (PDP-04) who was shown what of her.
 * The asking is itself a line of the log, with its reason. What the matrix says is seen with hub.watch and is the Sở's to
 * rule (hub.admit, as whose certificates count).
 */
export const gate_routes = (web: WebServer, database: Database, rooms: GateRooms): void => {
  const { app } = web
  app.get('/api/hub/matrix', async (request): Promise<Matrix> => {
    demand(await web.caller(request), 'hub.watch')
    return show_matrix(await database.in_site(list_matrix_rules), local_date(new Date()))
  })
  app.get('/lien-thong/matrix', async (request) => {
    demand(await web.caller(request), 'fhir.read')
    const said = await database.in_site(list_matrix_rules)
    // Who said it, and why it was dated back, is the hub's own business.
    const rules = said.map(({ label, destination, ruling, valid_from, source }) => ({
      ...{ label, destination, ruling, valid_from, source },
    }))
    const iat = Math.floor(Date.now() / 1_000)
    return { matrix: await rooms.sign_claims(matrix_type, { iat, edition: rules.length, rules }) }
  })
  app.put('/api/hub/matrix', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'hub.admit')
    await set_matrix_rule(database, caller, body_of(request))
    return {}
  })
  app.post('/api/hub/shown', async (request): Promise<ShownReport> => {
    const caller = await web.caller(request)
    demand(caller, 'hub.watch')
    demand(caller, 'audit.read')
    const { number, reason } = read_shape(wish_shape, body_of(request))
    if (reason.trim().length < reason_min)
      throw fail.value('Cần ghi lý do xem nhật ký của người này; lý do được lưu lại', 'reason')
    return database.in_facility(caller.facility, async (sql) => {
      const persons = await rooms.find_person(sql, caller, [identifier_of(number)])
      const lines =
        persons.length === 0 ? [] : await list_shown(sql, persons, (codes) => rooms.name_facilities(sql, codes))
      const act = { action: 'R', interaction: 'shown-report', type: 'AuditEvent', ref: 'AuditEvent?shown' } as const
      const detail = `${reason.trim()}: ${lines.length} dòng`
      await insert_events(sql, [{ caller, act: { ...act, patient: persons[0], detail } }])
      return {
        is_known: persons.length > 0,
        number,
        asked_at: local_time(new Date()),
        asked_by: caller.actor.name,
        lines,
      }
    })
  })
}
