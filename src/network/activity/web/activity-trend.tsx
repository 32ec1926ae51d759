import { lazy, Suspense, useMemo } from 'react'
import { Link } from 'wouter'
import { query_string, Waiting } from '../../../base/ui/index.ts'
import { say_number, say_short_day } from '../../board/web/figures.ts'
import { day_place } from '../../monitor/web/places.ts'
import { activity_figures, type ActivityFigure, type ActivityPage, type ActivityPoint } from '../contract.ts'
import { say, say_time } from './say.ts'
import { use_words } from './words.ts'

const Chart = lazy(() => import('../../board/web/chart.tsx'))

type Words = ReturnType<typeof use_words>

const partly = 0.4

/** Bars, paler where days are not told, and a dashed line with marks: told apart without colour. */
const option_of = ({ points, by }: ActivityPage, figure: ActivityFigure, words: Words) => {
  const bars = points.map(({ now, days, days_due }) => ({
    value: now?.[figure] ?? null,
    itemStyle: { opacity: days < days_due ? partly : 1 },
  }))
  const has_ago = points.some(({ ago }) => ago !== null)
  return {
    tooltip: { trigger: 'axis', valueFormatter: (value: number | null) => say(value) },
    legend: { top: 0, type: 'scroll' },
    grid: { left: 60, right: 16, top: 34, bottom: 28 },
    xAxis: {
      type: 'category',
      data: points.map(({ starts_on }) => (by === 'month' ? starts_on.slice(0, 7) : starts_on)),
      axisLabel: {
        formatter: (day: string) => (by === 'month' ? day.split('-').reverse().join('/') : say_short_day(day)),
        hideOverlap: true,
      },
    },
    yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => say_number(value) } },
    series: [
      { type: 'bar', name: words.now, data: bars, barMaxWidth: 26 },
      ...(has_ago
        ? [
            {
              ...{ type: 'line', name: words.ago, symbol: 'triangle', symbolSize: 6 },
              data: points.map(({ ago }) => ago?.[figure] ?? null),
              lineStyle: { type: 'dashed', width: 2 },
            },
          ]
        : []),
    ],
  }
}

/** The course of a figure until the time looked at, beside a year before, and the numbers as a table. */
export const ActivityTrend = ({
  page,
  shows,
  house,
}: {
  page: ActivityPage
  shows: ActivityFigure
  house?: string
}) => {
  const words = use_words()
  const option = useMemo(() => option_of(page, shows, words), [page, shows, words])
  const title = `${words.trend}: ${words.figures[shows]}`
  if (page.points.length < 2) return null
  return (
    <section className="card act-card">
      <h2>{title}</h2>
      <Suspense fallback={<Waiting />}>
        <Chart option={option} height={240} label={title} />
      </Suspense>
      <p className="muted small">{words.trend_note}</p>
      <details className="act-table">
        <summary>{words.as_table}</summary>
        <PointTable page={page} {...(house === undefined ? {} : { house })} />
      </details>
    </section>
  )
}

const PointTable = ({ page, house }: { page: ActivityPage; house?: string }) => {
  const words = use_words()
  const place = ({ starts_on }: ActivityPoint): string =>
    house !== undefined && page.by === 'day'
      ? day_place(house, starts_on)
      : query_string({ theo: page.by === 'week' ? '' : page.by, ngay: starts_on })
  return (
    <div className="scroll-x">
      <table className="counts-table">
        <thead>
          <tr>
            <th scope="col" className="text">
              {words.time}
            </th>
            {activity_figures.map((figure) => (
              <th key={figure} scope="col">
                {words.figures[figure]}
              </th>
            ))}
            <th scope="col">
              {words.figures.visits}, {words.year}
            </th>
            {house === undefined && <th scope="col">{words.facility}</th>}
            <th scope="col">{words.told}</th>
          </tr>
        </thead>
        <tbody>
          {[...page.points].reverse().map((point) => (
            <tr key={point.starts_on}>
              <th scope="row">
                <Link href={place(point)}>{say_time(words, page.by, point)}</Link>
              </th>
              {activity_figures.map((figure) => (
                <td key={figure}>{say(point.now?.[figure])}</td>
              ))}
              <td>{say(point.ago?.visits)}</td>
              {house === undefined && <td>{say(point.facilities)}</td>}
              <td className={point.days < point.days_due ? 'bad' : 'zero'}>
                {say(point.days)}/{say(point.days_due)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
