import type { Database } from '../database/index.ts'
import type { FindCodes, Operation, Store } from '../records/index.ts'
import { open_fhir_catalogues } from '../terminology/index.ts'
import { terminology_capabilities } from './capabilities.ts'
import { expand } from './expand.ts'
import { make_find_codes } from './find-codes.ts'
import { open_library } from './library.ts'
import { lookup } from './lookup.ts'
import { to_operation } from './operation.ts'
import { subsumes } from './subsumes.ts'
import { translate } from './translate.ts'
import { validate_in_code_system, validate_in_value_set } from './validate-code.ts'
import { with_catalogues } from './with-catalogues.ts'

/** FHIR R4's terminology service (chapter 4), one for each installation: what it keeps belongs to one database. */
export type TerminologyService = {
  operations: Operation[]
  /** For `:in`, `:not-in`, `:above` and `:below` of a search. */
  find_codes: FindCodes
  /** The store with the catalogues as CodeSystems beside what is stored. */
  with_catalogues(store: Store): Store
  /** TerminologyCapabilities. */
  capabilities(): Promise<Record<string, unknown>>
}

const all = [expand, validate_in_value_set, validate_in_code_system, lookup, subsumes, translate]

/** @param base address of the FHIR face */
export const open_terminology_service = (database: Database, base: string): TerminologyService => {
  const catalogues = open_fhir_catalogues()
  const library = open_library(catalogues)
  return {
    operations: all.map((terminology) => to_operation(library, terminology)),
    find_codes: make_find_codes(library, base),
    with_catalogues: (store) => with_catalogues(store, database, catalogues),
    capabilities: () => terminology_capabilities(database, catalogues, base),
  }
}
