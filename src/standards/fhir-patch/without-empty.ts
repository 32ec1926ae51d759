import { is_object } from '../fhir/index.ts'

const is_empty = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (is_object(value) && Object.keys(value).length === 0)

/**
 * R4 §2.6.2: an array or object of a resource is never empty. Who takes the last name away by RFC 6902 leaves `[]`
 * behind and means that there is none. Changes the value in place; items of lists stay, their number means something.
 */
export const without_empty = (value: unknown): unknown => {
  if (Array.isArray(value)) for (const item of value) without_empty(item)
  else if (is_object(value))
    for (const [key, item] of Object.entries(value)) if (is_empty(without_empty(item))) delete value[key]
  return value
}
