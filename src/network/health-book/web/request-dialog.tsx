import { useState } from 'react'
import { ask, Button, Dialog, Notice, RefusalNotice, Segments, TextField } from '../../../base/ui/index.ts'
import type { RequestTaken, RequestWish } from '../contract.ts'
import { use_opening } from './basis-dialogs.tsx'
import { use_request_text } from './queries.ts'
import { use_words } from './words.ts'

type Channel = RequestWish['channel']
type Scan = NonNullable<RequestWish['paper']>

const read_scan = async (file: File): Promise<Scan> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { content_type: file.type, data: btoa(text) }
}

const Labels = ({ chosen, choose }: { chosen: string[]; choose: (labels: string[]) => void }) => {
  const words = use_words()
  return (
    <fieldset className="book-labels">
      <legend>{words.request_labels}</legend>
      {Object.entries(words.labels).map(([label, name]) => (
        <label key={label}>
          <input
            type="checkbox"
            checked={chosen.includes(label)}
            onChange={(event) =>
              choose(event.target.checked ? [...chosen, label] : chosen.filter((one) => one !== label))
            }
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  )
}

type RequestProps = { patient: string; name: string; known_phone: string; close: () => void }

/** The person's own request, taken down so that it can be verified: what was read out, to whom, confirmed how (PDP-03). */
export const RequestDialog = ({ patient, name, known_phone, close }: RequestProps) => {
  const words = use_words()
  const text = use_request_text(patient)
  const { open, act, error, is_busy } = use_opening({ patient, close })
  const [channel, set_channel] = useState<Channel>('otp')
  const [asked_by, set_asked_by] = useState(name)
  const [labels, set_labels] = useState<string[]>([])
  const [phone, set_phone] = useState(known_phone)
  const [scan, set_scan] = useState<Scan>()
  const [taken, set_taken] = useState<RequestTaken>()
  const [code, set_code] = useState('')

  const take = (wish: Partial<RequestWish>) =>
    act(() => ask<RequestTaken>(`/timeline/${patient}/requests`, { body: { channel, asked_by, labels, ...wish } }))
  const look = (request: string) => open({ basis: 'patient-request', reason: words.request_reason, request })
  const send_code = async () => set_taken(await take({ phone }))
  const confirm = async () => {
    if (!taken) return
    const right = await act(() => ask<object>(`/timeline/${patient}/requests/${taken.id}/confirm`, { body: { code } }))
    if (right) await look(taken.id)
  }
  const keep_paper = async () => {
    const kept = scan && (await take({ paper: scan }))
    if (kept) await look(kept.id)
  }
  const next = channel === 'paper' ? keep_paper : taken ? confirm : send_code
  const is_ready =
    asked_by.trim() !== '' &&
    (channel === 'paper' ? scan !== undefined : taken ? code.trim() !== '' : phone.trim() !== '')
  return (
    <Dialog
      title={words.request_title}
      wide
      close={close}
      submit={() => void next()}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || !is_ready}>
          {channel === 'paper' ? words.keep_paper : taken ? words.confirm : words.send_code}
        </Button>
      }
    >
      <RefusalNotice error={error ?? text.error} />
      <blockquote className="book-text">
        <small className="muted">{words.request_reads}</small>
        <p>{text.data?.text}</p>
        <small className="muted">{text.data?.version}</small>
      </blockquote>
      <Labels chosen={labels} choose={set_labels} />
      <TextField
        label={words.request_who}
        required
        hint={words.request_who_hint}
        value={asked_by}
        change={set_asked_by}
      />
      <div>
        <Segments
          label={words.channel}
          value={channel}
          options={(['otp', 'paper'] as const).map((value) => ({ value, label: words.channels[value] }))}
          choose={(value) => {
            set_channel(value)
            set_taken(undefined)
          }}
        />
      </div>
      {channel === 'otp' && (
        <div className="book-two">
          <TextField label={words.phone} required type="tel" inputMode="tel" value={phone} change={set_phone} />
          {taken && <TextField label={words.code} required inputMode="numeric" value={code} change={set_code} first />}
        </div>
      )}
      {taken?.code && <Notice tone="amber">{words.demo_code(taken.code)}</Notice>}
      {channel === 'paper' && (
        <label className="book-scan">
          <span>{words.scan}</span>
          <input
            type="file"
            accept="application/pdf,image/jpeg,image/png"
            onChange={(event) => {
              const file = event.target.files?.[0]
              set_scan(undefined)
              if (file) void read_scan(file).then(set_scan, () => set_scan(undefined))
            }}
          />
        </label>
      )}
    </Dialog>
  )
}
