import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { EntryLine } from '../contract.ts'
import { check_body, type Body } from '../registers/check-body.ts'
import { add_entry, edit_entry } from '../registers/entries.ts'
import type { Register } from '../registers/field.ts'
import { find_choice } from '../registers/find-choice.ts'
import { get_register } from '../registers/registers.ts'
import { title_of } from '../registers/title-of.ts'
import type { Planned, Planner } from './deeds.ts'
import { line_id } from './tables.ts'

const is_same = (a: Body, b: Body): boolean => {
  const [of_a, of_b] = [Object.entries(a), Object.entries(b)]
  return of_a.length === of_b.length && of_a.every(([id, value]) => b[id] === value)
}

/** A body in one way of writing: two lines that say the same are the same text. */
const in_words = (facility: string, body: Body): string =>
  JSON.stringify([facility, ...Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1))])

const nothing: Planned = { deeds: [], faults: [] }
const wrong = (words: string, column?: string): Planned => ({ deeds: [], faults: [{ words, column }] })

/** "Số lượng cần 4 → 6; Trạng thái đang mua → đã lắp". */
const say_changes = ({ fields }: Register, before: Body, after: Body): string => {
  const shown = (id: string, value: Body[string] | undefined): string =>
    value === undefined
      ? '–'
      : (find_choice(fields.find((field) => field.id === id)?.choices ?? [], String(value))?.name ?? String(value))
  return fields
    .filter(({ id }) => before[id] !== after[id])
    .map(({ id, name }) => `${name} ${shown(id, before[id])} → ${shown(id, after[id])}`)
    .join('; ')
}

const plan_change = (register: Register, entry: EntryLine, body: Body): Planned => {
  if (is_same(entry.body, body)) return nothing
  const name = title_of(register, entry.body)
  if (['answered', 'closed'].includes(entry.state))
    return wrong(`“${name}” đã được trả lời, không sửa được; bỏ mã dòng để ghi việc mới`, line_id)
  const again = entry.state === 'approved' ? ' (phải duyệt lại)' : ''
  const words = `sửa ${register.one} “${name}”${again}: ${say_changes(register, entry.body, body)}`
  const { facility, id, version } = entry
  return {
    deeds: [{ words, run: (sql, caller) => edit_entry(sql, caller, { facility, id, version, body }) }],
    faults: [],
  }
}

/** A line that has no code, unless one stands there already word for word; the same words twice in one file are a slip. */
const plan_new = (register: Register, facility: string, body: Body, standing: ReadonlySet<string>): Planned => {
  const same = in_words(facility, body)
  const name = title_of(register, body)
  const subjects = [{ key: same, words: `${register.one} “${name}”` }]
  if (standing.has(same)) return { ...nothing, subjects }
  const run = async (sql: Sql, caller: Caller) =>
    void (await add_entry(sql, caller, { facility, kind: register.kind, body }))
  return { deeds: [{ words: `thêm ${register.one}: ${name}`, run }], faults: [], subjects }
}

/**
 * A row with the code our own export gave its line changes that line: what the row says, the rest as it stands. Without a code
 * it is a new line.
 */
export const plan_entry = (kind: string, known: EntryLine[]): Planner => {
  const register = get_register(kind)
  const by_id = new Map(known.map((one) => [one.id, one]))
  const standing = new Set(known.map(({ facility, body }) => in_words(facility, body)))
  const row: Planner['row'] = (facility, { [line_id]: code, ...values }) => {
    const before = code === undefined ? undefined : by_id.get(String(code))
    if (code !== undefined && !before)
      return wrong(`không có dòng mã ${String(code).slice(0, 40)}; bỏ mã để thêm dòng mới`, line_id)
    if (before && before.facility !== facility)
      return wrong(`dòng mã ${before.id} là của cơ sở ${before.facility}`, line_id)
    const subjects = before ? [{ key: before.id, words: `dòng mã ${before.id}` }] : []
    const { faults, body } = check_body(register, { ...before?.body, ...values })
    if (faults.length > 0)
      return {
        ...{ deeds: [], subjects },
        faults: faults.map(({ message, expression }) => ({ words: message, column: expression })),
      }
    return before ? { ...plan_change(register, before, body), subjects } : plan_new(register, facility, body, standing)
  }
  return { row }
}
