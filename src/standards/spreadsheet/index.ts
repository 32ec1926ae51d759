export { read_table } from './read-table.ts'
export type { ReadOptions, Table, TableRow } from './read-table.ts'
export { has_macros, list_merged, list_sheets } from './xlsx.ts'
