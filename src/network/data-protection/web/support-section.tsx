import { useState } from 'react'
import {
  ask,
  Button,
  Dialog,
  Field,
  FormDialog,
  ListTable,
  MomentInput,
  now_local,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
} from '../../../base/ui/index.ts'
import type { Line, SupportView } from '../contract.ts'
import { use_again } from './use-privacy.ts'
import { use_words } from './words.ts'

const tones = { coming: 'amber', open: 'green', over: undefined } as const

type SupportSectionProps = { view: SupportView; processors: Line[]; may_change: boolean }

/** Sessions in which somebody from outside worked here, and who let her in. */
export const SupportSection = ({ view, processors, may_change }: SupportSectionProps) => {
  const words = use_words()
  const again = use_again()
  const [opened, open] = useState<'session' | 'accounts'>()
  const [error, set_error] = useState<unknown>()
  const end = (id: string) => {
    ask(`/privacy/support/${id}/end`, { body: {} }).then(again, set_error)
  }
  return (
    <section className="pdp-part">
      <header className="row wrap">
        <h2>{words.support}</h2>
        <span className="muted small">{words.support_note}</span>
        {may_change && (
          <span className="push row">
            <Button onClick={() => open('accounts')}>{words.mark_accounts}</Button>
            <Button
              look="primary"
              disabled={!view.accounts.some(({ is_support }) => is_support)}
              onClick={() => open('session')}
            >
              {words.approve}
            </Button>
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      {view.sessions.length === 0 ? (
        <p className="muted small">{words.no_sessions}</p>
      ) : (
        <ListTable
          className="pdp-stacks"
          titles={[words.support_account, words.reason, words.begins, words.until, words.acts, '']}
        >
          {view.sessions.map((one) => (
            <tr key={one.id} className={one.state === 'over' ? 'pdp-over' : undefined}>
              <td data-label={words.support_account}>
                {one.name}
                <span className="muted small">{[one.username, one.processor].filter(Boolean).join(' · ')}</span>
              </td>
              <td data-label={words.reason} className="wide-text">
                {one.reason}
                <span className="muted small">{one.approved_name}</span>
              </td>
              <td data-label={words.begins}>{show_moment(one.begins_at.slice(0, 16))}</td>
              <td data-label={words.until}>
                {show_moment((one.ended_at || one.until).slice(0, 16))}{' '}
                <Pill tone={tones[one.state]}>{words.session_states[one.state]}</Pill>
              </td>
              <td data-label={words.acts}>
                {one.acts}
                <span className="muted small">
                  {words.people}: {one.people}
                </span>
              </td>
              <td className="acts">
                {may_change && one.state !== 'over' && <Button onClick={() => end(one.id)}>{words.end_now}</Button>}
              </td>
            </tr>
          ))}
        </ListTable>
      )}
      {opened === 'session' && <SessionDialog {...{ view, processors }} close={() => open(undefined)} />}
      {opened === 'accounts' && <AccountsDialog view={view} close={() => open(undefined)} />}
    </section>
  )
}

const two_hours_ms = 2 * 3_600_000
const in_two_hours = (): string => now_local(new Date(Date.now() + two_hours_ms))

const SessionDialog = ({
  view,
  processors,
  close,
}: Omit<SupportSectionProps, 'may_change'> & { close: () => void }) => {
  const words = use_words()
  const again = use_again()
  const accounts = view.accounts.filter(({ is_support }) => is_support)
  const [account, set_account] = useState(accounts[0]?.id ?? '')
  const [processor, set_processor] = useState('')
  const [reason, set_reason] = useState('')
  const [begins_at, set_begins] = useState(now_local())
  const [until, set_until] = useState(in_two_hours)
  const send = async () => {
    await ask('/privacy/support', { body: { account, processor, reason, begins_at, until } })
    say_done(words.saved)
    again()
  }
  return (
    <FormDialog title={words.approve} act={words.save} send={send} close={close} ready={reason.trim() !== ''}>
      <Field label={words.support_account} required>
        {(ids) => (
          <select {...ids} className="box" value={account} onChange={(event) => set_account(event.target.value)}>
            {accounts.map(({ id, name, username }) => (
              <option key={id} value={id}>
                {name} ({username})
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.processor}>
        {(ids) => (
          <select {...ids} className="box" value={processor} onChange={(event) => set_processor(event.target.value)}>
            <option value="">–</option>
            {processors.map(({ id, body }) => (
              <option key={id} value={id}>
                {String(body['name'])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField label={words.reason} required value={reason} change={set_reason} first />
      <Field label={words.begins} required>
        {({ id }) => <MomentInput id={id} kind="datetime" value={begins_at} change={set_begins} />}
      </Field>
      <Field label={words.until} required>
        {({ id }) => <MomentInput id={id} kind="datetime" value={until} change={set_until} />}
      </Field>
    </FormDialog>
  )
}

const AccountsDialog = ({ view, close }: { view: SupportView; close: () => void }) => {
  const words = use_words()
  const again = use_again()
  const [error, set_error] = useState<unknown>()
  const mark = (id: string, is_support: boolean) => {
    ask(`/privacy/support/accounts/${id}`, { method: 'PUT', body: { is_support } }).then(again, set_error)
  }
  return (
    <Dialog title={words.mark_accounts} close={close}>
      <RefusalNotice error={error} />
      <ul className="stack">
        {view.accounts.map(({ id, name, username, is_support }) => (
          <li key={id}>
            <label className="row">
              <input type="checkbox" checked={is_support} onChange={(event) => mark(id, event.target.checked)} />
              {name} <span className="muted small">{username}</span>
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
