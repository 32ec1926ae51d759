import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../../chart/patients/contract.ts'
import type { BasisLine, Timeline } from '../contract.ts'
import { EmergencyDialog, LawDialog } from './basis-dialogs.tsx'
import { use_act } from './queries.ts'
import { RequestDialog } from './request-dialog.tsx'
import { use_words } from './words.ts'

type Opening = 'request' | 'emergency' | 'law'

const Basis = ({ patient, basis }: { patient: string; basis: BasisLine }) => {
  const words = use_words()
  const { act, error, is_busy } = use_act(patient)
  const end = async () => {
    const told = await act(() =>
      ask<{ is_told: boolean }>(`/timeline/${patient}/bases/${basis.id}/end`, { method: 'POST' }),
    )
    if (told) say_done(told.is_told ? words.ended : words.ended_untold)
  }
  return (
    <li>
      <Pill tone={basis.basis === 'emergency' ? 'amber' : 'brand'}>{words.by_basis[basis.basis]}</Pill>
      <span className="book-basis-why">
        {basis.reason}
        {basis.law && ` · ${basis.law}`}
        <small className="muted">
          {' '}
          {words.until(show_moment(basis.until.slice(0, 16)))} · {words.opened_by(basis.actor)}
        </small>
      </span>
      <Button look="quiet" disabled={is_busy} onClick={() => void end()}>
        {words.end}
      </Button>
      <RefusalNotice error={error} />
    </li>
  )
}

type BarProps = { patient: string; timeline: Timeline; person: PatientDetail | undefined }

/** By which right others' papers are shown, and until when; or how to get one. */
export const ReasonBar = ({ patient, timeline, person }: BarProps) => {
  const words = use_words()
  const [opening, set_opening] = useState<Opening>()
  const open = timeline.bases.filter(({ is_open }) => is_open)
  const has = (basis: BasisLine['basis']): boolean => open.some((one) => one.basis === basis)
  const close = () => set_opening(undefined)
  return (
    <section className={open.length > 0 ? 'book-bar card' : 'book-bar card closed'} aria-label={words.reason}>
      {open.length > 0 ? (
        <ul className="book-bases">
          {open.map((basis) => (
            <Basis key={basis.id} patient={patient} basis={basis} />
          ))}
        </ul>
      ) : (
        <span className="book-basis-why">{words.no_basis}</span>
      )}
      <span className="book-openers">
        {!has('patient-request') && (
          <Button {...(open.length === 0 && { look: 'primary' as const })} onClick={() => set_opening('request')}>
            {words.open_request}
          </Button>
        )}
        {!has('emergency') && (
          <Button look="danger" onClick={() => set_opening('emergency')}>
            {words.open_emergency}
          </Button>
        )}
        <Button look="quiet" onClick={() => set_opening('law')}>
          {words.open_law}
        </Button>
      </span>
      {opening === 'request' && person && <RequestDialog patient={patient} person={person} close={close} />}
      {opening === 'emergency' && <EmergencyDialog patient={patient} close={close} />}
      {opening === 'law' && <LawDialog patient={patient} close={close} />}
    </section>
  )
}
