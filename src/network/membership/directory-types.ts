import { fail } from '../../base/outcome/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { ReadOnlyType } from '../../platform/records/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import {
  bare,
  boolean_of,
  ids_of,
  name_of,
  name_parameters,
  page_of,
  read_directory_query,
  since_of,
  system_of,
  type DirectoryQuery,
} from './directory-query.ts'
import { doors_of, owner_of_door, read_door } from './endpoints.ts'
import { find_directory_facility, type DirectoryFacility } from './facilities.ts'
import { feed_endpoint, feed_practitioner } from './feed-directory.ts'
import { find_practitioner, type Practitioner } from './practitioners.ts'
import {
  search_facilities,
  search_practitioners,
  type OrganizationQuestion,
  type PractitionerQuestion,
} from './search-directory.ts'
import { to_location, to_organization } from './show-facility.ts'
import { to_practitioner, to_role } from './show-practitioner.ts'

const token = (name: string) => ({ name, type: 'token' as const })
const reference = (name: string) => ({ name, type: 'reference' as const })
const text = { name: 'name', type: 'string' as const }
const changed = { name: '_lastUpdated', type: 'date' as const }
const common = ['_id', 'identifier', '_lastUpdated']

type Shown = Record<string, unknown>

const paged = ({ count, after, one }: DirectoryQuery) => ({ count, after, since: since_of(one('_lastUpdated')) })

/** A code or a GLN; a system that is neither finds nothing. */
const by_number = (values: string[] | undefined): Pick<OrganizationQuestion, 'codes' | 'glns'> => {
  if (!values) return {}
  const of = (system: string) => values.filter((one) => [system, ''].includes(system_of(one))).map(bare)
  const glns = values.filter((one) => system_of(one) === identifier_system.gln).map(bare)
  return glns.length > 0 ? { glns } : { codes: of(identifier_system.facility) }
}

const narrowed = (one: string[] | undefined, other: string[] | undefined): string[] | undefined =>
  one && other ? one.filter((value) => other.includes(value)) : (one ?? other)

const facilities = (
  type: 'Organization' | 'Location',
  served: readonly string[],
  show: (one: DirectoryFacility) => Shown,
  question: (asked: DirectoryQuery) => Partial<OrganizationQuestion>,
) => ({
  type,
  read: async (sql: Sql, id: string): Promise<Shown> => {
    const found = await find_directory_facility(sql, id)
    if (!found) throw fail.not_found(`Danh bạ không có ${type}/${id}`)
    return show(found)
  },
  search: async (sql: Sql, query: URLSearchParams) => {
    const asked = read_directory_query(query, [...common, ...name_parameters, ...served])
    const more = question(asked)
    const { codes, glns } = by_number(asked.all('identifier'))
    const rows = await search_facilities(sql, {
      ...paged(asked),
      ...{ ...more, glns, name: name_of(asked) },
      codes: narrowed(narrowed(ids_of(asked.all('_id'), '_id', type), codes), more.codes),
    })
    const page = page_of(rows, { query, count: asked.count, cursor_of: ({ code }) => code })
    return { ...page, resources: page.rows.map(show) }
  },
})

const organization = facilities('Organization', ['active', 'type', 'partof'], to_organization, (asked) => ({
  active: boolean_of(asked.one('active'), 'active'),
  types: asked.all('type')?.map(bare),
  part_of: ids_of(asked.all('partof'), 'partof', 'Organization'),
}))

/** R4's Location.status: active or inactive. @throws 400 */
const standing_of = (value: string | undefined): boolean | undefined => {
  if (value === undefined) return undefined
  return boolean_of({ active: 'true', inactive: 'false' }[bare(value)] ?? value, 'status')
}

const location = facilities('Location', ['status', 'organization'], to_location, (asked) => ({
  active: standing_of(asked.one('status')),
  codes: ids_of(asked.all('organization'), 'organization', 'Organization'),
}))

const id_of = ({ facility, id }: Practitioner): string => `${facility}-${id}`

/** By licence, or by a facility's own code of the person: `…/practitioner-code/24012|BS01`. */
const by_own_number = (values: string[] | undefined): Pick<PractitionerQuestion, 'ids' | 'licences'> => {
  const prefix = `${identifier_system.practitioner_code}/`
  const codes = values?.filter((one) => system_of(one).startsWith(prefix))
  if (codes?.length) return { ids: codes.map((one) => `${system_of(one).slice(prefix.length)}-${bare(one)}`) }
  return { licences: values?.filter((one) => [identifier_system.cchn, ''].includes(system_of(one))).map(bare) }
}

const people = (
  type: 'Practitioner' | 'PractitionerRole',
  served: readonly string[],
  show: (one: Practitioner) => Shown,
  question: (asked: DirectoryQuery) => Partial<PractitionerQuestion>,
) => ({
  type,
  read: async (sql: Sql, id: string): Promise<Shown> => {
    const found = await find_practitioner(sql, id)
    if (!found) throw fail.not_found(`Danh bạ không có ${type}/${id}`)
    return show(found)
  },
  search: async (sql: Sql, query: URLSearchParams) => {
    const asked = read_directory_query(query, [...common, 'active', ...served])
    const more = question(asked)
    const { ids, licences } = by_own_number(asked.all('identifier'))
    const rows = await search_practitioners(sql, {
      ...paged(asked),
      ...{ ...more, licences, active: boolean_of(asked.one('active'), 'active') },
      ids: narrowed(narrowed(ids_of(asked.all('_id'), '_id', type), ids), more.ids),
    })
    const page = page_of(rows, { query, count: asked.count, cursor_of: id_of })
    return { ...page, resources: page.rows.map(show) }
  },
})

const practitioner = people('Practitioner', name_parameters, to_practitioner, (asked) => ({ name: name_of(asked) }))

const role = people('PractitionerRole', ['organization', 'location', 'practitioner'], to_role, (asked) => ({
  facilities: narrowed(
    ids_of(asked.all('organization'), 'organization', 'Organization'),
    ids_of(asked.all('location'), 'location', 'Location'),
  ),
  ids: ids_of(asked.all('practitioner'), 'practitioner', 'Practitioner'),
}))

/** Doors lie with their members: a page is a page of members. */
const search_doors = async (sql: Sql, query: URLSearchParams, base: string) => {
  const asked = read_directory_query(query, ['_id', 'organization'])
  const ids = ids_of(asked.all('_id'), '_id', 'Endpoint')
  const rows = await search_facilities(sql, {
    ...paged(asked),
    codes: narrowed(ids_of(asked.all('organization'), 'organization', 'Organization'), ids?.map(owner_of_door)),
    types: ['applied', 'approved', 'suspended'],
  })
  const page = page_of(rows, { query, count: asked.count, cursor_of: ({ code }) => code })
  const doors = await doors_of(sql, page.rows, base)
  return { ...page, resources: ids ? doors.filter((one) => ids.includes(String(one['id']))) : doors }
}

/**
 * mCSD: the care services directory, from the hub's own tables. Every member may look (ITI-90); of its own people and
 * doors a member tells it (ITI-130); the log says who did.
 */
export const directory_types = (database: Database, base: string): ReadOnlyType[] => {
  const typed = (
    one: Pick<ReadOnlyType, 'type'> & {
      read(sql: Sql, id: string): Promise<Shown>
      search(sql: Sql, query: URLSearchParams): Promise<{ resources: Shown[]; next?: string }>
    },
    search_parameters: ReadOnlyType['search_parameters'],
  ): ReadOnlyType => ({
    ...{ type: one.type, search_parameters },
    read: (_caller, id) => database.in_site((sql) => one.read(sql, id)),
    search: (_caller, query) => database.in_site((sql) => one.search(sql, query)),
  })
  const numbered = [token('_id'), token('identifier'), changed]
  const doors = {
    type: 'Endpoint',
    read: (sql: Sql, id: string) => read_door(sql, id, base),
    search: (sql: Sql, query: URLSearchParams) => search_doors(sql, query, base),
  }
  return [
    typed(organization, [...numbered, text, token('active'), token('type'), reference('partof')]),
    typed(location, [...numbered, text, token('status'), reference('organization')]),
    {
      ...typed(practitioner, [...numbered, text, token('active')]),
      conditional_update: (caller, query, given) => feed_practitioner(database, caller, query, given),
    },
    typed(role, [...[...numbered, token('active')], ...['organization', 'location', 'practitioner'].map(reference)]),
    {
      ...typed(doors, [token('_id'), reference('organization')]),
      conditional_update: (caller, query, given) => feed_endpoint({ database, base }, caller, query, given),
    },
  ]
}
