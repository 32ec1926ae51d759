import { fill_from_store, load_forms, to_response } from '../../chart/medical-record/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { canonical, type Resource } from '../../standards/fhir/index.ts'
import type { DemoSheet } from '../../../demo/index.ts'
import { forms_dir } from '../server/site.ts'

export const forms = load_forms(forms_dir)

/** A completed sheet keeps what it showed, boxes filled from the store included, as complete_sheet does. */
export const to_sheet_response = async (unit: Unit, sheet: DemoSheet): Promise<Resource> => {
  const form = forms.get(sheet.slug)
  if (!form) throw new Error(`demo: no form ${sheet.slug}`)
  const { slug: _slug, signatures: _signatures, answers, ...head } = sheet
  const shown = sheet.status === 'completed' ? await fill_from_store(unit, form, sheet.encounter, answers) : answers
  return { ...to_response(form, shown, head), meta: { tag: [canonical.synthetic_tag] } }
}
