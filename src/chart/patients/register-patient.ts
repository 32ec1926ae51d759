import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id, type Store, type Unit } from '../../platform/records/index.ts'
import { take_number } from '../numbers/index.ts'
import { check_registration } from './check-registration.ts'
import type { Registration } from './contract.ts'
import { find_duplicates } from './find-duplicates.ts'
import { with_stays } from './lying-at.ts'
import { to_coverage, to_patient } from './patient-resource.ts'

/** Mã người bệnh: facility code and a running number with a dot, so that it never looks like a 12-digit ID. */
export const format_patient_code = (facility: string, number: number): string =>
  `${facility}.${String(number).padStart(8, '0')}`

const identity_key = (registration: Registration): string =>
  registration.identity.kind === 'none' ? registration.name : registration.identity.value

/** Two clerks typing the same number at once are made to wait for each other. */
export const hold_number = (unit: Unit, number: string): Promise<unknown> =>
  unit.sql.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [unit.caller.facility, number])

export const check_mother = async (unit: Unit, mother: string | undefined): Promise<void> => {
  if (mother !== undefined && !(await unit.find('Patient', mother)))
    throw fail.value('Không tìm thấy hồ sơ của mẹ tại cơ sở này', 'mother')
}

/**
 * Registers a person.
 * @throws 409 with details.duplicates when likely doubles exist and the clerk has not said that they are other people
 */
export const register_patient = (
  store: Store,
  caller: Caller,
  given: Registration,
): Promise<{ id: string; patient_code: string }> => {
  demand(caller, 'patient.register')
  const registration = check_registration(given, new Date())
  return store.unit(caller, async (unit: Unit) => {
    await hold_number(unit, identity_key(registration))
    await check_mother(unit, registration.mother)
    const duplicates = await with_stays(unit, await find_duplicates(unit, registration))
    const same_number = duplicates.some((duplicate) => duplicate.same_paper)
    if (duplicates.length > 0 && (registration.confirm_new !== true || same_number))
      throw fail.conflict(
        same_number
          ? 'Số giấy tờ này đã có hồ sơ; hãy dùng hồ sơ ấy'
          : 'Có người bệnh rất giống; hãy xem trước khi lập hồ sơ mới',
        { duplicates, may_confirm: !same_number },
      )
    const id = new_id()
    const number = await take_number(unit.sql, caller.facility, 'patient-code', '')
    const patient_code = format_patient_code(caller.facility, number)
    await unit.create(to_patient(registration, id, patient_code, local_date(new Date())))
    if (registration.insurance) await unit.create(to_coverage(id, registration.insurance))
    return { id, patient_code }
  })
}
