import { fold } from '../../../base/text/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import type { EntryLine, RegisterSum, RegisterSums } from '../contract.ts'
import { find_programme, list_members } from '../programme/programmes.ts'
import { list_entries } from './entries.ts'
import type { Field, Register, Sums } from './field.ts'
import { find_choice } from './find-choice.ts'
import { get_register } from './registers.ts'

/**
 * part, facility, state: only these lines. only: `late` what is past its day, `short` where something is missing, `void` what was
 * taken back. search: words of the line, its facility or its files, without marks.
 */
export type SumsWish = { kind: string; today: string } & Record<
  'part' | 'facility' | 'only' | 'state' | 'search',
  string
>

/** What of a line is added up, and what the register's sums make of it. */
type Summable = Pick<EntryLine, 'facility' | 'body' | 'state'>
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

/** Nobody waits for it any more: it came to its end, was put right, or was answered. */
const is_over = ({ body, state }: Summable, part: string, { register, sums }: Room): boolean =>
  sums.done?.includes(part) === true ||
  (register.done_on !== undefined && Boolean(body[register.done_on])) ||
  ['answered', 'closed', 'void'].includes(state)

const to_line = <E extends Summable>(entry: E, room: Room): E & Judged => {
  const { register, sums, today } = room
  const { body } = entry
  const part = part_of(
    register.fields.find(({ id }) => id === sums.by),
    body[sums.by],
  )
  const ends = sums.ends === undefined ? '' : String(body[sums.ends] ?? '')
  const less = sums.short?.less.reduce((sum, id) => sum + number_of(body, id), 0) ?? 0
  return {
    ...{ ...entry, part, is_late: ends !== '' && ends < today && !is_over(entry, part, room) },
    short: sums.short ? Math.max(0, number_of(body, sums.short.of) - less) : 0,
  }
}

/** What is looked at again has no day any more: only the latest look has one. */
const without_looked_again = <L extends Summable & Judged>(lines: L[]): L[] => {
  const of = ({ facility, body }: L): string => `${facility} ${String(body['item'])}`
  const latest = new Map<string, string>()
  for (const line of lines) {
    const on = String(line.body['on'] ?? '')
    if (on > (latest.get(of(line)) ?? '')) latest.set(of(line), on)
  }
  return lines.map((line) => ({
    ...line,
    is_late: line.is_late && String(line.body['on'] ?? '') === latest.get(of(line)),
  }))
}

const add_up = (lines: (Summable & Judged)[], { amounts }: Sums): RegisterSum => ({
  ...{ lines: lines.length, late: lines.filter(({ is_late }) => is_late).length },
  short: lines.reduce((sum, { short }) => sum + short, 0),
  amounts: Object.fromEntries(amounts.map((id) => [id, lines.reduce((sum, { body }) => sum + number_of(body, id), 0)])),
})

/** Of the whole: without what was called off. */
const add_whole = (lines: (Summable & Judged)[], sums: Sums): RegisterSum =>
  add_up(
    lines.filter(({ part }) => !sums.left_out?.includes(part)),
    sums,
  )

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
      ...{ code, name: name_of(code), ...add_whole(of, sums) },
      parts: Object.fromEntries([...by(of, 'part')].map(([part, some]) => [part, some.length])),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))

const words_of = (line: Line, { register }: Room, name: string): string =>
  [
    name,
    line.facility,
    ...register.fields.map(({ id, choices = [] }) => {
      const value = String(line.body[id] ?? '')
      return choices.find((one) => one.id === value)?.name ?? value
    }),
    ...line.files.map((file) => file.name),
  ]
    .map(fold)
    .join(' | ')

const is_asked = ({ part, facility, only, state }: SumsWish, line: Line): boolean =>
  (part === '' || line.part === part) &&
  (facility === '' || line.facility === facility) &&
  (state === '' || line.state === state) &&
  (only !== 'late' || line.is_late) &&
  (only !== 'short' || line.short > 0)

/** More than a person reads before she asks closer, and than an old computer draws in two seconds. */
const lines_told_max = 150
const facilities_max = 200_000

/** A register that does not add up is counted, and late where it has a day. */
const sums_of = ({ sums, due }: Register): Sums => sums ?? { by: '', amounts: [], ...(due ? { ends: due } : {}) }

const judge = <E extends Summable>(entries: E[], room: Room): (E & Judged)[] => {
  const lines = entries.map((entry) => to_line(entry, room))
  return room.register.kind === 'site_check' ? without_looked_again(lines) : lines
}

/** Lines of a register on a day, each judged, with what they come to; of one without sums of its own only how many they are. */
export const sum_lines = <E extends Summable>(
  register: Register,
  entries: E[],
  today: string,
): { lines: (E & Judged)[] } & Pick<RegisterSums, 'total' | 'parts'> => {
  const room: Room = { register, sums: sums_of(register), today }
  const lines = judge(entries, room)
  const total = { ...add_whole(lines, room.sums), facilities: by(lines, 'facility').size }
  return { lines, total, parts: room.sums.by === '' ? [] : sum_parts(lines, room) }
}

const count_states = ({ flow }: Register, lines: Line[]): RegisterSums['states'] =>
  flow === 'record' ? [] : [...Map.groupBy(lines, ({ state }) => state)].map(([id, of]) => ({ id, lines: of.length }))

/** Those who take part today. */
const list_taking = async (sql: Sql, today: string): Promise<string[]> => {
  const programme = await find_programme(sql, { today })
  const members = programme ? await list_members(sql, programme.id) : []
  return members
    .filter(({ joined_on, left_on }) => joined_on <= today && (left_on === null || left_on > today))
    .map(({ facility }) => facility)
}

/** A register of all facilities, added up by status and by facility where it adds up, with the lines that were asked for. In as_oversight. @throws 404 */
export const sum_register = async (sql: Sql, wish: SumsWish): Promise<RegisterSums> => {
  const { kind, today } = wish
  const register = get_register(kind)
  const room: Room = { register, sums: sums_of(register), today }
  const { lines, total, parts } = sum_lines(register, await list_entries(sql, { kind }), today)
  const voided = judge(await list_entries(sql, { kind, states: ['void'] }), room)
  const [taking, directory] = [await list_taking(sql, today), await list_directory(sql, { limit: facilities_max })]
  const names = new Map(directory.map(({ code, name }) => [code, name]))
  const name_of = (code: string): string => names.get(code) ?? code
  const spoken = by(lines, 'facility')
  const sought = fold(wish.search).split(' ')
  const is_found = (line: Line): boolean => {
    const said = wish.search === '' ? '' : words_of(line, room, name_of(line.facility))
    return wish.search === '' || sought.every((word) => said.includes(word))
  }
  const asked = (wish.only === 'void' ? voided : lines).filter((line) => is_asked(wish, line) && is_found(line))
  return {
    ...{ today, kind, states: count_states(register, lines), voided: voided.length },
    ...{ total, parts },
    facilities: sum_facilities(asked, room, name_of),
    silent: taking.filter((code) => !spoken.has(code)).map((code) => ({ code, name: name_of(code) })),
    found: asked.length,
    lines: asked.slice(0, lines_told_max).map((line) => ({ ...line, name: name_of(line.facility) })),
  }
}
