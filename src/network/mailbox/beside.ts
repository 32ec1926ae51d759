import { fail } from '../../base/outcome/index.ts'
import { code_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'

/** One element of Task.output that is no receipt: of one medicine, how much the recipient handed out so far. */
export type Beside = {
  type: { coding: { system: string; code: string }[]; text: string }
  valueQuantity: { value: number; unit: string }
}

const lines_max = 60
const text_max = 300

const codings_of = (output: Record<string, unknown>) => list_of(object_of(output['type'])?.['coding'])

const is_dispensed = (output: Record<string, unknown>): boolean =>
  codings_of(output).some(({ system, code }) => system === code_system.exchange && code === 'dispensed')

const read_line = (output: Record<string, unknown>): Beside => {
  const quantity = object_of(output['valueQuantity'])
  const value = quantity?.['value']
  const text = text_of(object_of(output['type'])?.['text']) ?? ''
  if (typeof value !== 'number' || !(value >= 0) || text === '')
    throw fail.value('“dispensed” cần tên thuốc (type.text) và số lượng không âm (valueQuantity.value)', 'Task.output')
  return {
    type: {
      coding: codings_of(output).flatMap((one) => {
        const [system, code] = [text_of(one['system']), text_of(one['code'])]
        return system && code ? [{ system: system.slice(0, text_max), code: code.slice(0, text_max) }] : []
      }),
      text: text.slice(0, text_max),
    },
    valueQuantity: { value, unit: (text_of(quantity?.['unit']) ?? '').slice(0, text_max) },
  }
}

/**
 * What a recipient says beside the state of its delivery: nothing but quantities handed out, in this shape and no other.
 * @throws 422
 */
export const beside_of = (task: Resource): Beside[] => {
  const found = list_of(task['output']).filter(is_dispensed)
  if (found.length > lines_max) throw fail.value(`Nhiều nhất ${lines_max} dòng thuốc`, 'Task.output')
  return found.map(read_line)
}
