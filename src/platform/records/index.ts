export { create_store, type ReadWish, type Store } from './store.ts'
export type { Unit } from './unit.ts'
export { new_id } from './new-id.ts'
export { search_all } from './search-all.ts'
export { resource_of, etag_of, version_of_etag, type Stored } from './stored.ts'
export { run_transaction, run_batch } from './bundle.ts'
export { fhir_routes, type FhirFace, type OwnPage, type ReadOnlyType } from './rest/routes.ts'
export type { Operation, OperationAnswer, OperationCall } from './operations/operation.ts'
export type { CodeQuestion, FindCodes, SearchPage, SystemCode } from './search/index.ts'
export { find_definition, find_definitions, type DefinitionHead } from './definitions.ts'
export { everything } from './operations/everything.ts'
export { stats } from './operations/stats.ts'
export { validate } from './operations/validate.ts'
export { read_parameters, type Parameters } from './operations/parameters.ts'
export { count_speaking_of, list_speaking_of, turn_references } from './speaking-of.ts'
export { demand_standing_patient } from './standing-patient.ts'
export { behind, facts_of } from './facts-of.ts'
export { successor_of } from './successor.ts'
export { read_many } from './read.ts'
export { match } from './operations/match.ts'
export type { TypeGuard } from './type-guard.ts'
export { read_states, type StateRef } from './states.ts'
export { check_criteria, match_states, type Criteria } from './match-states.ts'
export { guess_rows, judge_index, reindex, type Reindexed } from './reindex.ts'
export { demand_need, meets, reach_of, type Need, type Reach } from './reach.ts'
export { can_restrict } from './reach-states.ts'
export { check_resource } from './checks.ts'
export * as load_rows from './load-rows.ts'
export {
  is_in_patient_compartment,
  scan_as_of,
  scan_begin,
  type AsOfPage,
  type AsOfWish,
  type Place,
} from './scan-as-of.ts'
export { subset_body } from './search/index.ts'
