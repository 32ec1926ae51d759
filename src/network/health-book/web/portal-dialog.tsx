import { useState } from 'react'
import { Button, Dialog, RefusalNotice, TextField, today_local } from '../../../base/ui/index.ts'
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
  const [path, set_path] = useState(portal?.path ?? '/api/so-suc-khoe/nhan')
  const [username, set_username] = useState(portal?.username ?? '')
  const [profile, set_profile] = useState<EndpointProfile>(portal?.profile ?? 'sandbox')
  const [valid_from, set_valid_from] = useState(today_local())
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={() => save({ base_url, path, username, profile, ...(valid_from > today_local() ? { valid_from } : {}) })}
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
        <TextField required label={words.path} value={path} change={set_path} />
        <TextField required label={words.username} hint={words.username_hint} value={username} change={set_username} />
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
