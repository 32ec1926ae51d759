import { fail } from '../../base/outcome/index.ts'
import { id_of_reference } from '../../standards/fhir/index.ts'
import { to_hit } from '../../chart/patients/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
import type { ConsentRooms } from '../../platform/smart/index.ts'

/** @throws 404 unknown stay */
export const patient_of_stay = async (store: Store, caller: Caller, encounter: string): Promise<string> => {
  const stay = resource_of(await store.read(caller, 'Encounter', encounter))
  return id_of_reference(stay['subject']) ?? ''
}

/** What the consent of an app asks of the chart: who a patient is, and whose a stay is. */
export const smart_rooms = (store: Store): Pick<ConsentRooms, 'name_patient' | 'check_encounter'> => ({
  async name_patient(caller, patient) {
    const { id, name, gender, birth_date, patient_code } = to_hit(
      resource_of(await store.read(caller, 'Patient', patient)),
    )
    return { id, name, gender, birth_date, patient_code }
  },
  async check_encounter(caller, encounter, patient) {
    if ((await patient_of_stay(store, caller, encounter)) !== patient)
      throw fail.invalid('Đợt khám này không phải của người bệnh đã chọn', 'encounter')
  },
})
