import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../audit/index.ts'
import type { FacilityKind } from './contract.ts'

/** Job roles of the house; Vietnamese names stand in docs/glossary.md. */
export type Role =
  | 'reception'
  | 'doctor'
  | 'head_of_department'
  | 'nurse'
  | 'records_archive'
  | 'it_admin'
  | 'director'
  | 'pharmacist' // of a pharmacy that only dispenses: sees prescriptions by their code, no record
  | 'data_protection_officer' // sees who looked, registers and requests, no chart (Luật 91/2025 Điều 33)
  | 'hub_operator' // runs a province's hub
  | 'oversight' // chuyên viên of the Sở Y tế
  | 'oversight_lead' // lãnh đạo of the Sở
  | 'inspector' // thanh tra: sees the figures, changes nothing
  | 'member_director' // a member's director, at the hub: its own plan and figures, no paper
  | 'member_it' // a member's IT, at the hub
  | 'system'

export type Right =
  | 'patient.read'
  | 'patient.register'
  | 'patient.merge' // two charts of one person into one, and apart again (EMR-07)
  | 'stay.admit'
  | 'stay.transfer'
  | 'stay.discharge'
  | 'record.read'
  | 'record.write'
  | 'record.care' // nursing sheets
  | 'record.sign'
  | 'record.seal' // the facility's own signature on papers that leave it (SIG-04, TT 06/2026/TT-BYT Art 5.2)
  | 'record.print'
  | 'record.export'
  | 'record.import'
  | 'audit.read'
  | 'accounts.manage'
  | 'system.watch' // whether the installation runs: copies, room, queues, faults; no record
  | 'catalog.import'
  | 'downtime.enter' // blank paper for the hours without the system, and what came back of it
  | 'places.manage' // departments, rooms, beds
  | 'exchange.read' // letters that came from other houses and went there (SHARE-03)
  | 'exchange.answer' // whose a letter is, accept or decline, send again (SHARE-13, SHARE-14)
  | 'exchange.manage' // how the house is joined to the hub and to the portal: addresses, keys, encryption; no letter
  | 'hub.watch' // numbers and states of what passes, nobody's papers
  | 'hub.settle' // what the hub holds for a person to decide
  | 'hub.admit' // who may take part: the Sở's decision
  | 'hub.member' // comes to the hub from a member: the pages of its own house only
  | 'board.read' // every facility's figures and plan, no paper and no person (MON-15)
  | 'board.write' // the Sở's own words: approve, answer, set a date
  | 'board.rule' // how patient the Sở is with everybody: the lead's word
  | 'board.own' // the figures and the plan of one's own facility
  | 'privacy.take' // people's requests and consents, at the desk
  | 'privacy.read' // registers, requests, breaches, who looked at what; no chart
  | 'privacy.manage' // the officer's own words in them
  | 'prescription.write'
  | 'prescription.dispense'
  | 'fhir.read'
  | 'fhir.write'

const clinical: Right[] = ['patient.read', 'record.read', 'record.print', 'downtime.enter', 'fhir.read']
const letters: Right[] = ['exchange.read', 'exchange.answer']

/** Reading is not copying (Luật KCB 15/2023 Art 69.3): export and print are rights of their own. */
const rights_of: Record<Role, readonly Right[]> = {
  reception: [
    ...letters,
    'downtime.enter',
    'patient.read',
    'patient.register',
    'stay.admit',
    'stay.transfer',
    'privacy.take',
  ],
  doctor: [
    ...clinical,
    'prescription.write',
    ...letters,
    'patient.register',
    'stay.admit',
    'stay.transfer',
    'stay.discharge',
    'record.write',
    'record.care',
    'record.sign',
  ],
  head_of_department: [
    ...clinical,
    'prescription.write',
    ...letters,
    'patient.register',
    'stay.admit',
    'stay.transfer',
    'stay.discharge',
    'record.write',
    'record.care',
    'record.sign',
    'record.seal',
    'audit.read',
  ],
  nurse: [
    ...clinical,
    'exchange.read',
    'patient.register',
    'stay.admit',
    'stay.transfer',
    'record.care',
    'record.sign',
  ],
  records_archive: [
    ...clinical,
    ...letters,
    'patient.merge',
    'record.export',
    'record.import',
    'record.sign',
    'record.seal',
    'audit.read',
    'privacy.take',
  ],
  it_admin: [
    ...(['accounts.manage', 'system.watch', 'downtime.enter', 'catalog.import', 'places.manage'] as const),
    ...(['exchange.manage', 'audit.read', 'board.own'] as const),
  ],
  director: [
    ...clinical,
    'exchange.read',
    'record.sign',
    'record.seal',
    'record.export',
    'audit.read',
    'board.own',
    'privacy.read',
  ],
  data_protection_officer: ['privacy.take', 'privacy.read', 'privacy.manage', 'audit.read'],
  pharmacist: ['prescription.dispense'],
  hub_operator: ['hub.watch', 'hub.settle', 'accounts.manage', 'system.watch', 'audit.read'],
  oversight: ['hub.watch', 'hub.admit', 'audit.read', 'board.read', 'board.write'],
  oversight_lead: ['hub.watch', 'hub.admit', 'audit.read', 'board.read', 'board.write', 'board.rule'],
  inspector: ['board.read', 'audit.read'],
  // Not `director` and `it_admin`: at the hub their rights over records would open their house's letters there.
  member_director: ['hub.member', 'board.own'],
  member_it: ['hub.member', 'board.own'],
  system: [
    ...clinical,
    'patient.merge',
    'patient.register',
    'record.export',
    'record.import',
    'fhir.write',
    'audit.read',
    'stay.admit',
    'stay.transfer',
    'stay.discharge',
    'record.write',
    'record.care',
  ],
}

export const roles = Object.keys(rights_of)

/**
 * All that can be done at a pharmacy, whatever role somebody was given there: it sells on prescriptions (Luật Dược
 * 105/2016 Điều 47) and neither examines nor prescribes (Luật KCB 15/2023).
 */
const of_a_pharmacy: ReadonlySet<Right> = new Set([
  ...(['prescription.dispense', 'fhir.read'] as const),
  ...(['accounts.manage', 'system.watch', 'catalog.import', 'exchange.manage', 'audit.read'] as const),
])

/** Who can have an account at a pharmacy. */
export const pharmacy_roles: readonly Role[] = ['pharmacist', 'it_admin']

/** @param kind of the house; a pharmacy gives less */
export const rights_for = (role: string, kind: FacilityKind = 'hospital'): readonly Right[] => {
  const rights = rights_of[role as Role] ?? []
  return kind === 'pharmacy' ? rights.filter((right) => of_a_pharmacy.has(right)) : rights
}

export const may = (caller: Caller, right: Right): boolean =>
  rights_for(caller.actor.role, caller.only_dispenses ? 'pharmacy' : 'hospital').includes(right)

export const demand = (caller: Caller, right: Right): void => {
  if (may(caller, right)) return
  if (caller.only_dispenses && !of_a_pharmacy.has(right))
    throw fail.forbidden('Nhà thuốc chỉ cấp thuốc theo đơn; tiếp nhận, khám và kê đơn là việc của cơ sở khám chữa bệnh')
  throw fail.forbidden(`Tài khoản ${caller.actor.name} không có quyền làm việc này; quản trị (IT) của đơn vị cấp quyền`)
}
