import { fold } from '../../base/text/index.ts'
import { find_identifier, identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { FacilityLine } from './contract.ts'
import type { Hub } from './hub-client.ts'
import type { Office } from './office.ts'

/** The directory is read anew this often; who was renamed or closed is known the next day. */
export const directory_fresh_h = 24

const address_of = (one: Resource): string => {
  const address = list_of(one['address'])[0]
  return [text_of(address?.['city']), text_of(address?.['state'])].filter(Boolean).join(', ')
}

const to_line = (one: Resource): FacilityLine[] => {
  const code = find_identifier(one, identifier_system.facility)
  const name = text_of(one['name'])
  if (code === undefined || name === undefined) return []
  const gln = find_identifier(one, identifier_system.gln)
  return [{ code, name, active: one['active'] !== false, address: address_of(one), ...(gln ? { gln } : {}) }]
}

/** The hub's directory of facilities, kept so that a letter can be addressed while the hub is away. */
export const fetch_directory = async (office: Office, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  const lines: FacilityLine[] = []
  for await (const page of hub.pages('Organization')) lines.push(...page.flatMap(to_line))
  await office.database.in_facility(facility, async (sql) => {
    await sql.query('DELETE FROM exchange.directory WHERE facility = $1', [facility])
    await sql.query(
      `INSERT INTO exchange.directory (facility, code, name, gln, address, active, folded)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[])
       ON CONFLICT DO NOTHING`,
      [
        ...[
          facility,
          lines.map(({ code }) => code),
          lines.map(({ name }) => name),
          lines.map(({ gln }) => gln ?? null),
        ],
        ...[lines.map(({ address }) => address), lines.map(({ active }) => active)],
        lines.map(({ code, name }) => `${code} ${fold(name)}`),
      ],
    )
    await sql.query('UPDATE exchange.hub_link SET directory_at = now() WHERE facility = $1', [facility])
  })
}

const shown_max = 200

/** Every word must be somewhere in code and name; what LIKE would take for a sign of its own is a letter here. */
const patterns_of = (words: string): string[] =>
  fold(words)
    .split(/\s+/)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)

/** Whom letters can be sent to, found by code or by name without diacritics; oneself is not among them. */
export const list_facilities = (store: Store, caller: Caller, words: string): Promise<FacilityLine[]> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<FacilityLine & { gln: string | null }>(
      `SELECT code, name, gln, address, active FROM exchange.directory WHERE facility = $1 AND code <> $1 AND active
         AND folded LIKE ALL ($2::text[])
       ORDER BY name LIMIT ${shown_max}`,
      [caller.facility, patterns_of(words)],
    )
    return rows.map(({ gln, ...line }) => ({ ...line, ...(gln === null ? {} : { gln }) }))
  })
}
