import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, RefusalNotice, say_done, Waiting } from '../../../base/ui/index.ts'
import { ComingEndpoint, ProfilePill } from '../../exchange/web/endpoint-fields.tsx'
import {
  CutOffDialog,
  OutsideFacts,
  OutsideSystem,
  type Fact,
  type Standing,
} from '../../exchange/web/outside-system.tsx'
import type { GatewayKnock, GatewayView, GatewayWish } from '../contract.ts'
import { GatewayDialog } from './gateway-dialog.tsx'
import './gateway.css'
import { use_words } from './gateway-words.ts'
import { PrescribersPart } from './prescribers-part.tsx'

const fresh_ms = 10_000
const way = '/e-prescription-gateway'

const Facts = ({ view, gateway }: { view: GatewayView; gateway: GatewayWish }) => {
  const words = use_words()
  const held = (has: boolean) => (has ? words.held_by_server : words.not_held)
  const facts: Fact[] = [
    [words.base_url, gateway.base_url || words.unused],
    [words.pharmacy_base_url, gateway.pharmacy_base_url || words.unused],
    [words.facility_code, gateway.facility_code],
    [words.password, held(view.has_facility_password), gateway.base_url !== '' && !view.has_facility_password],
    [words.app_key, held(view.has_app_key), gateway.pharmacy_base_url !== '' && !view.has_app_key],
    [words.waiting, String(view.counts.waiting + view.counts.sending)],
    [words.delivered, String(view.counts.delivered)],
    [words.held, String(view.counts.held), view.counts.held > 0],
  ]
  return <OutsideFacts facts={facts} />
}

/** What each side said when it was asked. */
const Knocked = ({ said }: { said: GatewayKnock }) => {
  const words = use_words()
  const sides: [string, string | null][] = [
    [words.prescribing, said.prescribing],
    [words.dispensing, said.dispensing],
  ]
  return (
    <ul className="gateway-said" role="status">
      {sides.map(([name, problem]) => (
        <li key={name}>
          <i className={problem === null ? 'dot' : problem === '' ? 'dot signed' : 'dot alarm'} /> {name}:{' '}
          <span className={problem ? 'red' : undefined}>
            {problem === null ? words.unused : problem === '' ? words.known : problem}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** One deed at a time; its refusal stays until the next. */
const use_deeds = (done: () => void) => {
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      await work()
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
      done()
    }
  }
  return { act, error, is_busy, forget: () => set_error(undefined) }
}

/** How the house is joined to the national e-prescription system, and whose codes that system knows. */
const GatewayPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [opened, set_opened] = useState<'form' | 'off'>()
  const [said, set_said] = useState<GatewayKnock>()
  const changed = () => void cache.invalidateQueries({ queryKey: ['e-prescription-gateway'] })
  const { act, error, is_busy, forget } = use_deeds(changed)
  const query = useQuery({
    queryKey: ['e-prescription-gateway'],
    queryFn: () => ask<GatewayView>(way),
    refetchInterval: fresh_ms,
  })
  const view = query.data
  if (!view) return query.error ? <RefusalNotice error={query.error} /> : <Waiting />
  const open = (what: 'form' | 'off' | undefined) => {
    forget()
    set_opened(what)
  }
  const settled = () => {
    set_said(undefined)
    changed()
  }
  const save = (body: GatewayWish) =>
    void act(async () => {
      await ask(way, { method: 'PUT', body })
      set_said(undefined)
      set_opened(undefined)
      say_done(words.saved)
    })
  const knock = () => void act(async () => set_said(await ask<GatewayKnock>(`${way}/knock`, { body: {} })))
  const { gateway } = view
  const standing: Standing = gateway ? { tone: 'signed', text: words.set_up } : { tone: '', text: words.off }
  return (
    <OutsideSystem
      {...{ name: 'don-thuoc-quoc-gia', words, standing, open, is_set: gateway !== null }}
      mark={gateway?.profile && <ProfilePill profile={gateway.profile} />}
      attempt={
        <Button disabled={is_busy} onClick={knock}>
          {is_busy ? words.knocking : words.knock}
        </Button>
      }
      facts={
        gateway && (
          <>
            <Facts view={view} gateway={gateway} />
            {said && <Knocked said={said} />}
          </>
        )
      }
    >
      <RefusalNotice error={opened ? undefined : error} />
      {view.coming?.valid_from && (
        <ComingEndpoint
          valid_from={view.coming.valid_from}
          address={view.coming.base_url || view.coming.pharmacy_base_url}
        />
      )}
      {gateway && <p className="muted small">{words.test_note}</p>}
      {view.prescribers.length > 0 && <PrescribersPart prescribers={view.prescribers} changed={changed} />}
      {opened === 'form' && (
        <GatewayDialog {...{ gateway: gateway ?? view.usual, error, is_busy, save, close: () => open(undefined) }} />
      )}
      {opened === 'off' && <CutOffDialog path={way} words={words} done={settled} close={() => open(undefined)} />}
    </OutsideSystem>
  )
}

export default GatewayPart
