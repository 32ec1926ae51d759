import pg from 'pg'
import type { Chance } from '../chance.ts'
import { ask_server } from './ask-server.ts'
import { check } from './check.ts'
import type { Importer } from './import.ts'
import type { Load, Writer } from './load.ts'
import { check_merges, type Merging } from './merge.ts'
import { repeat } from './repeat.ts'
import { count_merges, count_states, type Report } from './report.ts'
import { facility, type CrashSite } from './site.ts'
import { soundness } from './soundness.ts'
import { check_told, type Subscriber } from './subscriber.ts'

/** Everything that goes on in a run. */
export type Play = {
  site: CrashSite
  load: Load
  writers: Writer[]
  importer: Importer
  /** Of their own: how many there are depends on the machine, and the moments of the kills shall not. */
  merging_chance: Chance
  mergings: Merging[]
  subscriber: Subscriber
  chance: Chance
  report: Report
  ready_at_ms: number
}

export const with_client = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What each writer holds, as it stands after the crash. */
const catch_up = async (url: string, writers: Writer[]): Promise<void> => {
  const ids = writers.flatMap(({ own }) => own.map(({ id }) => id))
  const sql =
    "SELECT id, version FROM record.resource WHERE facility = $1 AND type = 'Observation' AND id = ANY($2) AND NOT deleted"
  const { rows } = await with_client(url, (client) =>
    client.query<{ id: string; version: number }>(sql, [facility, ids]),
  )
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  for (const writer of writers)
    writer.own = writer.own.flatMap(({ id }) => {
      const version = versions.get(id)
      return version === undefined ? [] : [{ id, version }]
    })
}

/** What is there now, compared with what was asked and answered since. */
export const judge = async (play: Play, before: { deeds: number; mergings: number }, since: Date): Promise<void> => {
  const { site, load, report, mergings, subscriber, chance } = play
  const url = await site.url()
  const fresh = load.deeds.slice(before.deeds)
  const verdict = await check(url, fresh, since)
  report.faults.push(...verdict.faults)
  report.acknowledged += verdict.acknowledged
  report.unknown += verdict.unknown
  report.unknown_done += verdict.unknown_done
  report.imports_cut += verdict.imports_cut
  report.imports_in_part += verdict.imports_in_part
  for (const deed of fresh) if (deed.outcome === 'unknown') await repeat(load, deed)
  report.faults.push(...(await ask_server(load.wire, chance, fresh)))
  report.faults.push(
    ...(await with_client(url, async (client) => [
      ...(await check_merges(client, mergings.slice(before.mergings))),
      ...(await check_told(client, subscriber, since)),
    ])),
  )
  await catch_up(url, play.writers)
}

/** Once more, everything of all rounds: what was there after one crash is there after all of them. */
export const judge_all = async ({ site, load, report, mergings, subscriber }: Play, begun: Date): Promise<void> => {
  const url = await site.url()
  report.faults.push(...(await check(url, load.deeds, begun)).faults, ...(await soundness(url)))
  report.faults.push(
    ...(await with_client(url, async (client) => [
      ...(await check_merges(client, mergings)),
      ...(await check_told(client, subscriber, begun)),
    ])),
  )
  report.states = count_states(load.deeds)
  report.told = subscriber.told.size
  Object.assign(report, count_merges(mergings))
}
