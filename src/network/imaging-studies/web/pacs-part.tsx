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
import type { PacsKnock, PacsView, PacsWish } from '../contract.ts'
import './imaging.css'
import { use_words } from './words.ts'

const Standing = ({ view }: { view: PacsView }) => {
  const words = use_words()
  const at = show_moment(view.tried_at.slice(0, 16))
  const [tone, text] = !view.pacs
    ? ['', words.off]
    : !view.has_password
      ? ['alarm', words.no_password]
      : view.tried_at === ''
        ? ['open', words.untried]
        : view.problem
          ? ['alarm', words.bad(at)]
          : ['signed', words.ok(at)]
  return (
    <span className="small">
      <i className={`dot ${tone}`} /> {text}
    </span>
  )
}

const PacsDialog = ({ pacs, close, done }: { pacs: PacsWish | null; close: () => void; done: () => void }) => {
  const words = use_words()
  const [wish, set_wish] = useState<PacsWish>(pacs ?? { base_url: 'https://', username: '', viewer: '' })
  const set = (name: keyof PacsWish) => (value: string) => set_wish({ ...wish, [name]: value })
  const send = async () => {
    await ask('/pacs', { method: 'PUT', body: { ...wish } })
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={words.title} act={words.save} send={send} close={close}>
      <div className="stack">
        <TextField
          first
          required
          label={words.address}
          hint={words.address_hint}
          value={wish.base_url}
          change={set('base_url')}
        />
        <TextField label={words.username} hint={words.username_hint} value={wish.username} change={set('username')} />
        <TextField label={words.viewer} hint={words.viewer_hint} value={wish.viewer} change={set('viewer')} />
      </div>
    </FormDialog>
  )
}

const OffDialog = ({ close, done }: { close: () => void; done: () => void }) => {
  const words = use_words()
  const send = async () => {
    await ask('/pacs', { method: 'DELETE' })
    say_done(words.off_done)
    done()
  }
  return (
    <FormDialog title={words.off_ask} act={words.off_do} look="danger" send={send} close={close}>
      <p>{words.off_note}</p>
    </FormDialog>
  )
}

const Facts = ({ view, pacs }: { view: PacsView; pacs: PacsWish }) => {
  const words = use_words()
  const facts: [string, string, boolean?][] = [
    [words.address, pacs.base_url],
    [words.username, pacs.username || '–'],
    [words.password, view.has_password ? words.password_held : words.password_missing, !view.has_password],
    [words.viewer, pacs.viewer || '–'],
    [words.published, String(view.published)],
    [words.given, String(view.given)],
    [words.fetched, String(view.fetched)],
  ]
  return (
    <div className="pacs-card">
      <dl>
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

/** The house's PACS: where it is, what it said last, and what went through it. */
const PacsPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [opened, open] = useState<'form' | 'off'>()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const pacs = useQuery({ queryKey: ['pacs'], queryFn: () => ask<PacsView>('/pacs') })
  const again = () => void cache.invalidateQueries({ queryKey: ['pacs'] })
  const knock = () => {
    set_busy(true)
    set_error(undefined)
    void ask<PacsKnock>('/pacs/knock', { body: {} })
      .then(({ problem }) => problem === '' && say_done(words.knocked), set_error)
      .finally(() => {
        set_busy(false)
        again()
      })
  }
  const view = pacs.data
  if (!view) return pacs.error ? <RefusalNotice error={pacs.error} /> : <Waiting />
  const dialog = { close: () => open(undefined), done: again }
  return (
    <section className="pacs-part">
      <header className="row wrap">
        <h2>{words.title}</h2>
        <Standing view={view} />
        {view.pacs && (
          <span className="push row wrap">
            <Button disabled={is_busy || !view.has_password} onClick={knock}>
              {words.knock}
            </Button>
            <Button onClick={() => open('form')}>{words.change}</Button>
            <Button look="danger" onClick={() => open('off')}>
              {words.off_act}
            </Button>
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      <div className="card">
        {view.pacs ? (
          <Facts view={view} pacs={view.pacs} />
        ) : (
          <Empty title={words.none}>
            {words.none_note}
            <p>
              <Button onClick={() => open('form')}>{words.set}</Button>
            </p>
          </Empty>
        )}
      </div>
      {opened === 'form' && <PacsDialog pacs={view.pacs} {...dialog} />}
      {opened === 'off' && <OffDialog {...dialog} />}
    </section>
  )
}

export default PacsPart
