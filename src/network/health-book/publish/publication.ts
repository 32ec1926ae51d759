import type { Unit } from '../../../platform/records/index.ts'
import type { Submission } from '../../../standards/documents/index.ts'
import type { National } from '../portal/dossier.ts'
import type { Due } from './queue.ts'

/**
 * What a room makes of one line: a paper on its way, or why there is none. `national`: for the national path, where the law has one
 * for this kind and it says something new there.
 */
export type Made =
  | {
      kind: 'paper'
      submission: Submission
      digest: string
      labels: string[]
      left_out: number
      national?: National | undefined
    }
  | { kind: 'unchanged'; national?: National | undefined }
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
