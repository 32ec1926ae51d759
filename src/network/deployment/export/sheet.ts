import type { Sheet as BookSheet, Value } from '../../../standards/spreadsheet/index.ts'

export type { Value }
/** `what`: of which table of the import it is, where there is one. */
export type Sheet = BookSheet & { what: string }
