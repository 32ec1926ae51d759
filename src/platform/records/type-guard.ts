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

const both = (first: TypeGuard, second: TypeGuard): TypeGuard => ({
  type: first.type,
  before_write: async (unit, resource, before) =>
    second.before_write(unit, { ...(await first.before_write(unit, resource, before)), id: resource.id }, before),
  async before_remove(unit, before) {
    await first.before_remove(unit, before)
    await second.before_remove(unit, before)
  },
})

/** By type; several rooms that guard one type are asked one after the other, in the order they stand. */
export const guards_by_type = (guards: TypeGuard[]): ReadonlyMap<string, TypeGuard> => {
  const found = new Map<string, TypeGuard>()
  for (const guard of guards) {
    const earlier = found.get(guard.type)
    found.set(guard.type, earlier ? both(earlier, guard) : guard)
  }
  return found
}
