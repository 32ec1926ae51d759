import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { ask, query_string, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { say_million } from '../../board/web/figures.ts'
import { budget_sources, type MoneyStages } from '../contract.ts'
import { money_styles } from './money-styles.ts'
import { use_flow_words } from './budget-flow-words.ts'
import { use_words } from './words.ts'

const Chart = lazy(() => import('../../board/web/chart.tsx'))

const stages = ['planned', 'given', 'contracted', 'paid'] as const
type Stage = (typeof stages)[number]

/** đồng of a line at a stage; null: nobody has said it. */
const at_stage = (line: MoneyStages, stage: Stage): number | null =>
  ({ planned: line.planned_dong, given: line.dong, contracted: line.contracted_dong, paid: line.spent_dong })[stage]

const lines_said = (line: MoneyStages, stage: Stage): number =>
  stage === 'planned' ? line.planned_lines : stage === 'contracted' ? line.contracted_lines : line.lines

/** Where the money is on its way: planned, given, under contract, paid, by year and source. */
export const BudgetFlow = ({ programme }: { programme: string }) => {
  const words = use_flow_words()
  const { sources } = use_words()
  const money = useQuery({
    queryKey: ['board', 'money', programme],
    queryFn: () => ask<{ lines: MoneyStages[] }>(`/board/money${query_string({ programme })}`),
  })
  const lines = useMemo(() => money.data?.lines ?? [], [money.data])
  const years = useMemo(() => [...new Set(lines.map(({ year }) => year))].sort(), [lines])
  const option = useMemo(() => {
    const bars = years.flatMap((year) => stages.map((stage) => ({ year, stage }))).reverse()
    return {
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: number | null) => (value === null ? words.unknown : say_million(value * 1e6)),
      },
      legend: { top: 0, type: 'scroll' },
      grid: { left: 8, right: 24, top: 30, bottom: 8, containLabel: true },
      xAxis: {
        type: 'value',
        splitNumber: 4,
        axisLabel: { hideOverlap: true, formatter: (value: number) => say_million(value * 1e6) },
      },
      yAxis: { type: 'category', data: bars.map(({ year, stage }) => `${year} · ${words.stages[stage]}`) },
      series: budget_sources
        .filter((source) => lines.some((line) => line.source === source))
        .map((source) => ({
          ...{ type: 'bar', stack: 'all', name: sources[source] },
          itemStyle: money_styles[source],
          data: bars.map(({ year, stage }) => {
            const line = lines.find((one) => one.year === year && one.source === source)
            const dong = line ? at_stage(line, stage) : null
            return dong === null ? null : dong / 1e6
          }),
        })),
    }
  }, [lines, years, words, sources])
  if (!money.data) return money.error ? <RefusalNotice error={money.error} /> : <Waiting />
  return (
    <section className="card dep-chart">
      <h2>{words.title}</h2>
      <Suspense fallback={<Waiting />}>
        <Chart option={option} height={50 + years.length * stages.length * 26} label={words.title} />
      </Suspense>
      <FlowTable lines={lines} years={years} />
    </section>
  )
}

const FlowTable = ({ lines, years }: { lines: MoneyStages[]; years: number[] }) => {
  const words = use_flow_words()
  const cell = (year: number, stage: Stage) => {
    const of_year = lines.filter((line) => line.year === year)
    const known = of_year.map((line) => at_stage(line, stage)).filter((dong) => dong !== null)
    const said = of_year.reduce((sum, line) => sum + lines_said(line, stage), 0)
    const all = of_year.reduce((sum, line) => sum + line.lines, 0)
    return (
      <td key={stage} className="number">
        {known.length === 0 ? '–' : say_million(known.reduce((sum, dong) => sum + dong, 0))}
        {said < all && <small className="amber block">{words.said_of(said, all)}</small>}
      </td>
    )
  }
  return (
    <div className="scroll-x">
      <table className="dep-table">
        <thead>
          <tr>
            <th>{words.year}</th>
            {stages.map((stage) => (
              <th key={stage} className="number" title={words.notes[stage]}>
                {words.stages[stage]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {stages.map((stage) => cell(year, stage))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
