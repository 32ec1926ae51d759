import type { CodingFlag } from '../contract.ts'

/** A file to read, as it came. */
export type CatalogueFile = { bytes: Uint8Array; filename: string }

/** One line of a catalogue before anything is checked against the others. */
export type Draft = {
  catalogue: string
  code: string
  display: string
  parent?: string
  flags?: CodingFlag[]
  properties?: Record<string, unknown>
  other_names?: string[]
  /** Line in the file; undefined for parents that are only named on the lines of their children. */
  line?: number
}

/** An error keeps its row out (and, unless told otherwise, the whole import); a warning is only told. */
export type Problem = { severity: 'error' | 'warning'; line?: number; message: string }

export type Reading = { drafts: Draft[]; problems: Problem[]; has_flags?: boolean }

/** Which columns mean what, for lists the importer does not know by sight. Column names as printed in the header. */
export type Mapping = {
  sheet?: string | number
  header_row?: number
  code?: string
  display?: string
  parent?: string
  english?: string
  /** Pads codes that a spreadsheet took for numbers. */
  code_width?: number
  /** Columns that become coding flags when they hold anything but blank, 0 or "không". */
  flags?: Partial<Record<CodingFlag, string>>
}
