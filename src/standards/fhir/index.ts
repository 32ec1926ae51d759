export { identifier_system, extension_url, code_system, canonical } from './systems.ts'
export { parse_exact, exact_decimal, is_object, type Resource } from './json.ts'
