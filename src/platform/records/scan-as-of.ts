import {
  compartment_parameters,
  reference_of,
  search_parameters_of,
  values_at,
} from '../../standards/fhir-search/index.ts'
import { is_object } from '../../standards/fhir/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { index_plan } from './index-plan.ts'
import { match_states } from './match-states.ts'
import { compartments_condition, filter_condition } from './search/filters.ts'
import { make_binder, type Binder } from './search/sql-text.ts'
import type { Stored } from './stored.ts'

/** Which resources of a type are wanted as they were at a moment. */
export type AsOfWish = {
  type: string
  as_of: Date
  /** Only what changed after this moment. */
  since?: Date | undefined
  /** What must be met: all of one of these lists of search conditions. */
  any_of?: [name: string, value: string][][] | undefined
  /** Only what lies in the compartments of these patients, or of any patient at all. */
  patients?: string[] | 'any' | undefined
  /** What lies in the compartment of one of these is left out. */
  without?: string[] | undefined
  /** What was deleted then, instead of what was there. */
  is_deleted?: boolean | undefined
  /** Without it, bodies are left out where nothing here needs them: for counting. */
  with_bodies: boolean
}

/** Where a scan stands: patients are gone through in parts, a part in the order of ids. */
export type Place = { part: number; id: string }
export const scan_begin: Place = { part: 0, id: '' }

export type StateAsOf = Stored & { patient: string | null }
export type AsOfPage = { part: number; states: StateAsOf[]; end: Place }

const page_rows = { with_bodies: 1_000, without: 10_000 }
/** A page ends earlier where its bodies are large; one resource always fits. */
const page_bytes = 4 * 1_024 * 1_024
const patients_per_part = 200

type Row = StateAsOf & { is_late: boolean }

const columns = (alias: string, body: string): string =>
  `${alias}.version, ${alias}.updated_at, ${alias}.deleted, ${alias}.author, ${alias}.patient, ${body} AS body`

/** The patients a body speaks of at the places that make its compartments, where they are not one column. */
const patients_of_body = (type: string, body: string): string[] => {
  if (body === '') return []
  const resource: unknown = JSON.parse(body)
  const paths = compartment_parameters('Patient', type).flatMap(
    (name) => search_parameters_of(type)?.get(name)?.paths ?? [],
  )
  return paths.flatMap((path) =>
    values_at(resource, path).flatMap((value) => {
      const target = is_object(value) ? reference_of(value) : undefined
      return target?.startsWith('Patient/') ? target.slice('Patient/'.length) : []
    }),
  )
}

/** Whether the patient's column is all there is to say about whose it is. */
const has_one_place = (type: string): boolean => {
  if (type === 'Patient') return true
  const own = new Set(index_plan(type).patient.map((path) => path.key))
  const paths = compartment_parameters('Patient', type).flatMap(
    (name) => search_parameters_of(type)?.get(name)?.paths ?? [],
  )
  return paths.every((path) => own.has(path.key))
}

/** Whose resources are wanted, as the scan goes through them. */
type Whose = {
  parts: number
  /** Of rows that have not changed since: what the index can tell. */
  condition(binder: Binder, part: number): string[]
  /** The rows whose body must be read to know whose they are. */
  unclear(binder: Binder, part: number, alias: string): string
  /** Whether a state belongs here, and to this part and to no other. */
  is_here(state: StateAsOf, part: number): boolean
}

const everybody: Whose = { parts: 1, condition: () => [], unclear: () => 'false', is_here: () => true }

const any_patient = (type: string): Whose => ({
  parts: 1,
  condition: () => (has_one_place(type) ? ['r.patient IS NOT NULL'] : []),
  unclear: (_binder, _part, alias) => `${alias}.patient IS NULL`,
  is_here: (state) => state.patient !== null || patients_of_body(type, state.body).length > 0,
})

/** A resource that speaks of several patients belongs to the one whose column names it, or else to the first of them. */
const these_patients = (type: string, patients: string[], is_deleted: boolean): Whose => {
  const part_of_patient = new Map(patients.map((id, place) => [id, Math.floor(place / patients_per_part)]))
  const ids_of = (part: number): string[] => patients.slice(part * patients_per_part, (part + 1) * patients_per_part)
  return {
    parts: Math.ceil(patients.length / patients_per_part),
    condition: (binder, part) => {
      // What was deleted is in no index; whose it was is still said.
      if (is_deleted) return [`r.patient = ANY(${binder.bind(ids_of(part))}::text[])`]
      return [compartments_condition({ binder, alias: 'r', type, depth: 0 }, 'Patient', ids_of(part))]
    },
    unclear: (binder, part, alias) =>
      `(${alias}.patient = ANY(${binder.bind(ids_of(part))}::text[])) IS NOT TRUE AND ${!is_deleted}`,
    is_here: (state, part) => {
      const own = part_of_patient.get(state.patient ?? '')
      if (own !== undefined || is_deleted) return own === part
      const others = patients_of_body(type, state.body).map((id) => part_of_patient.get(id) ?? Number.POSITIVE_INFINITY)
      return Math.min(...others) === part
    },
  }
}

/** What speaks of a person at a further place than the column says is hers too: its body is read. */
const without_these = (whose_are: Whose, type: string, without: ReadonlySet<string>): Whose => ({
  ...whose_are,
  unclear: (binder, part, alias) => (has_one_place(type) ? whose_are.unclear(binder, part, alias) : 'true'),
  is_here: (state, part) =>
    whose_are.is_here(state, part) &&
    !without.has(state.patient ?? '') &&
    !patients_of_body(type, state.body).some((id) => without.has(id)),
})

const whose = ({ type, patients, without = [], is_deleted = false }: AsOfWish): Whose => {
  const asked =
    patients === undefined
      ? everybody
      : patients === 'any'
        ? any_patient(type)
        : these_patients(type, patients, is_deleted)
  return without.length === 0 ? asked : without_these(asked, type, new Set(without))
}

/**
 * Rows after a place, as they were: those that have not changed since the moment meet the conditions by their own index
 * columns; of those that have, the state of the moment is taken from the history, and judged afterwards.
 */
const page_sql = (binder: Binder, wish: AsOfWish, whose_are: Whose, after: Place, end: string | undefined): string => {
  const as_of = `${binder.bind(wish.as_of.toISOString())}::timestamptz`
  const since = wish.since ? `${binder.bind(wish.since.toISOString())}::timestamptz` : undefined
  const shared = ['r.facility = $1', `r.type = ${binder.bind(wish.type)}`, `r.id > ${binder.bind(after.id)}`]
  if (end !== undefined) shared.push(`r.id <= ${binder.bind(end)}`)
  const state = (alias: string): string[] => [
    wish.is_deleted ? `${alias}.deleted` : `NOT ${alias}.deleted`,
    ...(since ? [`${alias}.updated_at > ${since}`] : []),
  ]
  const subject = { binder, alias: 'r', type: wish.type, depth: 0 }
  const lists = wish.is_deleted ? undefined : wish.any_of
  const met = lists?.map((pairs) => pairs.map(([name, value]) => `(${filter_condition(subject, name, value)})`))
  const any = met ? [`(${met.map((all) => (all.length === 0 ? 'true' : all.join(' AND '))).join(' OR ')})`] : []
  const limit = wish.with_bodies ? page_rows.with_bodies : page_rows.without
  const steady = [
    ...shared,
    `r.updated_at <= ${as_of}`,
    ...state('r'),
    ...whose_are.condition(binder, after.part),
    ...any,
  ]
  const body = (alias: string, is_judged: boolean): string => {
    if (wish.with_bodies || is_judged) return `${alias}.body`
    return `CASE WHEN ${whose_are.unclear(binder, after.part, alias)} THEN ${alias}.body ELSE '' END`
  }
  const late = [...shared, `r.updated_at > ${as_of}`, ...(since ? [`r.updated_at > ${since}`] : []), ...state('v')]
  return `SELECT * FROM (
      SELECT *, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before FROM (
        (SELECT r.type, r.id, ${columns('r', body('r', false))}, false AS is_late
         FROM record.resource AS r WHERE ${steady.join(' AND ')} ORDER BY r.id LIMIT ${limit})
        UNION ALL
        (SELECT r.type, r.id, ${columns('v', body('v', any.length > 0))}, true AS is_late FROM record.resource AS r, LATERAL (
           SELECT * FROM record.version AS past WHERE past.facility = $1 AND past.type = r.type AND past.id = r.id
             AND past.updated_at <= ${as_of} ORDER BY past.version DESC LIMIT 1) AS v
         WHERE ${late.join(' AND ')} ORDER BY r.id LIMIT ${limit})
        ORDER BY id LIMIT ${limit}
      ) AS next
    ) AS page WHERE before < ${page_bytes} ORDER BY id`
}

/** Of the states from the history, those that meet one of the lists of conditions. */
const matching = async (sql: Sql, facility: string, wish: AsOfWish, late: Row[]): Promise<Set<Stored>> => {
  if (wish.is_deleted || !wish.any_of) return new Set(late)
  const found = new Set<Stored>()
  for (const filters of wish.any_of)
    for (const one of await match_states(sql, facility, { type: wish.type, filters }, late)) found.add(one)
  return found
}

const read_page = (database: Database, facility: string, wish: AsOfWish, who: Whose, after: Place, end?: string) =>
  database.scan_facility(facility, async (sql) => {
    const binder = make_binder(facility)
    const text = page_sql(binder, wish, who, after, end)
    const { rows } = await sql.alone<Row>('', text, binder.values)
    const late = rows.filter((row) => row.is_late)
    const kept = late.length === 0 ? new Set<Stored>() : await matching(sql, facility, wish, late)
    const states = rows.filter((row) => (!row.is_late || kept.has(row)) && who.is_here(row, after.part))
    return { states, last: rows.at(-1)?.id }
  })

/**
 * Goes through the resources of a type as they were at a moment, a page at a time, from one place to another. However
 * often and however late it is asked: the same states in the same order. What they are linked with (chained conditions)
 * is looked up as it is now. No connection is held between pages.
 */
export async function* scan_as_of(
  database: Database,
  facility: string,
  wish: AsOfWish,
  range: { begin: Place; end?: Place | undefined },
): AsyncGenerator<AsOfPage> {
  const who = whose(wish)
  const last_part = Math.min(range.end?.part ?? Number.POSITIVE_INFINITY, who.parts - 1)
  for (let { part } = range.begin; part <= last_part; part += 1) {
    const end_id = part === range.end?.part ? range.end.id : undefined
    let after: string | undefined = part === range.begin.part ? range.begin.id : ''
    while (after !== undefined) {
      const page: { states: StateAsOf[]; last: string | undefined } = await read_page(
        ...([database, facility, wish, who, { part, id: after }, end_id] as const),
      )
      after = page.last
      if (after !== undefined && page.states.length > 0) yield { part, states: page.states, end: { part, id: after } }
    }
  }
}

/** Types that may lie in a patient's compartment. */
export const is_in_patient_compartment = (type: string): boolean =>
  type === 'Patient' || compartment_parameters('Patient', type).length > 0
