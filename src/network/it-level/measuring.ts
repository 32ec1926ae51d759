import type { Answered } from './contract.ts'

/** A facility's own server: it counts by itself, signs and sends. A hub has none of it. */
export type Measuring = {
  software: string
  prove(facility: string): Promise<Answered[]>
}
