export {
  canonical,
  code_system,
  extension_url,
  identifier_system,
  ministry_core,
  subscription_backport,
} from './systems.ts'
export { foreign_house, foreign_token, mark_foreign } from './foreign.ts'
export { parse_exact, exact_decimal, is_exact_number, is_object, printed, type Resource } from './json.ts'
export {
  coding_of,
  find_extension,
  find_identifier,
  id_of_reference,
  list_of,
  object_of,
  put_extension,
  text_of,
  type Coding,
} from './walk.ts'
