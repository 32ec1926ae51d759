import type { CodeTable } from './code-table.ts'
import { property_text, type Concept } from './concept.ts'
import { cannot } from './refusals.ts'
import { matching_texts } from './regex.ts'

/** R4 ValueSet.compose.include.filter. */
export type Filter = { property: string; op: string; value: string }
export type ConceptTest = (concept: Concept) => boolean

const is_code = (property: string): boolean => property === 'concept' || property === 'code'

/** What stands in a property of a concept; the ones R4 gives every code system come first (R4 §4.8.15). */
const values_of = (table: CodeTable, concept: Concept, property: string): string[] => {
  if (is_code(property)) return [concept.code]
  if (property === 'display') return concept.display === undefined ? [] : [concept.display]
  if (property === 'parent') return [...concept.parents]
  if (property === 'child') return table.children_of(concept.code).map((one) => one.code)
  if (property === 'inactive') return [String(concept.is_inactive === true)]
  if (property === 'notSelectable' || property === 'abstract') return [String(concept.is_abstract === true)]
  return (concept.properties ?? []).filter((one) => one.code === property).map(property_text)
}

const standard = ['concept', 'code', 'display', 'parent', 'child', 'inactive', 'notSelectable', 'abstract']

const check_property = (table: CodeTable, { property, op }: Filter): void => {
  if (standard.includes(property) || table.properties.includes(property)) return
  const is_used = table.concepts.some((one) => one.properties?.some((held) => held.code === property))
  if (!is_used)
    throw cannot(
      'not-supported',
      `Hệ mã ${table.url} không có thuộc tính “${property}” để lọc (${op})`,
      'filter.property',
    )
}

/** A hierarchy is asked about a code that is there, or that others name as their parent. */
const check_code = (table: CodeTable, { property, op, value }: Filter): void => {
  if (!is_code(property))
    throw cannot('not-supported', `Phép lọc “${op}” chỉ dùng với concept, không dùng với “${property}”`, 'filter.op')
  if (!table.find(value) && !table.has_below(value))
    throw cannot('code-invalid', `Mã “${value}” trong bộ lọc không có trong hệ mã ${table.url}`, 'filter.value')
}

/** Below, or the code itself; for one concept its ancestors are looked through, for many the tree is walked once. */
const below_test = (table: CodeTable, value: string, subjects: readonly Concept[]): ConceptTest => {
  const root = table.find(value)?.code ?? value
  if (subjects.length === 1) return (one) => table.ancestors_of(one.code).includes(root)
  const below = new Set(table.descendants_of(root))
  return (one) => below.has(one)
}

const hierarchy_test = (table: CodeTable, filter: Filter, subjects: readonly Concept[]): ConceptTest | undefined => {
  if (!/^(is-a|descendent-of|is-not-a|generalizes)$/.test(filter.op)) return undefined
  check_code(table, filter)
  const value = table.find(filter.value)?.code ?? filter.value
  if (filter.op === 'generalizes') {
    const above = new Set([value, ...table.ancestors_of(value)])
    return (one) => above.has(one.code)
  }
  const is_below = below_test(table, value, subjects)
  if (filter.op === 'descendent-of') return is_below
  if (filter.op === 'is-a') return (one) => one.code === value || is_below(one)
  return (one) => one.code !== value && !is_below(one)
}

const list_of_values = (value: string): Set<string> => new Set(value.split(',').map((one) => one.trim()))

/**
 * Whether a concept satisfies a filter. `subjects` are the concepts that will be asked about: a pattern is tried on all
 * their texts at once.
 */
export const concept_test = (table: CodeTable, filter: Filter, subjects: readonly Concept[]): ConceptTest => {
  const { property, op, value } = filter
  const by_hierarchy = hierarchy_test(table, filter, subjects)
  if (by_hierarchy) return by_hierarchy
  check_property(table, filter)
  const values = (one: Concept): string[] => values_of(table, one, property)
  switch (op) {
    case '=':
      return (one) => values(one).includes(value)
    case 'in': {
      const wanted = list_of_values(value)
      return (one) => values(one).some((held) => wanted.has(held))
    }
    case 'not-in': {
      const unwanted = list_of_values(value)
      return (one) => !values(one).some((held) => unwanted.has(held))
    }
    case 'exists':
      return (one) => values(one).length > 0 === (value === 'true')
    case 'regex': {
      const matching = matching_texts(value, [...new Set(subjects.flatMap(values))])
      return (one) => values(one).some((held) => matching.has(held))
    }
    default:
      throw cannot('not-supported', `Phép lọc “${op}” không có trong FHIR R4`, 'filter.op')
  }
}
