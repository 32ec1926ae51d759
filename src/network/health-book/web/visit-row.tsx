import { useState } from 'react'
import { Link } from 'wouter'
import { Button, Pill, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { NationalLine, NationalVisit, PortalWord } from '../contract.ts'
import { FaultList } from './fault-list.tsx'
import { PortalWordDialog } from './portal-word-dialog.tsx'
import { use_national_acts } from './visits-queries.ts'
import { use_words } from './visits-words.ts'

const tones: Record<NationalLine['state'], 'green' | 'amber' | 'red' | undefined> = {
  ...{ none: undefined, off: undefined, waiting: undefined, sent: 'green', failed: 'red', unknown: 'amber' },
}

const minute = (moment: string): string => show_moment(moment.slice(0, 16))

const Standing = ({ visit, may_open }: { visit: NationalVisit; may_open: boolean }) => {
  const words = use_words()
  const { national } = visit
  const facts = [
    national.versions > 0 && words.version(national.sent_version, national.versions),
    national.receipt !== '' && words.receipt(national.receipt, minute(national.sent_at)),
    national.seen_at !== '' && words.seen(minute(national.seen_at)),
  ].filter(Boolean)
  return (
    <div className="visit-standing">
      <span className="row wrap">
        <Pill tone={tones[national.state]}>{words.states[national.state]}</Pill>
        {national.is_late && <Pill tone="amber">{words.late}</Pill>}
        {national.class !== '' && national.state !== 'sent' && <small>{words.who[national.class]}</small>}
      </span>
      {national.faults.length > 0 ? (
        <FaultList visit={visit} may_open={may_open} />
      ) : (
        national.reason !== '' && <p className="visit-reason">{national.reason}</p>
      )}
      {facts.length > 0 && <small className="muted">{facts.join(' · ')}</small>}
    </div>
  )
}

type RowProps = { visit: NationalVisit; may_open: boolean; may_answer: boolean }

/** One visit on its way: how it stands, why, and what a person can do about it. */
export const VisitRow = ({ visit, may_open, may_answer }: RowProps) => {
  const words = use_words()
  const { again } = use_national_acts()
  const [word, set_word] = useState<PortalWord['word']>()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const { state, versions } = visit.national
  const send = () => {
    set_busy(true)
    set_error(undefined)
    void again(visit.about)
      .then(() => say_done(words.again_done), set_error)
      .finally(() => set_busy(false))
  }
  return (
    <tr>
      <td>
        <Link href={may_open ? `/benh-an/${visit.encounter}` : `/nguoi-benh/${visit.patient}`}>{visit.name}</Link>
        <small className="muted"> {show_moment(visit.birth_date)}</small>
      </td>
      <td className="visit-when">{minute(visit.ended_at)}</td>
      <td>
        <Standing visit={visit} may_open={may_open} />
        <RefusalNotice error={error} />
      </td>
      <td>
        {may_answer && (
          <span className="visit-acts">
            {state === 'unknown' && <Button onClick={() => set_word('taken')}>{words.taken}</Button>}
            {(state === 'failed' || state === 'unknown') && (
              <Button {...(state === 'unknown' ? { look: 'quiet' } : {})} disabled={is_busy} onClick={send}>
                {words.again}
              </Button>
            )}
            {state === 'failed' && versions > 0 && (
              <Button look="quiet" onClick={() => set_word('taken')}>
                {words.taken}
              </Button>
            )}
            {state === 'sent' && (
              <Button look="quiet" onClick={() => set_word('refused')}>
                {words.refused}
              </Button>
            )}
          </span>
        )}
        {word && <PortalWordDialog about={visit.about} word={word} close={() => set_word(undefined)} />}
      </td>
    </tr>
  )
}
