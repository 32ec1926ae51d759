import { code_check, concept_check } from './bindings.ts'
import { check_element, type Check, type Field, type Json, type Type } from './check.ts'
import {
  choice_name,
  elements_of,
  find_codes,
  lineage_of,
  resource_types,
  type ElementFact,
  type TypeUse,
} from './definitions.ts'
import { find_narrative_fault } from './narrative.ts'
import { primitive_checks } from './primitives.ts'
import { check_target } from './references.ts'
import { check_contained, check_resource } from './resource.ts'
import { rules_of } from './rules/index.ts'
import { report } from './run.ts'

/** From the tables to closures: each type becomes fields once, on its first use. */
const types = new Map<string, Type>()

const check_xhtml: Check = (value, run) => {
  primitive_checks.get('string')?.(value, run)
  const fault = typeof value === 'string' && value !== '' ? find_narrative_fault(value) : undefined
  if (fault !== undefined) report(run, 'invariant', `Nội dung XHTML của narrative: ${fault} (txt-1, txt-2)`)
}

/** The second only where the first found nothing, so that it may rely on the shape. */
const after =
  (first: Check, second: Check): Check =>
  (value, run) => {
    const before = run.count
    first(value, run)
    if (run.count === before) second(value, run)
  }

const element_check = (type: string): Check => {
  const compiled = type_of(type)
  return (value, run) => check_element(value, compiled, run)
}

const bound = (check: Check, use: TypeUse, value_set: string | undefined): Check => {
  if (value_set === undefined) return check
  if (primitive_checks.has(use.code)) {
    const code = code_check(value_set)
    return code ? after(check, code) : check
  }
  const codes = find_codes(value_set)
  return codes ? after(check, concept_check(codes, value_set)) : check
}

const plain_check = (use: TypeUse, element: string): Check => {
  if (use.code === 'xhtml') return check_xhtml
  if (use.code === 'Resource')
    return element === 'contained'
      ? (value, run) => check_contained(value, run, type_of)
      : (value, run) => check_resource(value, run, type_of)
  const { targets } = use
  if (use.code === 'Reference')
    return after(element_check('Reference'), (value, run) => check_target(value as Json, targets, run))
  return primitive_checks.get(use.code) ?? element_check(use.code)
}

const is_primitive = (type: string): boolean => primitive_checks.has(type) || type === 'xhtml'

const fields_of_element = (fact: ElementFact, bit: number): Field[] =>
  fact.max === '0'
    ? []
    : fact.types.flatMap((use): Field[] => {
        const name = fact.is_choice ? choice_name(fact.name, use.code) : fact.name
        const shared = { many: fact.max === '*', bit, is_choice: fact.is_choice }
        const check = bound(plain_check(use, fact.name), use, fact.value_set)
        const field: Field = { ...shared, name, check, companion_of: undefined }
        if (!is_primitive(use.code)) return [field]
        return [field, { ...shared, name: `_${name}`, check: element_check('Element'), companion_of: name }]
      })

const resource_type_field: Field = {
  name: 'resourceType',
  many: false,
  check: () => undefined,
  bit: 0,
  is_choice: false,
  companion_of: undefined,
}

/** One bit for each required element and each choice; none of R4's types needs more than an integer has. */
const make_fields = (type: Type): ReadonlyMap<string, Field> => {
  const fields = new Map<string, Field>()
  if (resource_types.has(type.name)) fields.set('resourceType', resource_type_field)
  let next_bit = 1
  for (const fact of elements_of(type.name)) {
    const bit = fact.min > 0 || fact.is_choice ? next_bit : 0
    if (bit !== 0) next_bit *= 2
    if (next_bit > 2 ** 31) throw new RangeError(`${type.name} has too many required elements and choices`)
    if (fact.min > 0) type.required |= bit
    for (const field of fields_of_element(fact, bit)) fields.set(field.name, field)
  }
  return fields
}

export const type_of = (name: string): Type => {
  const known = types.get(name)
  if (known) return known
  const type: Type = {
    name,
    fields: undefined,
    required: 0,
    rules: lineage_of(name).flatMap(rules_of),
    is_companion: name === 'Element',
    prepare: () => (type.fields = make_fields(type)),
  }
  types.set(name, type)
  return type
}
