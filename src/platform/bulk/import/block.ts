import type { Issue } from '../../../base/outcome/index.ts'

/** A line of ndjson with its number in the file, from 1. */
export type Line = { number: number; text: string }

/** Some megabyte of whole lines as it came in, after the lines that an earlier block left over. */
export type Block = { carried: Line[]; first_line: number; bytes: Uint8Array<ArrayBuffer> }

export type Refusal = { line: number; ref: string | undefined; issues: Issue[] }

export type Outcome = 'created' | 'updated' | 'unchanged'
/** How many resources of a type came to which end. */
export type Tally = Record<string, Record<Outcome, number>>

export const count = (tally: Tally, type: string, outcome: Outcome, by = 1): void => {
  const known = (tally[type] ??= { created: 0, updated: 0, unchanged: 0 })
  known[outcome] += by
}

export const add_tally = (to: Tally, from: Tally): void => {
  for (const [type, outcomes] of Object.entries(from))
    for (const outcome of ['created', 'updated', 'unchanged'] as const) count(to, type, outcome, outcomes[outcome])
}

/** A line that has to wait for what it refers to. */
export type Waiting = Line & { type: string }
/** A line that is written by itself. */
export type Single = Line & { ref: string }

/** What became of a block. */
export type BlockReport = {
  tally: Tally
  refused: Refusal[]
  /** What a single write must do: the resource is there and would change, or its type is guarded. */
  single: Single[]
  /** What refers to a block that is still being written: to be tried with the next. */
  carried: Line[]
  /** What refers to something that is not there: it may come further on in the file. */
  waiting: Waiting[]
}

export const empty_report = (): BlockReport => ({ tally: {}, refused: [], single: [], carried: [], waiting: [] })

export const add_report = (to: BlockReport, from: BlockReport): void => {
  add_tally(to.tally, from.tally)
  to.refused.push(...from.refused)
  to.single.push(...from.single)
  to.carried.push(...from.carried)
  to.waiting.push(...from.waiting)
}
