export { open_book, read_table } from './read-table.ts'
export type { BookSheet, GridRow, ReadOptions, Table, TableRow } from './read-table.ts'
export { has_macros, list_sheets } from './xlsx.ts'
