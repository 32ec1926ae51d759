import { fail } from '../../base/outcome/index.ts'
import { days_between } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { areas_on, list_areas, list_names_on, states_on } from '../deployment/index.ts'
import { find_head, find_known } from '../monitor/index.ts'
import { to_line, told_of, type Compared, type Spans, type Times } from './compare.ts'
import type { ActivityPage, ActivityPoint, FacilityActivity, GroupActivity, Unit } from './contract.ts'
import { sort_names } from './sorts.ts'
import { before_of, end_of, read_span, trend_starts, year_before, type Span } from './spans.ts'
import { find_sums, find_trend, type Told } from './sum-activity.ts'

export type ActivityWish = { by: string; on: string; facility: string | null }

const times_of = (unit: Unit, starts_on: string): Times => {
  const ends_on = end_of(unit, starts_on)
  return { starts_on, ends_on, days: days_between(starts_on, ends_on) + 1 }
}

const spans_of = ({ unit, starts_on }: Span): Spans => ({
  now: times_of(unit, starts_on),
  before: times_of(unit, before_of(unit, starts_on)),
  year: times_of(unit, year_before(unit, starts_on)),
})

type House = Compared & { code: string; name: string; sort: string; area: { id: string; name: string } }

const nowhere = { id: '', name: '' }

/** Members that are waited for, and whoever told something, as the register has them on the last day. */
const read_houses = async (sql: Sql, unit: Unit, spans: Spans, facility: string | null): Promise<House[]> => {
  const starts = [spans.now, spans.before, spans.year].map(({ starts_on }) => starts_on)
  const [known, sums] = [await find_known(sql, facility), await find_sums(sql, unit, starts)]
  const on = spans.now.ends_on
  const [states, areas] = [await states_on(sql, on), await list_areas(sql)]
  const name = await list_names_on(
    sql,
    known.map((one) => one.facility),
    on,
  )
  return known.flatMap(({ facility: code, is_ended }): House[] => {
    const told = (start: string): Told => told_of(sums, start, code)
    const of = { now: told(starts[0] ?? ''), before: told(starts[1] ?? ''), year: told(starts[2] ?? '') }
    if (is_ended && of.now.days === 0) return []
    const state = states.get(code)
    const area = state?.area ? areas_on(areas, state.area, on)[0] : undefined
    return [
      {
        ...{ ...of, code, name: name(code), beds: state?.beds ?? null, is_due: !is_ended },
        ...{ sort: state?.sort ?? '', area: area ? { id: area.id, name: area.name } : nowhere },
      },
    ]
  })
}

const to_group = (id: string, name: string, houses: House[], spans: Spans): GroupActivity => ({
  ...{ id, name, facilities: houses.length, told: houses.filter(({ now }) => now.days > 0).length },
  ...to_line(houses, spans),
})

const by_name = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'vi')

const groups_of = (
  houses: House[],
  spans: Spans,
  key: (house: House) => { id: string; name: string },
): GroupActivity[] =>
  [...Map.groupBy(houses, (house) => key(house).id)]
    .map(([id, of]) => to_group(id, of[0] ? key(of[0]).name : '', of, spans))
    .toSorted((a, b) => Number(a.id === '') - Number(b.id === '') || by_name(a, b))

const to_facility = (house: House, spans: Spans): FacilityActivity => ({
  ...{ code: house.code, name: house.name, sort: house.sort, area: house.area.name },
  ...to_line([house], spans),
})

const figures_of = (told: Told | undefined): ActivityPoint['now'] =>
  told
    ? {
        ...{ visits: told.visits, admissions: told.admissions },
        ...{ discharges: told.discharges, transfers: told.transfers },
      }
    : null

/** The trend until this time; it begins where somebody told something first. */
const read_points = async (sql: Sql, { unit, starts_on }: Span, facility: string | null): Promise<ActivityPoint[]> => {
  const starts = trend_starts(unit, starts_on)
  const asked = [...new Set([...starts, ...starts.map((start) => year_before(unit, start))])]
  const told = await find_trend(sql, unit, { starts: asked, codes: facility === null ? null : [facility] })
  const points = starts.map((start) => ({
    ...{ starts_on: start, ends_on: end_of(unit, start), facilities: told.get(start)?.facilities ?? 0 },
    days: told.get(start)?.days ?? 0,
    days_due: (told.get(start)?.facilities ?? 0) * times_of(unit, start).days,
    ...{ now: figures_of(told.get(start)), ago: figures_of(told.get(year_before(unit, start))) },
  }))
  const begins = points.findIndex(({ now }) => now !== null)
  return begins < 0 ? [] : points.slice(begins)
}

/**
 * What the province's facilities do for people in a day, week or month, by kind of house, place and facility, beside the time
 * before and a year before. Pre-added rows only. To be asked in as_oversight. @throws 400, 404
 */
export const show_activity = async (
  sql: Sql,
  { by, on, facility }: ActivityWish,
  now = new Date(),
): Promise<ActivityPage> => {
  const head = await find_head(sql, now)
  const span = read_span(by, on, head.today)
  const spans = spans_of(span)
  const houses = await read_houses(sql, span.unit, spans, facility)
  if (facility !== null && houses.length === 0)
    throw fail.not_found(`Bảng theo dõi không có cơ sở ${facility.slice(0, 20)}`)
  return {
    ...{ ...head, by: span.unit, starts_on: span.starts_on, ends_on: span.ends_on },
    ...{ is_running: span.is_running, earlier: span.earlier, later: span.later },
    total: to_group('', '', houses, spans),
    by_sort: groups_of(houses, spans, ({ sort }) => ({ id: sort, name: sort_names[sort] ?? sort })),
    by_area: groups_of(houses, spans, ({ area }) => area),
    facilities: houses.map((house) => to_facility(house, spans)).toSorted(by_name),
    points: await read_points(sql, span, facility),
  }
}
