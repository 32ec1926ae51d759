import { BarChart, HeatmapChart, LineChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { init, use as use_parts, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use_parts([BarChart, HeatmapChart, LineChart])
use_parts([GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer])

export type ChartProps = { option: EChartsCoreOption; height: number; label: string; choose?: (name: string) => void }

/** A chart of the board; to be loaded lazily, so that no page waits for the library. Drawn as SVG: it prints sharp. */
const Chart = ({ option, height, label, choose }: ChartProps) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const chart = init(element, undefined, { renderer: 'svg' })
    chart.setOption({
      ...{
        animation: false,
        textStyle: { fontFamily: 'Be Vietnam Pro' },
        color: ['#0a6c74', '#c9a24b', '#58a6a6', '#7a5ea8'],
      },
      ...option,
    })
    if (choose) chart.on('click', ({ name }) => choose(name))
    const sized = new ResizeObserver(() => chart.resize())
    sized.observe(element)
    return () => {
      sized.disconnect()
      chart.dispose()
    }
  }, [option, choose])
  return <div ref={place} style={{ height }} role="img" aria-label={label} />
}

export default Chart
