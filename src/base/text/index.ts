export { fold, tidy_tones, tidy_spaces, words } from './fold.ts'
export { initials, same_name, title_case_name, upper_case_name } from './names.ts'
export { format_decimal, parse_decimal } from './decimal.ts'
export type { ParsedDecimal } from './decimal.ts'
