import { is_object, printed } from '../fhir/index.ts'
import { check_element, type Json, type Type } from './check.ts'
import { resource_types } from './definitions.ts'
import { nearest_name } from './nearest-name.ts'
import { quote, report, type Run, type Scope } from './run.ts'

type TypeOf = (type: string) => Type

/** The type a resource says it is of, if there is such a type; reports otherwise. */
const read_type = (value: unknown, run: Run): string | undefined => {
  if (!is_object(value)) {
    report(run, 'structure', `Cần tài nguyên FHIR (đối tượng JSON), nhận được ${quote(value)}`)
    return undefined
  }
  const type = value['resourceType']
  if (typeof type === 'string' && resource_types.has(type)) return type
  const near = typeof type === 'string' ? nearest_name(type, [...resource_types]) : undefined
  if (type === undefined) report(run, 'structure', 'Thiếu resourceType', '.resourceType')
  else
    report(
      run,
      'structure',
      `${quote(type)} không phải loại tài nguyên FHIR R4${near === undefined ? '' : `; có phải “${near}”?`}`,
      '.resourceType',
    )
  return undefined
}

const open_scope = (resource: Json): Scope | undefined => {
  const contained = resource['contained']
  if (!Array.isArray(contained)) return undefined
  const types = new Map<string, string>()
  for (const one of contained)
    if (is_object(one) && typeof one['id'] === 'string' && typeof one['resourceType'] === 'string')
      types.set(one['id'], one['resourceType'])
  return { types, used: new Set() }
}

/** Does a contained resource point back at its container (`#`)? Then nothing has to point at it. */
const points_at_container = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(points_at_container)
    : is_object(value)
      ? value['reference'] === '#' || Object.values(value).some(points_at_container)
      : value === '#'

/** Each contained resource can be told by its id, and something points at it (dom-3): alone it has no meaning. */
const check_all_used = (resource: Json, scope: Scope, run: Run): void => {
  const contained = resource['contained'] as Json[]
  if (scope.types.size < contained.length) report(run, 'value', 'Hai tài nguyên contained có cùng id', '.contained')
  contained.forEach((one, i) => {
    if (scope.used.has(printed(one['id'])) || points_at_container(one)) return
    report(run, 'invariant', 'Không có tham chiếu nào tới tài nguyên contained này (dom-3)', `.contained[${i}]`)
  })
}

/** A resource that stands by itself: the one to be checked, an entry of a Bundle, a parameter. */
export const check_resource = (value: unknown, run: Run, type_of: TypeOf): void => {
  const type = read_type(value, run)
  if (type === undefined) return
  const resource = value as Json
  const outer = run.scope
  const before = run.count
  run.scope = open_scope(resource)
  check_element(resource, type_of(type), run)
  if (run.scope && run.count === before) check_all_used(resource, run.scope, run)
  if (run.count === before) run.on_resource(resource, run)
  run.scope = outer
}

/** R4 §2.7.2 and dom-2, dom-4, dom-5: a contained resource has an id, no versions and nothing contained. */
export const check_contained = (value: unknown, run: Run, type_of: TypeOf): void => {
  const type = read_type(value, run)
  if (type === undefined) return
  const resource = value as Json
  const meta = (is_object(resource['meta']) ? resource['meta'] : {}) as Json
  if (resource['id'] === undefined) report(run, 'required', 'Tài nguyên contained cần id để được trỏ tới', '.id')
  if (resource['contained'] !== undefined)
    report(run, 'invariant', 'Tài nguyên contained không được chứa contained khác (dom-2)', '.contained')
  for (const name of ['versionId', 'lastUpdated', 'security'])
    if (meta[name] !== undefined)
      report(run, 'invariant', `Tài nguyên contained không có ${name} riêng (dom-4, dom-5)`, `.meta.${name}`)
  check_element(resource, type_of(type), run)
}
