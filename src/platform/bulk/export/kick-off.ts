import { Failure, fail } from '../../../base/outcome/index.ts'
import { is_object, list_of, parse_exact } from '../../../standards/fhir/index.ts'
import { reference_of } from '../../../standards/fhir-search/index.ts'
import { demand } from '../../access/index.ts'
import type { AuditLog, Caller } from '../../audit/index.ts'
import type { Database } from '../../database/index.ts'
import { list_stopped } from '../../privacy/index.ts'
import { meets, new_id, type Operation, type OperationCall } from '../../records/index.ts'
import { pairs_of, read_asked, type Asked, type Level } from './asked.ts'
import { types_of } from './count-files.ts'
import { count_jobs, jobs_per_actor_max, put_job } from './job.ts'

export type ExportParts = {
  database: Database
  audit: AuditLog
  /** Types that are not in the store. */
  closed: ReadonlySet<string>
}

const check_prefer = (header: unknown): void => {
  if (/(^|[,;\s])respond-async($|[,;\s])/.test(String(header ?? ''))) return
  throw new Failure(400, [
    {
      severity: 'error',
      code: 'required',
      message: '$export chỉ làm không đồng bộ: cần tiêu đề Prefer: respond-async',
      expression: 'Prefer',
    },
  ])
}

const too_many = (): Failure =>
  new Failure(429, [
    {
      severity: 'error',
      code: 'throttled',
      message: `Bạn đang có ${jobs_per_actor_max} lần xuất chưa hết hạn; hãy xóa bớt (DELETE địa chỉ trạng thái)`,
    },
  ])

/** Patients of a Group that belong to it now. */
const members_of = async ({ store, caller, id }: OperationCall): Promise<string[]> => {
  const group: unknown = parse_exact((await store.read(caller, 'Group', id)).body)
  const members = is_object(group) ? list_of(group['member']) : []
  const targets = members
    .filter((member) => member['inactive'] !== true)
    .map((member) => reference_of(member['entity']) ?? '')
  return [...new Set(targets)].flatMap((target) => /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(target)?.[1] ?? [])
}

/** Whoever is asked for by name and not there, or not of the group, is named. */
const refuse_strangers = (strangers: string[]): void => {
  if (strangers.length === 0) return
  const names = strangers.slice(0, 10).map((id) => `Patient/${id}`)
  throw fail.invalid(`Không có trong phạm vi được xuất: ${names.join(', ')}`, 'patient')
}

const absent = async (call: OperationCall, database: Database, patients: string[]): Promise<string[]> => {
  const { rows } = await database.read_facility(call.caller.facility, (sql) =>
    sql.alone<{ id: string }>(
      '',
      `SELECT id FROM record.resource WHERE facility = $1 AND type = 'Patient' AND id = ANY($2::text[]) AND NOT deleted`,
      [call.caller.facility, patients],
    ),
  )
  const there = new Set(rows.map(({ id }) => id))
  return patients.filter((id) => !there.has(id))
}

const with_patients = async (call: OperationCall, database: Database, asked: Asked): Promise<Asked> => {
  if (asked.level === 'group') {
    const members = await members_of(call)
    const of_group = new Set(members)
    refuse_strangers((asked.patients ?? []).filter((id) => !of_group.has(id)))
    return { ...asked, patients: asked.patients ?? members }
  }
  if (asked.patients) refuse_strangers(await absent(call, database, asked.patients))
  return asked
}

/** Who had this way closed is left out, for all the files of the job (platform/privacy). */
const without_stopped = async ({ facility }: Caller, database: Database, asked: Asked): Promise<Asked> => {
  const stopped = await database.in_facility(facility, (sql) => list_stopped(sql, facility, 'bulk-export'))
  const without = [...new Set(stopped.map(({ patient }) => patient))]
  return without.length === 0 ? asked : { ...asked, without }
}

/** An app's token that does not reach everything exports the types it reaches whole. */
const within_reach = (asked: Asked, { scopes }: OperationCall, closed: ReadonlySet<string>): Asked => {
  if (!scopes) return asked
  const types = types_of(asked, closed).filter((type) => meets(scopes, { right: 'r', type }))
  if (types.length === 0) throw fail.forbidden('Mã truy cập của ứng dụng không được đọc trọn loại tài nguyên nào')
  return { ...asked, types }
}

const kick_off = async (parts: ExportParts, call: OperationCall, level: Level) => {
  const { caller, base, query, body, request } = call
  const { database, audit, closed } = parts
  demand(caller, 'record.export')
  check_prefer(request.headers.prefer)
  const asked = within_reach(read_asked(level, pairs_of(query, body), closed), call, closed)
  const id = new_id()
  const address = base.replace(/\/fhir$/, '') + request.url
  const whole = await without_stopped(caller, database, await with_patients(call, database, asked))
  const left_out = whole.without?.length ?? 0
  const act = {
    action: 'E',
    interaction: '$export',
    ref: `$export ${id}`,
    detail: `${request.url.slice(0, 1_000)}${left_out > 0 ? ` (${left_out} người đã dừng, bỏ ra)` : ''}`,
  } as const
  await audit.write(caller, act)
  await database.in_facility(caller.facility, async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('bulk.export_job'), hashtext($1))", [caller.facility])
    if ((await count_jobs(sql, caller)) >= jobs_per_actor_max) throw too_many()
    const { facility, actor } = caller
    await put_job(sql, {
      ...{ facility, id, actor: actor.id, request: address, asked: whole },
      transaction_time: new Date(),
    })
  })
  return { text: '', status: 202, headers: { 'content-location': `${base}/$export-status/${id}` } }
}

/** What the address itself asks of a token; without `_type` the types follow from the token. */
const needs: Operation['needs'] = ({ query, body, type, id }) => {
  const types = pairs_of(query, body).flatMap(([name, value]) => (name === '_type' ? value.split(',') : []))
  const group = id === '' ? [] : [type]
  return [...types, ...group].map((one) => ({ right: 'r', type: one.trim() }))
}

const definition = (level: string): string => `http://hl7.org/fhir/uv/bulkdata/OperationDefinition/${level}`

/** $export of everything, of every patient, and of the patients of a Group (Bulk Data Access IG 2.0). */
export const export_operations = (parts: ExportParts): Operation[] => {
  const shared = { name: '$export', needs }
  const run = (level: Level) => (call: OperationCall) => kick_off(parts, call, level)
  return [
    { ...shared, definition: definition('export'), on: ['system'], types: [], run: run('system') },
    { ...shared, definition: definition('patient-export'), on: ['type'], types: ['Patient'], run: run('patient') },
    { ...shared, definition: definition('group-export'), on: ['instance'], types: ['Group'], run: run('group') },
  ]
}
