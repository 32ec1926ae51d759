import { fail } from '../../../base/outcome/index.ts'
import { resource_types } from '../../../standards/fhir-search/index.ts'
import type { Sql } from '../../database/index.ts'
import { compartment_statement } from '../index-row.ts'
import { search_bundle } from '../rest/answers.ts'
import { demand_standing_patient } from '../standing-patient.ts'
import { read_within } from '../search/include.ts'
import { read_date } from '../search/ranges.ts'
import { wrong_value } from '../search/sql-text.ts'
import { count_fitting, light_body, with_bodies, type Light } from '../large.ts'
import type { Stored } from '../stored.ts'
import { term } from '../term.ts'
import type { Operation } from './operation.ts'

const count_default = 1_000
const count_max = 5_000

type Asked = {
  patient: string
  types: string[] | undefined
  since: Date | undefined
  count: number
  after: [string, string] | undefined
}

const read_cursor = (text: string | null): [string, string] | undefined => {
  if (text === null) return undefined
  const [type, id, more] = Buffer.from(text, 'base64url').toString().split('/')
  if (!type || !id || more !== undefined) throw wrong_value('_cursor', text)
  return [type, id]
}

const read_asked = (patient: string, query: URLSearchParams): Asked => {
  for (const name of query.keys())
    if (!['_since', '_type', '_count', '_cursor', '_format'].includes(name)) throw fail.unsupported_parameter(name)
  const count = Number(query.get('_count') ?? count_default)
  if (!Number.isInteger(count) || count < 1) throw wrong_value('_count', query.get('_count') ?? '')
  const since = query.get('_since')
  const types = query.get('_type')?.split(',')
  for (const type of types ?? []) if (!resource_types.has(type)) throw wrong_value('_type', type)
  return {
    ...{ patient, types, count: Math.min(count, count_max), after: read_cursor(query.get('_cursor')) },
    since: since === null ? undefined : new Date(read_date('_since', since).range.from_ms),
  }
}

type Row = Pick<Stored, 'type' | 'id' | 'version' | 'body'>

const list_rows = async (sql: Sql, facility: string, asked: Asked): Promise<Light<Row>[]> => {
  const other = term(compartment_statement(`Patient/${asked.patient}`))
  const { rows } = await sql.steady<Light<Row>>(
    'everything',
    // What is said of the patient elsewhere is found by its index alone: the place to go on from would lead the planner
    // through the whole facility.
    `WITH others AS MATERIALIZED (
       SELECT type, id, version, updated_at, body FROM record.resource
       WHERE facility = $1 AND terms && $3::bigint[] AND NOT deleted AND patient IS DISTINCT FROM $2
     )
     SELECT type, id, version, ${light_body()} FROM (
       SELECT type, id, version, updated_at, body FROM record.resource
       WHERE facility = $1 AND patient = $2 AND NOT deleted
       UNION ALL TABLE others
     ) AS found
     WHERE ($4::text[] IS NULL OR type = ANY($4)) AND ($5::timestamptz IS NULL OR updated_at >= $5)
       AND (type, id) > ($6, $7)
     ORDER BY type, id LIMIT $8`,
    [
      ...[facility, asked.patient, `{${other}}`, asked.types ?? null, asked.since ?? null],
      ...[asked.after?.[0] ?? '', asked.after?.[1] ?? '', asked.count + 1],
    ],
  )
  return rows
}

const mark = '"reference":"'

/** What the facts of a page speak of and does not lie in the compartment: who, where, what was given. */
const mentioned = (rows: Row[]): string[] => {
  const found = new Set<string>()
  for (const { body } of rows)
    for (let from = body.indexOf(mark); from >= 0; from = body.indexOf(mark, from)) {
      from += mark.length
      found.add(body.slice(from, body.indexOf('"', from)))
    }
  for (const ref of found) if (!/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(ref)) found.delete(ref)
  for (const { type, id } of rows) found.delete(`${type}/${id}`)
  return [...found]
}

/** Patient/$everything (R4 operation-patient-everything): the compartment, and whatever it names, page by page. */
export const everything: Operation = {
  name: '$everything',
  definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
  on: ['instance'],
  types: ['Patient'],
  needs: ({ id, query }) =>
    (query.get('_type')?.split(',') ?? ['*']).map((type) => ({ right: 'r', type, patient: id })),
  async run({ store, caller, base, id, query, scopes }) {
    const asked = read_asked(id, query)
    return store.look(
      caller,
      { interaction: '$everything', type: 'Patient', ref: `Patient/${id}/$everything`, patient: id },
      async (sql) => {
        const rows = await list_rows(sql, caller.facility, asked)
        const fitting = rows.slice(0, Math.min(asked.count, count_fitting(rows)))
        const entries = await with_bodies(sql, caller.facility, fitting)
        // Who was merged away is named by the chart that took its place and by what tells of the past, and by nothing else.
        const is_nobody = entries.every(
          ({ type, id: other }) => type === 'Provenance' || (type === 'Patient' && other !== id),
        )
        if (is_nobody && !asked.after && !asked.since && !asked.types)
          await demand_standing_patient(sql, caller.facility, id)
        const last = entries.at(-1)
        const wanted = mentioned(entries).filter((ref) => !asked.types || asked.types.includes(ref.split('/')[0] ?? ''))
        const own = await read_within(sql, { facility: caller.facility, scopes }, wanted)
        const included = own.filter((one) => one.patient !== id)
        const next = new URLSearchParams(query)
        if (last) next.set('_cursor', Buffer.from(`${last.type}/${last.id}`).toString('base64url'))
        const page = { entries, included, ...(rows.length > entries.length ? { next: next.toString() } : {}) }
        return { text: search_bundle(base, `Patient/${id}/$everything`, query, page) }
      },
    )
  },
}
