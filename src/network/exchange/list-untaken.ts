import { local_time } from '../../base/time/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { find_identifier, identifier_system, list_of, text_of } from '../../standards/fhir/index.ts'
import type { Untaken } from './contract.ts'

type Row = { id: string; version: number; said: string; told_at: Date }

/** Whom of our people the hub's directory did not take, and what it said. */
export const list_untaken = async (unit: Unit): Promise<Untaken> => {
  const { facility } = unit.caller
  const { rows: counts } = await unit.sql.query<{ told: number }>(
    "SELECT count(*) FILTER (WHERE said = '')::integer AS told FROM exchange.practitioner_told WHERE facility = $1",
    [facility],
  )
  const { rows } = await unit.sql.query<Row>(
    `SELECT id, version, said, told_at FROM exchange.practitioner_told WHERE facility = $1 AND said <> ''
     ORDER BY told_at DESC, id LIMIT 200`,
    [facility],
  )
  const people = []
  for (const { id, version, said, told_at } of rows) {
    const stored = await unit.find('Practitioner', id)
    if (!stored) continue
    const practitioner = resource_of(stored)
    people.push({
      ...{ id, said, told_at: local_time(told_at), is_changed: stored.version !== version },
      name: text_of(list_of(practitioner['name'])[0]?.['text']) ?? id,
      licence: find_identifier(practitioner, identifier_system.cchn) ?? '',
    })
  }
  return { told: counts[0]?.told ?? 0, people }
}
