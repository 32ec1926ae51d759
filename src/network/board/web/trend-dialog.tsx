import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { ask, Dialog, RefusalNotice, Segments, use_language, Waiting } from '../../../base/ui/index.ts'
import { kind_names } from '../../counters/web/figures.ts'
import { say_kind } from '../../counters/web/say.ts'
import type { Trend } from '../../deployment/contract.ts'
import { say_day, say_number } from './figures.ts'
import { use_words } from './words.ts'

const Chart = lazy(() => import('./chart.tsx'))

type Words = ReturnType<typeof use_words>

const option_of = ({ points, by }: Trend, words: Words) => {
  const line = (name: string, key: 'due' | 'sent' | 'on_time', more: object) => ({
    ...{ type: 'line', name, symbolSize: 5, data: points.map((point) => [point.day, point[key]]) },
    ...more,
  })
  return {
    tooltip: { trigger: 'axis', valueFormatter: (value: number) => say_number(value) },
    legend: { top: 0, type: 'scroll' },
    grid: { left: 60, right: 20, top: 36, bottom: 28 },
    xAxis: { type: 'time', axisLabel: { formatter: by === 'day' ? '{dd}/{MM}' : '{dd}/{MM}/{yy}', hideOverlap: true } },
    yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => say_number(value) } },
    // Dash and mark tell the lines apart without colour.
    series: [
      line(words.trend_due, 'due', { lineStyle: { type: 'dashed', width: 2 }, symbol: 'none' }),
      line(words.trend_sent, 'sent', { symbol: 'triangle' }),
      line(words.trend_on_time, 'on_time', { symbol: 'circle', lineStyle: { width: 3 } }),
    ],
  }
}

/** The exchange of the province over two years by week or two months by day, with the numbers below the curve. */
const TrendDialog = ({ close }: { close: () => void }) => {
  const words = use_words()
  const { language } = use_language()
  const [by, choose] = useState<Trend['by']>('week')
  const [kind, set_kind] = useState('')
  const trend = useQuery({
    queryKey: ['board', 'trend', by, kind],
    queryFn: () => ask<Trend>(`/board/trend?by=${by}&kind=${kind}`),
    placeholderData: (before) => before,
  })
  const option = useMemo(() => trend.data && option_of(trend.data, words), [trend.data, words])
  return (
    <Dialog title={words.trend} close={close} wide>
      <div className="row wrap trend-acts">
        <Segments
          label={words.trend}
          value={by}
          options={[
            { value: 'week', label: words.by_week },
            { value: 'day', label: words.by_day },
          ]}
          choose={choose}
        />
        <select
          className="box trend-kind"
          aria-label={words.paper_kind}
          value={kind}
          onChange={(event) => set_kind(event.target.value)}
        >
          {['', ...kind_names].map((one) => (
            <option key={one} value={one}>
              {say_kind(language, one)}
            </option>
          ))}
        </select>
      </div>
      <RefusalNotice error={trend.error} />
      {trend.data && option ? (
        <Suspense fallback={<Waiting />}>
          <Chart option={option} height={260} label={words.trend} />
          <TrendTable trend={trend.data} />
        </Suspense>
      ) : (
        <Waiting />
      )}
      <p className="muted small">{words.trend_note}</p>
    </Dialog>
  )
}

const shown_max = 6

const TrendTable = ({ trend: { points, by } }: { trend: Trend }) => {
  const words = use_words()
  const share = (part: number, whole: number): string =>
    whole === 0 ? '–' : `${say_number(Math.floor((part / whole) * 1_000) / 10, 1)} %`
  return (
    <table className="trend-table">
      <thead>
        <tr>
          <th scope="col">{by === 'week' ? words.week_until : words.day}</th>
          <th scope="col">{words.trend_due}</th>
          <th scope="col">{words.trend_sent}</th>
          <th scope="col">{words.trend_on_time}</th>
          <th scope="col">{words.missing}</th>
        </tr>
      </thead>
      <tbody>
        {points
          .slice(-shown_max)
          .reverse()
          .map(({ day, due, sent, on_time, missing }) => (
            <tr key={day}>
              <th scope="row">{say_day(day)}</th>
              <td>{say_number(due)}</td>
              <td>{say_number(sent)}</td>
              <td>
                {say_number(on_time)} ({share(on_time, due)})
              </td>
              <td>{say_number(missing)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

export default TrendDialog
