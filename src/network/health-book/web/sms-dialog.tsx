import { useState } from 'react'
import { ask, AutoText, Field, FormDialog, say_done, Segments, TextField } from '../../../base/ui/index.ts'
import { ProfileField } from '../../exchange/web/endpoint-fields.tsx'
import type { SmsSettings } from '../contract.ts'
import { use_words } from './sms-words.ts'

/** How the gateway is asked: no national shape exists, so the whole request is set here. */
export const SmsDialog = ({ settings, close }: { settings: Required<SmsSettings>; close: () => void }) => {
  const words = use_words()
  const [wish, set_wish] = useState<Required<SmsSettings>>({ ...settings, base_url: settings.base_url || 'https://' })
  const change = (next: Partial<SmsSettings>) => set_wish((before) => ({ ...before, ...next }))
  const send = async (): Promise<void> => {
    await ask('/sms-gateway', { method: 'PUT', body: wish })
    say_done(words.saved)
  }
  return (
    <FormDialog title={words.title} act={words.save} wide send={send} close={close}>
      <div className="portal-two">
        <TextField
          first
          required
          label={words.address}
          hint={words.address_hint}
          value={wish.base_url}
          change={(base_url) => change({ base_url })}
        />
        <TextField required label={words.path} value={wish.path} change={(path) => change({ path })} />
      </div>
      <ProfileField profile={wish.profile} choose={(profile) => change({ profile })} />
      <div className="field">
        <span className="name">{words.format}</span>
        <Segments
          label={words.format}
          value={wish.format}
          options={(['json', 'form'] as const).map((value) => ({ value, label: words.formats[value] }))}
          choose={(format) => change({ format })}
        />
      </div>
      <Field label={words.body} required hint={words.body_hint}>
        {(ids) => (
          <AutoText
            {...ids}
            className="box mono"
            value={wish.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        )}
      </Field>
      <div className="portal-two">
        <TextField
          label={words.authorization}
          hint={words.authorization_hint}
          value={wish.authorization}
          change={(authorization) => change({ authorization })}
        />
        <TextField label={words.brand} value={wish.brand} change={(brand) => change({ brand })} />
      </div>
      <div className="field">
        <span className="name">{words.phone_form}</span>
        <Segments
          label={words.phone_form}
          value={wish.phone_form}
          options={(['0', '84', '+84'] as const).map((value) => ({ value, label: `${value}912345678` }))}
          choose={(phone_form) => change({ phone_form })}
        />
      </div>
      <label className="portal-check">
        <input
          type="checkbox"
          checked={wish.is_plain}
          onChange={(event) => change({ is_plain: event.target.checked })}
        />{' '}
        {words.is_plain}
      </label>
      <div className="portal-two">
        <TextField
          label={words.ok_field}
          hint={words.ok_field_hint}
          value={wish.ok_field}
          change={(ok_field) => change({ ok_field })}
        />
        <TextField label={words.ok_value} value={wish.ok_value} change={(ok_value) => change({ ok_value })} />
        <TextField
          label={words.receipt_field}
          value={wish.receipt_field}
          change={(receipt_field) => change({ receipt_field })}
        />
      </div>
    </FormDialog>
  )
}
