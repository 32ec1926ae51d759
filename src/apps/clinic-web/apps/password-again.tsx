import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button, RefusalNotice, TextField } from '../../../base/ui/index.ts'
import type { Me } from '../../../platform/access/contract.ts'
import { use_sign_in } from '../session.ts'
import { use_words as use_house_words } from '../words.ts'
import { use_words } from './words.ts'

/** The app wants to be sure who sits here now. */
export const PasswordAgain = ({ me, done }: { me: Me; done: () => void }) => {
  const words = use_words()
  const house = use_house_words()
  const sign_in = use_sign_in()
  const [password, set_password] = useState('')
  const [error, set_error] = useState<unknown>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sign_in({ username: me.account.username, password, facility: me.facility.code }).then(done, set_error)
  }
  return (
    <form className="consent-form" onSubmit={submit}>
      <p>{words.password_again}</p>
      <TextField
        label={house.password}
        type="password"
        value={password}
        change={set_password}
        autoComplete="current-password"
        first
      />
      <RefusalNotice error={error} />
      <footer className="consent-foot">
        <Button type="submit" look="primary" disabled={password === ''}>
          {words.go_on}
        </Button>
      </footer>
    </form>
  )
}
