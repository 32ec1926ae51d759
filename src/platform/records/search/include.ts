import { is_object } from '../../../standards/fhir/index.ts'
import { reference_of, search_parameters_of, values_at } from '../../../standards/fhir-search/index.ts'
import type { Scopes } from '../../../standards/smart-scopes/index.ts'
import type { Sql } from '../../database/index.ts'
import { Failure } from '../../../base/outcome/index.ts'
import { demand_reach, reach_of } from '../reach.ts'
import { states_within } from '../reach-states.ts'
import { demand_fitting, light_body, with_bodies, type Light } from '../large.ts'
import { read_many, type StoredRow } from '../read.ts'
import { resource_of, type Stored } from '../stored.ts'
import { filter_condition, reach_conditions } from './filters.ts'
import { few_of, rareness, type_condition } from './rare.ts'
import type { Include } from './read-query.ts'
import { name_of } from './statement-name.ts'
import { make_binder } from './sql-text.ts'

const included_max = 10_000
const rounds_max = 5

/** Whose rows, and how far the asker's token reaches into them. */
export type Asker = { facility: string; scopes?: Scopes | undefined }

const ref_of = (stored: Stored): string => `${stored.type}/${stored.id}`

/** Where the resources of `from` lead to by this parameter. */
const targets_of = (from: Stored[], include: Include): string[] => {
  const found = new Set<string>()
  for (const stored of from) {
    if (stored.type !== include.source) continue
    const parameters = search_parameters_of(stored.type)
    const own = include.name === '*' ? [...(parameters?.values() ?? [])] : [parameters?.get(include.name)]
    const resource = resource_of(stored)
    for (const parameter of own)
      for (const path of parameter?.kind === 'reference' ? parameter.paths : [])
        for (const value of values_at(resource, path)) {
          const target = is_object(value) ? reference_of(value) : undefined
          const [type = '', id] = target?.split('/') ?? []
          if (!id || !search_parameters_of(type)) continue
          if (path.target !== undefined && path.target !== type) continue
          if (include.target === undefined || include.target === type) found.add(`${type}/${id}`)
        }
  }
  return [...found]
}

/** The resources that lead to those of `from` by this parameter. */
const sources_of = async (
  sql: Sql,
  { facility, scopes }: Asker,
  from: Stored[],
  include: Include,
): Promise<Stored[]> => {
  const parameter = search_parameters_of(include.source)?.get(include.name)
  const wanted = from
    .filter((one) => include.target === undefined || include.target === one.type)
    .filter((one) => parameter?.targets.includes('*') || parameter?.targets.includes(one.type))
  if (!parameter || wanted.length === 0) return []
  const binder = make_binder(facility, undefined, scopes)
  const subject = { binder, alias: 'r', type: include.source, depth: 0 }
  const condition = [
    filter_condition(subject, include.name, wanted.map(ref_of).join()),
    ...reach_conditions(subject),
  ].join(' AND ')
  const rare = rareness(include.source, include.name, '')
  const found = `SELECT r.type, r.id, r.version, r.updated_at, r.deleted, r.author, ${light_body('r.')} FROM record.resource AS r
     WHERE r.facility = $1 AND ${type_condition('r', binder.bind(include.source), rare)} AND NOT r.deleted AND ${condition}`
  const limit = `LIMIT ${included_max + 1}`
  const text = few_of(found, limit)
  const { rows } = rare
    ? await sql.steady<Light>(name_of(text), text, binder.values)
    : await sql.alone<Light>('', `${found} ${limit}`, binder.values)
  demand_fitting(rows, '_revinclude')
  return with_bodies(sql, facility, rows)
}

/** The resources these references lead to, as far as the asker reaches them. */
export const read_within = async (sql: Sql, { facility, scopes }: Asker, refs: string[]): Promise<StoredRow[]> => {
  const found = await read_many(sql, facility, refs)
  if (!scopes) return found
  const seen: StoredRow[] = []
  for (const type of new Set(found.map((one) => one.type))) {
    const of_type = found.filter((one) => one.type === type)
    const within = await states_within(sql, facility, reach_of(scopes, 'r', type), of_type)
    seen.push(...of_type.filter((one) => within.has(one)))
  }
  return seen
}

/** R4 §3.1.1.5.4: what goes along with the matches. Each resource comes once; what is a match is not included again. */
export const include_resources = async (
  sql: Sql,
  asker: Asker,
  matches: Stored[],
  includes: Include[],
): Promise<Stored[]> => {
  for (const { target, reverse } of includes) if (target !== undefined && !reverse) demand_reach(asker, 'r', target)
  const known = new Set(matches.map(ref_of))
  const included: Stored[] = []
  const take = (found: Stored[]): Stored[] => {
    const fresh = found.filter((one) => !known.has(ref_of(one)))
    for (const one of fresh) known.add(ref_of(one))
    included.push(...fresh)
    demand_fitting(
      included.map(({ body }) => ({ bytes: body.length })),
      '_include',
    )
    if (included.length > included_max)
      throw new Failure(400, [
        {
          severity: 'error',
          code: 'too-costly',
          message: `_include/_revinclude kéo theo quá ${included_max} tài nguyên; hãy thu hẹp câu hỏi`,
          expression: '_include',
        },
      ])
    return fresh
  }
  let from = matches
  for (let round = 0; from.length > 0 && round < rounds_max; round += 1) {
    const next: Stored[] = []
    for (const include of includes) {
      if (round > 0 && !include.iterate) continue
      if (include.reverse) next.push(...take(await sources_of(sql, asker, from, include)))
      else {
        const refs = targets_of(from, include).filter((ref) => !known.has(ref))
        if (refs.length > 0) next.push(...take(await read_within(sql, asker, refs)))
      }
    }
    from = next
  }
  return included
}
