import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ask, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { Me } from '../../../platform/access/contract.ts'
import type { AuthorizationPlan, Decision } from '../../../platform/smart/contract.ts'
import { use_sign_out } from '../session.ts'
import './apps.css'
import { ConsentForm } from './consent-form.tsx'
import { PasswordAgain } from './password-again.tsx'
import { use_words } from './words.ts'

const decide = async (uid: string, decision: Decision): Promise<void> => {
  const { to } = await ask<{ to: string }>(`/authorize/${encodeURIComponent(uid)}`, { body: decision })
  window.location.assign(to)
}

/** An app asks; the person who is signed in says what it may do, and for whom. */
const ConsentPage = ({ uid, me }: { uid: string; me: Me }) => {
  const words = use_words()
  const plan = useQuery({
    queryKey: ['authorize', uid, me.account.id],
    queryFn: () => ask<AuthorizationPlan>(`/authorize/${encodeURIComponent(uid)}/plan`),
    staleTime: Infinity,
  })
  const [error, set_error] = useState<unknown>()
  const [is_leaving, set_leaving] = useState(false)
  const send = (decision: Decision) => {
    set_leaving(true)
    set_error(undefined)
    decide(uid, decision).catch((refused: unknown) => {
      set_leaving(false)
      set_error(refused)
    })
  }
  useEffect(() => {
    document.title = words.title
  }, [words])
  const goes_on_by_itself = plan.data?.is_known === true && !plan.data.needs_sign_in
  const has_gone = useRef(false)
  useEffect(() => {
    if (!goes_on_by_itself || has_gone.current) return
    has_gone.current = true
    send({ approve: true, scopes: plan.data?.lines.map((line) => line.scope) ?? [] })
  })
  if (plan.isPending) return <Frame me={me}>{<Waiting />}</Frame>
  if (plan.error)
    return (
      <Frame me={me}>
        <RefusalNotice error={plan.error} />
      </Frame>
    )
  if (is_leaving && goes_on_by_itself) return <Frame me={me}>{<p className="muted">{words.opening}</p>}</Frame>
  return (
    <Frame me={me}>
      <header className="consent-head">
        <h1>
          <b>{plan.data.app.name}</b> {words.asks}
        </h1>
        <p className="muted">{plan.data.app.host ? words.runs_at(plan.data.app.host) : words.installed}</p>
      </header>
      {plan.data.needs_sign_in ? (
        <PasswordAgain me={me} done={() => void plan.refetch()} />
      ) : (
        <ConsentForm plan={plan.data} send={send} is_busy={is_leaving} error={error} />
      )}
    </Frame>
  )
}

const mark_url = new URL('../mark.svg', import.meta.url).href

const Frame = ({ me, children }: { me: Me; children: ReactNode }) => {
  const words = use_words()
  const sign_out = use_sign_out()
  const [error, set_error] = useState<unknown>()
  return (
    <main className="consent">
      <section className="consent-card card">
        <div className="consent-top">
          <img src={mark_url} alt="" width="26" height="26" />
          <span>
            <b>{me.account.name}</b>
            <small>{me.facility.name}</small>
          </span>
          <button type="button" className="btn link push" onClick={() => void sign_out().catch(set_error)}>
            {words.not_you}
          </button>
        </div>
        <RefusalNotice error={error} />
        {children}
      </section>
    </main>
  )
}

export default ConsentPage
