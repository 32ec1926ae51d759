export { shipped_rules, type AnyBook, type RuleBook, type Rules, type ShippedEdition } from './book.ts'
export { rules_on } from './rules-on.ts'
export { rule_book_routes } from './routes.ts'
