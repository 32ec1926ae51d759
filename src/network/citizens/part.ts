import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
import type { Body, Numbered } from './body.ts'
import type { Parted, PartingWish } from './contract.ts'
import { index_of } from './domains.ts'
import { parties_of } from './lineage.ts'
import { lock_rows, unmerge_persons } from './merge.ts'
import { find_ground, ids_of_both, since_of, type Ground, type JudgedNumber, type Stood } from './parting.ts'
import type { CitizenRooms } from './rooms.ts'
import { read_rows } from './rows.ts'
import { note, update_person } from './write.ts'

const key_of = ({ system, value }: { system: string; value: string }): string => `${system}|${value}`

/** Every paper stands on one side, and on one only: what came while somebody was looking has to be looked at. */
const demand_all_decided = ({ papers }: Ground, { goes = [], stays = [] }: PartingWish): void => {
  const [go, stay] = [new Set(goes), new Set(stays)]
  const undecided = papers.filter(({ number }) => go.has(number) === stay.has(number))
  if (undecided.length > 0)
    throw fail.conflict(
      `Còn ${undecided.length} giấy đến trong lúc gộp chưa được xếp về ai (số ${undecided.map(({ number }) => number).join(', ')}). Mở lại, xếp từng giấy rồi tách`,
    )
  const known = new Set(papers.map(({ number }) => number))
  const stranger = [...go, ...stay].find((number) => !known.has(number))
  if (stranger !== undefined) throw fail.value(`Giấy số ${stranger} không phải của lần gộp này`, 'goes')
}

const going_numbers = ({ numbers }: Ground, wish: PartingWish): JudgedNumber[] => {
  const asked = new Set((wish.numbers ?? []).map(key_of))
  const going = numbers.filter((one) => asked.has(key_of(one)))
  if (going.length < asked.size) throw fail.value('Có số không phải được ghi trong lúc gộp; mở lại rồi chọn', 'numbers')
  return going
}

/** Its line as it will be: numbers that go count no longer, and what else it learnt is forgotten where that is wished. */
const body_after = ({ row, before }: Stood, gone: ReadonlySet<string>, forgets: boolean): Body => ({
  ...(forgets ? before : row.body),
  identifiers: row.body.identifiers.map((one) =>
    gone.has(key_of(index_of(one.system, one.value))) ? { ...one, stands: false } : one,
  ),
})

const act_of = (id: string) =>
  ({ action: 'U', interaction: 'part', ref: `Patient/${id}`, patient: id, type: 'Patient' }) as const

const change_line = async (
  sql: Sql,
  caller: Caller,
  stood: Stood,
  going: JudgedNumber[],
  forgets: boolean,
): Promise<Numbered[]> => {
  const mine = going.filter(({ person }) => person === stood.row.id)
  const gone = new Set(mine.map(key_of))
  for (const { system, value, person } of mine)
    await sql.query(
      'UPDATE hub.person_identifier SET stands = false WHERE person = $1 AND value = $2 AND system = $3',
      [...[person, value, system]],
    )
  const body = body_after(stood, gone, forgets)
  const { id } = stood.row
  if (JSON.stringify(body) !== JSON.stringify(stood.row.body))
    await update_person(sql, stood.row, { caller, id, body, act: act_of(id) })
  return stood.row.body.identifiers.filter((one) => gone.has(key_of(index_of(one.system, one.value))))
}

/** The source gets the numbers that were told of it under another's line. */
const take_numbers = async (sql: Sql, caller: Caller, source: string, taken: Numbered[]): Promise<void> => {
  const [row] = await read_rows(sql, [source])
  if (!row || taken.length === 0) return
  const indexes = taken.map(({ system, value }) => index_of(system, value))
  await sql.query(
    `UPDATE hub.person_identifier AS i SET stands = true FROM unnest($2::text[], $3::text[]) AS q (system, value)
     WHERE i.person = $1 AND i.value = q.value AND i.system = q.system`,
    [source, indexes.map(({ system }) => system), indexes.map(({ value }) => value)],
  )
  const is_taken = new Set(indexes.map(key_of))
  const others = row.body.identifiers.filter((one) => !is_taken.has(key_of(index_of(one.system, one.value))))
  const body = { ...row.body, identifiers: [...others, ...taken.map((one) => ({ ...one, stands: true }))] }
  await update_person(sql, row, { caller, id: source, body, act: act_of(source) })
}

/** What the tray would ask again was decided: two persons. */
const keep_decision = async (sql: Sql, caller: Caller, pair: [string, string], reason: string): Promise<void> => {
  for (const [person, other] of [pair, pair.toReversed()])
    await sql.query(
      `INSERT INTO hub.person_held (person, id, kind, candidates, says, facility, decision, reason, settled_by, settled_by_name, settled_at)
       VALUES ($1, $2, 'likely-double', $3, $4, $5, 'different', $6, $7, $8, clock_timestamp())`,
      [
        ...[person, new_id(), [other], ['Đã gộp nhầm, đã tách ra'], caller.facility],
        ...[reason, caller.actor.id, caller.actor.name],
      ],
    )
}

/**
 * Undoes a merge with what came while it stood: papers, numbers and facts go back to whom they are of, bases written in that
 * time end. @returns who has to be told
 * @throws 404, 409 a paper of that time is on neither side, 422 without a reason or when nothing is merged
 */
export const part_persons = async (
  sql: Sql,
  caller: Caller,
  rooms: CitizenRooms,
  wish: PartingWish,
): Promise<Parted & { bases: { recipient: string; id: string }[] }> => {
  const { source, reason } = wish
  const seen = await find_ground(sql, rooms, source)
  await lock_rows(sql, [source, ...seen.stood.map(({ row }) => row.id)])
  const ground = await find_ground(sql, rooms, source)
  demand_all_decided(ground, wish)
  const going = going_numbers(ground, wish)
  const ids = await ids_of_both(sql, ground)
  const looks = await rooms.looks_since(sql, ids, since_of(ground))
  const goes = new Set(wish.goes)
  for (const { row } of ground.stood) {
    const papers = ground.papers.filter(({ number, lies_with }) => lies_with === row.id && goes.has(number))
    await rooms.move_papers(
      sql,
      papers.map(({ number }) => number),
      row.id,
      source,
    )
  }
  const taken: Numbered[] = []
  for (const stood of ground.stood) taken.push(...(await change_line(sql, caller, stood, going, wish.forgets === true)))
  await unmerge_persons(sql, caller, { source, reason })
  await take_numbers(sql, caller, source, taken)
  const [first] = ground.stood
  if (first) await keep_decision(sql, caller, [source, first.row.id], reason)
  const bases = await rooms.end_bases_since(sql, ids, since_of(ground))
  const codes = [...new Set(looks.map(({ recipient }) => recipient))]
  const detail = [
    ...[`${goes.size} giấy, ${going.length} số đi theo`, `${bases.length} căn cứ xem kết thúc`],
    ...(codes.length > 0 ? [`đã mở lúc gộp: ${codes.join(', ')}`] : []),
  ].join('; ')
  const act = { action: 'U', interaction: 'part', ref: `Patient/${source}`, patient: source } as const
  await note(sql, caller, { ...act, detail })
  const party = await parties_of(sql, rooms, codes)
  return { houses: codes.map(party), ended: bases.length, bases }
}
