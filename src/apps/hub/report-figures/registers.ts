import { shift_days } from '../../../base/time/index.ts'
import type { RegisterOn } from '../../../network/deployment/index.ts'
import type { FigureSource, ToldTable, Value } from '../../../network/oversight-reports/index.ts'
import {
  all,
  in_period,
  newest,
  number_of,
  register_source,
  sum_of,
  words_of,
  type Fact,
  type LineOn,
  type Names,
} from './of-register.ts'

const late: Fact = { pick: (lines) => lines.filter(({ is_late }) => is_late) }
const short: Fact = {
  pick: (lines) => lines.filter((line) => line.short > 0),
  add: (lines) => lines.reduce((sum, line) => sum + line.short, 0),
}
const added = (id: string): Fact => ({ pick: all, add: sum_of(id) })
const at_stage = (stages: readonly string[]): Fact => ({
  pick: (lines) => lines.filter(({ part }) => stages.includes(part)),
})

/** One row for each facility in the order of its name, and what they add up to. */
const by_facility = (
  { lines }: RegisterOn,
  name: Names,
  cells: (of: LineOn[]) => Value[],
  foot: (of: LineOn[]) => Value[] = cells,
): ToldTable => ({
  rows: [...Map.groupBy(lines, ({ facility }) => facility)]
    .map(([code, of]): Value[] => [name(code), ...cells(of)])
    .toSorted(([a], [b]) => String(a).localeCompare(String(b), 'vi')),
  total: ['Cộng', ...foot(lines)],
})

const sums = (lines: LineOn[], ...ids: string[]): number[] => ids.map((id) => sum_of(id)(lines))
const short_of = (lines: LineOn[]): number => short.add?.(lines) ?? 0

const equipment = register_source({
  ...{ kind: 'equipment', name: 'thiet_bi' },
  facts: {
    ...{ can: added('need'), da_co: added('have'), dat_mua: added('ordered'), da_lap: added('installed') },
    thieu: short,
  },
  tables: {
    thiet_bi: ({ parts, total }) => ({
      rows: parts.map(({ name, amounts, short: less, facilities }) => [
        ...[name || 'Chưa ghi loại', amounts['need'] ?? 0, amounts['have'] ?? 0, amounts['ordered'] ?? 0],
        ...[amounts['installed'] ?? 0, less, facilities],
      ]),
      total: [
        ...['Cộng', total.amounts['need'] ?? 0, total.amounts['have'] ?? 0, total.amounts['ordered'] ?? 0],
        ...[total.amounts['installed'] ?? 0, total.short, total.facilities],
      ],
    }),
    thiet_bi_co_so: (on, name) =>
      by_facility(on, name, (of) => [...sums(of, 'need', 'have', 'ordered', 'installed'), short_of(of)]),
  },
})

/** Days before their end from which certificates are spoken of: as who keeps them is reminded (deployment/remind). */
const ending_days = 30

const certificates = register_source({
  ...{ kind: 'certificates', name: 'chung_thu' },
  facts: {
    ...{ can: added('need'), da_cap: added('issued'), thieu: short, het_han: late },
    sap_het: {
      pick: (lines, { counted_to }) =>
        lines.filter((line) => {
          const ends = words_of(line, 'ends_on')
          return ends >= counted_to && ends <= shift_days(counted_to, ending_days)
        }),
    },
  },
  tables: {
    chung_thu: (on, name) => {
      const cells = (of: LineOn[]): Value[] => [...sums(of, 'need', 'issued'), short_of(of)]
      const first_end = (of: LineOn[]): string =>
        of
          .map((line) => words_of(line, 'ends_on'))
          .filter(Boolean)
          .toSorted()[0] ?? ''
      return by_facility(
        on,
        name,
        (of) => [...cells(of), first_end(of)],
        (of) => [...cells(of), ''],
      )
    },
  },
})

const packages = register_source({
  ...{ kind: 'package', name: 'mua_sam' },
  facts: {
    ...{ goi: { pick: all }, gia_tri: added('dong'), tre: late },
    ...{ da_ky: at_stage(['contract', 'accepted']), nghiem_thu: at_stage(['accepted']) },
  },
  tables: {
    mua_sam: ({ parts, total }) => ({
      rows: parts.map((one) => [
        ...[one.name || 'Chưa ghi bước', one.lines, one.facilities, one.amounts['dong'] ?? 0, one.late],
      ]),
      total: ['Cộng', total.lines, total.facilities, total.amounts['dong'] ?? 0, total.late],
    }),
  },
})

const held = in_period()
/** Each course says the facility's IT staff again: the last word counts. */
const staffed: Fact = {
  pick: (lines) => newest(lines.filter(({ body }) => body['it_staff'] !== undefined)),
  add: sum_of('it_staff'),
}

const training = register_source({
  ...{ kind: 'training', name: 'dao_tao' },
  facts: {
    ...{ lop_ky: { pick: held }, nguoi_ky: { pick: held, add: sum_of('attended') } },
    ...{ phai_hoc: added('invited'), da_hoc: added('attended'), can_bo: staffed },
  },
  tables: {
    dao_tao: (on, name, period) =>
      by_facility(on, name, (of) => [
        ...[held(of, period).length, sum_of('attended')(held(of, period)), of.length],
        ...[...sums(of, 'invited', 'attended'), sum_of('it_staff')(staffed.pick(of, period))],
      ]),
  },
})

const media = register_source({
  ...{ kind: 'media', name: 'truyen_thong' },
  facts: { ky: { pick: held } },
})

const security = register_source({
  ...{ kind: 'security', name: 'an_toan' },
  facts: {
    ...{ ho_so: { pick: all }, phe_duyet: at_stage(['approved', 'measured', 'inspected']), qua_han: late },
  },
  tables: {
    an_toan: ({ register, lines }, name) => ({
      rows: lines
        .map((line): Value[] => [
          ...[name(line.facility), words_of(line, 'system'), number_of(line, 'level') || null],
          register.fields.find(({ id }) => id === 'stage')?.choices?.find(({ id }) => id === line.part)?.name ?? '',
          ...[words_of(line, 'decision'), words_of(line, 'recheck_on')],
        ])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b), 'vi')),
    }),
  },
})

const inspections = register_source({
  ...{ kind: 'inspection', name: 'kiem_tra' },
  facts: {
    ky: { pick: held },
    chua_xong: {
      pick: (lines) => lines.filter((line) => words_of(line, 'fix_by') !== '' && words_of(line, 'fixed_on') === ''),
    },
  },
})

export const register_figures: FigureSource[] = [
  ...[equipment, certificates, packages, training, media, security, inspections],
]
