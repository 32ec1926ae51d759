import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ask, Button, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { AdmissionBegun } from '../../../chart/encounters/web/admission-draft.ts'
import { announcing_kinds, type IncomingLetter } from '../contract.ts'
import { LateDialog } from './late-dialog.tsx'
import { letter_place } from './places.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { use_act } from './queries.ts'
import { use_words } from './words.ts'

type LateAct = { way: 'accept' | 'arrive'; body: { encounter?: string } }

type ActsProps = { letter: IncomingLetter; may_answer: boolean; may_admit: boolean; may_open: boolean }

/** The clerk types nothing that the letter already says, and comes back to it. */
const begin_with = ({ id, gist }: IncomingLetter): { admission: AdmissionBegun } => ({
  admission: {
    referral: { text: gist?.diagnosis ?? '', code: gist?.diagnosis_code ?? '' },
    is_emergency: gist?.urgency === 'emergency',
    back: letter_place(id),
  },
})

/** Of the person's visits those that can be this arrival: open, or begun since the letter was written. */
const arrivals_of = ({ visits, created_at }: IncomingLetter) =>
  visits.filter(({ is_open, since }) => is_open || since.slice(0, 10) >= created_at.slice(0, 10))

/** Which visit the letter led to: chosen among the person's own, or begun from here. */
const Arrival = ({ letter, may_admit, arrive }: ActsProps & { arrive: (encounter: string) => void }) => {
  const words = use_words()
  const [, go] = useLocation()
  const admit = () => go(`/nhap-vien/${letter.patient}`, { state: begin_with(letter) })
  const visits = arrivals_of(letter)
  return (
    <div className="stack-small">
      <p className="muted small">{visits.length > 0 ? words.arrive_note : words.no_visit}</p>
      {visits.length > 0 && (
        <ul className="letter-visits">
          {visits.map((visit) => (
            <li key={visit.encounter}>
              <Button onClick={() => arrive(visit.encounter)}>
                {words.arrive}: {show_moment(visit.since.slice(0, 16))}
                {visit.what && ` · ${visit.what}`}
                {visit.is_open && <b className="green"> {words.is_open}</b>}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {may_admit && !visits.some(({ is_open }) => is_open) && (
        <div>
          <Button onClick={admit}>{words.admit}</Button>
        </div>
      )}
    </div>
  )
}

const Said = ({ letter, may_open }: { letter: IncomingLetter; may_open: boolean }) => {
  const words = use_words()
  if (!letter.acted || letter.state === 'received') return null
  const { by, at } = letter.acted
  return (
    <div className="stack-small">
      <p>{words.acted(words.state_of(letter), by, show_moment(at.slice(0, 16)))}</p>
      {letter.reason && <p className="muted">{letter.reason}</p>}
      {letter.late_reason && <p className="amber">{letter.late_reason}</p>}
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
  const comes = announcing_kinds.has(letter.kind)
  // Who was sent on may be sent back (chuyển về); nobody knows before it was read.
  const may_come = comes || letter.kind === 'transfer-answer'
  const awaits = comes || (may_come && letter.state === 'accepted')
  const [late, set_late] = useState<LateAct>()
  const say = async (way: string, body: Record<string, unknown>, done: string): Promise<void> => {
    if (!(await act(() => ask(`/exchange/incoming/${letter.id}/${way}`, { body })))) return
    set_declines(false)
    set_late(undefined)
    say_done(done)
  }
  // Of an emergency nobody is asked why; who came while it counted came in time.
  const is_asked =
    letter.validity?.is_expired === true && letter.late_reason === '' && letter.gist?.urgency !== 'emergency'
  const accept = () => (is_asked ? set_late({ way: 'accept', body: {} }) : void say('accept', {}, words.accepted))
  const arrive = (encounter: string) => {
    const since = letter.visits.find((visit) => visit.encounter === encounter)?.since.slice(0, 10) ?? ''
    if (is_asked && since > (letter.validity?.until ?? '')) set_late({ way: 'arrive', body: { encounter } })
    else void say('arrive', { encounter }, words.arrived)
  }
  if (!is_open && !letter.acted) return null
  return (
    <section className="card letter-part">
      <h2>{words.answer}</h2>
      <Said letter={letter} may_open={may_open} />
      {!declines && !late && <RefusalNotice error={error} />}
      {may_answer && is_open && (
        <div className="row wrap">
          {is_good && letter.patient && !comes && (
            <Button look="primary" disabled={is_busy} onClick={() => void say('finish', {}, words.finished)}>
              {words.finish}
            </Button>
          )}
          {is_good && letter.state === 'received' && may_come && (
            <Button {...(comes ? { look: 'primary' } : {})} disabled={is_busy} onClick={accept}>
              {comes ? words.accept : words.accept_back}
            </Button>
          )}
          <Button look="danger" disabled={is_busy} onClick={() => set_declines(true)}>
            {words.decline}
          </Button>
        </div>
      )}
      {may_answer && is_open && is_good && letter.patient && awaits && <Arrival {...props} arrive={arrive} />}
      {late && (
        <LateDialog
          note={letter.validity?.words ?? ''}
          error={error}
          send={(said) =>
            void say(late.way, { ...late.body, ...said }, words[late.way === 'accept' ? 'accepted' : 'arrived'])
          }
          close={() => set_late(undefined)}
        />
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
