import type { Deed } from './deed.ts'
import type { Merging } from './merge.ts'
import { victims, type Victim } from './victims.ts'

export type Report = {
  settings: Record<string, string>
  kills: Record<Victim, number>
  /** Kills of an installation that served with two processes (WORKERS=2). */
  kills_of_two: number
  /** Kills while it was starting anew. */
  kills_in_start: number
  /** Killed workers in whose place another one came while the others served. */
  replaced: number
  failed_starts: string[]
  acknowledged: number
  unknown: number
  unknown_done: number
  /** Acknowledged states (entries of transactions and lines of imports counted one by one). */
  states: number
  /** Imports that were under way at a kill; how many of them were there in part. Each was sent again and completed. */
  imports_cut: number
  imports_in_part: number
  merges: number
  merges_cut: number
  unmerges: number
  /** Events that the subscriber was told of. */
  told: number
  ready_ms: number[]
  gone_ms: number[]
  faults: string[]
}

const no_kills = (): Record<Victim, number> => {
  const kills: Partial<Record<Victim, number>> = {}
  for (const victim of victims) kills[victim] = 0
  return kills as Record<Victim, number>
}

export const new_report = (): Report => ({
  ...{ settings: {}, kills: no_kills(), kills_of_two: 0, kills_in_start: 0, replaced: 0, failed_starts: [] },
  ...{ acknowledged: 0, unknown: 0, unknown_done: 0, states: 0, imports_cut: 0, imports_in_part: 0 },
  ...{ merges: 0, merges_cut: 0, unmerges: 0, told: 0, ready_ms: [], gone_ms: [], faults: [] },
})

export const count_states = (deeds: Deed[]): number =>
  deeds.filter(({ outcome }) => outcome === 'acknowledged').flatMap(({ wishes }) => wishes).length

export const count_merges = (mergings: Merging[]): Pick<Report, 'merges' | 'merges_cut' | 'unmerges'> => ({
  merges: mergings.filter(({ merge }) => merge === 'acknowledged').length,
  merges_cut: mergings.filter(({ merge, unmerge }) => merge === 'unknown' || unmerge === 'unknown').length,
  unmerges: mergings.filter(({ unmerge }) => unmerge === 'acknowledged').length,
})
