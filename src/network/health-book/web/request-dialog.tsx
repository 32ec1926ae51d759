import { useState } from 'react'
import {
  ask,
  Button,
  Dialog,
  Notice,
  query_string,
  RefusalNotice,
  ScanField,
  Segments,
  TextField,
  Waiting,
} from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../../chart/patients/contract.ts'
import type { RequestTaken } from '../contract.ts'
import { use_opening } from './basis-dialogs.tsx'
import { CodeDialog } from './code-dialog.tsx'
import { sheet_address } from './places.ts'
import { use_request_text } from './queries.ts'
import { is_ready, use_request_form, wish_of, type RequestForm } from './request-form.ts'
import { use_words } from './words.ts'

const Labels = ({ labels, change }: RequestForm) => {
  const words = use_words()
  return (
    <fieldset className="book-labels">
      <legend>{words.request_labels}</legend>
      {Object.entries(words.labels).map(([label, name]) => (
        <label key={label}>
          <input
            type="checkbox"
            checked={labels.includes(label)}
            onChange={(event) =>
              change({ labels: event.target.checked ? [...labels, label] : labels.filter((one) => one !== label) })
            }
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  )
}

/** Who speaks, as her age allows, and what she is to the person. */
const Speaker = (form: RequestForm & { years: number | null }) => {
  const words = use_words()
  const { asked_as, speakers, change, years } = form
  const is_child = !speakers.includes('person')
  return (
    <>
      {is_child && years !== null && (
        <Notice tone="amber">{words.child_note(years, speakers.includes('representative'))}</Notice>
      )}
      <div className="field">
        <span className="name">{words.request_as}</span>
        <Segments
          label={words.request_as}
          value={asked_as}
          options={speakers.map((value) => ({ value, label: words.asked_as[value] }))}
          choose={(value) => change({ asked_as: value })}
        />
      </div>
      <div className="book-two">
        <TextField
          label={asked_as === 'person' ? words.request_who : words.representative}
          required
          value={form.asked_by}
          change={(asked_by) => change({ asked_by })}
        />
        {asked_as !== 'person' && (
          <TextField
            label={words.relation}
            required
            hint={words.relation_hint}
            value={form.relation}
            change={(relation) => change({ relation })}
          />
        )}
      </div>
      {asked_as === 'both' && (
        <label className="book-agrees">
          <input
            type="checkbox"
            checked={form.child_agrees}
            onChange={(event) => change({ child_agrees: event.target.checked })}
          />{' '}
          {words.child_agrees}
        </label>
      )}
    </>
  )
}

const Purpose = ({ purpose, change }: RequestForm) => {
  const words = use_words()
  return (
    <>
      <div className="field">
        <span className="name">{words.purpose}</span>
        <Segments
          label={words.purpose}
          value={purpose === undefined ? 'care' : 'other'}
          options={[
            { value: 'care', label: words.purpose_care },
            { value: 'other', label: words.purpose_other },
          ]}
          choose={(value) => change({ purpose: value === 'care' ? undefined : '' })}
        />
      </div>
      {purpose !== undefined && (
        <TextField
          label={words.purpose_words}
          required
          hint={words.purpose_hint}
          value={purpose}
          change={(next) => change({ purpose: next })}
        />
      )}
    </>
  )
}

/** By a code to the telephone, or by the sheet: printed here, signed, scanned. */
const Proof = ({
  patient,
  channels,
  ...form
}: RequestForm & { patient: string; channels: readonly RequestForm['channel'][] }) => {
  const words = use_words()
  const { channel, change } = form
  const sheet = sheet_address(
    patient,
    query_string({
      ...{ as: form.asked_as, by: form.asked_by, relation: form.relation },
      ...{ purpose: form.purpose, labels: form.labels.join(',') || undefined },
    }),
  )
  return (
    <>
      <div className="field">
        <span className="name">{words.channel}</span>
        <Segments
          label={words.channel}
          value={channel}
          options={channels.map((value) => ({ value, label: words.channels[value] }))}
          choose={(value) => change({ channel: value })}
        />
        {!channels.includes('otp') && <small className="muted">{words.no_otp}</small>}
      </div>
      {channel === 'otp' ? (
        <TextField
          label={words.phone}
          required
          type="tel"
          inputMode="tel"
          hint={words.phone_hint}
          value={form.phone}
          change={(phone) => change({ phone })}
        />
      ) : (
        <>
          <p>
            <a className="btn" href={sheet} target="_blank" rel="noreferrer">
              {words.print_sheet}
            </a>{' '}
            <small className="muted">{words.print_note}</small>
          </p>
          <ScanField label={words.scan} change={(scan) => change({ scan })} />
        </>
      )}
    </>
  )
}

type RequestProps = { patient: string; person: PatientDetail; close: () => void }

/** The person's own request, taken down so that it can be verified: what was read out, to whom, confirmed how (PDP-03, PDP-07). */
export const RequestDialog = ({ patient, person, close }: RequestProps) => {
  const words = use_words()
  const first = use_request_text(patient, { as: 'person', purpose: '' })
  const form = use_request_form(person, first.data)
  const text = use_request_text(patient, { as: form.asked_as, purpose: form.purpose ?? '' })
  const { open, act, error, is_busy } = use_opening({ patient, close })
  const [taken, set_taken] = useState<RequestTaken>()
  const take = async () => {
    const made = await act(() => ask<RequestTaken>(`/timeline/${patient}/requests`, { body: wish_of(form) }))
    if (!made) return
    if (form.channel === 'otp') set_taken(made)
    else await open({ basis: 'patient-request', reason: form.purpose || words.request_reason, request: made.id })
  }
  if (taken)
    return (
      <CodeDialog
        {...{ patient, taken, close }}
        reason={form.purpose || words.request_reason}
        sent_to={words.sent_to(form.phone, form.asked_by)}
      />
    )
  return (
    <Dialog
      title={words.request_title}
      wide
      close={close}
      submit={() => void take()}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || !is_ready(form)}>
          {form.channel === 'paper' ? words.keep_paper : is_busy ? words.sending_code : words.send_code}
        </Button>
      }
    >
      {first.data ? (
        <div className="book-request">
          <Speaker {...form} years={first.data.years} />
          <Purpose {...form} />
          <blockquote className="book-text" aria-live="polite">
            <small className="muted">{words.request_reads}</small>
            <p>{(text.data ?? first.data).text}</p>
            <small className="muted">{words.text_version((text.data ?? first.data).version)}</small>
          </blockquote>
          <Labels {...form} />
          <Proof {...form} patient={patient} channels={first.data.channels} />
        </div>
      ) : (
        !first.error && <Waiting />
      )}
      <RefusalNotice error={error ?? text.error} />
    </Dialog>
  )
}
