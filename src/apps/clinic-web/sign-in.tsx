import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button, Notice, RefusalNotice, TextField, Waiting } from '../../base/ui/index.ts'
import type { Door } from '../../platform/access/contract.ts'
import { DemoAccounts } from './demo-accounts.tsx'
import type { Demo } from './demo-accounts.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { use_door, use_sign_in } from './session.ts'
import './sign-in.css'
import { use_words } from './words.ts'

export const SignInPage = ({ note }: { note?: string | undefined }) => {
  const words = use_words()
  const door = use_door()
  const sign_in = use_sign_in()
  const [username, set_username] = useState('')
  const [password, set_password] = useState('')
  const [facility, set_facility] = useState('')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)

  const send = async (credentials: { username: string; password: string; facility: string }) => {
    set_busy(true)
    set_error(undefined)
    const { facility: chosen, ...rest } = credentials
    await sign_in({ ...rest, ...(chosen && { facility: chosen }) }).catch(set_error)
    set_busy(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send({ username, password, facility })
  }
  const take = (demo: Demo) => {
    set_username(demo.username)
    set_password(demo.password)
    set_facility(demo.facility)
    void send(demo)
  }
  const facilities = door.data?.facilities ?? []
  return (
    <main className="door">
      <section className="door-form card">
        <header>
          <img src={mark_url} alt="" width="40" height="40" />
          <div>
            <h1>{words.product}</h1>
            <p className="muted">{facilities.length === 1 ? facilities[0]?.name : words.line}</p>
          </div>
        </header>
        {note && <Notice>{note}</Notice>}
        <form onSubmit={submit} className="stack">
          {facilities.length > 1 && <FacilityChoice facilities={facilities} value={facility} choose={set_facility} />}
          <TextField label={words.username} value={username} change={set_username} autoComplete="username" first />
          <TextField
            label={words.password}
            type="password"
            value={password}
            change={set_password}
            autoComplete="current-password"
          />
          <RefusalNotice error={error ?? door.error} />
          <Button type="submit" look="primary" disabled={is_busy || !username || !password}>
            {words.sign_in}
          </Button>
          {is_busy && <Waiting />}
        </form>
        <LanguageSwitch />
        <Officers officers={officers_for(door.data, facility)} />
      </section>
      {door.data?.demo && <DemoAccounts demo={door.data.demo} facilities={facilities} take={take} />}
    </main>
  )
}

const mark_url = new URL('./mark.svg', import.meta.url).href

type Officers = NonNullable<Door['officers']>

/** Of the facility that was chosen, or the only one: a list of many would tell nobody whom to ask. */
const officers_for = (door: Door | undefined, facility: string): Officers => {
  const wanted = facility || (door?.facilities.length === 1 ? door.facilities[0]?.code : '')
  return (door?.officers ?? []).filter((one) => one.facility === wanted)
}

const Officers = ({ officers }: { officers: Officers }) => {
  const words = use_words()
  return officers.map(({ facility, name, title, phone, email }) => (
    <p key={facility} className="muted small">
      {words.officer}: {[name, title, phone, email].filter(Boolean).join(', ')}
    </p>
  ))
}

type Facilities = Door['facilities']

const FacilityChoice = ({
  facilities,
  value,
  choose,
}: {
  facilities: Facilities
  value: string
  choose: (code: string) => void
}) => {
  const words = use_words()
  return (
    <label className="field">
      <span className="name">{words.facility}</span>
      <select className="box" value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">—</option>
        {facilities.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  )
}
