import { local_time } from '../../base/time/index.ts'
import { rights_for, roles } from '../../platform/access/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { is_domestic, list_registered_hosts, list_stops } from '../../platform/privacy/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { find_connection } from '../e-prescriptions/index.ts'
import { find_link } from '../exchange/index.ts'
import { find_portal, find_sms } from '../health-book/index.ts'
import { find_pacs } from '../imaging-studies/index.ts'
import type { Outward } from './contract.ts'
import { names_of_patients } from './people.ts'
import { list_lines } from './words-of-registers.ts'

type Address = { what: string; who: string; address: string; is_on: boolean }

const subscribers = async (sql: Sql, facility: string): Promise<Address[]> =>
  (
    await sql.query<{ endpoint: string; status: string; count: number }>(
      `SELECT endpoint, status, count(*) AS count FROM record.subscription
       WHERE facility = $1 AND endpoint IS NOT NULL AND endpoint <> '' GROUP BY 1, 2 ORDER BY 1`,
      [facility],
    )
  ).rows.map(({ endpoint, status, count }) => ({
    ...{ what: 'Thông báo thay đổi (Subscription), không kèm nội dung', who: `${count} đăng ký`, address: endpoint },
    is_on: status === 'active' || status === 'requested',
  }))

const clients = async (sql: Sql, facility: string): Promise<Outward['recipients']> =>
  (
    await sql.query<{ name: string; scope: string; active: boolean }>(
      'SELECT name, scope, active FROM access.client WHERE facility = $1 ORDER BY name',
      [facility],
    )
  ).rows.map(({ name, scope, active }) => ({
    ...{ what: `Hệ thống, ứng dụng được cấp quyền (${scope})`, who: name, host: '' },
    ...{ is_domestic: true, is_registered: false, is_on: active },
  }))

const addresses_of = async (sql: Sql, facility: string): Promise<Address[]> => {
  const [link, gateway, portal, sms, pacs] = [
    await find_link(sql, facility),
    await find_connection(sql, facility),
    await find_portal(sql, facility),
    await find_sms(sql, facility),
    await find_pacs(sql, facility),
  ]
  const drugs = [gateway?.base_url, gateway?.pharmacy_base_url].filter((one): one is string => Boolean(one))
  return [
    ...(link
      ? [
          {
            what: 'Giấy tờ liên thông, sổ sức khỏe, kết quả',
            who: 'Trục liên thông của tỉnh',
            address: link.base_url,
            is_on: link.is_on,
          },
        ]
      : []),
    ...[...new Set(drugs)].map((address) => ({
      what: 'Đơn thuốc điện tử',
      who: 'Hệ thống đơn thuốc quốc gia',
      address,
      is_on: true,
    })),
    ...(portal ? [{ what: 'Sổ sức khỏe điện tử', who: 'Cổng quốc gia', address: portal.base_url, is_on: true }] : []),
    ...(sms ? [{ what: 'Số điện thoại, mã xác nhận', who: 'Kênh tin nhắn', address: sms.base_url, is_on: true }] : []),
    ...(pacs ? [{ what: 'Ảnh chụp (DICOM)', who: 'PACS của cơ sở', address: pacs.base_url, is_on: true }] : []),
    ...(await subscribers(sql, facility)),
  ]
}

/** Where data go, from the connections as they are set up now. */
export const list_recipients = async (sql: Sql, facility: string): Promise<Outward['recipients']> => {
  const registered = await list_registered_hosts(sql, facility)
  const hosts = (await addresses_of(sql, facility)).map(({ address, ...rest }) => {
    const host = URL.parse(address)?.hostname ?? address
    return { ...rest, host, is_domestic: is_domestic(host), is_registered: registered.includes(host) }
  })
  return [...hosts, ...(await clients(sql, facility))]
}

/** Interactions by which more leaves than one paper: bulk, a record's file, a package, a view's rows, the list of affected people. */
const export_kinds = ['$export', 'export', 'package', '$viewdefinition-run', 'privacy-affected-list']

/** Who took data out in bulk, the latest first: the audit log's lines. */
const list_exports = async (sql: Sql, facility: string): Promise<Outward['exports']> =>
  (
    await sql.query<{ at: Date; actor_name: string; role: string; interaction: string; detail: string; ref: string }>(
      `SELECT at, actor_name, role, interaction, detail, ref FROM audit.event
       WHERE facility = $1 AND interaction = ANY ($2) AND outcome = 0 ORDER BY at DESC LIMIT 50`,
      [facility, export_kinds],
    )
  ).rows.map((row) => ({
    ...{ at: local_time(row.at), who: row.actor_name, role: row.role, what: row.interaction },
    detail: row.detail || row.ref,
  }))

/** What leaves the house and how: recipients, bulk exports, who may export, what people stopped. */
export const view_outward = async (unit: Unit): Promise<Outward> => {
  const { sql } = unit
  const { facility } = unit.caller
  const names = new Map((await list_lines(sql, facility, 'purpose')).map(({ id, body }) => [id, String(body['name'])]))
  const stopped = (await list_stops(sql, facility)).filter(({ is_on }) => is_on)
  const people = await names_of_patients(
    unit,
    stopped.map(({ patient }) => patient),
  )
  return {
    recipients: await list_recipients(sql, facility),
    exports: await list_exports(sql, facility),
    exporters: roles.filter((role) => rights_for(role).includes('record.export')),
    stopped: stopped.map(({ patient, purpose, reason, said_at, said_name }) => ({
      person: people.get(patient) ?? '',
      ...{ patient, purpose: names.get(purpose) ?? purpose, reason, said_name, said_at: local_time(said_at) },
    })),
  }
}
