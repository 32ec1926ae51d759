export { carried_types, fact_types, ips_document, type SummaryParts } from './document.ts'
export { close_references, refs_in } from './close-references.ts'
export { fact_table, sentence } from './narrative.ts'
