import type { Database } from '../../platform/database/index.ts'
import type { QueueLine } from './contract.ts'

/** What the pages of this room need of the program they run in. */
export type Office = {
  database: Database
  env: NodeJS.ProcessEnv
  started_at: Date
  /** Which queues this kind of program has: a facility's, or a hub's. */
  queues(facility: string): Promise<QueueLine[]>
  /** Whether this kind of program writes a folder for the wards. */
  has_wards: boolean
  /** Address of the machine whose clock ours is compared with; nothing where the house is not joined. */
  clock_of(facility: string): Promise<string | undefined>
}
