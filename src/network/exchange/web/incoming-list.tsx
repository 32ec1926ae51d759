import { useLocation } from 'wouter'
import { Pill, show_moment } from '../../../base/ui/index.ts'
import type { IncomingLine } from '../contract.ts'
import { say_death } from '../../../chart/patients/web/find.ts'
import { GistLine, show_near } from './gist-line.tsx'
import { PersonLine } from './person-line.tsx'
import { letter_place } from './places.ts'
import { use_words } from './words.ts'

const tones = { received: 'amber', accepted: 'green', rejected: 'red', completed: 'green' } as const

/** How a letter stands, in one word, and why where that needs saying. */
export const LetterState = ({ letter }: { letter: IncomingLine }) => {
  const words = use_words()
  if (letter.is_superseded) return <Pill>{words.superseded}</Pill>
  if (letter.is_expired) return <Pill tone="amber">{words.expired}</Pill>
  const is_red = letter.verdict === 'red' && letter.state === 'received'
  return is_red ? <Pill tone="red">{words.red}</Pill> : <Pill tone={tones[letter.state]}>{words.state_of(letter)}</Pill>
}

const late_ms = 15 * 60_000

/** When it was written, where that is not when it came: it lay on the way, or its sender was offline. */
const is_late = ({ created_at, received_at }: IncomingLine): boolean =>
  Math.abs(Date.parse(received_at) - Date.parse(created_at)) > late_ms

const Row = ({ letter }: { letter: IncomingLine }) => {
  const words = use_words()
  const [, go] = useLocation()
  const is_open = letter.state === 'received' || letter.state === 'accepted'
  const waits = letter.state === 'received' && letter.patient === ''
  const told = letter.reason || letter.late_reason || (letter.verdict === 'red' ? letter.problem : '')
  const note = waits ? letter.problem || told : told
  return (
    <li>
      <button
        type="button"
        className={`exchange-row ${is_open ? (letter.gist?.urgency ?? '') : ''}`}
        onClick={() => go(letter_place(letter.id))}
      >
        <PersonLine person={letter.person} />
        <span className="exchange-what">
          <span>
            {words.kinds[letter.kind] ?? letter.kind}
            {letter.is_correction && <em> · {words.correction}</em>}
            {letter.labels.length > 0 && <em className="red"> · {words.labels}</em>}
          </span>
          <small>{[letter.sender.name, letter.author].filter(Boolean).join(' · ')}</small>
        </span>
        <span className="exchange-when">
          <time>{show_moment(letter.received_at.slice(0, 16))}</time>
          {letter.is_expired && <span>{words.counted_until(show_moment(letter.valid_until))}</span>}
          {is_late(letter) && <span>{words.issued_at(show_near(letter.created_at))}</span>}
        </span>
        <span className="exchange-state">
          <LetterState letter={letter} />
        </span>
        {letter.gist && <GistLine gist={letter.gist} />}
        {letter.deceased !== '' && (
          <small className={letter.is_of_dead ? 'exchange-note' : 'exchange-note quiet'}>
            {words.dead_here(say_death(letter.deceased))}
          </small>
        )}
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
