import { Failure } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Programme } from '../contract.ts'
import type { Values } from './read-rows.ts'

/** One thing a row would do: said before, done afterwards. Without `run` it is written with the last row of its facility. */
export type Deed = { words: string; run?(sql: Sql, caller: Caller): Promise<void> }
/** What is wrong with a row, or worth a second look, and in which column where it is in one. */
export type Fault = { words: string; column?: string | undefined }
/** What a row speaks of: nothing else in the file may speak of it again. */
export type Subject = { key: string; words: string }
export type Planned = { deeds: Deed[]; faults: Fault[]; warnings?: Fault[]; subjects?: Subject[] }
/** Of whom a row is, and what it would do. */
export type PlannedOf = { code: string; name: string; planned: Planned }
export type Planner = {
  row(facility: string, values: Values): Planned | Promise<Planned>
  /** What only all rows of a facility say together; told with its last row. */
  end?(facility: string): Planned
  /** Of a row whose facility the directory does not know; absent: that is a fault. */
  stranger?(text: string, values: Values): PlannedOf | string
}
/** What is planned for, and on which day. */
export type Room = { programme: Programme; today: string }

export const number_in = (values: Values, id: string): number | undefined =>
  typeof values[id] === 'number' ? values[id] : undefined
export const text_in = (values: Values, id: string): string | undefined =>
  typeof values[id] === 'string' ? values[id] : undefined

/**
 * Reads what would be written by the same reader that writes it, so that nothing is refused later which was not told with its
 * row. `columns`: where a field of the reader stands in the table, when it is called otherwise there.
 */
export const attempt = <T>(
  read: () => T,
  columns: Record<string, string> = {},
): { value: T; faults: [] } | { value: undefined; faults: Fault[] } => {
  try {
    return { value: read(), faults: [] }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const faults = error.issues.map(({ message, expression = '' }) => {
      const field = expression.split('.').at(-1) ?? ''
      return { words: message, column: columns[field] ?? field }
    })
    return { value: undefined, faults }
  }
}
