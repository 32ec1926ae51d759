import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, FormDialog, RefusalNotice, say_done, TextField, Waiting } from '../../../base/ui/index.ts'
import { ProfileField, ProfilePill } from '../../exchange/web/endpoint-fields.tsx'
import {
  CutOffDialog,
  OutsideFacts,
  OutsideSystem,
  standing_of,
  type Fact,
} from '../../exchange/web/outside-system.tsx'
import type { PacsKnock, PacsView, PacsWish } from '../contract.ts'
import './imaging.css'
import { use_words } from './words.ts'

type Set = Required<PacsWish>
const nothing_set: Set = { base_url: 'https://', username: '', viewer: '', profile: 'production' }

const PacsDialog = ({ pacs, close, done }: { pacs: Set | null; close: () => void; done: () => void }) => {
  const words = use_words()
  const [wish, set_wish] = useState<Set>(pacs ?? nothing_set)
  const set = (name: 'base_url' | 'username' | 'viewer') => (value: string) => set_wish({ ...wish, [name]: value })
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
        <ProfileField is_own profile={wish.profile} choose={(profile) => set_wish({ ...wish, profile })} />
        <TextField label={words.username} hint={words.username_hint} value={wish.username} change={set('username')} />
        <TextField label={words.viewer} hint={words.viewer_hint} value={wish.viewer} change={set('viewer')} />
      </div>
    </FormDialog>
  )
}

const Facts = ({ view, pacs }: { view: PacsView; pacs: Set }) => {
  const words = use_words()
  const facts: Fact[] = [
    [words.address, pacs.base_url],
    [words.username, pacs.username || '–'],
    [words.password, view.has_password ? words.password_held : words.password_missing, !view.has_password],
    [words.viewer, pacs.viewer || '–'],
    [words.published, String(view.published)],
    [words.given, String(view.given)],
    [words.fetched, String(view.fetched)],
  ]
  return (
    <>
      <OutsideFacts facts={facts} />
      {view.problem && <p className="red small">{view.problem}</p>}
    </>
  )
}

/** The house's PACS: where it is, what it said last, and what went through it. */
const PacsPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [opened, open] = useState<'form' | 'off'>()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const found = useQuery({ queryKey: ['pacs'], queryFn: () => ask<PacsView>('/pacs') })
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
  const view = found.data
  if (!view) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  const { pacs, has_password: has_secret, tried_at, problem } = view
  const tried = { is_set: pacs !== null, has_secret, tried_at, problem }
  const dialog = { close: () => open(undefined), done: again }
  return (
    <OutsideSystem
      {...{ name: 'pacs', words, open, is_set: pacs !== null }}
      mark={pacs && <ProfilePill profile={pacs.profile} />}
      standing={standing_of(tried, { ...words, no_secret: words.no_password })}
      attempt={
        <Button disabled={is_busy || !has_secret} onClick={knock}>
          {words.knock}
        </Button>
      }
      facts={pacs && <Facts view={view} pacs={pacs} />}
    >
      <RefusalNotice error={error} />
      {opened === 'form' && <PacsDialog pacs={pacs} {...dialog} />}
      {opened === 'off' && <CutOffDialog path="/pacs" words={words} {...dialog} />}
    </OutsideSystem>
  )
}

export default PacsPart
