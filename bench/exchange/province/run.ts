import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { create_random } from '../../../demo/random.ts'
import { identifier_system } from '../../../src/standards/fhir/index.ts'
import { register_person } from '../../../src/network/citizens/index.ts'
import type { Database } from '../../../src/platform/database/index.ts'
import { make_population, type Someone } from '../../matching/population.ts'
import { check_delivered } from './check-delivered.ts'
import { check_receipts } from './check-receipts.ts'
import { check_sent } from './check-sent.ts'
import { drain, type Settled } from './drain.ts'
import { admit_houses, type Member } from './houses.ts'
import { start_hub, type Hub, type Victim } from './hub.ts'
import { read_hub_books } from './hub-books.ts'
import { start_member } from './member.ts'
import { sign_in_operator } from './operator.ts'
import { make_plan, month_minutes, type Plan } from './plan.ts'
import { check_reconciliation, check_told, count_letters, is_balanced, type Tally } from './tally.ts'
import { index_plan, start_clock, type World } from './world.ts'

export type ProvinceWish = {
  dir: string
  seed: number
  facilities: number
  documents: number
  kills: number
  /** What the month lasts here. */
  month_s: number
  workers: number
  poll_ms: number
  /** How long outboxes, and then boxes, may take to be empty after the month. */
  drain_max_s: number
  /** Of the requests that meet with a broken line. */
  share?: number
  say?: (text: string) => void
}

export type ProvinceReport = {
  faults: string[]
  tally: Tally
  documents: number
  taken: number
  refusals: number
  receipts: number
  kills: Record<Victim, number>
  /** Until somebody answered again. */
  away_ms: number[]
  settled: Settled
  requests: number
  broken: number
  transient: number
  month_s: number
  drained_s: number
}

/** Who died before the month, as the directory was told. */
const bury = (database: Database, dead: Someone[]): Promise<void> =>
  database.in_facility('24001', async (sql) => {
    for (const { names, birth_date, gender, numbers } of dead) {
      const cccd = numbers.flatMap(({ kind, value }) =>
        kind === 'cccd' ? [{ system: identifier_system.cccd, value }] : [],
      )
      const actor = { id: 'directory', name: 'Danh bạ', role: 'system', kind: 'system' } as const
      const caller = { facility: '24001', actor, purpose: 'HOPERAT', address: '', request_id: '' }
      const facts = { names, birth_date: birth_date ?? '1950-01-01', ...(gender ? { gender } : {}) }
      await register_person(sql, caller, { ...facts, identifiers: cccd, deceased: '2026-01-15' })
    }
  })

const people_of = ({ persons, dead }: Plan, seed: number): Someone[] => {
  const all = make_population(create_random(seed + 1), (persons + dead) * 2)
  const numbered = all.filter((one) => one.numbers.some(({ kind }) => kind === 'cccd') && one.birth_date?.length === 10)
  return numbered.slice(0, persons + dead)
}

/** The hub so many times, now and then with all of PostgreSQL, after one of PostgreSQL's sessions alone. */
const victims_of = (kills: number): Victim[] =>
  Array.from({ length: kills }, (_, at): Victim[] =>
    at % 20 === Math.min(kills, 20) - 1 ? ['session', 'database'] : ['hub'],
  ).flat()

/** At moments nobody knows before: anywhere in what is left of the month. */
const kill_all_month = async (
  hub: Hub,
  world: World,
  { kills, seed, say }: ProvinceWish,
): Promise<Pick<ProvinceReport, 'kills' | 'away_ms'>> => {
  const random = create_random(seed + 2)
  const done: Record<Victim, number> = { hub: 0, session: 0, database: 0 }
  const away_ms: number[] = []
  const victims = victims_of(kills)
  const moments = victims.map(() => random.int(0, month_minutes)).sort((one, other) => one - other)
  for (const [at, victim] of victims.entries()) {
    const minute = moments[at] ?? 0
    await sleep(Math.max(random.int(200, 1_500), (minute - world.clock.minute()) * world.clock.ms_per_minute))
    away_ms.push(await hub.kill(victim))
    done[victim] += 1
    if (at % 10 === 9) say?.(`${at + 1} kills, day ${Math.floor(world.clock.minute() / 1_440)}`)
  }
  return { kills: done, away_ms }
}

/** Plays the month: houses, hub, kills; then everything is drained and every book held against every other. */
export const run_province = async (wish: ProvinceWish): Promise<ProvinceReport> => {
  const { seed, say } = wish
  mkdirSync(wish.dir, { recursive: true })
  const plan = make_plan(wish)
  const people = people_of(plan, seed)
  let members: Member[] = []
  const hub = await start_hub(wish.dir, wish.workers, async (database) => {
    members = await admit_houses(database, plan.houses)
    await bury(database, people.slice(plan.persons))
  })
  const stop = new AbortController()
  try {
    const world: World = {
      ...{
        plan,
        people,
        clock: start_clock(wish.month_s * 1_000),
        members: new Map(members.map((one) => [one.plan.code, one])),
      },
      ...index_plan(plan),
      ...{
        dir: wish.dir,
        poll_ms: wish.poll_ms,
        counts: { requests: 0, broken: 0, tokens: 0, transient: 0, errors: [] },
        faults: [],
      },
      ...{ broken: new Map(), stopped: stop.signal },
    }
    const working = members.map((member) =>
      start_member(world, member, { base: hub.base, seed, share: wish.share ?? 0.01 }),
    )
    const killed = await kill_all_month(hub, world, wish)
    await sleep(Math.max(0, (month_minutes - world.clock.minute()) * world.clock.ms_per_minute))
    say?.('the month is over')
    const over_ms = performance.now()
    const settled = await drain(hub, world, working, wish.drain_max_s * 1_000)
    const drained_s = (performance.now() - over_ms) / 1_000
    stop.abort()
    await Promise.all(working.map(({ ended }) => ended))
    say?.('drained')
    const books = await read_hub_books(hub)
    const receipts = await check_receipts(world, working, books, hub.base)
    const tally = count_letters(working, books)
    const faults = [
      ...world.faults,
      ...world.counts.errors,
      ...check_sent(working, books),
      ...check_delivered(world, working, books),
      ...receipts.faults,
      ...(await check_told(working, books)),
      ...(await check_reconciliation(await sign_in_operator(hub.base), books)),
      ...(is_balanced(tally) ? [] : [`it does not add up: ${JSON.stringify(tally)}`]),
    ]
    const { requests, broken, transient } = world.counts
    return {
      ...{ faults, tally, documents: working.reduce((sum, { outbox }) => sum + outbox.posted.size, 0) },
      ...{
        taken: books.papers.length,
        refusals: books.refusals.length,
        receipts: receipts.verified,
        ...killed,
        settled,
      },
      ...{ requests, broken, transient, month_s: wish.month_s, drained_s },
    }
  } finally {
    stop.abort()
    await hub.close()
  }
}
