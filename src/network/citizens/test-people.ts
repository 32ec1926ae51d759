import type { Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import { local_domain } from './domains.ts'
import type { Registered } from './known.ts'
import type { CitizenRooms } from './rooms.ts'
import { register_person } from './register.ts'
import type { Given, Identity } from './told.ts'

export const caller_of = (facility: string): Caller => ({
  facility,
  actor: { id: `client-${facility}`, name: `Hệ thống ${facility}`, role: 'system', kind: 'system' },
  purpose: 'TREAT',
  address: '',
  request_id: '',
})

export const cccd = (value: string): Identity => ({ system: identifier_system.cccd, value })
export const bhyt = (value: string): Identity => ({ system: identifier_system.bhyt, value })
export const code = (facility: string, value: string): Identity => ({ system: local_domain(facility), value })

export const huong: Given = {
  identifiers: [cccd('024168001234')],
  name: 'Nguyễn Thị Hương',
  birth_date: '1968-03-12',
  gender: 'female',
  phones: ['0912345678'],
}

/** What the hub does when a facility tells of somebody. */
export const teller =
  (database: Database) =>
  (facility: string, given: Given): Promise<Registered> =>
    database.in_facility(facility, (sql) => register_person(sql, caller_of(facility), given))

/** A hub without papers. */
export const no_papers: CitizenRooms = {
  name_facilities: async () => (facility) => facility,
  papers_since: async () => [],
  paper_senders: async () => [],
  move_papers: async () => undefined,
  looks_since: async () => [],
  end_bases_since: async () => [],
}
