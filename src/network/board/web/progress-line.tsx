import type { Forecast, Week } from '../../deployment/contract.ts'

const [width, height, top] = [300, 44, 3]
const day_ms = 86_400_000

type ProgressLineProps = { weeks: Week[]; forecast: Forecast; today: string; target: string; label: string }

/** The curve of the tile: what was, and a dashed line to what the last weeks promise. */
export const ProgressLine = ({ weeks, forecast, today, target, label }: ProgressLineProps) => {
  const [first, last] = [weeks[0], weeks.at(-1)]
  if (!first || !last || weeks.length < 2) return null
  const from = Date.parse(first.day)
  const end = [today, target, forecast.day ?? today].sort().at(-1) ?? today
  const span = Math.max(day_ms, Date.parse(end) - from)
  const x = (day: string): number => Math.round(((Date.parse(day) - from) / span) * (width - 2)) + 1
  const y = (percent: number): number => Math.round((top + (1 - percent / 100) * (height - top - 2)) * 10) / 10
  const points = weeks.map(({ day, percent }) => `${x(day)},${y(percent)}`).join(' ')
  return (
    <svg
      className="board-line"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={width} y1={y(100)} y2={y(100)} className="goal" />
      <line x1={x(target)} x2={x(target)} y1="0" y2={height} className="goal" />
      <polyline points={points} className="was" />
      {forecast.day !== null && forecast.day > last.day && (
        <polyline points={`${x(last.day)},${y(last.percent)} ${x(forecast.day)},${y(100)}`} className="will" />
      )}
    </svg>
  )
}
