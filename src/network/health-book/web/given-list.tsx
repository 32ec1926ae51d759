import { useState } from 'react'
import {
  ask,
  AutoText,
  Button,
  Dialog,
  Field,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
} from '../../../base/ui/index.ts'
import type { BasisLine, PublicationLine, PublicationState, RequestLine, Timeline } from '../contract.ts'
import { use_opening } from './basis-dialogs.tsx'
import { CodeDialog } from './code-dialog.tsx'
import { scan_address } from './places.ts'
import { use_act } from './queries.ts'
import { use_words } from './words.ts'

const tones: Record<PublicationState, 'green' | 'amber' | 'red' | undefined> = {
  ...{ published: 'green', waiting: undefined, withheld: 'amber', failed: 'red' },
}

type SayWhy = { title: string; note: string; label: string; act: string; error: unknown; is_busy: boolean }

const WhyDialog = ({
  title,
  note,
  label,
  act,
  error,
  is_busy,
  send,
  close,
}: SayWhy & { send: (why: string) => void; close: () => void }) => {
  const [why, set_why] = useState('')
  return (
    <Dialog
      title={title}
      close={close}
      submit={() => send(why)}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || why.trim().length < 5}>
          {act}
        </Button>
      }
    >
      <p className="muted">{note}</p>
      <RefusalNotice error={error} />
      <Field label={label} required>
        {(ids) => <AutoText {...ids} className="box" value={why} onChange={(event) => set_why(event.target.value)} />}
      </Field>
    </Dialog>
  )
}

const Given = ({ patient, line, may_release }: { patient: string; line: PublicationLine; may_release: boolean }) => {
  const words = use_words()
  const [is_open, set_open] = useState(false)
  const { act, error, is_busy } = use_act(patient)
  const release = async (reason: string) => {
    const about = encodeURIComponent(line.about)
    if (!(await act(() => ask<object>(`/health-book/release?about=${about}`, { body: { reason } })))) return
    say_done(words.released)
    set_open(false)
  }
  const { national } = line
  const facts = [
    words.national[national.state],
    national.sent_version > 1 && words.national_version(national.sent_version),
    national.seen_at !== '' && words.national_seen(show_moment(national.seen_at.slice(0, 16))),
    line.left_out > 0 && words.left_out(line.left_out),
  ].filter(Boolean)
  return (
    <li>
      <span>
        {words.kinds[line.kind] ?? line.kind} · {show_moment(line.ended_at.slice(0, 10))}
      </span>
      <Pill tone={tones[line.state]}>{words.states[line.state]}</Pill>
      {line.reason && line.state !== 'published' && <small>{line.reason}</small>}
      {facts.length > 0 && <small className="muted">{facts.join(' · ')}</small>}
      {line.state === 'withheld' && may_release && (
        <Button look="link" onClick={() => set_open(true)}>
          {words.release}
        </Button>
      )}
      {is_open && (
        <WhyDialog
          {...{ title: words.release_title, note: words.release_note, label: words.release_reason, act: words.release }}
          {...{ error, is_busy }}
          send={(why) => void release(why)}
          close={() => set_open(false)}
        />
      )}
    </li>
  )
}

const Request = ({ patient, line, has_basis }: { patient: string; line: RequestLine; has_basis: boolean }) => {
  const words = use_words()
  const [opened, set_opened] = useState<'withdraw' | 'code'>()
  const close = () => set_opened(undefined)
  const { open, act, error, is_busy } = use_opening({ patient, close })
  const withdraw = async (reason: string) => {
    const done = await act(() =>
      ask<{ is_told: boolean }>(`/timeline/${patient}/requests/${line.id}/withdraw`, { body: { reason } }),
    )
    if (!done) return
    say_done(done.is_told ? words.ended : words.ended_untold)
    close()
  }
  const standing = line.withdrawn_at
    ? words.withdrawn(show_moment(line.withdrawn_at.slice(0, 16)))
    : line.is_outgrown
      ? words.outgrown
      : line.confirmed_at
        ? words.confirmed
        : words.unconfirmed
  const is_open = line.withdrawn_at === '' && !line.is_outgrown
  const stands = line.confirmed_at !== '' && is_open
  const reason = line.purpose || words.request_reason
  const facts = [
    words.channels[line.channel],
    words.opened_by(line.taken_by),
    line.purpose && words.request_for(line.purpose),
    line.labels.map((label) => words.labels[label] ?? label).join(', '),
    stands && line.holds_until && words.holds_until(show_moment(line.holds_until)),
  ].filter(Boolean)
  return (
    <li>
      <span>{words.request_line(line.asked_by, line.relation, show_moment(line.taken_at.slice(0, 16)))}</span>
      <Pill tone={stands ? 'green' : line.is_outgrown ? 'amber' : undefined}>{standing}</Pill>
      <small className="muted">{facts.join(' · ')}</small>
      <span className="book-acts">
        {line.has_paper && (
          <a href={scan_address(patient, line.id)} target="_blank" rel="noreferrer">
            {words.see_paper}
          </a>
        )}
        {stands && !has_basis && (
          <Button
            look="link"
            disabled={is_busy}
            onClick={() => void open({ basis: 'patient-request', reason, request: line.id })}
          >
            {words.use_again}
          </Button>
        )}
        {is_open && !line.confirmed_at && (
          <Button look="link" onClick={() => set_opened('code')}>
            {words.type_code}
          </Button>
        )}
        {is_open && (
          <Button look="link" onClick={() => set_opened('withdraw')}>
            {words.withdraw}
          </Button>
        )}
      </span>
      {opened === 'code' && (
        <CodeDialog patient={patient} taken={{ id: line.id }} reason={reason} sent_to="" close={close} />
      )}
      {opened === 'withdraw' ? (
        <WhyDialog
          {...{
            title: words.withdraw_title,
            note: words.withdraw_note,
            label: words.withdraw_reason,
            act: words.withdraw,
          }}
          {...{ error, is_busy }}
          send={(why) => void withdraw(why)}
          close={close}
        />
      ) : (
        <RefusalNotice error={error} />
      )}
    </li>
  )
}

/** A look that is over: by which right, why, who and when. It stays to be asked about. */
const PastBasis = ({ basis }: { basis: BasisLine }) => {
  const words = use_words()
  return (
    <li>
      <span>
        {words.by_basis[basis.basis]}: {basis.reason}
        {basis.law && ` · ${basis.law}`}
      </span>
      <small className="muted">
        {basis.actor} · {show_moment(basis.at.slice(0, 16))}
      </small>
    </li>
  )
}

/** What this house gave, what the person asked for, what was done again: our own books, whether or not the hub answers. */
export const GivenList = ({
  patient,
  timeline,
  may_release,
}: {
  patient: string
  timeline: Timeline
  may_release: boolean
}) => {
  const words = use_words()
  const has_basis = timeline.bases.some(({ is_open }) => is_open)
  const past = timeline.bases.filter(({ is_open }) => !is_open)
  return (
    <section className="book-given card">
      <h2>{words.given}</h2>
      {timeline.own.length === 0 && <p className="muted small">{words.given_none}</p>}
      <ul>
        {timeline.own.map((line) => (
          <Given key={line.about} {...{ patient, line, may_release }} />
        ))}
      </ul>
      {timeline.requests.length > 0 && <h2>{words.requests}</h2>}
      <ul>
        {timeline.requests.map((line) => (
          <Request key={line.id} {...{ patient, line, has_basis }} />
        ))}
      </ul>
      {past.length > 0 && <h2>{words.past_bases}</h2>}
      <ul>
        {past.map((basis) => (
          <PastBasis key={basis.id} basis={basis} />
        ))}
      </ul>
      {timeline.repeats.length > 0 && <h2>{words.repeats}</h2>}
      <ul>
        {timeline.repeats.map(({ code, reason, actor, at }) => (
          <li key={at}>
            <span>
              {code}: {reason}
            </span>
            <small className="muted">
              {actor} · {show_moment(at.slice(0, 16))}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
