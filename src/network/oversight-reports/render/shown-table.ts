import type { Column, Table } from '../contract.ts'
import type { Block } from '../template/fill.ts'
import { no_source, show_value } from '../values.ts'
import { empty_table } from './words.ts'

/** A table as paper shows it: all texts; a dash where nobody can say; a sentence in the place of no rows. */
export type ShownTable = { note: string; rows: string[][]; total: string[] | null }

export const shown_table = ({ columns, rows, total, why }: Table): ShownTable => {
  const shown = (row: Table['rows'][number]): string[] =>
    columns.map(({ kind }, i) => {
      const value = row[i] ?? null
      return value === null ? '–' : show_value(value, kind)
    })
  const note = why !== '' ? `${no_source}: ${why}` : rows.length === 0 ? empty_table : ''
  return { note, rows: rows.map(shown), total: total && shown(total) }
}

const narrow_share = 2

/** Numbers, days and short words stand in the middle of their column; names and sentences at its left. */
export const is_centred = ({ kind, share }: Column): boolean => kind !== 'text' || share < narrow_share

/** From so many columns on a table is set in smaller letters. */
export const wide_columns_min = 7

/** A sentence stays with the table it announces, and the last one with the signature: that never stands alone on a page. */
export const keeps_next = (blocks: Block[], i: number): boolean =>
  i === blocks.length - 1 || blocks[i + 1]?.kind === 'table'
