import type { Figure, Table } from '../contract.ts'
import { show_value } from '../values.ts'
import type { Node, Piece } from './parse.ts'

/** A piece of printed text; `figure`: the number it is, for whoever wants to know where it comes from. */
export type Run = { text: string; figure?: string; is_missing?: boolean }
export type Block =
  | { kind: 'heading'; level: 1 | 2; runs: Run[] }
  | { kind: 'paragraph' | 'item'; runs: Run[] }
  | { kind: 'table'; table: Table }

export type Filling = { figures: ReadonlyMap<string, Figure>; tables: ReadonlyMap<string, Table> }

export const fill_pieces = (pieces: Piece[], { figures }: Filling): Run[] =>
  pieces.map((piece): Run => {
    if (piece.kind === 'text') return { text: piece.text }
    const figure = figures.get(piece.name)
    if (!figure) throw new Error(`the snapshot has no ${piece.name}`)
    return {
      ...{ text: show_value(figure.value, figure.kind), figure: piece.name },
      ...(figure.value === null ? { is_missing: true } : {}),
    }
  })

/** A number and its percent sign stay on one line. */
const unbroken = (runs: Run[]): Run[] =>
  runs.map((run, i) => (runs[i - 1]?.figure ? { ...run, text: run.text.replace(/^ %/, '\u00a0%') } : run))

/**
 * A sentence none of whose figures anybody can tell (but which days it is of) says that, by their names, and not "chưa có
 * nguồn" in each gap.
 */
const without_source = (runs: Run[], { figures }: Filling): Run[] => {
  const missing = runs.filter(({ figure }) => figure !== undefined && !figure.startsWith('ky.'))
  if (missing.length === 0 || missing.some(({ is_missing }) => !is_missing)) return runs
  const names = missing.flatMap((run, i): Run[] => {
    const label = figures.get(run.figure ?? '')?.label ?? ''
    return [
      ...(i === 0 ? [] : [{ text: '; ' }]),
      { ...run, text: label.charAt(0).toLocaleLowerCase('vi') + label.slice(1) },
    ]
  })
  return [{ text: 'Chưa có nguồn: ' }, ...names, { text: '.' }]
}

/** A figure that nobody can tell is not nought: what depends on it is printed, and says so itself. */
const holds = (when: Node['when'], { figures }: Filling): boolean => {
  if (!when) return true
  const value = figures.get(when.figure)?.value
  const is_nought = value === 0 || value === ''
  return when.is_absent ? is_nought : !is_nought
}

export const fill_template = (nodes: Node[], filling: Filling): Block[] =>
  nodes.flatMap(({ line, when }): Block[] => {
    if (!holds(when, filling)) return []
    if (line.kind === 'table') {
      const table = filling.tables.get(line.name)
      if (!table) throw new Error(`the snapshot has no table ${line.name}`)
      return [{ kind: 'table', table }]
    }
    const runs = unbroken(fill_pieces(line.pieces, filling))
    if (line.kind === 'heading') return [{ kind: line.kind, level: line.level, runs }]
    return [{ kind: line.kind, runs: without_source(runs, filling) }]
  })
