import { setTimeout as sleep } from 'node:timers/promises'
import { chance_of, type Chance } from '../chance.ts'
import { import_on } from './import.ts'
import { judge, judge_all, with_client, type Play } from './judge.ts'
import { prepare, write_on, type Load, type Writer } from './load.ts'
import { merge_on } from './merge.ts'
import { new_report, type Report } from './report.ts'
import { facility, make_site } from './site.ts'
import { durability_settings } from './soundness.ts'
import { start_subscriber, subscribe } from './subscriber.ts'
import { victims, type Victim } from './victims.ts'
import { open_wire } from './wire.ts'

const writers_count = 8
const load_max_ms = 1_200
/** On a busy machine the first answers may take a while. */
const [warm_deeds, warm_max_ms] = [24, 20_000]
/** A worker that ends sooner takes all with it (apps/demo/workers.ts), after this another comes in its place. */
const settled_after_ms = 5_500
const import_max_ms = 5_000
/** So long the others serve on without the killed one. */
const without_ms = 500

/** A worker can be killed alone only where there are two. */
const workers_for = (victim: Victim, chance: Chance): number => (victim === 'worker' ? 2 : chance.int(1, 2))

/** Some starts are killed too: recovery after recovery. */
const start_again = async ({ site, chance, report }: Play, workers: number): Promise<void> => {
  if (chance.next() < 0.1) {
    const cut = sleep(chance.int(50, 2_500)).then(() => site.kill('everything'))
    await site.start_or_die(workers)
    await cut
    await site.wait_gone()
    report.kills_in_start += 1
  }
  const { ready_ms, failed } = await site.start(workers)
  report.ready_ms.push(ready_ms)
  report.failed_starts.push(...failed)
}

const all_at_work = (play: Play, load: Load): Promise<unknown> =>
  Promise.all([
    ...play.writers.map((writer) => write_on(load, writer)),
    import_on(load, play.importer),
    merge_on(load, play.merging_chance, play.mergings),
  ])

const under_load = async (load: Load, before: number): Promise<void> => {
  const begun = performance.now()
  while (load.deeds.length < before + warm_deeds && performance.now() - begun < warm_max_ms) await sleep(10)
}

/** Until an import has something committed and goes on: the first line of the file that is sent now. */
const within_import = async ({ site, importer }: Play): Promise<void> => {
  const sql = "SELECT FROM record.resource WHERE facility = $1 AND type = 'Observation' AND id = $2"
  await with_client(await site.url(), async (client) => {
    for (const end_ms = performance.now() + import_max_ms; performance.now() < end_ms; await sleep(5))
      if ((await client.query(sql, [facility, `import-${importer.made}-0`])).rowCount === 1) return
  })
}

/** @returns whether the installation still stands */
const kill = async (play: Play, victim: Victim): Promise<boolean> => {
  const { site, report, chance, ready_at_ms } = play
  await sleep(chance.int(0, load_max_ms))
  if (chance.next() < 0.5) await within_import(play)
  if (victim === 'worker') await sleep(Math.max(0, ready_at_ms + settled_after_ms - performance.now()))
  if (site.workers() > 1) report.kills_of_two += 1
  site.kill(victim)
  report.kills[victim] += 1
  if (victim === 'worker' && (await site.wait_replaced())) {
    report.replaced += 1
    await sleep(without_ms)
    return true
  }
  report.gone_ms.push(await site.wait_gone())
  return false
}

const one_round = async (play: Play, victim: Victim, next: Victim): Promise<void> => {
  const { site, load } = play
  const since = new Date()
  const before = { deeds: load.deeds.length, mergings: play.mergings.length }
  let is_over = false
  const running = all_at_work(play, { ...load, is_over: () => is_over })
  running.catch(() => undefined) // heard below, after the kill
  await under_load(load, before.deeds)
  const stands = await kill(play, victim)
  is_over = true
  await running
  if (!stands) {
    await start_again(play, workers_for(next, play.chance))
    play.ready_at_ms = performance.now()
  }
  load.wire.close()
  load.wire = open_wire(site.base, await site.token())
  await judge(play, before, since)
}

const make_writers = (seed: number): Writer[] =>
  Array.from({ length: writers_count }, (_, i) => {
    const chance = chance_of(seed * 100 + i)
    return { name: `w${i}`, chance, patient: '', own: [], made: 0 }
  })

const begin = async (data_dir: string, seed: number): Promise<Play> => {
  const [chance, report] = [chance_of(seed), new_report()]
  const site = await make_site(data_dir)
  await site.start(2)
  const ready_at_ms = performance.now()
  report.settings = await durability_settings(await site.url())
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
    if (report.settings[name] !== 'on') report.faults.push(`${name} is ${report.settings[name]}`)
  const load: Load = {
    wire: open_wire(site.base, await site.token()),
    ...{ deeds: [], shared: [], is_over: () => false },
  }
  const subscriber = await start_subscriber()
  await subscribe(load.wire, subscriber)
  const writers = make_writers(seed)
  await prepare(load, writers)
  const importer = { patient: writers[0]?.patient ?? '', made: 0 }
  const merging_chance = chance_of(seed * 100 + writers_count)
  return { site, load, writers, importer, merging_chance, mergings: [], subscriber, chance, report, ready_at_ms }
}

export type Tell = (round: number, victim: Victim, report: Report) => void

/**
 * Writes, kills, starts, looks: as often as told. Every victim comes in turn.
 * @param options.first who is the first of them @param options.tell called after each round
 */
export const run_crashes = async (
  data_dir: string,
  times: number,
  seed: number,
  { first = 0, tell }: { first?: number; tell?: Tell } = {},
): Promise<Report> => {
  const begun = new Date()
  const play = await begin(data_dir, seed)
  const { report, site } = play
  let round = 0
  try {
    const victim_of = (turn: number): Victim => victims[(first + turn) % victims.length] ?? 'everything'
    for (; round < times && report.faults.length === 0; round += 1) {
      await one_round(play, victim_of(round), victim_of(round + 1))
      tell?.(round + 1, victim_of(round), report)
    }
    await judge_all(play, begun)
  } catch (error) {
    report.faults.push(`broke off after round ${round}: ${error instanceof Error ? error.stack : String(error)}`)
  } finally {
    play.load.wire.close()
    await site.stop()
    play.subscriber.close()
  }
  report.faults = [...new Set(report.faults)]
  return report
}
