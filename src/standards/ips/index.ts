export { carried_types, fact_types, ips_document, type SummaryParts } from './document.ts'
export { refs_in } from './close-references.ts'
