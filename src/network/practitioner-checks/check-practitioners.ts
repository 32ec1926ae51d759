import { list_person_numbers } from '../../chart/staff/index.ts'
import { demand, rights_for, roles, type Role } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { list_signer_names } from '../../platform/signing/index.ts'
import { list_prescriber_codes } from '../e-prescriptions/index.ts'
import { compare, type Known } from './compare.ts'
import type { PractitionerChecks } from './contract.ts'

const is_role = (name: string): name is Role => roles.some((role) => role === name)
const role_may = (name: string, right: 'prescription.write' | 'record.sign'): boolean =>
  is_role(name) && name !== 'system' && rights_for(name).includes(right)

/** Compares what the rooms keep of each practitioner's numbers, now (SHARE-19). */
export const check_practitioners = (store: Store, caller: Caller): Promise<PractitionerChecks> => {
  demand(caller, 'accounts.manage')
  return store.unit(caller, async (unit) => {
    const people = await list_person_numbers(unit)
    const codes = new Map(
      (await list_prescriber_codes(unit.sql, caller.facility)).map(({ practitioner, code }) => [practitioner, code]),
    )
    const names = await list_signer_names(
      unit.sql,
      people.flatMap(({ id, account }) => [id, account]),
    )
    const known = people.map((one): Known => ({
      ...one,
      prescription_code: codes.get(one.id) ?? '',
      certificate_name: names.get(one.account) ?? names.get(one.id) ?? '',
      prescribes: role_may(one.role, 'prescription.write'),
      signs: role_may(one.role, 'record.sign'),
    }))
    return { compared: known.length, contradictions: compare(known) }
  })
}
