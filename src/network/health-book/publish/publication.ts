import type { Unit } from '../../../platform/records/index.ts'
import type { Submission } from '../../../standards/documents/index.ts'
import type { Due } from './queue.ts'

/** What a room makes of one line: a paper on its way, or why there is none. */
export type Made =
  | {
      kind: 'paper'
      submission: Submission
      digest: string
      labels: string[]
      left_out: number
      /** For the national path, where the law has one for this kind. */
      envelope?: { version: string; xml: Uint8Array; signature: Uint8Array } | undefined
    }
  | { kind: 'unchanged' }
  | { kind: 'withheld'; reason: string; labels: string[] }
  | { kind: 'none'; reason: string }

/**
 * Reads what is to be told inside the unit; what it gives back renders and signs outside of it, where nobody waits for a
 * row.
 */
export type Maker = {
  /** What `about` begins with: the type of the resource it is made of. */
  type: string
  gather(unit: Unit, due: Due): Promise<() => Promise<Made>>
}
