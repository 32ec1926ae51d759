export { open_bulk, type BulkParts } from './open-bulk.ts'
export { open_taker } from './import/taker.ts'
export { run_import, type ImportParts, type Imported } from './import/run-import.ts'
export type { Refusal, Tally } from './import/block.ts'
