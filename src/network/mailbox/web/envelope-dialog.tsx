import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  Dialog,
  LinesField,
  Notice,
  RefusalNotice,
  say_done,
  show_moment,
  Waiting,
} from '../../../base/ui/index.ts'
import type { PersonFacts } from '../../citizens/contract.ts'
import type { HeldEnvelope, HeldLetter, LetterDecision } from '../contract.ts'
import { ComparePeople, type Side } from './compare-people.tsx'
import { use_words } from './words.ts'

type EnvelopeDialogProps = { letter: HeldLetter; close: () => void }

/** The envelope beside what the directory knows; the letter goes on or back. */
export const EnvelopeDialog = ({ letter, close }: EnvelopeDialogProps) => {
  const words = use_words()
  const path = `/hub/held/${letter.sender.code}/${letter.id}`
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const opened = useQuery({
    queryKey: ['hub-envelope', path],
    queryFn: () => ask<HeldEnvelope>(path),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  const settle = (decision: LetterDecision) => {
    set_busy(true)
    set_error(undefined)
    ask(path, { body: { decision, reason } })
      .then(() => {
        say_done(decision === 'released' ? words.released_done : words.returned_done)
        close()
      }, set_error)
      .finally(() => set_busy(false))
  }
  const is_off = is_busy || reason.trim() === ''
  return (
    <Dialog
      wide
      title={words.envelope}
      close={close}
      foot={
        <>
          <Button look="danger" disabled={is_off} onClick={() => settle('returned')}>
            {words.send_back}
          </Button>
          <span className="push" />
          <Button look="primary" disabled={is_off || !opened.data} onClick={() => settle('released')}>
            {words.release}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Notice tone="amber">{letter.reason}</Notice>
        <p className="muted small">
          {words.kinds[letter.kind] ?? letter.kind} · {letter.sender.name} →{' '}
          {letter.recipients.map(({ name }) => name).join(', ')}
          {opened.data && ` · ${show_moment(opened.data.created_at)}`}
        </p>
        <RefusalNotice error={opened.error} />
        {opened.isPending && <Waiting />}
        {opened.data && <Envelope envelope={opened.data} />}
        <p className="muted small">{words.envelope_note}</p>
        <LinesField label={words.decision_reason} required rows={2} value={reason} change={set_reason} />
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}

const Envelope = ({ envelope }: { envelope: HeldEnvelope }) => {
  const words = use_words()
  const [standing] = envelope.persons
  const known = useQuery({
    queryKey: ['hub-person', standing],
    queryFn: () => ask<{ person: PersonFacts }>(`/citizens/${standing ?? ''}`),
    enabled: standing !== undefined,
  })
  const { name, birth_date, gender, identifiers } = envelope.person
  const written: Side = {
    title: words.on_letter,
    person: {
      ...{ names: [name], birth_date, gender, phones: [], kin: [] },
      identifiers: identifiers.map((one) => ({ ...one, stands: true })),
    },
  }
  if (standing === undefined) return <ComparePeople sides={[written]} note={words.not_in_directory} />
  if (!known.data) return known.error ? <RefusalNotice error={known.error} /> : <Waiting />
  return <ComparePeople sides={[written, { title: words.in_directory, person: known.data.person }]} />
}
