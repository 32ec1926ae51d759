import type pg from 'pg'
import type { Chance } from '../chance.ts'
import { code } from './deed.ts'
import { facility } from './site.ts'
import type { Load } from './load.ts'

/** Two charts that were asked to become one, and perhaps two again. */
export type Merging = {
  source: string
  target: string
  facts: string[]
  merge: 'unknown' | 'acknowledged'
  unmerge?: 'unknown' | 'acknowledged'
}

const facts_max = 5

const person = (name: string, number: string) => ({
  ...{ resourceType: 'Patient', active: true, name: [{ text: name }] },
  identifier: [{ system: 'urn:crash-person', value: number }],
})

/** Two people and some facts of the first; undefined when nobody answered. */
const make_pair = async (load: Load, chance: Chance): Promise<Merging | undefined> => {
  const [source, target] = [`urn:uuid:${chance.id(Date.now())}`, `urn:uuid:${chance.id(Date.now())}`]
  const fact = {
    ...{ resourceType: 'Observation', status: 'final', code: { coding: [code] }, subject: { reference: source } },
  }
  const resources = [
    person('Người gộp', source),
    person('Người giữ', target),
    ...Array.from({ length: chance.int(1, facts_max) }, () => fact),
  ]
  const entry = resources.map((resource, i) => ({
    ...(i < 2 ? { fullUrl: [source, target][i] } : {}),
    request: { method: 'POST', url: resource.resourceType },
    resource,
  }))
  const answer = await load.wire
    .ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry })
    .catch(() => undefined)
  if (answer?.status !== 200) return undefined
  const made = JSON.parse(answer.text) as { entry: { response: { location: string } }[] }
  const [from = '', to = '', ...facts] = made.entry.map(
    ({ response }) => /([^/]+)\/_history\/\d+$/.exec(response.location)?.[1] ?? '',
  )
  return { source: from, target: to, facts, merge: 'unknown' }
}

const parameters = (names: Record<string, string>) => ({
  resourceType: 'Parameters',
  parameter: [
    { name: 'reason', valueString: 'cùng một người' },
    ...Object.entries(names).map(([name, id]) => ({ name, valueReference: { reference: `Patient/${id}` } })),
  ],
})

/** @returns whether it was answered */
const ask = async (load: Load, path: string, body: unknown): Promise<boolean> => {
  const answer = await load.wire.ask('POST', path, body).catch(() => undefined)
  if (answer === undefined || answer.status >= 500) return false
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`)
  return true
}

/** Merges pair after pair, and takes every third one apart, until it is over or nobody answers. */
export const merge_on = async (load: Load, chance: Chance, mergings: Merging[]): Promise<void> => {
  while (!load.is_over()) {
    const merging = await make_pair(load, chance)
    if (!merging) return
    mergings.push(merging)
    const { source, target } = merging
    const wish = parameters({ 'source-patient': source, 'target-patient': target })
    if (!(await ask(load, '/Patient/$merge', wish))) return
    merging.merge = 'acknowledged'
    if (chance.next() > 1 / 3) continue
    merging.unmerge = 'unknown'
    if (!(await ask(load, `/Patient/${target}/$unmerge`, parameters({ 'source-patient': source })))) return
    merging.unmerge = 'acknowledged'
  }
}

type Stands = { behind: number; moved: number; active: boolean | null; standing: number; undone: number; told: number }

const stands_sql = `SELECT
    (SELECT count(*) FROM record.resource WHERE facility = $1 AND type = 'Observation' AND id = ANY ($4) AND patient = $2)::int AS behind,
    (SELECT count(*) FROM record.resource WHERE facility = $1 AND type = 'Observation' AND id = ANY ($4) AND patient = $3)::int AS moved,
    (SELECT (body::jsonb ->> 'active')::boolean FROM record.resource WHERE facility = $1 AND type = 'Patient' AND id = $2) AS active,
    (SELECT count(*) FROM chart.patient_merge WHERE facility = $1 AND source = $2 AND undone_at IS NULL)::int AS standing,
    (SELECT count(*) FROM chart.patient_merge WHERE facility = $1 AND source = $2 AND undone_at IS NOT NULL)::int AS undone,
    (SELECT count(*) FROM record.resource AS r JOIN chart.patient_merge AS m ON m.facility = r.facility AND m.id = r.id
       WHERE m.facility = $1 AND m.source = $2 AND r.type = 'Provenance')::int AS told`

const fault_of = (merging: Merging, now: Stands): string | undefined => {
  const all = merging.facts.length
  const is_merged = now.standing === 1
  const [behind, moved] = is_merged ? [0, all] : [all, 0]
  if (now.behind !== behind || now.moved !== moved || (now.active === false) !== is_merged) return 'half a merge'
  if (now.told !== now.standing + now.undone || now.told > 1) return 'a merge that its Provenance does not tell of'
  if (merging.unmerge === 'acknowledged' && now.undone !== 1) return 'an acknowledged unmerge is not there'
  if (merging.merge === 'acknowledged' && merging.unmerge === undefined && !is_merged)
    return 'an acknowledged merge is not there'
  return undefined
}

export const check_merges = async (client: pg.Client, mergings: Merging[]): Promise<string[]> => {
  const faults: string[] = []
  for (const merging of mergings) {
    const { source, target, facts } = merging
    const { rows } = await client.query<Stands>(stands_sql, [facility, source, target, facts])
    const fault = rows[0] && fault_of(merging, rows[0])
    if (fault !== undefined) faults.push(`${fault}: ${JSON.stringify([merging, rows[0]])}`)
  }
  return faults
}
