import { fail } from '../../base/outcome/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { ReadOnlyType } from '../../platform/records/index.ts'
import { code_system, extension_url, identifier_system } from '../../standards/fhir/index.ts'
import { find_directory_facility, list_directory, type DirectoryFacility, type FacilityQuestion } from './facilities.ts'
import { find_practitioner, list_practitioners, type Practitioner } from './practitioners.ts'

const to_organization = (one: DirectoryFacility): Record<string, unknown> => ({
  resourceType: 'Organization',
  id: one.code,
  meta: { lastUpdated: one.updated_at.toISOString() },
  ...(one.level ? { extension: [{ url: extension_url.facility_level, valueCoding: { code: one.level } }] } : {}),
  identifier: [
    { system: identifier_system.facility, value: one.code },
    ...(one.gln ? [{ system: identifier_system.gln, value: one.gln }] : []),
  ],
  active: one.successor === null && (one.valid_to === null || one.valid_to > new Date().toISOString().slice(0, 10)),
  type: [
    { coding: [{ system: code_system.organization_type, code: one.kind === 'authority' ? 'govt' : 'prov' }] },
    { coding: [{ system: code_system.membership, code: one.membership }] },
  ],
  name: one.name,
  ...(one.names.length > 0 ? { alias: one.names.map(({ name }) => name) } : {}),
  ...(one.authority ? { partOf: { display: one.authority } } : {}),
  ...(one.address.ward
    ? {
        address: [
          { line: one.address.line ? [one.address.line] : [], city: one.address.ward, state: one.address.province },
        ],
      }
    : {}),
})

const to_practitioner = (one: Practitioner): Record<string, unknown> => ({
  resourceType: 'Practitioner',
  id: `${one.facility}-${one.id}`,
  meta: { lastUpdated: one.updated_at.toISOString() },
  identifier: one.licence ? [{ system: identifier_system.cchn, value: one.licence }] : [],
  active: one.active,
  name: [{ text: one.name, ...(one.title ? { prefix: [one.title] } : {}) }],
})

const to_role = (one: Practitioner): Record<string, unknown> => ({
  resourceType: 'PractitionerRole',
  id: `${one.facility}-${one.id}`,
  meta: { lastUpdated: one.updated_at.toISOString() },
  active: one.active,
  practitioner: { reference: `Practitioner/${one.facility}-${one.id}`, display: one.name },
  organization: { reference: `Organization/${one.facility}` },
  ...(one.scope ? { specialty: [{ text: one.scope }] } : {}),
})

/** Values of one parameter, `a,b` and repeated alike. */
const values_of = (query: URLSearchParams, name: string): string[] | undefined =>
  query.has(name) ? query.getAll(name).flatMap((value) => value.split(',')) : undefined

const bare = (token: string): string => token.split('|').at(-1) ?? ''
const id_of = (reference: string): string => reference.split('/').at(-1) ?? ''

const refuse_unknown = (query: URLSearchParams, known: string[]): void => {
  for (const name of query.keys())
    if (!known.includes(name) && name !== '_format' && name !== '_count') throw fail.unsupported_parameter(name)
}

const token = (name: string) => ({ name, type: 'token' as const })
const string = (name: string) => ({ name, type: 'string' as const })
const reference = (name: string) => ({ name, type: 'reference' as const })

const organization_question = (query: URLSearchParams): FacilityQuestion => {
  refuse_unknown(query, ['_id', 'identifier', 'name', 'active'])
  const [name, active] = [query.get('name'), query.get('active')]
  const identifiers = values_of(query, 'identifier')
  const [codes, glns] = [false, true].map((is_gln) =>
    identifiers?.filter((one) => one.startsWith(identifier_system.gln) === is_gln).map(bare),
  )
  return {
    ...(values_of(query, '_id') ? { codes: values_of(query, '_id') ?? [] } : codes?.length ? { codes } : {}),
    ...(glns?.length ? { glns } : {}),
    ...(name === null ? {} : { name }),
    ...(active === null ? {} : { active: active === 'true' }),
  }
}

const practitioner_question = (query: URLSearchParams, of: string) => {
  refuse_unknown(query, ['_id', 'identifier', 'name', 'active', 'organization', 'practitioner'])
  return {
    ids: values_of(query, '_id') ?? values_of(query, of)?.map(id_of),
    licences: values_of(query, 'identifier')?.map(bare),
    facilities: values_of(query, 'organization')?.map(id_of),
    name: query.get('name') ?? undefined,
  }
}

/** mCSD ITI-90: the care services directory, from the hub's own tables. Every member may look; the log says who did. */
export const directory_types = (database: Database): ReadOnlyType[] => {
  const ask = <T>(work: (sql: Sql) => Promise<T>): Promise<T> => database.in_site(work)
  const people = (type: string, of: string, show: (one: Practitioner) => Record<string, unknown>): ReadOnlyType => ({
    type,
    search_parameters: [
      ...[token('_id'), token('identifier'), string('name'), token('active')],
      ...[reference('organization'), reference('practitioner')],
    ],
    async read(_caller, id) {
      const found = await ask((sql) => find_practitioner(sql, id))
      if (!found) throw fail.not_found(`Danh bạ không có ${type}/${id}`)
      return show(found)
    },
    search: async (_caller, query) =>
      (await ask((sql) => list_practitioners(sql, practitioner_question(query, of)))).map(show),
  })
  return [
    {
      type: 'Organization',
      search_parameters: [token('_id'), token('identifier'), string('name'), token('active')],
      async read(_caller, id) {
        const found = await ask((sql) => find_directory_facility(sql, id))
        if (!found) throw fail.not_found(`Danh bạ không có cơ sở ${id}`)
        return to_organization(found)
      },
      search: async (_caller, query) =>
        (await ask((sql) => list_directory(sql, organization_question(query)))).map(to_organization),
    },
    people('Practitioner', '_id', to_practitioner),
    people('PractitionerRole', 'practitioner', to_role),
  ]
}
