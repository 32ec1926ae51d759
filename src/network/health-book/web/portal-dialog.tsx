import { useState } from 'react'
import { Button, Dialog, Field, RefusalNotice, Segments, TextField, today_local } from '../../../base/ui/index.ts'
import type { EndpointProfile } from '../../../platform/http/contract.ts'
import { EndpointFields } from '../../exchange/web/endpoint-fields.tsx'
import type { PortalView, PortalWish } from '../contract.ts'
import { use_words } from './portal-words.ts'

type DialogProps = {
  portal: PortalView['portal']
  error: unknown
  is_busy: boolean
  close: () => void
  save: (wish: PortalWish) => void
}

export const PortalDialog = ({ portal, error, is_busy, close, save }: DialogProps) => {
  const words = use_words()
  const [base_url, set_base_url] = useState(portal?.base_url ?? 'https://')
  const [path, set_path] = useState(portal?.path ?? '')
  const [token_path, set_token_path] = useState(portal?.token_path ?? '')
  const [username, set_username] = useState(portal?.username ?? '')
  const [head_code, set_head_code] = useState(portal?.head_code ?? '')
  const [summary_for, set_summary_for] = useState(portal?.summary_for ?? 'all')
  const [due_h, set_due_h] = useState(portal ? String(portal.due_h) : '')
  const [profile, set_profile] = useState<EndpointProfile>(portal?.profile ?? 'sandbox')
  const [valid_from, set_valid_from] = useState(today_local())
  // What is left blank takes the shipped value.
  const wish: PortalWish = {
    ...{ base_url, path, token_path, username, head_code, summary_for, profile },
    ...(due_h.trim() === '' ? {} : { due_h: Number(due_h) }),
    ...(valid_from > today_local() ? { valid_from } : {}),
  }
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={() => save(wish)}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || username.trim() === ''}>
          {words.save}
        </Button>
      }
    >
      <div className="stack">
        <TextField
          first
          required
          label={words.address}
          hint={words.address_hint}
          value={base_url}
          change={set_base_url}
        />
        <TextField label={words.path} value={path} change={set_path} placeholder="/api/qd130/guiHoSoXmlQD3176" />
        <TextField label={words.token_path} value={token_path} change={set_token_path} placeholder="/api/token/take" />
        <TextField required label={words.username} hint={words.username_hint} value={username} change={set_username} />
        <TextField label={words.head_code} hint={words.head_code_hint} value={head_code} change={set_head_code} />
        <Field label={words.summary_for}>
          {() => (
            <Segments
              label={words.summary_for}
              value={summary_for}
              options={[
                { value: 'all', label: words.summary_all },
                { value: 'beds', label: words.summary_beds },
              ]}
              choose={set_summary_for}
            />
          )}
        </Field>
        <TextField
          label={words.due_h}
          hint={words.due_hint}
          inputMode="numeric"
          placeholder="24"
          value={due_h}
          change={set_due_h}
        />
        <EndpointFields
          wish={{ profile, valid_from }}
          change={(part) => {
            if (part.profile) set_profile(part.profile)
            if (part.valid_from !== undefined) set_valid_from(part.valid_from)
          }}
        />
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
