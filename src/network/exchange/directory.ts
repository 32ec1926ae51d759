import { fold } from '../../base/text/index.ts'
import {
  code_system,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
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

/** A word of Organization.type; '' where the hub says none. */
const type_of = (one: Resource, system: string): string =>
  list_of(one['type'])
    .flatMap((concept) => list_of(object_of(concept)?.['coding']))
    .flatMap((coding) => (coding['system'] === system ? (text_of(coding['code']) ?? []) : []))[0] ?? ''

type DirectoryLine = FacilityLine & { kind: string; membership: string }

const to_line = (one: Resource): DirectoryLine[] => {
  const code = find_identifier(one, identifier_system.facility)
  const name = text_of(one['name'])
  if (code === undefined || name === undefined) return []
  const gln = find_identifier(one, identifier_system.gln)
  return [
    {
      ...{ code, name, active: one['active'] !== false, address: address_of(one), ...(gln ? { gln } : {}) },
      kind: type_of(one, code_system.facility_kind),
      membership: type_of(one, code_system.membership),
    },
  ]
}

/** The hub's directory of facilities, kept so that a letter can be addressed while the hub is away. */
export const fetch_directory = async (office: Office, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  const lines: DirectoryLine[] = []
  for await (const page of hub.pages('Organization')) lines.push(...page.flatMap(to_line))
  await office.database.in_facility(facility, async (sql) => {
    await sql.query('DELETE FROM exchange.directory WHERE facility = $1', [facility])
    await sql.query(
      `INSERT INTO exchange.directory (facility, code, name, gln, address, active, folded, kind, membership)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::text[])
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
        ...[lines.map(({ kind }) => kind), lines.map(({ membership }) => membership)],
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

/** Pharmacies that take part, by name: to whom a person may have a prescription sent. For rooms; who asks is theirs to judge. */
export const list_pharmacies = async ({ sql, caller }: Unit): Promise<FacilityLine[]> =>
  (
    await sql.query<FacilityLine>(
      `SELECT code, name, address, active FROM exchange.directory WHERE facility = $1 AND code <> $1 AND active
         AND kind = 'pharmacy' AND membership = 'approved' ORDER BY name, code LIMIT ${shown_max}`,
      [caller.facility],
    )
  ).rows
