import type { Database } from '../../platform/database/index.ts'
import type { Letterhead } from './builtin.ts'
import type { FigureSource } from './source.ts'

/** What apps/hub puts together for this room. */
export type ReportOffice = {
  database: Database
  letterhead: Letterhead
  sources: FigureSource[]
  /** A day in Vietnam. */
  today(): string
}
