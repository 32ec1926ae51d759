import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { resource_of, type Stored, type Unit, search_all } from '../../platform/records/index.ts'
import { find_identifier, identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import { HubForbids } from './hub-faults.ts'
import type { Office } from './office.ts'

/** What of our staff the hub's directory is told: who may practise, with licence and scope; no telephone, no address. */
const told_of = (practitioner: Resource, id: string, system: string): Resource => {
  const licence = find_identifier(practitioner, identifier_system.cchn)
  const [name] = list_of(practitioner['name'])
  return {
    resourceType: 'Practitioner',
    identifier: [{ system, value: id }, ...(licence ? [{ system: identifier_system.cchn, value: licence }] : [])],
    active: practitioner['active'] !== false,
    name: [
      {
        ...(text_of(name?.['text']) ? { text: name?.['text'] } : { family: name?.['family'], given: name?.['given'] }),
        ...(name?.['prefix'] ? { prefix: name['prefix'] } : {}),
      },
    ],
    ...(practitioner['qualification'] ? { qualification: practitioner['qualification'] } : {}),
  }
}

const caller_of = (facility: string): Caller => {
  const actor = { id: 'exchange', name: 'Liên thông', role: 'system', kind: 'system' } as const
  return { facility, actor, purpose: 'HOPERAT', address: '', request_id: '' }
}

/** Who holds a licence and was changed since the hub heard of him. */
const find_untold = async (unit: Unit): Promise<Stored[]> => {
  const { rows } = await unit.sql.query<{ id: string; version: number }>(
    'SELECT id, version FROM exchange.practitioner_told WHERE facility = $1',
    [unit.caller.facility],
  )
  const told = new Map(rows.map(({ id, version }) => [id, version]))
  const licensed = await search_all(unit, 'Practitioner', { identifier: `${identifier_system.cchn}|` })
  return licensed.filter(({ id, version }) => told.get(id) !== version)
}

const note_told = (sql: Sql, facility: string, { id, version }: Stored, said: string): Promise<unknown> =>
  sql.query(
    `INSERT INTO exchange.practitioner_told (facility, id, version, said) VALUES ($1, $2, $3, $4)
     ON CONFLICT (facility, id) DO UPDATE SET version = $3, said = $4, told_at = now()`,
    [facility, id, version, said.slice(0, 1_000)],
  )

const put_one = async (hub: Hub, stored: Stored, system: string): Promise<string> => {
  try {
    await hub.ask({
      ...{ method: 'PUT', path: `Practitioner?identifier=${encodeURIComponent(`${system}|${stored.id}`)}` },
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(told_of(resource_of(stored), stored.id, system)),
    })
    return ''
  } catch (error) {
    if (error instanceof HubRefuses) return error.message
    throw error
  }
}

/**
 * Feeds the hub's directory of practitioners with ours (mCSD ITI-130): who is new, changed or no longer active. What the
 * hub refuses is noted and told again once it changes. A hub that takes no feed keeps no letter waiting. @throws HubAway
 */
export const tell_practitioners = async (office: Office, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  const system = `${identifier_system.practitioner_code}/${facility}`
  const untold = await office.store.unit(caller_of(facility), find_untold)
  for (const stored of untold) {
    if (office.stopped.aborted) return
    try {
      const said = await put_one(hub, stored, system)
      await office.database.in_facility(facility, (sql) => note_told(sql, facility, stored, said))
    } catch (error) {
      if (error instanceof HubForbids) return
      throw error
    }
  }
}
