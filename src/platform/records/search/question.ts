import type { SearchParameter } from '../../../standards/fhir-search/index.ts'
import type { Binder } from './sql-text.ts'

/** One question about rows of `type`, spoken of as `alias`. Values are alternatives, still escaped. */
export type Question = {
  binder: Binder
  alias: string
  type: string
  /** As the caller wrote it, for refusals. */
  name: string
  parameter: Pick<SearchParameter, 'kind' | 'paths' | 'targets' | 'composites'>
  modifier: string | undefined
  values: string[]
  measured?: Measured | undefined
}

/** Where the measures of the rows lie, and which column says of which row: for states that are not the stored ones. */
export type Measured = { table: string; key: string }

export const alternatives_max = 10_000

export const either = (conditions: string[]): string =>
  conditions.length > 1 ? `(${conditions.join(' OR ')})` : (conditions[0] ?? 'false')
