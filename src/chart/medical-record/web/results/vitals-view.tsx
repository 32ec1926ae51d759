import { Empty, show_moment } from '../../../../base/ui/index.ts'
import type { Chart } from '../../contract.ts'
import { tone_of_vital } from '../entry/number-value.ts'
import { use_words } from '../words.ts'
import { plan_curve } from './plan-curve.ts'
import './results.css'

type Vital = Chart['vitals'][number]

const pulse_code = '8867-4'
const temperature_code = '8310-5'
const [width, height] = [640, 224]
const bands = 7

/** As on the paper sheet (forms/chuc-nang-song): pulse red, temperature blue, 20 beats beside each degree. */
export const VitalsView = ({ vitals }: { vitals: Vital[] }) => {
  const words = use_words()
  if (vitals.length === 0) return <Empty title={words.no_vitals}>{words.no_vitals_note}</Empty>
  const curves = [
    { name: words.pulse, tone: 'pulse', points: plan_curve(vitals, pulse_code, [40, 180], { width, height }) },
    {
      name: words.temperature,
      tone: 'temperature',
      points: plan_curve(vitals, temperature_code, [35, 42], { width, height }),
    },
  ]
  return (
    <article className="result card">
      <header>
        <h2>{words.groups['chuc-nang-song']}</h2>
        {curves.map((curve) => (
          <span key={curve.tone} className={`curve-name ${curve.tone}`}>
            {curve.name}
          </span>
        ))}
      </header>
      <svg
        className="curve"
        viewBox={`-36 -10 ${width + 66} ${height + 20}`}
        role="img"
        aria-label={`${words.pulse}, ${words.temperature}`}
      >
        {[0, 1, 2, 3, 4, 5, 6, 7].map((line) => (
          <g key={line}>
            <line x1="0" x2={width} y1={(line * height) / bands} y2={(line * height) / bands} />
            <text x="-6" y={(line * height) / bands + 3} textAnchor="end" className="pulse">
              {180 - line * 20}
            </text>
            <text x={width + 6} y={(line * height) / bands + 3} className="temperature">
              {42 - line}
            </text>
          </g>
        ))}
        {curves.map((curve) => (
          <g key={curve.tone} className={curve.tone}>
            <polyline points={curve.points.map((point) => `${point.x},${point.y}`).join(' ')} />
            {curve.points.map((point) => (
              <circle key={point.at} cx={point.x} cy={point.y} r="3">
                <title>{`${show_moment(point.at)}: ${point.value}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
      <VitalsTable vitals={vitals} />
    </article>
  )
}

const VitalsTable = ({ vitals }: { vitals: Vital[] }) => {
  const words = use_words()
  const codes = [...new Map(vitals.map((vital) => [vital.code, vital])).values()]
  const times = [...new Set(vitals.map((vital) => vital.at))].sort().reverse()
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            {codes.map((vital) => (
              <th key={vital.code} scope="col" className="num">
                {words.vital_names[vital.code] ?? vital.display} <small>{vital.unit}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((at) => (
            <tr key={at}>
              <td className="when">{show_moment(at)}</td>
              {codes.map(({ code }) => {
                const value = vitals.find((vital) => vital.at === at && vital.code === code)?.value ?? ''
                return (
                  <td key={code} className={`num ${tone_of_vital(code, value) ?? ''}`}>
                    {value.replace('.', ',')}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
