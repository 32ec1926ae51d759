import { lazy, Suspense, useMemo } from 'react'
import { Dialog, Waiting } from '../../../base/ui/index.ts'
import type { ProvincePage } from '../../deployment/contract.ts'
import { say_day, say_number } from './figures.ts'
import { use_words } from './words.ts'

const Chart = lazy(() => import('./chart.tsx'))

type Words = ReturnType<typeof use_words>

const option_of = ({ weeks, forecast, programme, rows }: ProvincePage, words: Words) => {
  const last = weeks.at(-1)
  const will =
    forecast.day && last && forecast.day > last.day
      ? [
          [last.day, last.percent],
          [forecast.day, 100],
        ]
      : []
  return {
    tooltip: { trigger: 'axis' },
    legend: { top: 0 },
    grid: { left: 44, right: 44, top: 36, bottom: 28 },
    xAxis: {
      type: 'time',
      axisLabel: { formatter: '{MM}/{yyyy}', hideOverlap: true },
      max: [programme.target_day, forecast.day ?? ''].sort().at(-1),
    },
    yAxis: [
      { type: 'value', max: 100, name: '%' },
      { type: 'value', max: Math.max(1, rows.length), name: words.units, splitLine: { show: false }, minInterval: 1 },
    ],
    series: [
      {
        ...{ type: 'line', name: words.progress_of, showSymbol: false },
        data: weeks.map(({ day, percent }) => [day, Math.round(percent * 10) / 10]),
        markLine: {
          ...{ symbol: 'none', label: { formatter: words.target(say_day(programme.target_day)) } },
          data: [{ xAxis: programme.target_day }],
        },
      },
      {
        ...{ type: 'line', name: words.operating_line, step: 'end', showSymbol: false, yAxisIndex: 1 },
        data: weeks.map(({ day, operating }) => [day, operating]),
      },
      { type: 'line', name: words.forecast_line, data: will, lineStyle: { type: 'dashed' }, showSymbol: false },
    ],
  }
}

/** The curve in large, with what the forecast is. */
export const ProgressDialog = ({ page, close }: { page: ProvincePage; close: () => void }) => {
  const words = use_words()
  const option = useMemo(() => option_of(page, words), [page, words])
  return (
    <Dialog title={words.progress} close={close} wide>
      <Suspense fallback={<Waiting />}>
        <Chart option={option} height={320} label={words.progress} />
      </Suspense>
      <p className="muted small">
        {words.forecast_note(page.forecast.weeks, say_number(page.forecast.per_week, 2))} {page.programme.source}.
      </p>
    </Dialog>
  )
}
