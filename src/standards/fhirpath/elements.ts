import { choice_name, elements_of, type ElementFact } from '../fhir-validation/index.ts'

/** An element of R4 as an expression or a patch may name it: `value`, or `valueQuantity` for one kind of it. */
export type Element = ElementFact & { many: boolean }

const tables = new Map<string, ReadonlyMap<string, Element>>()

const table_of = (type: string): ReadonlyMap<string, Element> => {
  const known = tables.get(type)
  if (known) return known
  const table = new Map<string, Element>()
  for (const fact of elements_of(type)) {
    const element = { ...fact, many: fact.max === '*' }
    table.set(fact.name, element)
    if (fact.is_choice)
      for (const use of fact.types) table.set(choice_name(fact.name, use.code), { ...element, types: [use] })
  }
  tables.set(type, table)
  return table
}

/** Of a resource type, a datatype or a nested element (Patient.contact); primitives have id and extension. */
export const find_element = (type: string, name: string): Element | undefined =>
  table_of(/^[a-z]/.test(type) ? 'Element' : type).get(name)

/** The member names an element may have in JSON: one, or one for each type of a choice. */
const member_names = (element: Element): string[] =>
  element.is_choice ? element.types.map((use) => choice_name(element.name, use.code)) : [element.name]

/** All names of the choice that `element`, perhaps one kind of it, belongs to. */
export const rival_names = (type: string, element: Element): string[] => {
  const whole = table_of(/^[a-z]/.test(type) ? 'Element' : type).get(element.name)
  return member_names(whole ?? element)
}
