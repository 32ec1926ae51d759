import { render_pdf } from '../../standards/print/index.ts'
import { house_readers } from './facts.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'

/**
 * A form with nothing on it but the house's own name, for the hand: while the system does not run, a ward writes on the
 * same paper it reads on the screen. @returns PDF/A
 */
export const print_blank = (
  form: FormDefinition,
  facility: { code: string; name: string; authority: string },
): Promise<Uint8Array> => {
  const known = fields_of(form).flatMap((field) => {
    const value = field.bind === undefined ? undefined : house_readers[field.bind]?.(facility)
    return value === undefined ? [] : [[field.id, value] as const]
  })
  return render_pdf({ form, answers: Object.fromEntries(known), signatures: {}, mode: 'paper' })
}
