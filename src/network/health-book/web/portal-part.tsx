import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Dialog, Empty, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import { ComingEndpoint, ProfilePill } from '../../exchange/web/endpoint-fields.tsx'
import type { PortalKnock, PortalView } from '../contract.ts'
import { PortalDialog } from './portal-dialog.tsx'
import './portal.css'
import { PortalFacts } from './portal-facts.tsx'
import { use_words } from './portal-words.ts'

const fresh_ms = 10_000

const Standing = ({ view }: { view: PortalView }) => {
  const words = use_words()
  const at = show_moment(view.tried_at.slice(0, 16))
  const [tone, text] = !view.portal
    ? ['', words.off]
    : !view.has_password
      ? ['alarm', words.no_password]
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

/** The door to the national portal: where it is, what it said last, and what went through it. */
const PortalPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [opened, open] = useState<'form' | 'off'>()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const portal = useQuery({
    queryKey: ['portal'],
    queryFn: () => ask<PortalView>('/portal'),
    refetchInterval: fresh_ms,
  })
  const act = async (work: () => Promise<string>): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      const said = await work()
      if (said) say_done(said)
      open(undefined)
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
      void cache.invalidateQueries({ queryKey: ['portal'] })
    }
  }
  const knock = () =>
    act(async () => ((await ask<PortalKnock>('/portal/knock', { body: {} })).problem === '' ? words.knocked : ''))
  const again = () =>
    act(async () => words.sent_again((await ask<{ count: number }>('/portal/again', { body: {} })).count))
  const view = portal.data
  if (!view) return portal.error ? <RefusalNotice error={portal.error} /> : <Waiting />
  return (
    <section className="portal-part">
      <header className="row wrap">
        <h2>{words.title}</h2>
        {view.portal && <ProfilePill profile={view.portal.profile} />}
        <Standing view={view} />
        {view.portal && (
          <span className="push row wrap">
            <Button disabled={is_busy || !view.has_password} onClick={() => void knock()}>
              {is_busy ? words.knocking : words.knock}
            </Button>
            <Button onClick={() => open('form')}>{words.change}</Button>
            <Button look="danger" onClick={() => open('off')}>
              {words.off_act}
            </Button>
          </span>
        )}
      </header>
      <RefusalNotice error={opened ? undefined : error} />
      <div className="card">
        {view.portal ? (
          <PortalFacts view={view} again={() => void again()} is_busy={is_busy} />
        ) : (
          <Empty title={words.none}>
            {words.none_note}
            <p>
              <Button onClick={() => open('form')}>{words.set}</Button>
            </p>
          </Empty>
        )}
      </div>
      {view.coming && <ComingEndpoint valid_from={view.coming.valid_from} address={view.coming.base_url} />}
      {view.portal && <p className="muted small">{words.test_note}</p>}
      {opened === 'form' && (
        <PortalDialog
          {...{ portal: view.portal, error, is_busy, close: () => open(undefined) }}
          save={(body) => void act(() => ask('/portal', { method: 'PUT', body }).then(() => words.saved))}
        />
      )}
      {opened === 'off' && (
        <Dialog
          title={words.off_ask}
          close={() => open(undefined)}
          submit={() => void act(() => ask('/portal', { method: 'DELETE' }).then(() => words.off_done))}
          foot={
            <Button type="submit" look="danger" disabled={is_busy}>
              {words.off_do}
            </Button>
          }
        >
          <p>{words.off_note}</p>
          <RefusalNotice error={error} />
        </Dialog>
      )}
    </section>
  )
}

export default PortalPart
