export type {
  CatalogueVersion,
  CodingFlag,
  Concept,
  DiagnosisContext,
  DiagnosisRequest,
  DiagnosisUse,
  SearchHit,
  SearchRequest,
} from './contract.ts'
export { coding_flags } from './contract.ts'
export { catalogue_title } from './catalogue-table.ts'
export { catalogue_system, to_coding, type Coding } from './coding.ts'
export { catalog_import_command, catalog_import_usage, type CommandResult } from './command.ts'
export type { Edition } from './editions.ts'
export { open_fhir_catalogues, ward_map_url, type FhirCatalogues } from './fhir-catalogues.ts'
export { import_catalogue, ImportRefused, type ImportReport, type ImportRequest } from './import-catalogue.ts'
export { lookup, lookup_codes } from './lookup.ts'
export type { CatalogueFile, Mapping, Problem } from './readers/draft.ts'
export { search_concepts } from './search.ts'
export { seed_starter } from './seed.ts'
export { validate_diagnosis } from './validate-diagnosis.ts'
export { list_versions } from './version.ts'
