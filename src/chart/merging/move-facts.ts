import { Failure } from '../../base/outcome/index.ts'
import { LostRace } from '../../platform/database/index.ts'
import { list_speaking_of, turn_references, type Stored, type Unit } from '../../platform/records/index.ts'
import { keep_signed, type KeptVersion } from '../../platform/signing/index.ts'
import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { MovedFact } from './merge-log.ts'

/** Rows held in memory at a time. */
const page_rows = 250

/** What was there a moment ago and is another now: the whole unit begins anew with what is there. */
const lost_if_changed = (ref: string) => (error: unknown) => {
  if (!(error instanceof Failure)) throw error
  if (error.status === 412) throw new LostRace(`${ref} changed meanwhile`)
  // A fact that was right when it was stored and is not by today's rules: said which one it is.
  throw new Failure(
    error.status,
    error.issues.map((issue) => ({ ...issue, expression: `${ref}: ${issue.expression ?? ''}` })),
  )
}

/** Writes a new version on the one that was seen. */
export const follow_on = async (unit: Unit, seen: Pick<Stored, 'type' | 'id' | 'version'>, next: Resource) => {
  const stored = await unit.update(next, { if_match: seen.version }).catch(lost_if_changed(`${seen.type}/${seen.id}`))
  return { type: stored.type, id: stored.id, version: stored.version }
}

/** Sheets whose new version differs in nothing but the chart: their signatures stand. */
export const keep_signatures = async (unit: Unit, made: MovedFact[]): Promise<void> => {
  const kept = made
    .filter(({ type }) => type === 'QuestionnaireResponse')
    .map(({ id, version }): KeptVersion => ({ response: id, old: version - 1, new: version }))
  if (kept.length > 0) await keep_signed(unit.sql, unit.caller.facility, kept)
}

/**
 * Turns every fact that speaks of the one patient to the other, page by page, each as a new version.
 * @param change what else is due to a fact that moves
 */
export const move_facts = async (
  unit: Unit,
  source: string,
  target: string,
  change: (resource: Resource) => Resource,
): Promise<MovedFact[]> => {
  const { facility } = unit.caller
  const moved: MovedFact[] = []
  let after = { type: '', id: '' }
  for (;;) {
    const page = await list_speaking_of(unit.sql, facility, source, after, page_rows)
    const made: MovedFact[] = []
    for (const seen of page) {
      // The chart that stays is written with everything that becomes of it, once.
      if (seen.type === 'Patient' && seen.id === target) continue
      const body = parse_exact(seen.body) as Resource
      const turned = turn_references(body, `Patient/${source}`, `Patient/${target}`)
      if (turned) made.push(await follow_on(unit, seen, change(turned)))
    }
    await keep_signatures(unit, made)
    moved.push(...made)
    const last = page.at(-1)
    if (!last || page.length < page_rows) return moved
    after = { type: last.type, id: last.id }
  }
}
