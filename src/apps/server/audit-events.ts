import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { ReadOnlyType } from '../../platform/records/index.ts'
import type { Site } from './site.ts'

type Row = {
  id: number
  at: Date
  action: string
  interaction: string
  outcome: number
  actor: string
  actor_name: string
  role: string
  purpose: string
  address: string
  type: string
  ref: string
  patient: string | null
  detail: string
}

/** BALP-shaped R4 AuditEvent of one line. */
const to_audit_event = (row: Row): Record<string, unknown> => ({
  resourceType: 'AuditEvent',
  id: String(row.id),
  type: {
    system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
    code: 'rest',
    display: 'RESTful Operation',
  },
  subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: row.interaction }],
  action: row.action,
  recorded: row.at.toISOString(),
  outcome: String(row.outcome),
  ...(row.detail ? { outcomeDesc: row.detail } : {}),
  purposeOfEvent: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: row.purpose }] }],
  agent: [
    {
      role: [{ text: row.role }],
      who: { identifier: { value: row.actor }, display: row.actor_name },
      requestor: true,
      ...(row.address ? { network: { address: row.address, type: '2' } } : {}),
    },
  ],
  source: { observer: { display: 'Bệnh Án Mở' } },
  entity: [
    ...(row.ref ? [{ what: { display: row.ref }, ...(row.type ? { description: row.type } : {}) }] : []),
    ...(row.patient
      ? [
          {
            what: { reference: `Patient/${row.patient}` },
            role: { code: '1', system: 'http://terminology.hl7.org/CodeSystem/object-role' },
          },
        ]
      : []),
  ],
})

const page_max = 200

const find_rows = async (sql: Sql, facility: string, query: URLSearchParams): Promise<Row[]> => {
  const conditions = ['facility = $1']
  const values: unknown[] = [facility]
  for (const [name, value] of query) {
    if (name === 'patient') conditions.push(`patient = $${values.push(value.replace(/^Patient\//, ''))}`)
    else if (name === '_id') conditions.push(`id = $${values.push(Number(value) || 0)}`)
    else if (name !== '_count') throw fail.unsupported_parameter(name)
  }
  const count = Math.min(Number(query.get('_count') ?? page_max) || page_max, page_max)
  return (
    await sql.query<Row>(
      `SELECT * FROM audit.event WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ${count}`,
      values,
    )
  ).rows
}

/** The audit log as FHIR, for those who may read it. */
export const audit_event_type = (site: Site): ReadOnlyType => {
  const search = (caller: Caller, query: URLSearchParams) => {
    demand(caller, 'audit.read')
    return site.database.in_facility(caller.facility, async (sql) =>
      (await find_rows(sql, caller.facility, query)).map(to_audit_event),
    )
  }
  return {
    type: 'AuditEvent',
    search_parameters: [
      { name: '_id', type: 'token' },
      { name: 'patient', type: 'reference' },
    ],
    search,
    async read(caller, id) {
      const [found] = await search(caller, new URLSearchParams({ _id: id }))
      if (!found) throw fail.not_found('Không có dòng nhật ký này')
      return found
    },
  }
}
