import { group, one_of, read_shape, text } from '../../base/shapes/index.ts'
import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import {
  code_system,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { is_standing, mailbox_id } from './show-facility.ts'
import { find_directory_facility, type DirectoryFacility } from './facilities.ts'

/** A door of a member's own: where its images lie, where its own FHIR face is. Letters go through its mailbox here. */
export type Endpoint = {
  facility: string
  id: string
  connection: string
  name: string
  address: string
  active: boolean
  updated_at: Date
}

const connections = ['dicom-wado-rs', 'dicom-qido-rs', 'dicom-stow-rs', 'hl7-fhir-rest', 'ihe-iid'] as const
const columns = 'facility, id, connection, name, address, active, updated_at'

type Shown = Record<string, unknown>

const connection_type = (code: string): Shown => ({ system: code_system.endpoint_connection, code })

/** The mailbox of a member at the hub: where everybody reaches it. */
const to_mailbox = (one: DirectoryFacility, base: string): Shown => ({
  resourceType: 'Endpoint',
  id: mailbox_id(one.code),
  meta: { lastUpdated: one.updated_at.toISOString() },
  identifier: [{ system: `${identifier_system.endpoint}/${one.code}`, value: 'mailbox' }],
  status: one.membership === 'approved' && is_standing(one) ? 'active' : 'suspended',
  connectionType: connection_type('hl7-fhir-rest'),
  name: `Hộp thư của ${one.name} tại trục liên thông (IHE MHD)`,
  managingOrganization: { reference: `Organization/${one.code}` },
  payloadType: [{ text: 'IHE MHD ITI-65' }],
  payloadMimeType: ['application/fhir+json', 'application/pdf'],
  address: base,
})

const to_endpoint = (one: Endpoint): Shown => ({
  resourceType: 'Endpoint',
  id: `${one.facility}-${one.id}`,
  meta: { lastUpdated: one.updated_at.toISOString() },
  identifier: [{ system: `${identifier_system.endpoint}/${one.facility}`, value: one.id }],
  status: one.active ? 'active' : 'off',
  connectionType: connection_type(one.connection),
  name: one.name,
  managingOrganization: { reference: `Organization/${one.facility}` },
  payloadType: [{ text: one.connection }],
  address: one.address,
})

const own_of = async (sql: Sql, facilities: string[]): Promise<Endpoint[]> =>
  (
    await sql.query<Endpoint>(`SELECT ${columns} FROM hub.endpoint WHERE facility = ANY ($1) ORDER BY facility, id`, [
      facilities,
    ])
  ).rows

/** Doors of these members: the mailbox first. */
export const doors_of = async (sql: Sql, members: DirectoryFacility[], base: string): Promise<Shown[]> => {
  const own = Map.groupBy(
    await own_of(
      sql,
      members.map(({ code }) => code),
    ),
    ({ facility }) => facility,
  )
  return members
    .filter(({ membership }) => membership !== 'none')
    .flatMap((one) => [to_mailbox(one, base), ...(own.get(one.code) ?? []).map(to_endpoint)])
}

/** Whose door an id names: `mailbox-24012`, `24012-wado`. */
export const owner_of_door = (id: string): string => /^mailbox-(.{5})$/.exec(id)?.[1] ?? id.slice(0, 5)

/** @throws 404 */
export const read_door = async (sql: Sql, id: string, base: string): Promise<Shown> => {
  const member = await find_directory_facility(sql, owner_of_door(id))
  const found = member && (await doors_of(sql, [member], base)).find((one) => one['id'] === id)
  if (!found) throw fail.not_found(`Danh bạ không có Endpoint/${id}`)
  return found
}

const shape = group<Pick<Endpoint, 'connection' | 'name' | 'address'>>('cửa', {
  connection: one_of('connectionType', [...connections]),
  name: text('tên', 200),
  address: text('địa chỉ', 500),
})

const check_address = (address: string): void => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw fail.value('Địa chỉ phải là https:// và không mang mật khẩu', 'Endpoint.address')
}

/** A member tells of a door of its own. @throws 422 */
export const put_endpoint = async (
  sql: Sql,
  { facility, id }: { facility: string; id: string },
  given: Resource,
  base: string,
): Promise<{ resource: Shown; is_new: boolean }> => {
  if (id === 'mailbox') throw fail.forbidden('Hộp thư tại trục do trục lập')
  const told = read_shape(shape, {
    connection: text_of(object_of(given['connectionType'])?.['code']),
    name: text_of(given['name']) ?? id,
    address: text_of(given['address']),
  })
  check_address(told.address)
  const known = await sql.query('SELECT FROM hub.endpoint WHERE facility = $1 AND id = $2', [facility, id])
  await sql.query(
    `INSERT INTO hub.endpoint (facility, id, connection, name, address, active) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (facility, id) DO UPDATE SET connection = $3, name = $4, address = $5, active = $6, updated_at = now()`,
    [facility, id, told.connection, told.name, told.address, given['status'] === 'active'],
  )
  return { resource: await read_door(sql, `${facility}-${id}`, base), is_new: known.row_count === 0 }
}

export const listed_identifiers = (given: Resource): { system: string; value: string }[] =>
  list_of(given['identifier']).flatMap((one) => {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    return system && value ? [{ system, value }] : []
  })
