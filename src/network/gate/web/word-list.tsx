import { Empty, Pill, show_moment } from '../../../base/ui/index.ts'
import type { MatrixWord } from '../contract.ts'
import { tones } from './cell.ts'
import { use_words } from './words.ts'

const state_tones = { holds: 'green', coming: 'amber', past: undefined, replaced: undefined } as const

type WordListProps = {
  list: MatrixWord[]
  /** By label; absent: all words are of one cell. */
  names?: Map<string, string>
}

/** What the Sở has said, the latest day first: what comes, what holds, what held. */
export const WordList = ({ list, names }: WordListProps) => {
  const words = use_words()
  if (list.length === 0) return <Empty title={words.none_said}>{words.none_said_note}</Empty>
  const titles = [
    words.from_day,
    ...(names ? [words.cell] : []),
    words.ruling,
    words.source,
    words.said_by,
    words.state,
  ]
  return (
    <div className="card scroll-x">
      <table className="list gate-stacks gate-words">
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.map((one, i) => (
            <tr key={i} className={one.state === 'past' || one.state === 'replaced' ? 'gate-over' : undefined}>
              <td data-label={words.from_day}>{show_moment(one.valid_from)}</td>
              {names && (
                <td data-label={words.cell}>
                  {names.get(one.label) ?? one.label} → {words.destinations[one.destination]}
                </td>
              )}
              <td data-label={words.ruling}>
                <Pill tone={tones[one.ruling]}>{words.rulings[one.ruling]}</Pill>
              </td>
              <td data-label={words.source}>
                <span>
                  {one.source}
                  {one.reason && <small className="muted">{words.back_dated(one.reason)}</small>}
                </span>
              </td>
              <td data-label={words.said_by}>
                <span>
                  {one.changed_by} <small className="muted">{show_moment(one.changed_at)}</small>
                </span>
              </td>
              <td data-label={words.state}>
                <Pill tone={state_tones[one.state]}>{words.states[one.state]}</Pill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
