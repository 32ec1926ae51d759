import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chance_of, type Chance } from '../chance.ts'
import { ask_server } from './ask-server.ts'
import { check } from './check.ts'
import type { Deed } from './deed.ts'
import { prepare, repeat, write_on, type Load, type Writer } from './load.ts'
import { open_wire } from './wire.ts'
import { facility, make_site, victims, type CrashSite, type Victim } from './site.ts'
import { durability_settings, soundness } from './soundness.ts'

export type Report = {
  settings: Record<string, string>
  kills: Record<Victim, number>
  /** Kills while it was starting anew. */
  kills_in_start: number
  failed_starts: string[]
  acknowledged: number
  unknown: number
  unknown_done: number
  /** Acknowledged states (entries of transactions counted one by one). */
  states: number
  ready_ms: number[]
  gone_ms: number[]
  faults: string[]
}

const writers_count = 8
const load_max_ms = 1_200
/** On a busy machine the first answers may take a while. */
const [warm_deeds, warm_max_ms] = [24, 20_000]

/** What each writer holds, as it stands after the crash. */
const catch_up = async (url: string, writers: Writer[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const ids = writers.flatMap(({ own }) => own.map(({ id }) => id))
  const { rows } = await client.query<{ id: string; version: number }>(
    "SELECT id, version FROM record.resource WHERE facility = $1 AND type = 'Observation' AND id = ANY($2) AND NOT deleted",
    [facility, ids],
  )
  await client.end()
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  for (const writer of writers)
    writer.own = writer.own.flatMap(({ id }) => {
      const version = versions.get(id)
      return version === undefined ? [] : [{ id, version }]
    })
}

/** Some starts are killed too: recovery after recovery. */
const start_again = async (site: CrashSite, chance: Chance, report: Report): Promise<void> => {
  if (chance.next() < 0.1) {
    const cut = sleep(chance.int(50, 2_500)).then(() => site.kill('everything'))
    await site.start_or_die()
    await cut
    await site.wait_gone()
    report.kills_in_start += 1
  }
  const { ready_ms, failed } = await site.start()
  report.ready_ms.push(ready_ms)
  report.failed_starts.push(...failed)
}

const under_load = async (load: Load, before: number): Promise<void> => {
  const begun = performance.now()
  while (load.deeds.length < before + warm_deeds && performance.now() - begun < warm_max_ms) await sleep(10)
}

const one_round = async (
  site: CrashSite,
  load: Load,
  writers: Writer[],
  victim: Victim,
  chance: Chance,
  report: Report,
) => {
  const since = new Date()
  const before = load.deeds.length
  let is_over = false
  const running = Promise.all(writers.map((writer) => write_on({ ...load, is_over: () => is_over }, writer)))
  await under_load(load, before)
  await sleep(chance.int(0, load_max_ms))
  site.kill(victim)
  report.gone_ms.push(await site.wait_gone())
  is_over = true
  await running
  await start_again(site, chance, report)
  load.wire.close()
  load.wire = open_wire(site.base, await site.token())
  const url = await site.url()
  const fresh = load.deeds.slice(before)
  const verdict = await check(url, fresh, since)
  report.faults.push(...verdict.faults)
  report.acknowledged += verdict.acknowledged
  report.unknown += verdict.unknown
  report.unknown_done += verdict.unknown_done
  report.kills[victim] += 1
  for (const deed of fresh) if (deed.outcome === 'unknown') await repeat(load, deed)
  report.faults.push(...(await ask_server(load.wire, chance, fresh)))
  await catch_up(url, writers)
}

const no_kills = (): Record<Victim, number> => ({
  ...{ everything: 0, programs: 0, launcher: 0, server: 0, database: 0, postmaster: 0 },
})

const make_writers = (seed: number): Writer[] =>
  Array.from({ length: writers_count }, (_, i) => {
    const chance = chance_of(seed * 100 + i)
    return { name: `w${i}`, chance, patient: '', own: [], made: 0 }
  })

const begin = async (site: CrashSite, writers: Writer[], report: Report): Promise<Load> => {
  await site.start()
  report.settings = await durability_settings(await site.url())
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
    if (report.settings[name] !== 'on') report.faults.push(`${name} is ${report.settings[name]}`)
  const load: Load = {
    wire: open_wire(site.base, await site.token()),
    ...{ deeds: [], shared: [], is_over: () => false },
  }
  await prepare(load, writers)
  return load
}

const new_report = (): Report => ({
  ...{ settings: {}, kills: no_kills(), kills_in_start: 0, failed_starts: [], acknowledged: 0, unknown: 0 },
  ...{ unknown_done: 0, states: 0, ready_ms: [], gone_ms: [], faults: [] },
})

/**
 * Writes, kills, starts, looks: as often as told. Every victim comes in turn.
 * @param tell called after each round
 */
export const run_crashes = async (
  data_dir: string,
  times: number,
  seed: number,
  tell: (round: number, victim: Victim, report: Report) => void = () => undefined,
): Promise<Report> => {
  const chance = chance_of(seed)
  const site = await make_site(data_dir)
  const report = new_report()
  const begun = new Date()
  let round = 0
  try {
    const writers = make_writers(seed)
    const load = await begin(site, writers, report)
    for (; round < times && report.faults.length === 0; round += 1) {
      const victim = victims[round % victims.length] ?? 'everything'
      await one_round(site, load, writers, victim, chance, report)
      tell(round + 1, victim, report)
    }
    // Once more, everything of all rounds: what was there after one crash is there after all of them.
    report.faults.push(...(await check(await site.url(), load.deeds, begun)).faults)
    report.faults.push(...(await soundness(await site.url())))
    report.states = count_states(load.deeds)
    load.wire.close()
  } catch (error) {
    report.faults.push(`broke off after round ${round}: ${error instanceof Error ? error.stack : String(error)}`)
  } finally {
    await site.stop()
  }
  report.faults = [...new Set(report.faults)]
  return report
}

const count_states = (deeds: Deed[]): number =>
  deeds.filter(({ outcome }) => outcome === 'acknowledged').flatMap(({ wishes }) => wishes).length
