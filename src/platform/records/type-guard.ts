import type { Resource } from '../../standards/fhir/index.ts'
import type { Stored } from './stored.ts'
import type { Unit } from './unit.ts'

/** What a room adds to the writing of its type, whichever interaction writes it. It runs inside the unit. */
export type TypeGuard = {
  type: string
  /**
   * Refuses what the room cannot serve, keeps what it needs in its own tables, and gives what is to be stored.
   * @param before the state that is followed, a deleted one too; undefined when there is none
   */
  before_write(unit: Unit, resource: Resource & { id: string }, before: Stored | undefined): Promise<Resource>
  before_remove(unit: Unit, before: Stored): Promise<void>
}
