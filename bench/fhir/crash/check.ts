import pg from 'pg'
import type { Deed, Wish } from './deed.ts'
import { audit_faults_sql, gap_faults_sql, index_faults_sql, orphan_faults_sql, states_sql } from './check-sql.ts'
import { facility } from './site.ts'

export type Verdict = {
  /** Each a sentence about something that must not be. */
  faults: string[]
  acknowledged: number
  unknown: number
  /** Of the unknown ones, how many had happened. */
  unknown_done: number
  /** Of the unknown ones: imports, and how many of them were there in part. */
  imports_cut: number
  imports_in_part: number
}

type State = { type: string; id: string; version: number; deleted: boolean; mark: string | null }

/** All states written since then, past ones too, by name and by mark. */
class States {
  readonly by_name = new Map<string, State>()
  readonly by_mark = new Map<string, State[]>()
  constructor(states: State[]) {
    for (const state of states) {
      this.by_name.set(`${state.type}/${state.id}/${state.version}`, state)
      if (state.deleted || state.mark === null) continue
      this.by_mark.set(state.mark, [...(this.by_mark.get(state.mark) ?? []), state])
    }
  }

  happened(wish: Wish): boolean {
    if (wish.mark !== undefined) return (this.by_mark.get(wish.mark) ?? []).length > 0
    return this.by_name.get(`${wish.type}/${wish.id}/${wish.version}`)?.deleted === true
  }

  /** As acknowledged: under the id and version that were said, saying what was sent. */
  stands(wish: Wish): boolean {
    const state = this.by_name.get(`${wish.type}/${wish.id}/${wish.version}`)
    return state !== undefined && (wish.mark === undefined ? state.deleted : !state.deleted && state.mark === wish.mark)
  }
}

const faults_of_deed = (states: States, deed: Deed): string[] => {
  const { kind, wishes, outcome } = deed
  const happened = wishes.filter((wish) => states.happened(wish)).length
  const words = `${kind} ${JSON.stringify(wishes.slice(0, 3))}`
  const faults: string[] = []
  if (outcome === 'acknowledged')
    faults.push(
      ...wishes
        .filter((wish) => !states.stands(wish))
        .map((wish) => `acknowledged and not there: ${kind} ${JSON.stringify(wish)}`),
    )
  if (outcome === 'refused' && happened > 0) faults.push(`refused and there: ${words}`)
  if (happened !== 0 && happened !== wishes.length && kind !== 'import')
    faults.push(`half a ${kind}: ${happened} of ${wishes.length}: ${words}`)
  return faults
}

const faults_of_marks = (states: States, deeds: Deed[]): string[] => {
  const asked = new Set(deeds.flatMap(({ wishes }) => wishes.map(({ mark }) => mark)))
  return [...states.by_mark].flatMap(([mark, found]) => [
    ...(found.length > 1 ? [`there ${found.length} times: ${mark}`] : []),
    ...(asked.has(mark) ? [] : [`nobody wrote ${mark}`]),
  ])
}

const ask = async <Row>(client: pg.Client, text: string, since: Date): Promise<Row[]> =>
  (await client.query(text, [facility, since])).rows as Row[]

/** Compares what is in the database since then with what was asked and what was answered. */
export const check = async (url: string, deeds: Deed[], since: Date): Promise<Verdict> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const states = new States(await ask<State>(client, states_sql, since))
    const faults = [...deeds.flatMap((deed) => faults_of_deed(states, deed)), ...faults_of_marks(states, deeds)]
    for (const text of [gap_faults_sql, audit_faults_sql, index_faults_sql, orphan_faults_sql])
      faults.push(...(await ask<{ fault: string }>(client, text, since)).map(({ fault }) => fault))
    const unknown = deeds.filter(({ outcome }) => outcome === 'unknown')
    const imports = unknown.filter(({ kind }) => kind === 'import')
    const is_in_part = ({ wishes }: Deed): boolean => {
      const done = wishes.filter((wish) => states.happened(wish)).length
      return done > 0 && done < wishes.length
    }
    return {
      faults,
      acknowledged: deeds.filter(({ outcome }) => outcome === 'acknowledged').length,
      unknown: unknown.length,
      unknown_done: unknown.filter(({ wishes }) => wishes.every((wish) => states.happened(wish))).length,
      imports_cut: imports.length,
      imports_in_part: imports.filter(is_in_part).length,
    }
  } finally {
    await client.end()
  }
}
