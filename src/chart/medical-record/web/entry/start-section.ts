import type { Answers } from '../../contract.ts'
import { fields_of } from '../../form-definition.ts'
import type { FormDefinition } from '../../form-definition.ts'
import { focus_first, focus_item } from './desk.tsx'
import { first_section, section_of } from './plan-section.ts'
import { rows_of } from './table-rows.ts'

/** Which section each sheet was left at, while the page lives: a reload after completing does not jump. */
export const sections_left = new Map<string, number>()

/** The hand goes to the last entry where entries are signed one by one (tờ điều trị), else to the first field. */
export const enter_sheet = (form: FormDefinition, answers: Answers): void => {
  const table = fields_of(form).find((field) => field.type === 'table' && field.row_signature !== undefined)
  const text = table?.type === 'table' ? table.columns.find((column) => column.type === 'long-text') : undefined
  if (!table || !text) return focus_first()
  focus_item(table.id, `${Math.max(0, rows_of(answers[table.id]).length - 1)}/${text.id}`)
}

/** `wanted`: the field asked for by the tree; #first, #last for the cover and the summary; #write for a sheet just begun. */
export const start_section = (
  sheet: string,
  form: FormDefinition,
  wanted: string | undefined,
  plan: Parameters<typeof first_section>[1],
): number => {
  if (wanted === '#first') return 0
  if (wanted === '#last')
    return Math.max(
      0,
      form.sections.findIndex((section) => section.id === 'tong-ket'),
    )
  const asked = wanted === undefined ? -1 : section_of(form, wanted)
  if (wanted !== undefined && asked >= 0) focus_item(wanted)
  const left = sections_left.get(sheet)
  const at = asked >= 0 ? asked : (left ?? first_section(form, plan))
  if (wanted === '#write' && left === undefined) {
    sections_left.set(sheet, at)
    enter_sheet(form, plan.answers)
  }
  return at
}
