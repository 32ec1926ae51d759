import { fail } from '../../base/outcome/index.ts'
import { local_date, show_moment } from '../../base/time/index.ts'
import { demand, names_of } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { count_speaking_of, new_id, type Store, type Stored, type Unit } from '../../platform/records/index.ts'
import { parse_exact, text_of, type Resource } from '../../standards/fhir/index.ts'
import { closed_coverage } from '../patients/index.ts'
import { check_result } from './check-result.ts'
import { joined_patient, replaced_patient } from './joined-patient.ts'
import { move_late_facts } from './late-facts.ts'
import { add_merge, type MovedFact } from './merge-log.ts'
import { check_pair, check_size } from './merge-rules.ts'
import { follow_on, move_facts } from './move-facts.ts'
import { merge_provenance } from './provenance.ts'

export type MergeWish = {
  source: string
  target: string
  reason: string
  /** The versions that were looked at, where somebody looked. */
  seen?: { source: number; target: number }
  /** The chart that stays as the caller wants it (R6 `result-patient`). */
  result?: Resource | undefined
}

export type Pair = { source: Stored; target: Stored; source_body: Resource; target_body: Resource }

/** Both rows locked, so that nobody changes or merges them in between. */
export const read_pair = async (unit: Unit, source: string, target: string): Promise<Pair> => {
  if (source === target) throw fail.rule('Không gộp một hồ sơ vào chính nó', 'source-patient')
  await unit.lock([`Patient/${source}`, `Patient/${target}`])
  const [from, to] = [await unit.get('Patient', source), await unit.get('Patient', target)]
  return {
    source: from,
    target: to,
    source_body: parse_exact(from.body) as Resource,
    target_body: parse_exact(to.body) as Resource,
  }
}

const refuse_moved_on = async (unit: Unit, stored: Stored): Promise<never> => {
  const who = (await names_of(unit.sql, unit.caller.facility, [stored.author])).get(stored.author) ?? stored.author
  throw fail.version_mismatch(
    `${who} vừa sửa một trong hai hồ sơ lúc ${show_moment(stored.updated_at.toISOString())}; hãy xem lại rồi gộp`,
    { current_version: stored.version, changed_by: who },
  )
}

/** Of two cards in use at once the one of the chart that stays is in use; the other was, until today. */
const card_rule = async (unit: Unit, target: string, today: string): Promise<(resource: Resource) => Resource> => {
  const query = new URLSearchParams({ patient: target, status: 'active', _count: '1' })
  const has_card = (await unit.search('Coverage', query)).entries.length > 0
  return (resource) =>
    has_card && resource.resourceType === 'Coverage' && text_of(resource['status']) === 'active'
      ? closed_coverage(resource, today)
      : resource
}

const as_moved = ({ type, id, version }: Stored): MovedFact => ({ type, id, version })

export type MergeDone = { merge: string; moved: number; result: Stored }

const write_merge = async (unit: Unit, wish: MergeWish, merge: string): Promise<MergeDone> => {
  const { source, target, reason } = wish
  const { caller } = unit
  const pair = await read_pair(unit, source, target)
  if (wish.seen && wish.seen.source !== pair.source.version) await refuse_moved_on(unit, pair.source)
  if (wish.seen && wish.seen.target !== pair.target.version) await refuse_moved_on(unit, pair.target)
  await check_pair(unit, pair.source_body, pair.target_body)
  check_size(await count_speaking_of(unit.sql, caller.facility, source))
  const at = new Date()
  const today = local_date(at)
  const next = wish.result ? check_result(wish.result, pair) : joined_patient(pair.target_body, pair.source_body, today)
  const moved = await move_facts(unit, source, target, await card_rule(unit, target, today))
  const gone = await follow_on(unit, pair.source, replaced_patient(pair.source_body, pair.target_body))
  const result = await unit.update(next, { if_match: pair.target.version })
  const made = [as_moved(result), gone, ...moved]
  await unit.create(merge_provenance(caller, merge, { kind: 'merge', reason, at, made }))
  const by = { made_by: caller.actor.id, made_by_name: caller.actor.name }
  await add_merge(unit.sql, caller.facility, { id: merge, source, target, reason, ...by, made_at: at, moved: made })
  for (const patient of [source, target])
    unit.note({
      ...{ action: 'E', interaction: '$merge', type: 'Patient', patient },
      ref: `Patient/${target}/_history/${result.version}`,
      detail: `Patient/${source} → Patient/${target}, ${moved.length} mục: ${reason}`,
    })
  return { merge, moved: moved.length, result }
}

/**
 * Makes one chart of two: everything that speaks of the source speaks of the target from now on.
 * @throws 404 one of them is not there, 412 changed since it was seen, 422 what keeps them from becoming one
 */
export const merge_patients = async (store: Store, caller: Caller, wish: MergeWish): Promise<MergeDone> => {
  demand(caller, 'patient.merge')
  const reason = wish.reason.trim()
  if (reason === '') throw fail.value('Hãy ghi lý do gộp hồ sơ', 'reason')
  const merge = new_id()
  const done = await store.unit(caller, (unit) => write_merge(unit, { ...wish, reason }, merge))
  const late = await move_late_facts(store, caller, { ...wish, reason, merge })
  return { ...done, moved: done.moved + late }
}
