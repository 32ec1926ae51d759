import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'

export const seeder = (facility: string): Caller => ({
  facility,
  actor: { id: 'demo-seed', name: 'Dữ liệu minh họa', role: 'system', kind: 'system' },
  purpose: 'HOPERAT',
  address: '',
  request_id: 'seed',
})

const people_per_transaction = 20
/** PostgreSQL writes on one core while the next people are made on the other. */
const writers = 3

/** Several at the same work; a failure is told when all have laid down their pens. */
export const side_by_side = async (count: number, work: () => Promise<void>): Promise<void> => {
  const ends = await Promise.allSettled(Array.from({ length: count }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** Writes each person's things, some people a transaction and some transactions at once. */
export const write_in_groups = async <Item>(
  store: Store,
  facility: string,
  items: Iterator<Item>,
  write: (unit: Unit, item: Item) => Promise<void>,
): Promise<void> => {
  const take = (): Item[] => {
    const group: Item[] = []
    while (group.length < people_per_transaction) {
      const next = items.next()
      if (next.done) break
      group.push(next.value)
    }
    return group
  }
  const work = async (): Promise<void> => {
    for (let group = take(); group.length > 0; group = take()) {
      const all = group
      await store.unit(seeder(facility), async (unit) => {
        for (const one of all) await write(unit, one)
      })
    }
  }
  await side_by_side(writers, work)
}
