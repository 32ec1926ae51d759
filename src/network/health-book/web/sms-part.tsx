import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  Empty,
  FormDialog,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
  Waiting,
} from '../../../base/ui/index.ts'
import type { SmsTried, SmsView } from '../contract.ts'
import './portal.css'
import { SmsDialog } from './sms-dialog.tsx'
import { use_words } from './sms-words.ts'

const Standing = ({ view }: { view: SmsView }) => {
  const words = use_words()
  const at = show_moment(view.tried_at.slice(0, 16))
  const [tone, text] = !view.gateway
    ? ['', words.off]
    : !view.has_secret
      ? ['alarm', words.no_secret]
      : view.tried_at === ''
        ? ['open', words.untried]
        : view.problem
          ? ['alarm', words.bad(at)]
          : ['signed', words.ok(at)]
  return (
    <span className="portal-state">
      <i className={`dot ${tone}`} /> {text}
    </span>
  )
}

const Facts = ({ view }: { view: SmsView }) => {
  const words = use_words()
  const facts: [string, string, boolean?][] = [
    [words.address, `${view.gateway?.base_url}${view.gateway?.path}`],
    [words.brand, view.gateway?.brand || '–'],
    [words.secret, view.has_secret ? words.secret_held : words.secret_missing, !view.has_secret],
  ]
  return (
    <div className="portal-card">
      <dl className="portal-facts">
        {facts.map(([name, value, is_red]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={is_red ? 'red' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {view.problem && <p className="red small">{view.problem}</p>}
    </div>
  )
}

const TryDialog = ({ close }: { close: () => void }) => {
  const words = use_words()
  const [phone, set_phone] = useState('')
  const send = async (): Promise<void> => {
    const { problem } = await ask<SmsTried>('/sms-gateway/try', { body: { phone } })
    if (problem === '') say_done(words.tried)
  }
  return (
    <FormDialog title={words.try_title} act={words.try_do} ready={phone.trim() !== ''} send={send} close={close}>
      <p className="muted">{words.try_note}</p>
      <TextField first required type="tel" inputMode="tel" label={words.try_phone} value={phone} change={set_phone} />
    </FormDialog>
  )
}

const OffDialog = ({ close }: { close: () => void }) => {
  const words = use_words()
  const send = async (): Promise<void> => {
    await ask('/sms-gateway', { method: 'DELETE' })
    say_done(words.off_done)
  }
  return (
    <FormDialog title={words.off_ask} act={words.off_do} look="danger" send={send} close={close}>
      <p>{words.off_note}</p>
    </FormDialog>
  )
}

/** The way by which one-time codes leave the house: where it is, what it said last, and a test. */
const SmsPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [opened, open] = useState<'form' | 'try' | 'off'>()
  const found = useQuery({ queryKey: ['sms-gateway'], queryFn: () => ask<SmsView>('/sms-gateway') })
  const close = () => {
    open(undefined)
    void cache.invalidateQueries({ queryKey: ['sms-gateway'] })
  }
  const view = found.data
  if (!view) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  return (
    <section className="portal-part">
      <header className="row wrap">
        <h2>{words.title}</h2>
        <Standing view={view} />
        {view.gateway && (
          <span className="push row wrap">
            <Button disabled={!view.has_secret} onClick={() => open('try')}>
              {words.try_act}
            </Button>
            <Button onClick={() => open('form')}>{words.change}</Button>
            <Button look="danger" onClick={() => open('off')}>
              {words.off_act}
            </Button>
          </span>
        )}
      </header>
      <div className="card">
        {view.gateway ? (
          <Facts view={view} />
        ) : (
          <Empty title={words.none}>
            {words.none_note}
            <p>
              <Button onClick={() => open('form')}>{words.set}</Button>
            </p>
          </Empty>
        )}
      </div>
      {opened === 'form' && <SmsDialog settings={view.gateway ?? view.usual} close={close} />}
      {opened === 'try' && <TryDialog close={close} />}
      {opened === 'off' && <OffDialog close={close} />}
    </section>
  )
}

export default SmsPart
