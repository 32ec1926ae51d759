import type { MouseEvent } from 'react'
import { memo } from 'react'
import { Link, useLocation } from 'wouter'
import { show_moment, use_growing, use_language } from '../../../base/ui/index.ts'
import { say_count, say_minutes, say_short_day, say_weekday } from '../../counters/web/say.ts'
import type { BoardCell, BoardLine } from '../contract.ts'
import { day_place, flow_place } from './places.ts'
import { use_words } from './words.ts'

/** In a cell of two digits' width; more is said as 99+. */
const missing_max = 99
const signs = { none: '', whole: '', waiting: '·', silent: '✕' } as const

const sign_of = ({ state, missing }: BoardCell): string => {
  if (state !== 'gap') return signs[state]
  if (missing === 0) return '≠'
  return missing > missing_max ? `${missing_max}+` : String(missing)
}

/** A plain left click stays in the app; everything else is the browser's. One listener for thousands of cells. */
const use_inside_links = () => {
  const [, go] = useLocation()
  return (event: MouseEvent<HTMLElement>): void => {
    const link = event.target instanceof Element ? event.target.closest('a[data-cell]') : null
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go(link.getAttribute('href') ?? '/')
  }
}

/** Facilities down, days across. Colour never stands alone: what is missing is a number, silence a cross. */
export const HeatMap = ({ lines }: { lines: BoardLine[] }) => {
  const words = use_words()
  const { language } = use_language()
  const open = use_inside_links()
  const shown = use_growing(lines)
  const days = lines[0]?.days ?? []
  return (
    <div className="heat scroll-x">
      <table className="heat-table">
        <thead>
          <tr>
            <th scope="col" className="name">
              {words.facility}
            </th>
            {days.map(({ day }, i) => (
              <th key={day} scope="col" title={`${say_weekday(language, day)} ${say_short_day(day)}`}>
                {(days.length - 1 - i) % 7 === 0 ? say_short_day(day) : <span>{day.slice(8)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onClick={open}>
          {shown.map((line) => (
            <HeatRow key={line.facility} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const HeatRow = memo(({ line }: { line: BoardLine }) => {
  const words = use_words()
  const { language } = use_language()
  const { facility, name, reported_at, silent_min, is_mute } = line
  const note = () => {
    if (silent_min !== null) return <b className="red">{say_minutes(language, silent_min)}</b>
    if (is_mute) return <span className="amber">{words.mute}</span>
    return reported_at === null ? words.never : ''
  }
  return (
    <tr>
      <th scope="row" className="name" title={reported_at ? words.reported(show_moment(reported_at)) : words.never}>
        <Link href={flow_place(facility)}>{name}</Link> <small>{note()}</small>
      </th>
      {line.days.map((cell) => (
        <td key={cell.day}>
          <a
            data-cell
            href={day_place(facility, cell.day)}
            className={`heat-cell ${cell.state}`}
            title={words.cell(name, say_short_day(cell.day), words.states[cell.state] ?? '', say_count(cell.missing))}
            aria-label={words.cell(
              name,
              say_short_day(cell.day),
              words.states[cell.state] ?? '',
              say_count(cell.missing),
            )}
          >
            {sign_of(cell)}
          </a>
        </td>
      ))}
    </tr>
  )
})

export const HeatLegend = () => {
  const words = use_words()
  const shown: BoardCell['state'][] = ['whole', 'waiting', 'gap', 'silent', 'none']
  return (
    <p className="legend">
      {shown.map((state) => (
        <span key={state}>
          <i className={`heat-cell ${state}`} aria-hidden>
            {state === 'gap' ? '4' : signs[state]}
          </i>
          {words.states[state]}
        </span>
      ))}
    </p>
  )
}
