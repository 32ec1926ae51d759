import { isDeepStrictEqual } from 'node:util'
import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import {
  new_id,
  read_many,
  read_states,
  successor_of,
  type Store,
  type Stored,
  type Unit,
} from '../../platform/records/index.ts'
import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { Unmerged } from './contract.ts'
import { standing_again, without_other } from './joined-patient.ts'
import { lock_standing, mark_undone, type Merge, type MovedFact } from './merge-log.ts'
import { read_pair } from './merge-patients.ts'
import { follow_on, keep_signatures } from './move-facts.ts'
import { merge_provenance } from './provenance.ts'

/** Fewer than at the merge: three states of each are held at a time. */
const page_rows = 50

export type UnmergeWish = { target: string; source: string | undefined; reason: string }
export type UnmergeDone = Unmerged & { source: Stored; target: Stored }

const find_merge = async (unit: Unit, { target, source }: UnmergeWish): Promise<Merge> => {
  const standing = await lock_standing(unit.sql, unit.caller.facility, target)
  const wanted = source === undefined ? standing : standing.filter((merge) => merge.source === source)
  const [merge, other] = wanted
  if (!merge) throw fail.rule('Hồ sơ này không có lần gộp nào đang giữ (hoặc đã tách rồi)', 'source-patient')
  if (other) throw fail.rule('Hồ sơ này đã nhận nhiều hồ sơ; hãy nói tách hồ sơ nào (source-patient)', 'source-patient')
  return merge
}

const body_of = (stored: Stored): Resource => parse_exact(stored.body) as Resource
const ref_of = ({ type, id }: { type: string; id: string }): string => `${type}/${id}`

/** By `Type/id`, the states the merge made, or with `ago` 1 those before it. */
const states_of = async (unit: Unit, facts: MovedFact[], ago: 0 | 1): Promise<Map<string, Stored>> => {
  const wanted = facts.map((fact) => ({ ...fact, version: fact.version - ago }))
  return new Map((await read_states(unit.sql, unit.caller.facility, wanted)).map((state) => [ref_of(state), state]))
}

const content_of = (stored: Stored): unknown => {
  const { meta, ...content } = body_of(stored)
  return { ...content, meta: { ...meta, versionId: '', lastUpdated: '' } }
}

/** As the merge left it: that version, or a later one that says the same (a further merge that was undone). */
const is_as_left = (now: Stored, left: Stored | undefined): boolean =>
  left !== undefined && (now.version === left.version || isDeepStrictEqual(content_of(now), content_of(left)))

type Restored = { made: MovedFact[]; changed: { ref: string; version: number }[] }

/** Each fact that is still as the merge left it says again what it said before; the others are named. */
const restore_facts = async (unit: Unit, facts: MovedFact[]): Promise<Restored> => {
  const done: Restored = { made: [], changed: [] }
  for (let at = 0; at < facts.length; at += page_rows) {
    const page = facts.slice(at, at + page_rows)
    const now = new Map(
      (await read_many(unit.sql, unit.caller.facility, page.map(ref_of))).map((state) => [ref_of(state), state]),
    )
    const [left, before] = [await states_of(unit, page, 0), await states_of(unit, page, 1)]
    const made: MovedFact[] = []
    for (const fact of page) {
      const [present, past] = [now.get(ref_of(fact)), before.get(ref_of(fact))]
      if (!present || !past || !is_as_left(present, left.get(ref_of(fact))))
        done.changed.push({ ref: ref_of(fact), version: present?.version ?? fact.version })
      else made.push(await follow_on(unit, present, body_of(past)))
    }
    await keep_signatures(unit, made)
    done.made.push(...made)
  }
  return done
}

/** Both charts as they were; one that somebody changed since keeps the change and loses only what the merge did. */
const restore_charts = async (unit: Unit, merge: Merge): Promise<Restored & { source: Stored; target: Stored }> => {
  const { source, target, source_body, target_body } = await read_pair(unit, merge.source, merge.target)
  if (successor_of(target_body))
    throw fail.rule('Hồ sơ giữ lại đã gộp tiếp vào hồ sơ khác; hãy tách lần gộp sau trước', 'Patient.link')
  const facts = merge.moved.filter(({ type, id }) => type === 'Patient' && [merge.source, merge.target].includes(id))
  const [left, before] = [await states_of(unit, facts, 0), await states_of(unit, facts, 1)]
  const [old_source, old_target] = [merge.source, merge.target].map((id) => before.get(`Patient/${id}`))
  if (!old_source || !old_target) throw fail.conflict('Không còn bản trước lúc gộp; báo quản trị (IT)')
  const was = { source: body_of(old_source), target: body_of(old_target) }
  const is_whole = (stored: Stored): boolean => is_as_left(stored, left.get(ref_of(stored)))
  const next_source = is_whole(source) ? was.source : standing_again(source_body, was.source, merge.target)
  const next_target = is_whole(target) ? was.target : without_other(target_body, was)
  const made_source = await unit.update(next_source, { if_match: source.version })
  const made_target = await unit.update(next_target, { if_match: target.version })
  return {
    ...{ source: made_source, target: made_target },
    made: [made_source, made_target].map(({ type, id, version }) => ({ type, id, version })),
    changed: [source, target]
      .filter((stored) => !is_whole(stored))
      .map((stored) => ({ ref: ref_of(stored), version: stored.version })),
  }
}

/** What was written for the joined person since: whose it is only a person can say. */
const count_made_since = async (unit: Unit, merge: Merge): Promise<{ type: string; count: number }[]> =>
  (
    await unit.sql.query<{ type: string; count: number }>(
      `SELECT type, count(*)::int AS count FROM record.resource
       WHERE facility = $1 AND patient = $2 AND version = 1 AND updated_at > $3 AND NOT deleted
       GROUP BY type ORDER BY count DESC, type`,
      [unit.caller.facility, merge.target, merge.made_at],
    )
  ).rows

/**
 * Takes two charts apart that were made one: what nobody changed since says again, word for word, what it said before.
 * @throws 422 when they are not one, or the one was merged on into a third
 */
export const unmerge_patients = async (store: Store, caller: Caller, wish: UnmergeWish): Promise<UnmergeDone> => {
  demand(caller, 'patient.merge')
  const reason = wish.reason.trim()
  if (reason === '') throw fail.value('Hãy ghi lý do tách hồ sơ', 'reason')
  return store.unit(caller, async (unit) => {
    const merge = await find_merge(unit, wish)
    const charts = await restore_charts(unit, merge)
    const others = merge.moved.filter(
      ({ type, id }) => type !== 'Patient' || ![merge.source, merge.target].includes(id),
    )
    const facts = await restore_facts(unit, others)
    const at = new Date()
    const made = [...charts.made, ...facts.made]
    await unit.create(merge_provenance(caller, new_id(), { kind: 'unmerge', reason, at, made }))
    const by = { by: caller.actor.id, by_name: caller.actor.name }
    await mark_undone(unit.sql, caller.facility, merge.id, { ...by, at, reason })
    const made_since = await count_made_since(unit, merge)
    for (const patient of [merge.source, merge.target])
      unit.note({
        ...{ action: 'E', interaction: '$unmerge', type: 'Patient', patient },
        ref: `Patient/${merge.target}/_history/${charts.target.version}`,
        detail: `Patient/${merge.target} → Patient/${merge.source}, ${facts.made.length} mục: ${reason}`,
      })
    const changed = [...charts.changed, ...facts.changed]
    return { restored: facts.made.length, changed, made_since, source: charts.source, target: charts.target }
  })
}
