import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import { ask, query_string, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_million } from '../../board/web/figures.ts'
import { budget_sources, type BudgetCheck, type BudgetLine, type Programme, type ProvincePage } from '../contract.ts'
import { BudgetFlow } from './budget-flow.tsx'
import './deployment.css'
import { money_styles } from './money-styles.ts'
import { ProgrammePick } from '../../board/web/programme-pick.tsx'
import { TableActs } from './table-acts.tsx'
import { use_province } from '../../board/web/use-province.ts'
import { use_words } from './words.ts'

const Chart = lazy(() => import('../../board/web/chart.tsx'))

type Budget = { programme: Programme; lines: BudgetLine[]; checks: BudgetCheck[] }

/** Money by facility and source, and every sum a paper prints beside what the lines add up to. */
const BudgetPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_words()
  const { province, chosen } = use_province()
  const budget = useQuery({
    queryKey: ['board', 'budget', chosen.id],
    queryFn: () => ask<Budget>(`/board/budget${query_string({ programme: chosen.id })}`),
    enabled: chosen.is_ready,
  })
  useEffect(() => {
    document.title = words.budget
  }, [words])
  const error = budget.error ?? province.error
  if (!budget.data || !province.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const { programme, lines, checks } = budget.data
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>
          {words.budget} <span className="muted">· {words.million}</span>
        </h1>
        <span className="muted small">{programme.source}</span>
        <span className="push row wrap">
          <ProgrammePick chosen={chosen} shown={programme.id} />
          <TableActs what="budget" programme={programme.id} may_import={may_decide} />
        </span>
      </header>
      <Disagreements checks={checks} />
      <BudgetFlow programme={programme.id} />
      <UnitChart page={province.data} />
      <BudgetTable page={province.data} lines={lines} />
    </div>
  )
}

const Disagreements = ({ checks }: { checks: BudgetCheck[] }) => {
  const words = use_words()
  const wrong = checks.filter(({ difference_dong }) => difference_dong !== 0)
  const of_what = ({ facility, sources, year }: BudgetCheck): string =>
    [facility, sources?.map((source) => words.sources[source]).join(' + '), year].filter(Boolean).join(' · ') ||
    words.everything
  return (
    <section className="card dep-checks">
      <h2>{words.checks}</h2>
      <span className="muted small">✓ {words.agrees(checks.length - wrong.length)}</span>
      {wrong.length > 0 && (
        <table className="dep-table">
          <thead>
            <tr>
              <th>{words.where}</th>
              <th>{words.of_what}</th>
              <th className="number">{words.said}</th>
              <th className="number">{words.counted}</th>
              <th className="number">{words.difference}</th>
            </tr>
          </thead>
          <tbody>
            {wrong.map((check) => (
              <tr key={`${check.where} ${of_what(check)}`}>
                <td>{check.where}</td>
                <td>{of_what(check)}</td>
                <td className="number">{say_million(check.dong)}</td>
                <td className="number">{say_million(check.counted_dong)}</td>
                <td className="number amber">
                  <b>{say_million(check.difference_dong)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const row_height = 24

/** Given money of each facility by source. */
const UnitChart = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const [, go] = useLocation()
  const rows = useMemo(() => {
    const sum = ({ money }: ProvincePage['rows'][number]): number => money.reduce((total, { dong }) => total + dong, 0)
    return [...page.rows].sort((a, b) => sum(a) - sum(b))
  }, [page])
  const option = useMemo(
    () => ({
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: number) => say_million(value * 1e6),
      },
      legend: { top: 0, type: 'scroll' },
      grid: { left: 8, right: 24, top: 30, bottom: 8, containLabel: true },
      xAxis: {
        type: 'value',
        splitNumber: 4,
        axisLabel: { hideOverlap: true, formatter: (value: number) => say_million(value * 1e6) },
      },
      yAxis: { type: 'category', data: rows.map(({ name }) => name) },
      series: budget_sources
        .filter((source) => rows.some(({ money }) => money.some((line) => line.source === source)))
        .map((source) => ({
          ...{ type: 'bar', stack: 'all', name: words.sources[source], itemStyle: money_styles[source] },
          data: rows.map(({ money }) => (money.find((line) => line.source === source)?.dong ?? 0) / 1e6),
        })),
    }),
    [rows, words],
  )
  const choose = useMemo(
    () => (name: string) => {
      const found = rows.find((row) => row.name === name)
      if (found) go(`/so/co-so/${found.code}/kinh-phi`)
    },
    [rows, go],
  )
  return (
    <section className="card dep-chart">
      <Suspense fallback={<Waiting />}>
        <Chart option={option} height={60 + rows.length * row_height} label={words.budget} choose={choose} />
      </Suspense>
    </section>
  )
}

const BudgetTable = ({ page, lines }: { page: ProvincePage; lines: BudgetLine[] }) => {
  const words = use_words()
  const sources = budget_sources.filter((source) => lines.some((line) => line.source === source))
  const sum = (wanted: (line: BudgetLine) => boolean, key: 'dong' | 'spent_dong' = 'dong'): string => {
    const total = lines.filter(wanted).reduce((all, line) => all + line[key], 0)
    return total === 0 ? '' : say_million(total)
  }
  return (
    <div className="card scroll-x">
      <table className="dep-table">
        <thead>
          <tr>
            <th>{words.unit}</th>
            {sources.map((source) => (
              <th key={source} className="number">
                {words.sources[source]}
              </th>
            ))}
            <th className="number">{words.total}</th>
            <th className="number">{words.spent}</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map(({ code, name }) => (
            <tr key={code}>
              <td>
                <Link href={`/so/co-so/${code}/kinh-phi`}>{name}</Link>
              </td>
              {sources.map((source) => (
                <td key={source} className="number">
                  {sum((line) => line.facility === code && line.source === source)}
                </td>
              ))}
              <td className="number">
                <b>{sum(({ facility }) => facility === code)}</b>
              </td>
              <td className="number">{sum(({ facility }) => facility === code, 'spent_dong')}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.total}</th>
            {sources.map((source) => (
              <th key={source} className="number">
                {sum((line) => line.source === source)}
              </th>
            ))}
            <th className="number">{sum(() => true)}</th>
            <th className="number">{sum(() => true, 'spent_dong')}</th>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

export default BudgetPage
