export { validate_resource, type ValidateOptions } from './validate.ts'
export { validate_invariants } from './invariants.ts'
export { find_own_value_set, known_profiles, load_profile } from './profiles.ts'
export { choice_name, elements_of, resource_types, type ElementFact } from './definitions.ts'
