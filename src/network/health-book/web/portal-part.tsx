import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, RefusalNotice, say_done, Waiting } from '../../../base/ui/index.ts'
import { ComingEndpoint, ProfilePill } from '../../exchange/web/endpoint-fields.tsx'
import { CutOffDialog, OutsideSystem, standing_of } from '../../exchange/web/outside-system.tsx'
import type { PortalKnock, PortalView } from '../contract.ts'
import { PortalDialog } from './portal-dialog.tsx'
import './portal.css'
import { PortalFacts } from './portal-facts.tsx'
import { use_words } from './portal-words.ts'

const fresh_ms = 10_000

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
  const refresh = () => void cache.invalidateQueries({ queryKey: ['portal'] })
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
      refresh()
    }
  }
  const knock = () =>
    act(async () => ((await ask<PortalKnock>('/portal/knock', { body: {} })).problem === '' ? words.knocked : ''))
  const again = () =>
    act(async () => words.sent_again((await ask<{ count: number }>('/portal/again', { body: {} })).count))
  const view = portal.data
  if (!view) return portal.error ? <RefusalNotice error={portal.error} /> : <Waiting />
  const { portal: set, has_password: has_secret, tried_at, problem } = view
  const tried = { is_set: set !== null, has_secret, tried_at, problem }
  return (
    <OutsideSystem
      {...{ name: 'cong-bhyt', words, open, is_set: set !== null }}
      mark={set && <ProfilePill profile={set.profile} />}
      standing={standing_of(tried, { ...words, no_secret: words.no_password })}
      attempt={
        <Button disabled={is_busy || !has_secret} onClick={() => void knock()}>
          {is_busy ? words.knocking : words.knock}
        </Button>
      }
      facts={<PortalFacts view={view} again={() => void again()} is_busy={is_busy} />}
    >
      <RefusalNotice error={opened ? undefined : error} />
      {view.coming && <ComingEndpoint valid_from={view.coming.valid_from} address={view.coming.base_url} />}
      {view.portal && <p className="muted small">{words.test_note}</p>}
      {opened === 'form' && (
        <PortalDialog
          {...{ portal: view.portal, error, is_busy, close: () => open(undefined) }}
          save={(body) => void act(() => ask('/portal', { method: 'PUT', body }).then(() => words.saved))}
        />
      )}
      {opened === 'off' && <CutOffDialog path="/portal" words={words} done={refresh} close={() => open(undefined)} />}
    </OutsideSystem>
  )
}

export default PortalPart
