import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Body } from './body.ts'
import type { LearntField, Parting } from './contract.ts'
import { parties_of, show_lines } from './lineage.ts'
import { find_ground, ids_of_both, since_of, type Stood } from './parting.ts'
import type { CitizenRooms } from './rooms.ts'
import { note } from './write.ts'

const fields_of = (body: Body): Record<LearntField, string[]> => ({
  names: body.names,
  birth_date: [body.birth_date ?? ''],
  gender: [body.gender ?? ''],
  phones: body.phones,
  kin: body.kin,
  address: [[body.city, body.state].filter(Boolean).join(', ')],
  deceased: [body.deceased ?? ''],
})

/** What a line says now and did not before. */
const learnt_by = ({ row, before }: Stood): Parting['learnt'] => {
  const [now, then] = [fields_of(row.body), fields_of(before)]
  return (Object.keys(now) as LearntField[]).flatMap((field) =>
    now[field].filter((value) => value !== '' && !then[field].includes(value)).map((value) => ({ field, value })),
  )
}

/** What somebody looks at before he parts two persons. */
export const show_parting = async (sql: Sql, caller: Caller, rooms: CitizenRooms, person: string): Promise<Parting> => {
  const ground = await find_ground(sql, rooms, person)
  const { source, stood, papers, numbers } = ground
  const looks = await rooms.looks_since(sql, await ids_of_both(sql, ground), since_of(ground))
  const standing = stood.at(-1)?.row ?? source
  const [shown_source, shown_target] = await show_lines(sql, rooms, [source, standing])
  if (!shown_source || !shown_target) throw fail.not_found('Không có người này trong danh bạ')
  const codes = [
    ...papers.flatMap(({ sender, recipients }) => [sender, ...recipients]),
    ...[...numbers.map(({ facility }) => facility), ...looks.map(({ recipient }) => recipient)],
  ]
  const party = await parties_of(sql, rooms, codes)
  const since = since_of(ground)
  await note(sql, caller, { action: 'R', interaction: 'parting', ref: `Patient/${person}`, patient: standing.id })
  return {
    ...{ source: shown_source, target: shown_target, since: since.toISOString() },
    papers: papers.map(({ number, taken_at, kind, sender, recipients, named, side }) => ({
      ...{ number, at: taken_at.toISOString(), kind, side, sender: party(sender), recipients: recipients.map(party) },
      named: { name: named.name, birth_date: named.birth_date ?? '' },
    })),
    numbers: numbers.map(({ system, value, facility, told_at, side }) => ({
      ...{ system, value, side, facility: party(facility), at: told_at.toISOString() },
    })),
    learnt: stood.flatMap(learnt_by),
    looks: looks.map(({ recipient, actor, basis, reason, at, until, ended_at, fetched }) => ({
      ...{ house: party(recipient), actor, basis, reason, at: at.toISOString(), fetched },
      until: (ended_at ?? until).toISOString(),
      ends: at >= since && ended_at === null && until > new Date(),
    })),
  }
}
