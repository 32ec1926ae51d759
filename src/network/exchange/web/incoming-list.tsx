import { useLocation } from 'wouter'
import { Pill, show_moment } from '../../../base/ui/index.ts'
import type { IncomingLine } from '../contract.ts'
import { PersonLine } from './person-line.tsx'
import { letter_place } from './places.ts'
import { use_words } from './words.ts'

const tones = { received: 'amber', accepted: 'green', rejected: 'red', completed: 'green' } as const

/** How a letter stands, in one word, and why where that needs saying. */
export const LetterState = ({ letter }: { letter: IncomingLine }) => {
  const words = use_words()
  if (letter.is_superseded) return <Pill>{words.superseded}</Pill>
  const is_red = letter.verdict === 'red' && letter.state === 'received'
  return is_red ? (
    <Pill tone="red">{words.red}</Pill>
  ) : (
    <Pill tone={tones[letter.state]}>{words.states[letter.state]}</Pill>
  )
}

const Row = ({ letter }: { letter: IncomingLine }) => {
  const words = use_words()
  const [, go] = useLocation()
  const note = letter.reason || (letter.verdict === 'red' ? letter.problem : '')
  return (
    <li>
      <button type="button" className="exchange-row" onClick={() => go(letter_place(letter.id))}>
        <PersonLine person={letter.person} />
        <span className="exchange-what">
          <span>
            {words.kinds[letter.kind] ?? letter.kind}
            {letter.is_correction && <em> · {words.correction}</em>}
            {letter.labels.length > 0 && <em className="red"> · {words.labels}</em>}
          </span>
          <small>{letter.sender.name}</small>
        </span>
        <time>{show_moment(letter.received_at.slice(0, 16))}</time>
        <span className="exchange-state">
          <LetterState letter={letter} />
        </span>
        {note && <small className="exchange-note">{note}</small>}
      </button>
    </li>
  )
}

export const IncomingRows = ({ letters }: { letters: IncomingLine[] }) => {
  const words = use_words()
  return (
    <div className="card exchange-table">
      <div className="exchange-row exchange-titles" aria-hidden>
        <span>{words.person}</span>
        <span>
          {words.document} · {words.from}
        </span>
        <span>{words.at}</span>
        <span>{words.standing}</span>
      </div>
      <ul>
        {letters.map((letter) => (
          <Row key={letter.id} letter={letter} />
        ))}
      </ul>
    </div>
  )
}
