import type { Json } from './check.ts'
import { resource_types } from './definitions.ts'
import { quote, report, type Run } from './run.ts'

const absolute = /^(?:[a-z][a-z0-9+.-]*:)/i
const rest_of_relative = /^[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/
const rest_of_server = /^https?:\/\/.*\/([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/

/** The type a literal names: `Patient/1`, `Patient?identifier=…` (transactions), `https://…/Patient/1`. */
const type_of_literal = (literal: string): string | undefined => {
  const end = /[/?]/.exec(literal)?.index ?? -1
  const word = end < 0 ? '' : literal.slice(0, end)
  if (resource_types.has(word)) return word
  const remote = literal.startsWith('http') ? rest_of_server.exec(literal)?.[1] : undefined
  return remote !== undefined && resource_types.has(remote) ? remote : undefined
}

/** `Type/id`, `Type?criteria`, a URL, a URN or a fragment; anything else names nothing. */
const is_literal = (literal: string): boolean => {
  if (absolute.test(literal)) return true
  const slash = literal.indexOf('/')
  const type = literal.slice(0, Math.max(slash, 0))
  if (slash > 0 && resource_types.has(type)) return rest_of_relative.test(literal.slice(slash + 1))
  return type_of_literal(literal) !== undefined
}

const words_of = (targets: ReadonlySet<string>): string => [...targets].join(', ')

const check_contained_target = (literal: string, targets: ReadonlySet<string> | undefined, run: Run): void => {
  const id = literal.slice(1)
  run.scope?.used.add(id)
  // “#” is the resource that contains the one speaking.
  if (id === '') return
  const type = run.scope?.types.get(id)
  if (type === undefined) report(run, 'value', `${quote(literal)} không có trong contained (ref-1)`, '.reference')
  else if (targets && !targets.has(type))
    report(run, 'value', `${quote(literal)} là ${type}; ở đây chỉ được trỏ tới ${words_of(targets)}`, '.reference')
}

const check_literal = (literal: string, targets: ReadonlySet<string> | undefined, said: unknown, run: Run): void => {
  if (literal.startsWith('#')) return check_contained_target(literal, targets, run)
  if (!is_literal(literal))
    return report(
      run,
      'value',
      `${quote(literal)} không phải tham chiếu: cần “Loại/mã”, URL, urn: hoặc “#mã”`,
      '.reference',
    )
  const type = type_of_literal(literal)
  if (type === undefined) return
  if (targets && !targets.has(type))
    report(run, 'value', `${quote(literal)} là ${type}; ở đây chỉ được trỏ tới ${words_of(targets)}`, '.reference')
  if (typeof said === 'string' && said !== type && resource_types.has(said))
    report(run, 'value', `type là ${quote(said)} nhưng reference trỏ tới ${type}`, '.type')
}

/** After the shape of a Reference is right: does it point at what the element allows? Undefined targets: any resource. */
export const check_target = (reference: Json, targets: ReadonlySet<string> | undefined, run: Run): void => {
  const { reference: literal, type } = reference
  if (typeof literal === 'string') check_literal(literal, targets, type, run)
  if (typeof type !== 'string' || absolute.test(type)) return
  if (!resource_types.has(type)) report(run, 'value', `${quote(type)} không phải loại tài nguyên FHIR R4`, '.type')
  else if (targets && !targets.has(type))
    report(run, 'value', `type là ${type}; ở đây chỉ được trỏ tới ${words_of(targets)}`, '.type')
}
