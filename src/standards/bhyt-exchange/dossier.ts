import type { TableId } from './definitions.ts'

/** A row of a table: what each field says, as text. A field that is not there is an empty element. */
export type Row = Record<string, string>

/** One visit (HOSO): rows by table. A table without rows is not in the file. */
export type VisitTables = Partial<Record<TableId, Row[]>>

/** The file (GIAMDINHHS). */
export type Dossier = {
  /** MACSKCB, 5 characters. */
  facility: string
  /** NGAYLAP, yyyyMMdd. */
  made_on: string
  visits: VisitTables[]
}

/** One thing that is wrong, where, and in words a clerk understands. */
export type Fault = {
  /** of the rules of the spec: R001 … */
  rule: string
  severity: 'error' | 'warning'
  table: TableId | ''
  /** From 1; 0: the table or the file itself. */
  row: number
  field: string
  /** What a person calls the field. */
  label: string
  message: string
}

export type Profile = 'claim' | 'health-book'
