import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
import { id_of_reference } from '../../standards/fhir/index.ts'
import type { PatientSearch } from './contract.ts'
import { with_stays } from './lying-at.ts'
import { to_hit } from './patient-hit.ts'
import { standing_ones } from './standing.ts'

const hits_max = 20

/** Patients of stays that carry this number: số vào viện, số ngoại trú, mã y tế (outpatients' has a letter), số lưu trữ. */
const by_stay_number = async (unit: Parameters<Parameters<Store['unit']>[1]>[0], text: string) => {
  const number = text.trim().toUpperCase()
  if (!/^(?=.*\d)[\dNT/.-]{4,20}$/.test(number)) return []
  const stays = await unit.search('Encounter', new URLSearchParams({ identifier: number, _count: '5' }))
  const ids = [...new Set(stays.entries.flatMap((stay) => id_of_reference(resource_of(stay)['subject']) ?? []))]
  if (ids.length === 0) return []
  return (await unit.search('Patient', new URLSearchParams({ _id: ids.join() }))).entries
}

/** The one search field: name without diacritics, initials, year, card, ID, phone, record number. */
export const find_patients = (store: Store, caller: Caller, text: string): Promise<PatientSearch> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const found = await unit.find_by_words('Patient', text, hits_max + 1)
    const stored = found.length > 0 ? found : await by_stay_number(unit, text)
    const hits = (await standing_ones(unit, stored.slice(0, hits_max))).map((one) => to_hit(resource_of(one)))
    return { hits: await with_stays(unit, hits), more: stored.length > hits_max }
  })
}
