import { fail } from '../../../base/outcome/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import type { EntryLine, RegisterSum, RegisterSums } from '../contract.ts'
import { find_programme, list_members } from '../programme/programmes.ts'
import { list_entries } from './entries.ts'
import type { Field, Register, Sums } from './field.ts'
import { find_choice } from './find-choice.ts'
import { get_register, registers } from './registers.ts'

/** part, facility: only these lines. late: only what is past its day. short: only where something is missing. */
export type SumsWish = { kind: string; today: string; part: string; facility: string; only: string }

/** What of a line is added up, and what the register's sums make of it. */
type Summable = Pick<EntryLine, 'facility' | 'body'>
export type Judged = { part: string; is_late: boolean; short: number }
type Line = EntryLine & Judged
type Room = { register: Register; sums: Sums; today: string }

const number_of = (body: EntryLine['body'], id: string): number => {
  const value = body[id]
  return typeof value === 'number' ? value : 0
}

/** By its choice, whatever word was written for it; by the year of a day; else by the text itself. */
const part_of = (field: Field | undefined, value: EntryLine['body'][string] | undefined): string => {
  if (value === undefined) return ''
  if (field?.type === 'day') return String(value).slice(0, 4)
  if (field?.type !== 'choice') return String(value)
  const choices = field.choices ?? []
  return (find_choice(choices, String(value)) ?? choices.find(({ id }) => id === 'other'))?.id ?? ''
}

const to_line = <E extends Summable>(entry: E, { register, sums, today }: Room): E & Judged => {
  const { body } = entry
  const part = part_of(
    register.fields.find(({ id }) => id === sums.by),
    body[sums.by],
  )
  const ends = sums.ends === undefined ? '' : String(body[sums.ends] ?? '')
  const less = sums.short?.less.reduce((sum, id) => sum + number_of(body, id), 0) ?? 0
  return {
    ...{ ...entry, part, is_late: ends !== '' && ends < today && part !== sums.done },
    short: sums.short ? Math.max(0, number_of(body, sums.short.of) - less) : 0,
  }
}

const add_up = (lines: (Summable & Judged)[], { amounts }: Sums): RegisterSum => ({
  ...{ lines: lines.length, late: lines.filter(({ is_late }) => is_late).length },
  short: lines.reduce((sum, { short }) => sum + short, 0),
  amounts: Object.fromEntries(amounts.map((id) => [id, lines.reduce((sum, { body }) => sum + number_of(body, id), 0)])),
})

const by = <L extends Summable & Judged>(lines: L[], key: 'part' | 'facility'): Map<string, L[]> =>
  Map.groupBy(lines, (line) => line[key])

/** In the order of the choices; texts and years by themselves. */
const part_ids = ({ register, sums }: Room, found: ReadonlyMap<string, unknown>): string[] => {
  const choices = register.fields.find(({ id }) => id === sums.by)?.choices
  const known = choices?.map(({ id }) => id) ?? [...found.keys()].filter((id) => id !== '').toSorted()
  return [...known.filter((id) => found.has(id)), ...(found.has('') ? [''] : [])]
}

const sum_parts = (lines: (Summable & Judged)[], room: Room): RegisterSums['parts'] => {
  const found = by(lines, 'part')
  const choices = room.register.fields.find(({ id }) => id === room.sums.by)?.choices ?? []
  return part_ids(room, found).map((id) => {
    const of = found.get(id) ?? []
    return {
      ...{ id, name: choices.find((one) => one.id === id)?.name ?? id, ...add_up(of, room.sums) },
      facilities: by(of, 'facility').size,
    }
  })
}

const sum_facilities = (lines: Line[], { sums }: Room, name_of: (code: string) => string): RegisterSums['facilities'] =>
  [...by(lines, 'facility')]
    .map(([code, of]) => ({
      ...{ code, name: name_of(code), ...add_up(of, sums) },
      parts: Object.fromEntries([...by(of, 'part')].map(([part, some]) => [part, some.length])),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))

const no_sums: Sums = { by: '', amounts: [] }

/** Lines of a register on a day, each judged, with what they come to; of one without sums of its own only how many they are. */
export const sum_lines = <E extends Summable>(
  register: Register,
  entries: E[],
  today: string,
): { lines: (E & Judged)[] } & Pick<RegisterSums, 'total' | 'parts'> => {
  const room: Room = { register, sums: register.sums ?? no_sums, today }
  const lines = entries.map((entry) => to_line(entry, room))
  const total = { ...add_up(lines, room.sums), facilities: by(lines, 'facility').size }
  return { lines, total, parts: sum_parts(lines, room) }
}

const is_asked = ({ part, facility, only }: SumsWish, line: Line): boolean =>
  (part === '' || line.part === part) &&
  (facility === '' || line.facility === facility) &&
  (only !== 'late' || line.is_late) &&
  (only !== 'short' || line.short > 0)

const lines_told_max = 300
const facilities_max = 200_000

const with_sums = (kind: string): { register: Register; sums: Sums } => {
  const register = get_register(kind)
  if (!register.sums) throw fail.not_found(`Sổ “${register.name}” không có số cộng toàn tỉnh`)
  return { register, sums: register.sums }
}

/** Those who take part today. */
const list_taking = async (sql: Sql, today: string): Promise<string[]> => {
  const programme = await find_programme(sql, { today })
  const members = programme ? await list_members(sql, programme.id) : []
  return members
    .filter(({ joined_on, left_on }) => joined_on <= today && (left_on === null || left_on > today))
    .map(({ facility }) => facility)
}

/** A register of all facilities added up, by status and by facility, with the lines that were asked for. In as_oversight. @throws 404 */
export const sum_register = async (sql: Sql, wish: SumsWish): Promise<RegisterSums> => {
  const { kind, today } = wish
  const room: Room = { ...with_sums(kind), today }
  const { lines, total, parts } = sum_lines(room.register, await list_entries(sql, { kind }), today)
  const [taking, directory] = [await list_taking(sql, today), await list_directory(sql, { limit: facilities_max })]
  const names = new Map(directory.map(({ code, name }) => [code, name]))
  const name_of = (code: string): string => names.get(code) ?? code
  const spoken = by(lines, 'facility')
  const asked = lines.filter((line) => is_asked(wish, line))
  return {
    ...{ today, kind, kinds: registers.filter(({ sums }) => sums).map((one) => ({ kind: one.kind, name: one.name })) },
    ...{ total, parts },
    facilities: sum_facilities(asked, room, name_of),
    silent: taking.filter((code) => !spoken.has(code)).map((code) => ({ code, name: name_of(code) })),
    found: asked.length,
    lines: asked.slice(0, lines_told_max).map((line) => ({ ...line, name: name_of(line.facility) })),
  }
}
