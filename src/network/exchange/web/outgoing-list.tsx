import { Pill, show_moment } from '../../../base/ui/index.ts'
import type { OutgoingLine } from '../contract.ts'
import { show_near } from './gist-line.tsx'
import { PersonLine } from './person-line.tsx'
import { use_words } from './words.ts'

const reached = ['waiting', 'requested', 'received', 'accepted', 'completed']

/** How far a letter is, as dots; the word beside them says the same. */
export const Steps = ({ state }: { state: string }) => {
  const words = use_words()
  const at = reached.indexOf(state === 'taken' ? 'requested' : state)
  return (
    <span className="exchange-steps" aria-hidden>
      {words.steps.map((step, i) => (
        <i key={step} title={step} className={`dot ${at >= i ? 'signed' : ''}`} />
      ))}
    </span>
  )
}

const tones: Record<string, 'red' | 'amber' | 'green' | 'brand'> = {
  ...{ held: 'red', rejected: 'red', waiting: 'amber', accepted: 'green', completed: 'green', received: 'brand' },
}

export const SentState = ({ state, is_expired = false }: { state: string; is_expired?: boolean }) => {
  const words = use_words()
  if (is_expired) return <Pill tone="amber">{words.sent_expired}</Pill>
  return <Pill tone={tones[state]}>{words.out_states[state] ?? state}</Pill>
}

/** Said only where somebody has to hurry, or came too late. */
const LineClock = ({ letter: { due_at, clock } }: { letter: OutgoingLine }) => {
  const words = use_words()
  const said = words.clocks[clock]
  return said ? <span className={clock === 'late' ? 'red' : 'amber'}>{said(show_near(due_at))}</span> : null
}

const Row = ({ letter, choose }: { letter: OutgoingLine; choose: (id: string) => void }) => {
  const words = use_words()
  const note = letter.reason || (letter.state === 'waiting' ? letter.last_error : '')
  const moves =
    !letter.is_expired && !['held', 'rejected', 'withdrawn'].includes(letter.state) && letter.recipients.length > 0
  return (
    <li>
      <button type="button" className="exchange-row" onClick={() => choose(letter.id)}>
        <PersonLine person={letter.person} />
        <span className="exchange-what">
          <span>{words.kinds[letter.kind] ?? letter.kind}</span>
          <small>{letter.recipients.map(({ name }) => name).join(', ') || words.to_timeline}</small>
        </span>
        <span className="exchange-when">
          <time>{show_moment(letter.posted_at.slice(0, 16))}</time>
          <LineClock letter={letter} />
          {letter.is_expired && <span>{words.counted_until(show_moment(letter.valid_until))}</span>}
        </span>
        <span className="exchange-state">
          {moves && <Steps state={letter.state} />}
          <SentState {...letter} />
        </span>
        {note && <small className="exchange-note">{note}</small>}
      </button>
    </li>
  )
}

export const OutgoingRows = ({ letters, choose }: { letters: OutgoingLine[]; choose: (id: string) => void }) => {
  const words = use_words()
  return (
    <div className="card exchange-table">
      <div className="exchange-row exchange-titles" aria-hidden>
        <span>{words.person}</span>
        <span>
          {words.document} · {words.to}
        </span>
        <span>{words.sent_at}</span>
        <span>{words.standing}</span>
      </div>
      <ul>
        {letters.map((letter) => (
          <Row key={letter.id} letter={letter} choose={choose} />
        ))}
      </ul>
    </div>
  )
}
