import { code_system, extension_url, identifier_system } from '../../standards/fhir/index.ts'
import type { DirectoryFacility } from './facilities.ts'

type Shown = Record<string, unknown>

/** A facility that closed or was merged away stands until the day it did. */
export const is_standing = ({ valid_to }: Pick<DirectoryFacility, 'valid_to'>): boolean =>
  valid_to === null || valid_to > new Date().toISOString().slice(0, 10)

const period_of = ({ valid_from, valid_to }: DirectoryFacility): Shown[] =>
  valid_from === null && valid_to === null
    ? []
    : [
        {
          url: extension_url.organization_period,
          valuePeriod: { ...(valid_from ? { start: valid_from } : {}), ...(valid_to ? { end: valid_to } : {}) },
        },
      ]

const extensions = (one: DirectoryFacility): Shown => {
  const all = [
    ...(one.level ? [{ url: extension_url.facility_level, valueCoding: { code: one.level } }] : []),
    ...period_of(one),
    ...(one.successor
      ? [{ url: extension_url.successor, valueReference: { reference: `Organization/${one.successor}` } }]
      : []),
  ]
  return all.length > 0 ? { extension: all } : {}
}

/** Earlier names with the days they held: R4's alias is text, its period stands beside it. */
const aliases = ({ names, valid_from }: DirectoryFacility): Shown => {
  if (names.length === 0) return {}
  const since = (at: number): string | null => names[at - 1]?.until ?? valid_from
  return {
    alias: names.map(({ name }) => name),
    _alias: names.map(({ until }, at) => {
      const start = since(at)
      return {
        extension: [{ url: extension_url.alias_period, valuePeriod: { ...(start ? { start } : {}), end: until } }],
      }
    }),
  }
}

/** What it is a part of: the house it was merged into; else the authority over it. */
const part_of = ({ successor, authority }: DirectoryFacility): Shown => {
  if (successor) return { partOf: { reference: `Organization/${successor}` } }
  return authority ? { partOf: { display: authority } } : {}
}

const address_of = ({ address }: DirectoryFacility): Shown | undefined =>
  address.ward || address.province
    ? {
        ...(address.line ? { line: [address.line] } : {}),
        ...(address.ward ? { city: address.ward } : {}),
        ...(address.province ? { state: address.province } : {}),
      }
    : undefined

const identifiers_of = ({ code, gln }: DirectoryFacility): Shown[] => [
  { system: identifier_system.facility, value: code },
  ...(gln ? [{ system: identifier_system.gln, value: gln }] : []),
]

export const mailbox_id = (code: string): string => `mailbox-${code}`

export const to_organization = (one: DirectoryFacility): Shown => {
  const address = address_of(one)
  return {
    resourceType: 'Organization',
    id: one.code,
    meta: { lastUpdated: one.updated_at.toISOString() },
    ...extensions(one),
    identifier: identifiers_of(one),
    active: is_standing(one),
    type: [
      { coding: [{ system: code_system.organization_type, code: one.kind === 'authority' ? 'govt' : 'prov' }] },
      { coding: [{ system: code_system.membership, code: one.membership }] },
      { coding: [{ system: code_system.facility_kind, code: one.kind }] },
    ],
    name: one.name,
    ...aliases(one),
    ...(address ? { address: [address] } : {}),
    ...part_of(one),
    ...(one.membership === 'none' ? {} : { endpoint: [{ reference: `Endpoint/${mailbox_id(one.code)}` }] }),
  }
}

/** Where it stands: mCSD's facility is an Organization with a Location of its own. */
export const to_location = (one: DirectoryFacility): Shown => {
  const address = address_of(one)
  return {
    resourceType: 'Location',
    id: one.code,
    meta: { lastUpdated: one.updated_at.toISOString() },
    identifier: identifiers_of(one),
    status: is_standing(one) ? 'active' : 'inactive',
    name: one.name,
    mode: 'instance',
    physicalType: { coding: [{ system: code_system.location_physical_type, code: 'si', display: 'Site' }] },
    ...(address ? { address } : {}),
    managingOrganization: { reference: `Organization/${one.code}` },
  }
}
