import { useState } from 'react'
import {
  ask,
  AutoText,
  Button,
  Field,
  FormDialog,
  Pick,
  query_string,
  say_done,
  ScanField,
  Segments,
  TextField,
  type Scan,
} from '../../../base/ui/index.ts'
import type { SendBasis, SendRecordWish, SentRecord } from '../contract.ts'
import { use_words } from './words.ts'

type Facility = { code: string; name: string }

const bases: SendBasis[] = ['patient-request', 'transfer', 'emergency', 'law']
const reason_min = 5

const search_facilities = (text: string, signal: AbortSignal): Promise<Facility[]> =>
  ask<Facility[]>(`/exchange/facilities${query_string({ q: text })}`, { signal })

const RecipientField = ({ chosen, choose }: { chosen: Facility | undefined; choose: (one?: Facility) => void }) => {
  const words = use_words()
  const [text, set_text] = useState('')
  return (
    <Field label={words.recipient} required hint={chosen ? chosen.code : words.recipient_hint}>
      {(ids) => (
        <Pick<Facility>
          id={ids.id}
          describedby={ids['aria-describedby']}
          text={text}
          change_text={(next) => {
            set_text(next)
            choose()
          }}
          search={search_facilities}
          choose={(hit) => {
            set_text(hit.name)
            choose(hit)
          }}
          key_of={({ code }) => code}
          min_letters={2}
          none={words.no_facility}
          show={({ code, name }) => (
            <>
              <b>{name}</b> <small className="muted">{code}</small>
            </>
          )}
        />
      )}
    </Field>
  )
}

type AskedAs = NonNullable<SendRecordWish['asked_as']>
type Evidence = { scan?: Scan | undefined; law: string; reason: string; asked_as: AskedAs; representative: string }

const is_enough = (basis: SendBasis | undefined, { scan, law, reason, asked_as, representative }: Evidence): boolean =>
  basis === 'transfer' ||
  (basis === 'patient-request' && scan !== undefined && (asked_as === 'person' || representative.trim() !== '')) ||
  (basis === 'emergency' && reason.trim().length >= reason_min) ||
  (basis === 'law' && law.trim() !== '')

type EvidenceProps = { basis: SendBasis; evidence: Evidence; change: (next: Partial<Evidence>) => void }

const speakers: AskedAs[] = ['person', 'representative', 'both']

/** Who signed the sheet: below eighteen it is who represents her (PDP-07). */
const Speaker = ({ evidence, change }: Omit<EvidenceProps, 'basis'>) => {
  const words = use_words()
  return (
    <>
      <div className="field">
        <span className="name">{words.asked_as}</span>
        <Segments
          label={words.asked_as}
          value={evidence.asked_as}
          options={speakers.map((value) => ({ value, label: words.speakers[value] }))}
          choose={(asked_as) => change({ asked_as })}
        />
      </div>
      {evidence.asked_as !== 'person' && (
        <TextField
          label={words.representative}
          required
          hint={words.representative_hint}
          value={evidence.representative}
          change={(representative) => change({ representative })}
        />
      )}
    </>
  )
}

/** What each basis has to show for itself. */
const EvidenceFields = ({ basis, evidence, change }: EvidenceProps) => {
  const words = use_words()
  return (
    <>
      <p className="muted small">{words.basis_notes[basis]}</p>
      {basis === 'patient-request' && <Speaker evidence={evidence} change={change} />}
      {basis === 'patient-request' && <ScanField label={words.request} change={(scan) => change({ scan })} />}
      {basis === 'law' && (
        <TextField
          label={words.law}
          required
          hint={words.law_hint}
          value={evidence.law}
          change={(law) => change({ law })}
        />
      )}
      {basis !== 'patient-request' && (
        <Field label={words.reason} required={basis === 'emergency'}>
          {(ids) => (
            <AutoText
              {...ids}
              className="box"
              value={evidence.reason}
              onChange={(event) => change({ reason: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

const SendDialog = ({ encounter, close }: { encounter: string; close: () => void }) => {
  const words = use_words()
  const [recipient, set_recipient] = useState<Facility>()
  const [basis, set_basis] = useState<SendBasis>()
  const [evidence, set_evidence] = useState<Evidence>({ law: '', reason: '', asked_as: 'person', representative: '' })
  const is_ready = recipient !== undefined && is_enough(basis, evidence)
  const send = async (): Promise<void> => {
    if (!recipient || !basis) return
    const { scan, law, reason, asked_as, representative } = evidence
    const wish: SendRecordWish = {
      ...{ recipient: recipient.code, basis },
      ...(basis === 'law' ? { law } : {}),
      ...(reason.trim() && basis !== 'patient-request' ? { reason } : {}),
      ...(scan && basis === 'patient-request' ? { request: scan, asked_as } : {}),
      ...(basis === 'patient-request' && asked_as !== 'person' ? { representative } : {}),
    }
    await ask<SentRecord>(`/stays/${encounter}/send-record`, { body: wish })
    say_done(words.sent)
  }
  return (
    <FormDialog title={words.title} act={words.act} wide ready={is_ready} send={send} close={close}>
      <p className="muted">{words.note}</p>
      <RecipientField chosen={recipient} choose={set_recipient} />
      <div className="field">
        <span className="name">
          {words.basis}
          <em> *</em>
        </span>
        <Segments
          label={words.basis}
          value={basis}
          options={bases.map((value) => ({ value, label: words.bases[value] }))}
          choose={set_basis}
        />
      </div>
      {basis && (
        <EvidenceFields
          basis={basis}
          evidence={evidence}
          change={(next) => set_evidence((before) => ({ ...before, ...next }))}
        />
      )}
    </FormDialog>
  )
}

/** Beside the download in the chart's menu: the same file, sent. */
export const SendRecord = ({ encounter }: { encounter: string }) => {
  const words = use_words()
  const [is_open, set_open] = useState(false)
  return (
    <>
      <Button look="quiet" onClick={() => set_open(true)}>
        {words.send}
      </Button>
      {is_open && <SendDialog encounter={encounter} close={() => set_open(false)} />}
    </>
  )
}
