import { useState } from 'react'
import { ask, Field, FormDialog, MomentInput, now_local, say_done, TextField } from '../../../base/ui/index.ts'
import { channels, request_kinds, type Channel, type FoundPerson, type Line, type RequestKind } from '../contract.ts'
import { PersonField } from './person-field.tsx'
import { PurposePicks } from './purpose-picks.tsx'
import { use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

const stopping: readonly RequestKind[] = ['withdraw', 'restrict', 'object']

/** A person's request as it came in. */
export const TakeDialog = ({ done, close }: { done: () => void; close: () => void }) => {
  const words = use_words()
  const purposes = use_part<Line[]>('/purposes')
  const [kind, set_kind] = useState<RequestKind>('see')
  const [person, set_person] = useState<FoundPerson>()
  const [name, set_name] = useState('')
  const [relation, set_relation] = useState(words.relation_own)
  const [phone, set_phone] = useState('')
  const [said, set_said] = useState('')
  const [channel, set_channel] = useState<Channel>('desk')
  const [received, set_received] = useState(now_local())
  const [chosen, choose] = useState<string[]>([])
  const [by_processor, set_by_processor] = useState(false)
  const send = async () => {
    await ask('/privacy/requests', {
      body: {
        ...{ kind, patient: person?.patient ?? '', said, channel, received_at: received, by_processor },
        ...{ asked_by: { name: name.trim(), relation: relation.trim(), phone: phone.trim() } },
        purposes: stopping.includes(kind) ? chosen : [],
      },
    })
    say_done(words.saved)
    done()
  }
  const find = (found: FoundPerson | undefined) => {
    set_person(found)
    if (found && name === '') set_name(found.name)
  }
  return (
    <FormDialog title={words.take} act={words.save} wide send={send} close={close} ready={name.trim() !== ''}>
      <div className="pdp-two">
        <Field label={words.kind} required>
          {(ids) => (
            <select
              {...ids}
              data-first
              className="box"
              value={kind}
              onChange={(event) => set_kind(event.target.value as RequestKind)}
            >
              {request_kinds.map((one) => (
                <option key={one} value={one}>
                  {words.kinds[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.received} required>
          {({ id }) => <MomentInput id={id} kind="datetime" direction="past" value={received} change={set_received} />}
        </Field>
        <PersonField person={person} choose={find} />
        <TextField label={words.asked_by} required value={name} change={set_name} />
        <TextField label={words.relation} value={relation} change={set_relation} />
        <TextField label={words.phone} type="tel" value={phone} change={set_phone} />
        <Field label={words.channel}>
          {(ids) => (
            <select
              {...ids}
              className="box"
              value={channel}
              onChange={(event) => set_channel(event.target.value as Channel)}
            >
              {channels.map((one) => (
                <option key={one} value={one}>
                  {words.channels[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.said} wide>
          {(ids) => (
            <textarea
              {...ids}
              className="box"
              rows={3}
              value={said}
              onChange={(event) => set_said(event.target.value)}
            />
          )}
        </Field>
      </div>
      {stopping.includes(kind) && (
        <PurposePicks legend={words.purposes} purposes={purposes.data ?? []} chosen={chosen} choose={choose} />
      )}
      <label className="row">
        <input type="checkbox" checked={by_processor} onChange={(event) => set_by_processor(event.target.checked)} />
        {words.by_processor}
      </label>
    </FormDialog>
  )
}
