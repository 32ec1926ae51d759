import { useState } from 'react'
import { ask, FormDialog, say_done, TextField } from '../../base/ui/index.ts'
import type { Me } from '../../platform/access/contract.ts'
import { use_words } from './words.ts'

/** Whoever made the account knows its first password: from here on its owner alone knows it. */
export const PasswordDialog = ({ me, close }: { me: Me; close: () => void }) => {
  const words = use_words()
  const [current, set_current] = useState('')
  const [next, set_next] = useState('')
  const [again, set_again] = useState('')
  const differs = again !== '' && !next.startsWith(again)
  const send = async () => {
    await ask('/password', { body: { current, next } })
    say_done(words.password_changed)
  }
  return (
    <FormDialog
      title={words.change_password_title}
      act={words.change_password_act}
      ready={current !== '' && next !== '' && next === again}
      send={send}
      close={close}
    >
      {/* For the browser's own store of passwords. */}
      <input type="text" autoComplete="username" value={me.account.username} readOnly hidden />
      <TextField
        {...{ label: words.current_password, type: 'password', value: current, change: set_current }}
        autoComplete="current-password"
        required
        first
      />
      <TextField
        {...{ label: words.next_password, type: 'password', value: next, change: set_next }}
        autoComplete="new-password"
        hint={words.next_password_hint(me.session.password_min)}
        required
      />
      <TextField
        {...{ label: words.repeat_password, type: 'password', value: again, change: set_again }}
        autoComplete="new-password"
        tone={differs ? 'bad' : undefined}
        hint={differs ? words.repeat_differs : undefined}
        required
      />
    </FormDialog>
  )
}
