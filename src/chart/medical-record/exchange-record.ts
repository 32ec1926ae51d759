import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { from_fhir, to_json, to_xml } from '../../standards/hsba-exchange/index.ts'
import { to_ministry_bundle } from '../../standards/ministry-core/index.ts'
import { gather_record } from './gather-record.ts'

export type ExportFormat = 'json' | 'xml'

/** The whole stay as HoSoBenhAn (công văn 365/TTYQG-GPQLCL), signed PDFs attached (SHARE-07). */
export const export_record = (
  store: Store,
  caller: Caller,
  encounter: string,
  format: ExportFormat,
): Promise<string> => {
  demand(caller, 'record.export')
  return store.unit(caller, async (unit) => {
    const record = await gather_record(unit, encounter)
    unit.note({
      action: 'E',
      interaction: 'export',
      type: 'Encounter',
      ref: `Encounter/${encounter}`,
      patient: record.patient.id,
      detail: format,
    })
    const hsba = from_fhir(record)
    return format === 'json' ? to_json(hsba) : to_xml(hsba)
  })
}

export type MinistryExport = { text: string; /** What the draft has no place for. */ unmapped: string[] }

/**
 * Person, cards, stay, houses and people of a stay in the Ministry's draft form (standards/ministry-core), as a FHIR Bundle. No
 * claim that it conforms.
 */
export const export_ministry = (store: Store, caller: Caller, encounter: string): Promise<MinistryExport> => {
  demand(caller, 'record.export')
  return store.unit(caller, async (unit) => {
    const { patient, coverage, encounter: stay, organizations, practitioners } = await gather_record(unit, encounter)
    const { bundle, unmapped } = to_ministry_bundle(
      [patient, ...coverage, stay, ...organizations, ...practitioners].map((one) => one as unknown as Resource),
    )
    const act = { action: 'E', interaction: 'export', type: 'Encounter', ref: `Encounter/${encounter}` } as const
    unit.note({ ...act, patient: patient.id, detail: 'ministry' })
    return { text: JSON.stringify(bundle, null, 2), unmapped }
  })
}
