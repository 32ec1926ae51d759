import { useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Dialog, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { OutgoingLetter } from '../contract.ts'
import { BasisLine } from './basis-line.tsx'
import { SentState, Steps } from './outgoing-list.tsx'
import { PersonLine } from './person-line.tsx'
import { letter_place, part_address } from './places.ts'
import { use_act, use_sent } from './queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { use_words } from './words.ts'

const Recipients = ({ letter }: { letter: OutgoingLetter }) => {
  const words = use_words()
  if (letter.recipients.length === 0) return <p className="muted">{words.to_timeline}</p>
  return (
    <ul className="sent-recipients">
      {letter.recipients.map((one) => (
        <li key={one.code}>
          <span>
            <b>{one.name}</b>
            {one.reason && <small className={one.state === 'rejected' ? 'red' : 'amber'}>{one.reason}</small>}
          </span>
          <small className="muted">{show_moment(one.changed_at.slice(0, 16))}</small>
          {one.state !== 'rejected' && <Steps state={one.state} />}
          <SentState state={one.state} />
        </li>
      ))}
    </ul>
  )
}

const Receipts = ({ letter }: { letter: OutgoingLetter }) => {
  const words = use_words()
  if (letter.receipts.length === 0) return <p className="muted small">{words.no_receipts}</p>
  return (
    <ul className="sent-receipts small">
      {letter.receipts.map((one, at) => (
        <li key={at} title={one.note || undefined}>
          <i
            className={`dot ${one.standing === 'verified' ? 'signed' : one.standing === 'false' ? 'alarm' : 'done'}`}
          />
          {words.says[one.says] ?? one.says} <span className="muted">{one.party}</span>
          <span className={one.standing === 'false' ? 'push red' : 'push muted'}>
            {words.standings[one.standing]} · {show_moment(one.at.slice(0, 16))}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Details = ({ letter }: { letter: OutgoingLetter }) => {
  const words = use_words()
  const pdf = letter.parts.find(({ kind }) => kind === 'pdf')
  return (
    <>
      <div className="row wrap">
        <PersonLine person={letter.person} />
        <span className="push" />
        {pdf && (
          <a className="btn" href={part_address(letter.id, pdf.position)} target="_blank" rel="noreferrer">
            {words.open_paper}
          </a>
        )}
      </div>
      {(letter.reason || letter.last_error) && <p className="notice amber">{letter.reason || letter.last_error}</p>}
      {letter.is_expired && <p className="notice amber">{words.sent_expired_note(show_moment(letter.valid_until))}</p>}
      <Recipients letter={letter} />
      {letter.basis && <BasisLine basis={letter.basis} />}
      {letter.answers.map((id) => (
        <Link key={id} href={letter_place(id)}>
          {words.see_answer}
        </Link>
      ))}
      <h3>{words.receipts}</h3>
      <Receipts letter={letter} />
      <p className="muted small">
        {words.by_whom} {letter.posted_by}, {show_moment(letter.posted_at.slice(0, 16))}
      </p>
    </>
  )
}

type OutgoingProps = { id: string; may_answer: boolean; close: () => void }

/** One letter that was sent: who has it, who signed for it; what is held goes again, or is given up. */
export const OutgoingDialog = ({ id, may_answer, close }: OutgoingProps) => {
  const words = use_words()
  const { data: letter, error, isPending } = use_sent(id)
  const { act, error: refused, is_busy } = use_act()
  const [gives_up, set_gives_up] = useState(false)
  const retry = async (): Promise<void> => {
    if (await act(() => ask(`/exchange/outgoing/${id}/retry`, { body: {} }))) say_done(words.retried(1))
  }
  const withdraw = async (reason: string): Promise<void> => {
    if (!(await act(() => ask(`/exchange/outgoing/${id}/withdraw`, { body: { reason } })))) return
    say_done(words.withdrawn)
    close()
  }
  if (gives_up)
    return (
      <ReasonDialog
        title={letter?.state === 'rejected' ? words.close_letter : words.withdraw}
        act={letter?.state === 'rejected' ? words.close_letter : words.withdraw}
        error={refused}
        send={(reason) => void withdraw(reason)}
        close={() => set_gives_up(false)}
      />
    )
  const is_held = letter?.state === 'held'
  const foot = may_answer && (is_held || letter?.state === 'rejected') && (
    <>
      <Button look="danger" disabled={is_busy} onClick={() => set_gives_up(true)}>
        {is_held ? words.withdraw : words.close_letter}
      </Button>
      {is_held && (
        <Button look="primary" disabled={is_busy} onClick={() => void retry()}>
          {words.retry}
        </Button>
      )}
    </>
  )
  return (
    <Dialog title={letter?.title ?? words.outgoing} close={close} foot={foot || undefined}>
      <RefusalNotice error={error ?? refused} />
      {isPending && <Waiting />}
      {letter && <Details letter={letter} />}
    </Dialog>
  )
}
