import { fail } from '../../base/outcome/index.ts'
import { gather_record } from '../../chart/medical-record/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
import { foreign_house } from '../../standards/fhir/index.ts'
import { from_fhir } from '../../standards/hsba-exchange/index.ts'
import type { ForeignStay } from './contract.ts'
import { sections_of } from './read-hsba.ts'

/** A stay that was taken in from another house's file, in that file's words: it has no sheets of ours. @throws 404 */
export const view_foreign_stay = (store: Store, caller: Caller, encounter: string): Promise<ForeignStay> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    const house = foreign_house(resource_of(await unit.get('Encounter', encounter)))
    if (house === undefined) throw fail.not_found('Đợt điều trị này không phải nhập từ tệp của nơi khác')
    return { house, sections: sections_of(from_fhir(await gather_record(unit, encounter), { extension: false })) }
  })
}
