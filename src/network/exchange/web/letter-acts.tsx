import { useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { IncomingLetter } from '../contract.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { use_act } from './queries.ts'
import { use_words } from './words.ts'

type ActsProps = { letter: IncomingLetter; may_answer: boolean; may_admit: boolean; may_open: boolean }

/** Which visit the letter led to: chosen among the person's own, the open one first. */
const Arrival = ({ letter, may_admit, arrive }: ActsProps & { arrive: (encounter: string) => void }) => {
  const words = use_words()
  if (letter.visits.length === 0)
    return (
      <div className="row wrap">
        <span className="muted">{words.no_visit}</span>
        {may_admit && (
          <Link className="btn" href={`/nhap-vien/${letter.patient}`}>
            {words.admit}
          </Link>
        )}
      </div>
    )
  return (
    <div>
      <p className="muted small">{words.arrive_note}</p>
      <ul className="letter-visits">
        {letter.visits.map((visit) => (
          <li key={visit.encounter}>
            <Button onClick={() => arrive(visit.encounter)}>
              {words.arrive}: {show_moment(visit.since.slice(0, 16))}
              {visit.what && ` · ${visit.what}`}
              {visit.is_open && <b className="green"> {words.is_open}</b>}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Said = ({ letter, may_open }: { letter: IncomingLetter; may_open: boolean }) => {
  const words = use_words()
  if (!letter.acted || letter.state === 'received') return null
  const { by, at } = letter.acted
  return (
    <div className="stack-small">
      <p>{words.acted(words.states[letter.state] ?? letter.state, by, show_moment(at.slice(0, 16)))}</p>
      {letter.reason && <p className="muted">{letter.reason}</p>}
      {letter.encounter && may_open && <Link href={`/benh-an/${letter.encounter}`}>{words.to_visit}</Link>}
      {letter.is_untold && <p className="amber small">{words.untold}</p>}
    </div>
  )
}

/** What we say to the sender: we take the person, we do not and why, the person came. */
export const LetterActs = (props: ActsProps) => {
  const { letter, may_answer, may_open } = props
  const words = use_words()
  const { act, error, is_busy } = use_act()
  const [declines, set_declines] = useState(false)
  const is_open = !letter.is_superseded && (letter.state === 'received' || letter.state === 'accepted')
  const is_good = letter.verdict === 'good'
  const say = async (way: string, body: Record<string, string>, done: string): Promise<void> => {
    if (!(await act(() => ask(`/exchange/incoming/${letter.id}/${way}`, { body })))) return
    set_declines(false)
    say_done(done)
  }
  if (!is_open && !letter.acted) return null
  return (
    <section className="card letter-part">
      <h2>{words.answer}</h2>
      <Said letter={letter} may_open={may_open} />
      {!declines && <RefusalNotice error={error} />}
      {may_answer && is_open && (
        <div className="row wrap">
          {is_good && letter.state === 'received' && (
            <Button look="primary" disabled={is_busy} onClick={() => void say('accept', {}, words.accepted)}>
              {words.accept}
            </Button>
          )}
          <Button look="danger" disabled={is_busy} onClick={() => set_declines(true)}>
            {words.decline}
          </Button>
        </div>
      )}
      {may_answer && is_open && is_good && letter.patient && (
        <Arrival {...props} arrive={(encounter) => void say('arrive', { encounter }, words.arrived)} />
      )}
      {declines && (
        <ReasonDialog
          title={words.decline_title}
          note={words.decline_note}
          act={words.decline}
          error={error}
          send={(reason) => void say('decline', { reason }, words.declined)}
          close={() => set_declines(false)}
        />
      )}
    </section>
  )
}
