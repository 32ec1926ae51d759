import { fail } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { check_resource } from '../../platform/records/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { listed_identifiers, put_endpoint } from './endpoints.ts'
import { find_practitioner, put_practitioner, type Practitioner } from './practitioners.ts'
import { to_practitioner } from './show-practitioner.ts'

type Fed = { resource: Record<string, unknown>; is_new: boolean }

/** Which thing of the member's own is meant: `identifier=<system>/<its code>|<value>`. @throws 400, 403 */
const own_id = (query: URLSearchParams, system: string, caller: Caller): string => {
  for (const name of query.keys())
    if (name !== 'identifier' && name !== '_format') throw fail.unsupported_parameter(name)
  const [domain = '', value = ''] = (query.get('identifier') ?? '').split('|', 2)
  const owner = domain === system ? caller.facility : domain.startsWith(`${system}/`) && domain.slice(system.length + 1)
  if (!owner || !/^[A-Za-z0-9.-]{1,50}$/.test(value))
    throw fail.invalid(`Địa chỉ phải có identifier=${system}/<mã cơ sở>|<mã: chữ, số, “.”, “-”>`, 'identifier')
  if (owner !== caller.facility) throw fail.forbidden(`Chỉ cơ sở ${owner} được báo về mình`)
  return value
}

const of_type = (given: unknown, type: string): Resource => {
  const resource = check_resource(given)
  if (resource.resourceType !== type) throw fail.invalid(`Cần một tài nguyên ${type}`, 'resourceType')
  return resource
}

const name_in = (given: Resource): { name: string; title: string } => {
  const [first] = list_of(given['name'])
  const words = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
  const parts = [text_of(first?.['family']) ?? '', ...words(first?.['given'])].filter(Boolean).join(' ')
  const name = (text_of(first?.['text']) ?? parts).trim()
  if (name === '') throw fail.value('Thiếu họ tên', 'Practitioner.name')
  return { name: name.slice(0, 200), title: words(first?.['prefix']).join(' ').slice(0, 100) }
}

const scope_in = (given: Resource): string =>
  list_of(given['qualification'])
    .flatMap((one) => {
      const code = object_of(one['code'])
      return text_of(code?.['text']) ?? text_of(list_of(code?.['coding'])[0]?.['display']) ?? []
    })
    .join('; ')
    .slice(0, 500)

const told_of = (given: Resource, facility: string, id: string): Omit<Practitioner, 'updated_at'> => ({
  ...{ facility, id },
  licence: listed_identifiers(given).find(({ system }) => system === identifier_system.cchn)?.value ?? null,
  ...name_in(given),
  scope: scope_in(given),
  active: given['active'] !== false,
})

/** PUT Practitioner?identifier=… (mCSD ITI-130): a facility tells of its own people, each as often as it likes. */
export const feed_practitioner = (
  database: Database,
  caller: Caller,
  query: URLSearchParams,
  given: unknown,
): Promise<Fed> => {
  const id = own_id(query, identifier_system.practitioner_code, caller)
  const told = told_of(of_type(given, 'Practitioner'), caller.facility, id)
  return database.in_facility(caller.facility, async (sql) => {
    const place = `${caller.facility}-${id}`
    const before = await find_practitioner(sql, place)
    await put_practitioner(sql, told)
    const after = await find_practitioner(sql, place)
    if (!after) throw new Error(`hub.practitioner ${place} is not there`)
    const act = { action: before ? 'U' : 'C', interaction: 'ITI-130', type: 'Practitioner' } as const
    await insert_events(sql, [{ caller, act: { ...act, ref: `Practitioner/${place}`, detail: told.scope } }])
    return { resource: to_practitioner(after), is_new: before === undefined }
  })
}

/** PUT Endpoint?identifier=…: a door of the member's own. */
export const feed_endpoint = (
  { database, base }: { database: Database; base: string },
  caller: Caller,
  query: URLSearchParams,
  given: unknown,
): Promise<Fed> => {
  const id = own_id(query, identifier_system.endpoint, caller)
  const resource = of_type(given, 'Endpoint')
  return database.in_facility(caller.facility, async (sql) => {
    const fed = await put_endpoint(sql, { facility: caller.facility, id }, resource, base)
    const act = { action: fed.is_new ? 'C' : 'U', interaction: 'ITI-130', type: 'Endpoint' } as const
    await insert_events(sql, [{ caller, act: { ...act, ref: `Endpoint/${caller.facility}-${id}` } }])
    return fed
  })
}
