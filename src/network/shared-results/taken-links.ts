import { fail } from '../../base/outcome/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { TakenOver } from './contract.ts'
import { changes_of } from './taken-changes.ts'
import { to_taken, type TakenLink } from './taken-resource.ts'
import { hold_watch, told_among } from './taken-watch.ts'

/** DocumentReferences of a stay, the latest first. */
export const list_links = async (unit: Unit, encounter: string): Promise<Resource[]> =>
  (
    await unit.search('DocumentReference', new URLSearchParams({ encounter, _sort: '-date', _count: '500' }))
  ).entries.map(resource_of)

/** Those that are links to results of others, with what became of each at its source. */
export const show_links = async (unit: Unit, links: Resource[]): Promise<TakenOver[]> => {
  const taken = links.flatMap((one) => to_taken(one) ?? [])
  if (taken.length === 0) return []
  const ids = taken.map(({ id }) => id)
  const [changes, told] = [await changes_of(unit, ids), await told_among(unit, ids)]
  return taken.map((one) => ({ ...one, changed: changes.get(one.id) ?? null, is_told: told.has(one.id) }))
}

/** @throws 404 where it is none of this stay's */
export const get_taken = async (
  unit: Unit,
  encounter: string,
  id: string,
): Promise<{ link: Resource; taken: TakenLink; version: number }> => {
  await hold_watch(unit, id)
  const stored = await unit.get('DocumentReference', id)
  const link = resource_of(stored)
  const stays = list_of(object_of(link['context'])?.['encounter']).flatMap((one) => text_of(one['reference']) ?? [])
  const taken = to_taken(link)
  if (!taken || !stays.includes(`Encounter/${encounter}`)) throw fail.not_found('Không có kết quả dùng lại này')
  return { link, taken, version: stored.version }
}
