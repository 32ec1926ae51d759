import { fold } from '../../base/text/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Directory, FacilityLine, MembershipState, SealLine } from './contract.ts'
import type { DirectoryFacility } from './facilities.ts'
import { show_seal } from './show-seal.ts'

const shown_max = 200
const ending_days = 30

export type DirectoryQuestion = { search: string; membership?: MembershipState | undefined; seals_ending?: boolean }

/** Until when a facility can seal: the end of the last certificate that was not revoked. */
export const sealed_until = (seals: Pick<SealLine, 'valid_to' | 'revoked_at'>[]): string | null =>
  seals
    .filter(({ revoked_at }) => revoked_at === null)
    .map(({ valid_to }) => valid_to)
    .toSorted()
    .at(-1) ?? null

export const facility_line = (one: DirectoryFacility, until: string | null): FacilityLine => ({
  ...{ code: one.code, gln: one.gln ?? '', name: one.name, kind: one.kind, authority: one.authority },
  ...{ membership: one.membership, reason: one.reason, successor: one.successor, valid_to: one.valid_to },
  sealed_until: until,
})

type Row = DirectoryFacility & { seals: { certificate_pem: string; revoked_at: string | null }[] }

const read_all = async (sql: Sql): Promise<Row[]> =>
  (
    await sql.query<Row>(
      `SELECT f.code, f.gln, f.name, f.kind, f.authority, f.names, f.valid_to::text, f.successor, f.membership, f.reason,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('certificate_pem', s.certificate_pem, 'revoked_at', s.revoked_at)), '[]')
          FROM hub.seal AS s WHERE s.facility = f.code) AS seals
       FROM hub.facility AS f ORDER BY f.name`,
    )
  ).rows

/** Code, GLN, name or an earlier name, without marks. */
const is_found = ({ code, gln, name, names }: DirectoryFacility, search: string): boolean => {
  const text = [code, gln ?? '', name, ...names.map((one) => one.name)].map(fold).join('|')
  return fold(search)
    .split(' ')
    .every((word) => text.includes(word))
}

const order: Record<MembershipState, number> = { suspended: 0, applied: 1, approved: 2, none: 3 }

/** A province has some thousands of facilities at most: they are looked through here, as people write names. */
export const show_directory = async (sql: Sql, asked: DirectoryQuestion, now = new Date()): Promise<Directory> => {
  const soon = new Date(now.getTime() + ending_days * 86_400_000).toISOString()
  const all = (await read_all(sql)).map((row) => ({
    row,
    line: facility_line(row, sealed_until(row.seals.flatMap((seal) => show_seal(seal, row.code, []) ?? []))),
  }))
  const is_ending = ({ membership, sealed_until: until }: FacilityLine): boolean =>
    membership === 'approved' && (until === null || until <= soon)
  const found = all
    .filter(({ row }) => asked.search.trim() === '' || is_found(row, asked.search))
    .map(({ line }) => line)
    .filter((line) => asked.membership === undefined || line.membership === asked.membership)
    .filter((line) => !asked.seals_ending || is_ending(line))
    .toSorted((a, b) => order[a.membership] - order[b.membership])
  const count = (membership: MembershipState): number => all.filter(({ line }) => line.membership === membership).length
  const { rows } = await sql.query<{ count: number }>('SELECT count(*) FROM hub.application WHERE decision IS NULL')
  return {
    total: found.length,
    facilities: found.slice(0, shown_max),
    by_membership: {
      ...{ none: count('none'), applied: count('applied') },
      ...{ approved: count('approved'), suspended: count('suspended') },
    },
    seals_ending: all.filter(({ line }) => is_ending(line)).length,
    applications_waiting: rows[0]?.count ?? 0,
  }
}
