/** FHIR → HoSoBenhAn. */
import { build_extension } from './fhir/extension.ts'
import { groups_from_fhir } from './fhir/groups.ts'
import { apply_residue, is_residue } from './fhir/residue.ts'
import type { FhirRecord } from './fhir/source.ts'
import type { HoSoBenhAn } from './schema-2025-06.ts'
import { shape_hsba } from './shape.ts'

/**
 * The record of one stay. With `extension: false` only the eleven groups of the annex are written, for a receiver who
 * will not take more; the sheets and the signed files then stay at home.
 */
export const from_fhir = (record: FhirRecord, options: { extension?: boolean } = {}): HoSoBenhAn => {
  const sheets = record.questionnaire_responses
  const own_sheets = sheets.filter((sheet) => !is_residue(sheet))
  const typed = groups_from_fhir({ ...record, questionnaire_responses: own_sheets })
  const groups = apply_residue(typed, sheets)
  return options.extension === false ? groups : shape_hsba({ ...groups, PhanMoRong: build_extension(record) })
}
