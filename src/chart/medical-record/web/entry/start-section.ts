import type { FormDefinition } from '../../form-definition.ts'
import { focus_item } from './desk.tsx'
import { first_section, section_of } from './plan-section.ts'

/** Which section each sheet was left at, while the page lives: a reload after completing does not jump. */
export const sections_left = new Map<string, number>()

/** `wanted`: the field asked for by the tree, or #first, #last for the cover and the summary. */
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
  return asked >= 0 ? asked : (sections_left.get(sheet) ?? first_section(form, plan))
}
