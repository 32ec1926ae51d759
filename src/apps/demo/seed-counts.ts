import { local_date, local_time, shift_days } from '../../base/time/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import {
  digest_of_report,
  edition,
  sign_report,
  take_report,
  type CounterReport,
  type DayFigures,
} from '../../network/counters/index.ts'
import { as_oversight } from '../../network/monitor/index.ts'
import { demo_hub, find_demo_facility, province_annex } from '../../../demo/index.ts'
import type { HubSecrets } from './secrets.ts'

/** How long the province has been sending when the demonstration begins. */
const past_days = 30

/** What the board has to tell: who lost its line, who lacks pages of one day, who says more than it sent, who tells no types. */
const stories = {
  silent: 'TTYT huyện Lục Ngạn',
  missing: 'TTYT huyện Hiệp Hòa',
  inflated: 'TTYT huyện Yên Thế',
  untold: 'TTYT huyện Tân Yên',
}
/** Their plan has not come to the exchange yet: the Sở has let them in today, one of them some days ago, and that one is late. */
const not_yet = new Set([
  ...['TTYT huyện Sơn Động', 'TTYT huyện Lục Nam', 'TTYT thị xã Việt Yên', 'TTYT huyện Lạng Giang'],
  'Bệnh viện Phục hồi chức năng',
])
const silent_hours = 31
const never_spoke = { printed: 'Bệnh viện Phục hồi chức năng', days: 5 }
const missing_pages = 42

type Day = { visits: number; books: number; letters: number; taken: number; late: number; refused: number }

/** The same numbers at every start: no chance, and none of anybody's. */
const wave = (seed: number, i: number): number => ((seed * 7_919 + i * 104_729) % 1_000) / 1_000

const is_sunday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 0

const play_day = (printed: string, size: number, day: string, ago: number): Day => {
  const busy = is_sunday(day) ? 0.35 : 0.8 + 0.4 * wave(size, ago)
  const visits = Math.max(3, Math.round(size * busy))
  const letters = Math.round(visits * 0.02)
  const lacks = printed === stories.missing && ago === 5 ? missing_pages : 0
  const refused = wave(size, ago + 31) > 0.86 ? 1 + Math.round(3 * wave(size, ago + 7)) : 0
  return { visits, books: visits - lacks, letters, taken: visits - lacks, late: Math.round(visits * 0.01), refused }
}

/** How much of a hospital's visits each kind is, and how much of it the insurance pays. */
const mix = [
  { cell: 'exam.insured', part: 0.52 },
  { cell: 'exam.uninsured', part: 0.17 },
  { cell: 'outpatient.insured', part: 0.1 },
  { cell: 'outpatient.uninsured', part: 0.02 },
  { cell: 'pickup.insured', part: 0.06 },
  { cell: 'inpatient.insured', part: 0.1 },
  { cell: 'inpatient.uninsured', part: 0.02 },
  { cell: 'day.insured', part: 0.01 },
]

/** Whole numbers that add up to the visits of the day; pages that are missing are missing of the largest kind. */
const cells_of = (visits: number, books: number): Record<string, number> => {
  const [largest, ...others] = mix.map(({ cell, part }) => ({ cell, count: Math.floor(visits * part) }))
  if (!largest) return {}
  largest.count = visits - others.reduce((sum, { count }) => sum + count, 0)
  const lacks = visits - books
  return Object.fromEntries(
    [largest, ...others].flatMap(({ cell, count }) => {
      const linked = cell === largest.cell ? count - lacks : count
      return count === 0 ? [] : [[`${cell}.visits`, count] as const, [`${cell}.linked`, linked] as const]
    }),
  )
}

/** Of the visits, those with a prescription; and how long a stay is (synthetic, as everything here). */
const prescribed_share = 0.45
const mean_stay_days = 6.2

const figures_of = (printed: string, day: Day, ago: number): DayFigures => {
  const { visits, books, letters } = day
  const drugs = Math.round(visits * prescribed_share)
  const extra = printed === stories.inflated && ago === 2 ? 17 : 0
  return {
    '': {
      visits,
      admissions: Math.round(visits / 9),
      discharges: Math.round(visits / 9),
      transfers: letters,
      // As the linked cells: an older program does not tell them.
      ...(printed === stories.untold ? {} : { stay_days: Math.round((visits / 9) * mean_stay_days) }),
      claims: null,
      // One house's program is older: it says its visits as a total only.
      ...(printed === stories.untold ? {} : { linked: books, ...cells_of(visits, books) }),
    },
    'health-book': { due: visits, excused: 0, made: books + extra, sent: books + extra, overdue: visits - books },
    'transfer-letter': { due: letters, excused: 0, made: letters, sent: letters, overdue: 0 },
    prescription: { due: drugs, excused: 0, made: drugs, sent: drugs, overdue: 0, acknowledged: drugs },
  }
}

const insert_taken = `INSERT INTO hub.day_count (facility, day, kind, taken, late, refused, delivered, received, opened, seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, now()) ON CONFLICT DO NOTHING`

/** What the hub would have receipts of; no document stands behind these days. */
const put_taken = async (sql: Sql, facility: string, day: string, one: Day): Promise<void> => {
  await sql.query(insert_taken, [facility, day, 'health-book', one.taken, one.late, one.refused, 0, 0])
  await sql.query(insert_taken, [
    facility,
    day,
    'transfer-letter',
    one.letters,
    0,
    0,
    one.letters,
    Math.round(one.letters * 0.9),
  ])
  if (one.refused > 0)
    await sql.query(
      `INSERT INTO hub.day_refusal (facility, day, kind, class, count) VALUES ($1, $2, 'health-book', $3, $4)
       ON CONFLICT DO NOTHING`,
      [facility, day, one.refused > 2 ? 'security' : 'value', one.refused],
    )
}

const caller_of = (facility: string) => ({
  ...{ facility, purpose: 'HOPERAT', address: '', request_id: 'demo' },
  actor: { id: 'demo-board', name: 'Bản minh họa', role: 'oversight', kind: 'system' as const },
})

type Unit = { code: string; printed: string; beds?: number }

/** One unit's past: a report it signed with its own key, and what the hub counted beside it. */
const seed_unit = async (hub: Database, unit: Unit, members: HubSecrets['members'], now: Date): Promise<string> => {
  const today = local_date(now)
  const jwk = members[unit.code]?.private_jwk
  if (!jwk) throw new Error(`demo: ${unit.code} has no key`)
  const ages = Array.from({ length: past_days }, (_, i) => past_days - i)
  const days = ages.map((ago) => {
    const day = shift_days(today, -ago)
    return { ago, day, counts: play_day(unit.printed, unit.beds ?? 120, day, ago) }
  })
  const report: CounterReport = {
    ...{ edition, facility: unit.code, sequence: 1, previous: '', counted_at: local_time(now) },
    days: days.map(({ ago, day, counts }) => ({ day, figures: figures_of(unit.printed, counts, ago) })),
  }
  const jws = await sign_report(report, jwk)
  await take_report(hub, caller_of(unit.code), jws)
  await as_oversight(hub, caller_of(demo_hub.code), async (sql) => {
    for (const { day, counts } of days) await put_taken(sql, unit.code, day, counts)
    if (unit.printed === stories.silent)
      await sql.query('UPDATE hub.counter_line SET taken_at = now() - make_interval(hours => $2) WHERE facility = $1', [
        unit.code,
        silent_hours,
      ])
  })
  return digest_of_report(jws)
}

/** Its own books go on from that report; whose line is lost sends nothing more. */
const go_on = (house: Database, unit: Unit, digest: string): Promise<void> =>
  house.in_facility(unit.code, async (sql) => {
    await sql.query(
      `INSERT INTO counters.state (facility, since, sequence, digest) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING`,
      [unit.code, local_date(new Date()), digest],
    )
    if (unit.printed === stories.silent) await close_line(sql, unit)
  })

const close_line = (sql: Sql, { code }: Unit) =>
  sql.query('UPDATE exchange.hub_link SET is_on = false WHERE facility = $1', [code])

/** Members that have not said a word; who was let in today is not waited for yet. */
const let_in = async (hub: Database, house: Database, unit: Unit): Promise<void> => {
  await house.in_facility(unit.code, (sql) => close_line(sql, unit))
  await hub.in_site((sql) =>
    sql.query('UPDATE hub.facility SET decided_at = now() - make_interval(days => $2) WHERE code = $1', [
      unit.code,
      unit.printed === never_spoke.printed ? never_spoke.days : 0,
    ]),
  )
}

/** A month of figures of the units that have no patients of their own here, so that the board has something to show. */
export const seed_counts = async (
  hub: Database,
  house: Database,
  codes: string[],
  secrets: HubSecrets,
): Promise<void> => {
  const now = new Date()
  for (const unit of province_annex.units) {
    if (!codes.includes(unit.code)) continue
    if (find_demo_facility(unit.code).patients > 0) continue
    if (not_yet.has(unit.printed)) await let_in(hub, house, unit)
    else await go_on(house, unit, await seed_unit(hub, unit, secrets.members, now))
  }
}
