import { guess_identity_kind } from '../../base/identity-numbers/index.ts'
import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import type { FindWish, FoundPersons, Lineage, Party, PersonLine, PersonMerge } from './contract.ts'
import { check_number, facility_of_domain, local_domain } from './domains.ts'
import type { CitizenRooms } from './rooms.ts'
import { find_absorbed, find_holdings, follow_merges, type Row } from './rows.ts'
import type { Identity } from './told.ts'
import { note } from './write.ts'

const reason_min = 5

/** Names for codes, asked once. */
export const parties_of = async (sql: Sql, rooms: CitizenRooms, codes: string[]): Promise<(code: string) => Party> => {
  const name_of = await rooms.name_facilities(sql, [...new Set(codes)])
  return (code) => ({ code, name: name_of(code) })
}

/** Lines as the desk sees them, with who sent papers under each. */
export const show_lines = async (sql: Sql, rooms: CitizenRooms, rows: Row[]): Promise<PersonLine[]> => {
  const senders = await rooms.paper_senders(
    sql,
    rows.map(({ id }) => id),
  )
  const told = await first_told(sql, rows)
  const tellers = rows.flatMap(({ facility, body }) => [facility, ...body.identifiers.map((one) => one.facility)])
  const party = await parties_of(sql, rooms, [...tellers, ...senders.map(({ sender }) => sender)])
  return rows.map(({ id, body, merged_into, facility, updated_at }) => {
    const { names, gender, birth_date, phones, kin, city, state, deceased, identifiers } = body
    return {
      ...{ id, names, phones, kin, identifiers, merged_into, teller: party(facility) },
      ...(gender === undefined ? {} : { gender }),
      ...(birth_date === undefined ? {} : { birth_date }),
      ...(city === undefined ? {} : { city }),
      ...(state === undefined ? {} : { state }),
      ...(deceased === undefined ? {} : { deceased }),
      updated_at: updated_at.toISOString(),
      told_at: (told.get(id) ?? updated_at).toISOString(),
      numbers: identifiers.map((one) => ({
        ...{ system: one.system, value: one.value, stands: one.stands, facility: party(one.facility) },
      })),
      papers: senders
        .filter(({ person }) => person === id)
        .map(({ sender, count, latest }) => ({ sender: party(sender), count, latest: latest.toISOString() })),
    }
  })
}

const first_told = async (sql: Sql, rows: Row[]): Promise<Map<string, Date>> => {
  const { rows: found } = await sql.query<{ id: string; created_at: Date }>(
    'SELECT id, created_at FROM hub.person WHERE id = ANY ($1)',
    [rows.map(({ id }) => id)],
  )
  return new Map(found.map(({ id, created_at }) => [id, created_at]))
}

const merges_among = async (sql: Sql, ids: string[]): Promise<PersonMerge[]> => {
  const { rows } = await sql.query<
    Omit<PersonMerge, 'made_at' | 'undone_at'> & { made_at: Date; undone_at: Date | null }
  >(
    `SELECT source, target, reason, made_by_name, made_at, undone_by_name, undone_at, undo_reason FROM hub.person_merge
     WHERE source = ANY ($1) OR target = ANY ($1) ORDER BY made_at DESC`,
    [ids],
  )
  return rows.map((row) => ({
    ...row,
    made_at: row.made_at.toISOString(),
    undone_at: row.undone_at?.toISOString() ?? null,
  }))
}

/** All lines of one human, the one that stands first, and every merge they had a part in. */
export const show_lineage = async (sql: Sql, rooms: CitizenRooms, standing: Row): Promise<Lineage> => {
  const rows = [standing, ...(await find_absorbed(sql, standing.id))]
  return {
    lines: await show_lines(sql, rooms, rows),
    merges: await merges_among(
      sql,
      rows.map(({ id }) => id),
    ),
  }
}

const system_of_kind = {
  cccd: identifier_system.cccd,
  cmnd: identifier_system.cmnd,
  passport: identifier_system.passport,
  bhyt: identifier_system.bhyt,
} as Record<string, string>

/** One exact number; a facility's own code with that facility. @throws 422 for what cannot be a number: nobody is searched for */
const number_asked = ({ number, facility = '' }: FindWish): Identity => {
  const value = number.replace(/\s/g, '').toUpperCase()
  if (facility.trim() !== '') {
    const system = local_domain(facility.trim().toUpperCase())
    if (facility_of_domain(system) === undefined) throw fail.value('Mã cơ sở gồm 5 ký tự, ví dụ 24012', 'facility')
    if (number.trim() === '') throw fail.value('Cần mã người bệnh của cơ sở đó', 'number')
    return { system, value: number.trim() }
  }
  // A foreigner's passport has any shape of its own.
  const system = system_of_kind[guess_identity_kind(value) ?? 'passport']
  const checked = system === undefined ? undefined : check_number(system, value)
  if (system === undefined || !checked?.ok)
    throw fail.value(
      `${checked?.message || 'Không phải số giấy tờ'}. Cần đúng một số: CCCD 12 số, thẻ BHYT, CMND, hộ chiếu; mã người bệnh thì ghi kèm mã cơ sở`,
      'number',
    )
  return { system, value: checked.value }
}

/**
 * Whose a number is, and who was told with it. By an exact number alone and with a reason: nobody is browsed for.
 * @throws 422 without a reason, or for what is no number
 */
export const find_by_number = async (
  sql: Sql,
  caller: Caller,
  rooms: CitizenRooms,
  wish: FindWish,
): Promise<FoundPersons> => {
  if (wish.reason.trim().length < reason_min)
    throw fail.value('Cần ghi vì sao tìm người này; lý do được lưu lại', 'reason')
  const holdings = await find_holdings(sql, [number_asked(wish)])
  const sorted = holdings.toSorted((one, other) => Number(other.stands) - Number(one.stands))
  const standing = await follow_merges(
    sql,
    sorted.map(({ row }) => row),
  )
  const rows = [...new Map(sorted.map(({ row }) => standing.get(row.id) ?? row).map((row) => [row.id, row])).values()]
  const act = { action: 'R', interaction: 'find-person', ref: 'Patient?identifier', patient: rows[0]?.id } as const
  await note(sql, caller, { ...act, detail: `${wish.reason.trim()}: ${rows.length} người` })
  const persons: Lineage[] = []
  for (const row of rows) persons.push(await show_lineage(sql, rooms, row))
  return { persons }
}
