import type { Issue } from '../../base/outcome/index.ts'
import { type_of } from './compile.ts'
import { run_from } from './resource.ts'
import { new_run } from './run.ts'

export const validate_resource = (value: unknown): Issue[] => {
  const run = new_run()
  run_from(value, run, type_of)
  return run.issues
}

/** The element tables of R4, for rooms that put elements together (fhir-patch, sql-on-fhir). */
export { choice_name, elements_of, resource_types, type ElementFact } from './definitions.ts'
