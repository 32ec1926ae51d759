import { check_resource, load_rows } from '../../records/index.ts'
import type { Loader } from '../../database/index.ts'
import { count, type BlockReport } from './block.ts'
import { refusal_of, type Draft } from './drafts.ts'

/** Facts about the import that every block is judged by. */
export type Rules = {
  facility: string
  /** Types that are not written through /fhir. */
  closed: ReadonlySet<string>
  /** Types that a room guards: each is written by a unit of its own (records/type-guard.ts). */
  guarded: ReadonlySet<string>
}

const array_text = (values: (string | number)[]): string => `{${values.join()}}`

/** A stored body is the line with its version and time; what is longer says something else. */
const meta_bytes = 200

const find_present = async (
  loader: Loader,
  { facility }: Rules,
  drafts: Draft[],
): Promise<Map<number, load_rows.Present>> => {
  const rows = await loader.query<load_rows.Present>(
    load_rows.present_sql,
    [
      facility,
      array_text(drafts.map(({ type }) => type)),
      array_text(drafts.map(({ id }) => id)),
      array_text(drafts.map(({ line }) => Buffer.byteLength(line.text) + meta_bytes)),
    ],
    'import_present',
  )
  return new Map(rows.map((row) => [row.place - 1, row]))
}

/** Which of these references lead nowhere. */
const find_unknown = async (loader: Loader, { facility }: Rules, targets: string[]): Promise<Set<string>> => {
  if (targets.length === 0) return new Set()
  const parts = targets.map((target) => target.split('/'))
  const rows = await loader.query<{ target: string }>(
    load_rows.unknown_sql,
    [facility, array_text(parts.map(([type = '']) => type)), array_text(parts.map(([, id = '']) => id))],
    'import_unknown',
  )
  return new Set(rows.map(({ target }) => target))
}

/** What a resource speaks of comes before it: patients, stays, all else. */
const rank = ({ type }: Draft): number => (type === 'Patient' ? 0 : type === 'Encounter' ? 1 : 2)

type Judged = {
  fresh: Draft[]
  missing: { draft: Draft; targets: string[] }[]
  /** How many of the drafts are in the store already; 0 when nobody looked. */
  present_count: number
}

const is_valid = (draft: Draft, report: BlockReport): boolean => {
  try {
    check_resource(draft.resource)
    return true
  } catch (error) {
    report.refused.push(refusal_of(draft, error))
    return false
  }
}

/**
 * Divides drafts, none named twice, into those that may be written as new and those that speak of somebody unknown. What
 * is there already and stays the same is counted; what would change goes to `report.single`, what R4 refuses to
 * `report.refused`.
 * @param is_looking whether the store is asked what is there; otherwise all are taken for new, and the write fails where
 *   one is not
 */
export const judge_drafts = async (
  loader: Loader,
  rules: Rules,
  drafts: Draft[],
  is_looking: boolean,
  report: BlockReport,
): Promise<Judged> => {
  const present = is_looking ? await find_present(loader, rules, drafts) : new Map<number, load_rows.Present>()
  const known = new Set<string>()
  const outer = new Set<string>()
  const candidates: { draft: Draft; targets: string[]; impossible: string[]; is_new: boolean }[] = []
  for (const [place, draft] of drafts.entries()) {
    const stored = present.get(place)
    if (stored && !stored.deleted) known.add(draft.ref)
    if (stored && load_rows.is_same(draft.resource, stored)) {
      count(report.tally, draft.type, 'unchanged')
      continue
    }
    if (!is_valid(draft, report)) continue
    candidates.push({ draft, ...load_rows.targets_of(draft.resource), is_new: stored === undefined })
  }
  const own = new Set(candidates.map(({ draft }) => draft.ref))
  for (const { targets } of candidates)
    for (const target of targets) if (!own.has(target) && !known.has(target)) outer.add(target)
  const unknown = await find_unknown(loader, rules, [...outer])
  const judged: Judged = { fresh: [], missing: [], present_count: present.size }
  for (const { draft, targets, impossible, is_new } of candidates.sort((a, b) => rank(a.draft) - rank(b.draft))) {
    const lost = [...impossible, ...targets.filter((target) => unknown.has(target))]
    if (lost.length > 0) {
      judged.missing.push({ draft, targets: lost })
      if (!known.has(draft.ref)) unknown.add(draft.ref)
    } else if (is_new && !rules.guarded.has(draft.type)) judged.fresh.push(draft)
    else report.single.push({ ...draft.line, ref: draft.ref })
  }
  return judged
}
