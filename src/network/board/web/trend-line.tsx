import type { TrendPoint } from '../../deployment/contract.ts'

const [width, height, top] = [300, 26, 2]
/** Below it everything looks the same anyway; said beside the line. */
const floor = 0.5

type TrendLineProps = { points: TrendPoint[]; label: string }

/** Which part of the papers came in time, week by week: a line without the chart's library. The dot is the running week. */
export const TrendLine = ({ points, label }: TrendLineProps) => {
  const known = points.filter(({ due }) => due > 0)
  const last = known.at(-1)
  if (!last || known.length < 2) return null
  const x = (i: number): number => Math.round((i / (known.length - 1)) * (width - 6)) + 3
  const y = ({ on_time, due }: TrendPoint): number => {
    const share = Math.max(floor, Math.min(1, on_time / due))
    return Math.round((top + ((1 - share) / (1 - floor)) * (height - top - 3)) * 10) / 10
  }
  return (
    <svg
      className="board-line trend"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={width} y1={top} y2={top} className="goal" />
      <polyline points={known.map((one, i) => `${x(i)},${y(one)}`).join(' ')} className="was" />
      <line x1={x(known.length - 1)} x2={x(known.length - 1)} y1={y(last)} y2={y(last) + 0.01} className="now" />
    </svg>
  )
}
