import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Dialog, Empty, RefusalNotice, say_done, Waiting } from '../../../base/ui/index.ts'
import { ComingEndpoint, ProfilePill } from '../../exchange/web/endpoint-fields.tsx'
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
  const facts: [string, string, boolean?][] = [
    [words.base_url, gateway.base_url || words.unused],
    [words.pharmacy_base_url, gateway.pharmacy_base_url || words.unused],
    [words.facility_code, gateway.facility_code],
    [words.password, held(view.has_facility_password), gateway.base_url !== '' && !view.has_facility_password],
    [words.app_key, held(view.has_app_key), gateway.pharmacy_base_url !== '' && !view.has_app_key],
    [words.waiting, String(view.counts.waiting + view.counts.sending)],
    [words.delivered, String(view.counts.delivered)],
    [words.held, String(view.counts.held), view.counts.held > 0],
  ]
  return (
    <dl className="gateway-facts">
      {facts.map(([name, value, is_red]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={is_red ? 'red' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
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

type ActsProps = { is_busy: boolean; knock: () => void; open: (what: 'form' | 'off') => void }

const Acts = ({ is_busy, knock, open }: ActsProps) => {
  const words = use_words()
  return (
    <span className="push row wrap">
      <Button disabled={is_busy} onClick={knock}>
        {is_busy ? words.knocking : words.knock}
      </Button>
      <Button onClick={() => open('form')}>{words.change}</Button>
      <Button look="danger" onClick={() => open('off')}>
        {words.off_act}
      </Button>
    </span>
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
  const settle = (options: { method: 'PUT' | 'DELETE'; body?: unknown }, told: string) =>
    void act(async () => {
      await ask(way, options)
      set_said(undefined)
      set_opened(undefined)
      say_done(told)
    })
  const knock = () => void act(async () => set_said(await ask<GatewayKnock>(`${way}/knock`, { body: {} })))
  const { gateway } = view
  return (
    <section className="gateway-part" id="don-thuoc-quoc-gia">
      <header className="row wrap">
        <h2>{words.title}</h2>
        {gateway?.profile && <ProfilePill profile={gateway.profile} />}
        <span className="small">
          <i className={gateway ? 'dot signed' : 'dot'} /> {gateway ? words.set_up : words.off}
        </span>
        {gateway && <Acts {...{ is_busy, knock, open }} />}
      </header>
      <RefusalNotice error={opened ? undefined : error} />
      {gateway ? (
        <div className="card gateway-card">
          <Facts view={view} gateway={gateway} />
          {said && <Knocked said={said} />}
        </div>
      ) : (
        <div className="card">
          <Empty title={words.none}>
            {words.none_note}
            <p>
              <Button onClick={() => open('form')}>{words.set}</Button>
            </p>
          </Empty>
        </div>
      )}
      {view.coming?.valid_from && (
        <ComingEndpoint
          valid_from={view.coming.valid_from}
          address={view.coming.base_url || view.coming.pharmacy_base_url}
        />
      )}
      {gateway && <p className="muted small">{words.test_note}</p>}
      {view.prescribers.length > 0 && <PrescribersPart prescribers={view.prescribers} changed={changed} />}
      {opened === 'form' && (
        <GatewayDialog
          {...{ gateway: gateway ?? view.usual, error, is_busy, close: () => open(undefined) }}
          save={(body) => settle({ method: 'PUT', body }, words.saved)}
        />
      )}
      {opened === 'off' && (
        <Dialog
          title={words.off_ask}
          close={() => open(undefined)}
          submit={() => settle({ method: 'DELETE' }, words.off_done)}
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

export default GatewayPart
