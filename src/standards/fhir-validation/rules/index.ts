import type { Rule } from '../check.ts'
import { clinical_rules } from './clinical.ts'
import { datatype_rules } from './datatypes.ts'
import { document_rules } from './documents.ts'
import { questionnaire_rules } from './questionnaires.ts'

/** The constraints checked on every write; the rest waits for $validate (invariants.ts). */
const all_rules = { ...datatype_rules, ...clinical_rules, ...document_rules, ...questionnaire_rules }
const none: readonly Rule[] = []

export const rules_of = (type: string): readonly Rule[] => all_rules[type] ?? none

/** Path → keys, to be compared with the standard's own list. */
export const ruled_paths: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(all_rules).map(([path, rules]) => [path, rules.map((one) => one.key)]),
)
