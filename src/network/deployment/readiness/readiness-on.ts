import type { Sql } from '../../../platform/database/index.ts'
import type { AsOf } from '../as-of/as-of.ts'
import { list_entries_on, type EntryOn } from '../as-of/entries-on.ts'
import type { ReadinessAverage, SurveyScore } from './contract.ts'
import { average_of, score_survey } from './score.ts'

export type ReadinessOn = { scores: ReadonlyMap<string, SurveyScore>; average: ReadinessAverage }

const register_kinds = ['equipment', 'network', 'security']
const sent = ['submitted', 'approved']

const newer = (a: EntryOn, b: EntryOn): EntryOn => (String(b.body['on']) > String(a.body['on']) ? b : a)

/** Of each facility the newest survey that had gone to the Sở by then, scored by the rule with the registers as they stood. */
export const list_readiness_on = async (sql: Sql, as_of: AsOf): Promise<ReadinessOn> => {
  const surveys = (await list_entries_on(sql, 'survey', as_of)).filter(
    ({ state, body }) => sent.includes(state) && String(body['on']) <= as_of.day,
  )
  const lines: (EntryOn & { kind: string })[] = []
  for (const kind of register_kinds)
    lines.push(...(await list_entries_on(sql, kind, as_of)).map((line) => ({ ...line, kind })))
  const lines_of = Map.groupBy(lines, ({ facility }) => facility)
  const scores = new Map(
    [...Map.groupBy(surveys, ({ facility }) => facility)].map(([facility, of]) => {
      const { id, state, body } = of.reduce(newer)
      return [
        facility,
        score_survey({ id, state, body, lines: lines_of.get(facility) ?? [], lines_on: as_of.day }),
      ] as const
    }),
  )
  return { scores, average: average_of([...scores.values()]) }
}
