import { Failure, fail } from '../../base/outcome/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { check_type } from './checks.ts'
import type { Stored } from './stored.ts'
import type { Unit } from './unit.ts'

/** What a conditional interaction did (R4 §3.1.0.5, §3.1.0.8.1). */
export type Done = { stored: Stored; is_new: boolean }

const criteria_of = (type: string, text: string): URLSearchParams => {
  const query = new URLSearchParams(text.replace(/^.*\?/, ''))
  for (const name of [...query.keys()])
    if (/^_(sort|count|include|revinclude|summary|elements|total|cursor)/.test(name))
      throw fail.invalid(`Điều kiện không dùng được “${name}”`, name)
  if ([...query.keys()].length === 0) throw fail.invalid(`Thiếu điều kiện để chọn ${type}`, type)
  query.set('_count', '2')
  return query
}

/**
 * The one resource that meets the criteria, undefined when none does. Whoever asks the same waits here until this unit
 * is done: two hospitals' machines sending the same patient make one.
 * @throws 412 when several do
 */
export const find_one = async (unit: Unit, type: string, criteria: string): Promise<Stored | undefined> => {
  check_type(type)
  const query = criteria_of(type, criteria)
  await unit.take_turn(`${type}?${query.toString()}`)
  const { entries } = await unit.search(type, query)
  if (entries.length > 1)
    throw new Failure(412, [
      {
        severity: 'error',
        code: 'multiple-matches',
        message: `Nhiều ${type} cùng khớp điều kiện “${criteria}”; cần điều kiện chỉ đúng một`,
        expression: type,
      },
    ])
  return entries[0]
}

/** If-None-Exist: what is there already is answered as it is. */
export const create_if_none = async (unit: Unit, resource: Resource, criteria: string): Promise<Done> => {
  const found = await find_one(unit, resource.resourceType, criteria)
  if (found) return { stored: found, is_new: false }
  return { stored: await unit.create(resource), is_new: true }
}

/** PUT Type?criteria: updates the one that matches, creates when none does. */
export const update_by = async (
  unit: Unit,
  resource: Resource,
  criteria: string,
  options: { if_match?: number | undefined } = {},
): Promise<Done> => {
  const found = await find_one(unit, resource.resourceType, criteria)
  if (!found && resource.id === undefined) return { stored: await unit.create(resource), is_new: true }
  if (found && resource.id !== undefined && resource.id !== found.id)
    throw fail.invalid(`Điều kiện chỉ tới ${found.type}/${found.id}, không phải id “${resource.id}”`, 'id')
  const stored = await unit.update({ ...resource, id: found?.id ?? resource.id ?? '' }, options)
  return { stored, is_new: !found }
}

/** DELETE Type?criteria, one at most. */
export const remove_by = async (unit: Unit, type: string, criteria: string): Promise<Stored | undefined> => {
  const found = await find_one(unit, type, criteria)
  return found && unit.remove(type, found.id)
}
