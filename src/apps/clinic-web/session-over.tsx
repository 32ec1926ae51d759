import { useState } from 'react'
import { Button, Dialog, RefusalNotice, TextField } from '../../base/ui/index.ts'
import type { Me } from '../../platform/access/contract.ts'
import { use_sign_in, use_sign_out } from './session.ts'
import { use_words } from './words.ts'

/** Lies over the page, which stays as it is: nothing typed is lost when a session runs out. */
export const SessionOver = ({ me, done }: { me: Me; done: () => void }) => {
  const words = use_words()
  const sign_in = use_sign_in()
  const sign_out = use_sign_out()
  const [password, set_password] = useState('')
  const [error, set_error] = useState<unknown>()
  const send = () =>
    void sign_in({ username: me.account.username, password, facility: me.facility.code }).then(done, set_error)
  return (
    <Dialog
      title={words.session_lost}
      submit={send}
      foot={
        <>
          <Button look="quiet" onClick={() => void sign_out().then(done, set_error)}>
            {words.other_person}
          </Button>
          <Button type="submit" look="primary">
            {words.sign_in}
          </Button>
        </>
      }
    >
      <p>{words.session_lost_note}</p>
      <p>
        <b>{me.account.name}</b> <span className="muted">{me.account.username}</span>
      </p>
      <TextField
        label={words.password}
        type="password"
        value={password}
        change={set_password}
        autoComplete="current-password"
        first
      />
      <RefusalNotice error={error} />
    </Dialog>
  )
}
