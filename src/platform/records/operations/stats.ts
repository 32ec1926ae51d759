import { fail } from '../../../base/outcome/index.ts'
import { read_many } from '../read.ts'
import type { Operation } from './operation.ts'
import { to_statistics, type CodeStats } from './stats-answer.ts'
import { read_stats, subject_of } from './stats-question.ts'
import { list_measurements, type Measurements, type StatsQuestion } from './stats-sql.ts'

/** Kilograms and grams are not added up: who asks is told which units there are. */
const of_one_code = (rows: Measurements[]): CodeStats => {
  const values = rows.filter((row) => row.unit_code !== null)
  const [first] = rows
  const asked = { system: first?.system ?? '', code: first?.code ?? '' }
  if (values.length > 1) {
    const units = values.map((row) => `${row.unit_code} (${row.count})`).join(', ')
    throw fail.rule(`${asked.system}|${asked.code} được đo bằng nhiều đơn vị: ${units}; không trộn lại được`, 'code')
  }
  const others = rows.filter((row) => row.unit_code === null).reduce((sum, row) => sum + row.count, 0)
  return { asked, values: values[0], others }
}

/** One answer for each code; what was not found at all counts 0. A panel answers by what it is made of. */
const by_code = ({ codes }: StatsQuestion, found: Measurements[]): CodeStats[] => {
  const groups = Map.groupBy(found, ({ system, code }) => `${system}|${code}`)
  const seen = new Set(found[0]?.seen)
  const nothing = codes.filter(({ system, code }) => !groups.has(`${system}|${code}`) && !seen.has(`${system}|${code}`))
  return [
    ...[...groups.values()].map(of_one_code),
    ...nothing.map((asked) => ({ asked, values: undefined, others: 0 })),
  ]
}

const sources_of = (stats: CodeStats[], limit: number): string[] =>
  [...new Set(stats.flatMap(({ values }) => values?.ids ?? []))].slice(0, limit).map((id) => `Observation/${id}`)

/** Observation/$stats (R4 operation-observation-stats): numbers with all their digits, computed in the database. */
export const stats: Operation = {
  name: '$stats',
  definition: 'http://hl7.org/fhir/OperationDefinition/Observation-stats',
  on: ['type'],
  types: ['Observation'],
  needs: (call) => {
    const about = { type: 'Observation', patient: subject_of(call) }
    return [
      { right: 's', ...about },
      { right: 'r', ...about },
    ]
  },
  async run(call) {
    const { store, caller } = call
    const { question, names, sources } = read_stats(call)
    const { patient } = question
    const codes = question.codes.map(({ system, code }) => `${system}|${code}`).join()
    const ref = `Observation/$stats?subject=Patient/${patient}&coding=${codes}`.slice(0, 1_000)
    return store.look(caller, { interaction: '$stats', type: 'Observation', ref, patient }, async (sql) => {
      const there = await read_many(sql, caller.facility, [`Patient/${patient}`])
      if (there.length === 0) throw fail.not_found(`Không tìm thấy Patient/${patient} tại cơ sở này`)
      const found = by_code(question, await list_measurements(sql, caller.facility, question))
      const made = found.map((one) => ({ name: 'statistics', resource: to_statistics(question, one, names) }))
      const along = await read_many(sql, caller.facility, sources_of(found, sources))
      const parts = [
        ...made.map((part) => JSON.stringify(part)),
        ...along.map(({ body }) => `{"name":"source","resource":${body}}`),
      ]
      return { text: `{"resourceType":"Parameters","parameter":[${parts.join()}]}` }
    })
  },
}
