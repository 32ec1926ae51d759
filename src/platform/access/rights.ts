import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../audit/index.ts'

/** Job roles of the house; Vietnamese names stand in docs/glossary.md. */
export type Role =
  'reception' | 'doctor' | 'head_of_department' | 'nurse' | 'records_archive' | 'it_admin' | 'director' | 'system'

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
  | 'record.print'
  | 'record.export'
  | 'record.import'
  | 'audit.read'
  | 'accounts.manage'
  | 'catalog.import'
  | 'places.manage' // departments, rooms, beds
  | 'fhir.read'
  | 'fhir.write'

const clinical: Right[] = ['patient.read', 'record.read', 'record.print', 'fhir.read']

/** Reading is not copying (Luật KCB 15/2023 Art 69.3): export and print are rights of their own. */
const rights_of: Record<Role, readonly Right[]> = {
  reception: ['patient.read', 'patient.register', 'stay.admit', 'stay.transfer'],
  doctor: [
    ...clinical,
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
    'patient.register',
    'stay.admit',
    'stay.transfer',
    'stay.discharge',
    'record.write',
    'record.care',
    'record.sign',
    'audit.read',
  ],
  nurse: [...clinical, 'patient.register', 'stay.admit', 'stay.transfer', 'record.care', 'record.sign'],
  records_archive: [...clinical, 'patient.merge', 'record.export', 'record.import', 'record.sign', 'audit.read'],
  it_admin: ['accounts.manage', 'catalog.import', 'places.manage', 'audit.read'],
  director: [...clinical, 'record.sign', 'record.export', 'audit.read'],
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

export const rights_for = (role: string): readonly Right[] => rights_of[role as Role] ?? []

export const may = (caller: Caller, right: Right): boolean => rights_for(caller.actor.role).includes(right)

export const demand = (caller: Caller, right: Right): void => {
  if (!may(caller, right))
    throw fail.forbidden(
      `Tài khoản ${caller.actor.name} không có quyền làm việc này; quản trị (IT) của đơn vị cấp quyền`,
    )
}
