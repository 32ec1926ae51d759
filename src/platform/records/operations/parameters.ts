import { fail } from '../../../base/outcome/index.ts'
import { is_object, list_of, printed } from '../../../standards/fhir/index.ts'

/** Parameters of an operation by name (R4 §2.38): what is sent in a resource of this type, or as `name=value` in the address. */
export type Parameters = {
  all(name: string): Record<string, unknown>[]
  /** @throws 400 when it stands there more than once */
  one(name: string): Record<string, unknown> | undefined
  boolean(name: string): boolean
  text(name: string, kinds?: string[]): string | undefined
}

const text_kinds = ['valueString', 'valueUri', 'valueCode', 'valueCanonical', 'valueId']

/** @throws 400 for what is no Parameters, and for a parameter that is not among `known` */
export const read_parameters = (body: unknown, known: string[]): Parameters => {
  if (!is_object(body) || body['resourceType'] !== 'Parameters')
    throw fail.invalid('Thao tác này cần một tài nguyên Parameters', 'Parameters')
  const parts = list_of(body['parameter'])
  for (const [i, part] of parts.entries())
    if (!known.includes(printed(part['name'])))
      throw fail.invalid(`Không có tham số “${printed(part['name'])}”`, `Parameters.parameter[${i}].name`)
  const all = (name: string) => parts.filter((part) => part['name'] === name)
  const one = (name: string) => {
    const found = all(name)
    if (found.length > 1) throw fail.invalid(`Chỉ được một tham số “${name}”`, name)
    return found[0]
  }
  return {
    all,
    one,
    boolean(name) {
      const part = one(name)
      const value = part?.['valueBoolean'] ?? false
      if (typeof value !== 'boolean' || (part && part['valueBoolean'] === undefined))
        throw fail.invalid(`“${name}” phải là valueBoolean`, name)
      return value
    },
    text(name, kinds = text_kinds) {
      const part = one(name)
      if (!part) return undefined
      const value = kinds.map((kind) => part[kind]).find((found) => found !== undefined)
      if (typeof value !== 'string' || value.trim() === '') throw fail.invalid(`“${name}” phải là chữ`, name)
      return value.trim()
    },
  }
}
