import {
  find_programme_on,
  page_of_kind,
  read_register_on,
  type RegisterOn,
} from '../../../network/deployment/index.ts'
import type {
  Column,
  FigureRows,
  FigureSource,
  Period,
  ToldTable,
  Value,
  ValueKind,
} from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column, names_of, rows_max } from './as-of.ts'

export type LineOn = RegisterOn['lines'][number]
type Field = RegisterOn['register']['fields'][number]
export type Names = (code: string) => string

/** Which lines a figure counts, and what it makes of them: without `add`, how many they are. */
export type Fact = { pick(lines: LineOn[], period: Period): LineOn[]; add?(lines: LineOn[]): number }
export type RegisterFacts = {
  kind: string
  /** What its figures and tables begin with: "thiet_bi". `<name>.co_so`, who has written a line, comes by itself. */
  name: string
  facts: Record<string, Fact>
  tables?: Record<string, (on: RegisterOn, name: Names, period: Period) => ToldTable>
}

export const all: Fact['pick'] = (lines) => lines
export const number_of = ({ body }: LineOn, id: string): number => {
  const value = body[id]
  return typeof value === 'number' ? value : 0
}
export const words_of = ({ body }: LineOn, id: string): string => {
  const value = body[id]
  return typeof value === 'string' ? value : ''
}
export const sum_of =
  (id: string) =>
  (lines: LineOn[]): number =>
    lines.reduce((sum, line) => sum + number_of(line, id), 0)

/** Without what was called off: that stands in its own row and in no sum of the whole. */
const standing = ({ register, lines }: RegisterOn): LineOn[] =>
  lines.filter(({ part }) => register.sums?.left_out?.includes(part) !== true)

/** Of each facility its line with the latest day; of the same day the last that was written. */
export const newest = (lines: LineOn[], id = 'on'): LineOn[] =>
  [...Map.groupBy(lines, ({ facility }) => facility).values()].map((of) =>
    of.reduce((a, b) => (words_of(b, id) >= words_of(a, id) ? b : a)),
  )

/** A day of the line lies within the period. */
export const in_period =
  (id = 'on'): Fact['pick'] =>
  (lines, { from, counted_to }) =>
    lines.filter((line) => words_of(line, id) >= from && words_of(line, id) <= counted_to)

export const facilities_in = (lines: LineOn[]): number => new Set(lines.map(({ facility }) => facility)).size

const kind_of: Partial<Record<Field['type'], ValueKind>> = { count: 'number', money: 'money', day: 'day' }

/** Whole texts are read on the facility's own page. */
const shown_fields = ({ register }: RegisterOn): Field[] =>
  register.fields.filter(({ type }) => type !== 'long' && type !== 'link')

const column_of = ({ name, type }: Field): Column => {
  const kind = kind_of[type] ?? 'text'
  return column(type === 'money' ? `${name} (triệu đồng)` : name, kind, kind === 'number' ? 1 : 2)
}

const cell_of = ({ id, choices }: Field, { body }: LineOn): Value => {
  const value = body[id]
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  return choices?.find((one) => one.id === value)?.name ?? value ?? ''
}

export const line_rows = (on: RegisterOn, lines: LineOn[], name: Names): FigureRows => {
  const fields = shown_fields(on)
  return {
    columns: [facility_column, ...fields.map(column_of), ...(on.register.sums?.short ? [column('Còn thiếu')] : [])],
    rows: lines.slice(0, rows_max).map((line) => ({
      cells: [
        name(line.facility),
        ...fields.map((field) => cell_of(field, line)),
        ...(on.register.sums?.short ? [line.short] : []),
      ],
      path: page_of_kind(line.facility, on.register.kind),
    })),
    more: Math.max(0, lines.length - rows_max),
  }
}

const read_on = async (sql: Sql, kind: string, period: Period) => {
  const on = await read_register_on(sql, kind, as_of(period))
  return {
    on,
    name: await names_of(
      sql,
      on.lines.map(({ facility }) => facility),
      period,
    ),
  }
}

/**
 * Figures of a register of the deployment over all facilities, as its lines stood at the end of the period. Who wrote a line is
 * counted from the first day of a programme; what the lines come to only where there is one: an empty register is not nought.
 */
export const register_source = ({ kind, name: prefix, facts: given, tables = {} }: RegisterFacts): FigureSource => {
  const speakers: Fact = { pick: all, add: facilities_in }
  const facts = new Map<string, Fact>([
    [`${prefix}.co_so`, speakers],
    ...Object.entries(given).map(([name, fact]): [string, Fact] => [`${prefix}.${name}`, fact]),
  ])
  return {
    source: 'Sổ theo dõi triển khai cơ sở và Sở ghi',
    query: `deployment/register-on/${kind}`,
    tells: [...facts.keys(), ...Object.keys(tables)],
    async ask(sql, period) {
      if (!(await find_programme_on(sql, as_of(period)))) return {}
      const { on, name } = await read_on(sql, kind, period)
      const is_empty = on.lines.length === 0
      const value = (fact: Fact): number => {
        const picked = fact.pick(fact === speakers ? on.lines : standing(on), period)
        return fact.add ? fact.add(picked) : picked.length
      }
      return {
        figures: Object.fromEntries(
          [...facts].map(([one, fact]) => [one, is_empty && fact !== speakers ? null : value(fact)]),
        ),
        tables: Object.fromEntries(
          Object.entries(tables).map(([one, draw]) => [one, is_empty ? null : draw(on, name, period)]),
        ),
      }
    },
    async rows(sql, period, figure) {
      const { on, name } = await read_on(sql, kind, period)
      const fact = facts.get(figure)
      return line_rows(on, fact && fact !== speakers ? fact.pick(standing(on), period) : on.lines, name)
    },
  }
}
