import type { Answered } from './contract.ts'
import type { Patience } from './proofs/chain.ts'

/** A facility's own server: it counts by itself, signs and sends. A hub has none of it. */
export type Measuring = {
  software: string
  prove(facility: string, patience: Patience): Promise<Answered[]>
}
