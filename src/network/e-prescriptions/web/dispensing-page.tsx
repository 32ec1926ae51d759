import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import {
  ask,
  Button,
  Empty,
  Notice,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
  Waiting,
} from '../../../base/ui/index.ts'
import type { DispensingView } from '../contract.ts'
import './dispensing.css'
import { DeclineDialog } from './decline-dialog.tsx'
import { HeldSales } from './held-sales.tsx'
import { ReceivedTray } from './received-tray.tsx'
import { SaleForm } from './sale-form.tsx'
import { use_words } from './words.ts'

/** A pharmacy's whole screen: a code, what is on it, what goes out. */
const DispensingPage = ({ code }: { code: string | undefined }) => {
  const words = use_words()
  const [, go] = useLocation()
  const [typed, set_typed] = useState(code ?? '')
  const [view, set_view] = useState<DispensingView>()
  const [error, set_error] = useState<unknown>()
  const [is_asking, set_asking] = useState(false)
  const client = useQueryClient()
  // What one has just done oneself stands in the tray at once.
  const look_again = (): void => void client.invalidateQueries({ queryKey: ['received-prescriptions'] })
  useEffect(() => {
    document.title = words.title
  }, [words])
  useEffect(() => {
    if (code === undefined) return
    set_asking(true)
    set_error(undefined)
    set_view(undefined)
    ask<DispensingView>(`/dispensing/${encodeURIComponent(code)}`)
      .then(set_view, set_error)
      .finally(() => set_asking(false))
  }, [code])
  return (
    <div className="dp">
      <form
        className="dp-search"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) go(`/cap-thuoc/${encodeURIComponent(typed.trim())}`)
        }}
      >
        <TextField first label={words.code} hint={words.code_hint} value={typed} change={set_typed} />
        <Button type="submit" look="primary">
          {words.look_up}
        </Button>
      </form>
      {is_asking && <Waiting />}
      <RefusalNotice error={error} />
      {code === undefined && <HeldSales />}
      {code === undefined && <ReceivedTray none={<Empty title={words.start}>{words.start_note}</Empty>} />}
      {view && (
        <Prescription
          view={view}
          changed={(next) => {
            set_view(next)
            look_again()
          }}
          declined={() => {
            look_again()
            go('/cap-thuoc')
          }}
        />
      )}
    </div>
  )
}

type PrescriptionProps = { view: DispensingView; changed: (view: DispensingView) => void; declined: () => void }

const Prescription = ({ view, changed, declined }: PrescriptionProps) => {
  const words = use_words()
  const [declines, set_declines] = useState(false)
  const { patient } = view
  const gender = patient.gender === 'male' ? words.male : patient.gender === 'female' ? words.female : ''
  return (
    <section className="card dp-card">
      <header className="dp-head">
        <h1>{view.code}</h1>
        <Pill tone={view.kind === 'C' ? undefined : 'amber'}>{words.kinds[view.kind]}</Pill>
        <span className="muted small push">{words[view.source]}</span>
        {view.may_decline && (
          <Button look="quiet" onClick={() => set_declines(true)}>
            {words.decline}
          </Button>
        )}
      </header>
      <div className="dp-facts">
        <span>
          <b>{patient.name}</b> {[gender, show_moment(patient.birth_date)].filter(Boolean).join(', ')}
          {patient.is_hidden && <Pill tone="amber">{words.hidden}</Pill>}
        </span>
        <span>{words.prescribed_by(view.prescriber, view.facility)}</span>
        <span>
          {words.signed} {show_moment(view.signed_at.slice(0, 16))}
        </span>
        <span>{words.until(show_moment(view.collect_until))}</span>
        {view.recipient && (
          <span>
            {words.recipient}: <b>{view.recipient.name}</b> ({view.recipient.identity})
          </span>
        )}
        {view.advice && (
          <span>
            {words.advice}: {view.advice}
          </span>
        )}
      </div>
      {view.refusal !== '' && <Notice tone="red">{view.refusal}</Notice>}
      {view.note !== '' && view.refusal === '' && <Notice tone="amber">{view.note}</Notice>}
      {declines && (
        <DeclineDialog
          code={view.code}
          close={() => set_declines(false)}
          done={() => {
            say_done(words.declined)
            declined()
          }}
        />
      )}
      <SaleForm key={view.code} view={view} done={changed} />
      {view.sales.length > 0 && (
        <div className="dp-before">
          <h2>{words.before}</h2>
          <ul>
            {view.sales.map((sale) => (
              <li key={sale.id}>
                <b>{sale.invoice}</b>
                <span className="muted">{show_moment(sale.sold_at.slice(0, 16))}</span>
                <span>
                  {sale.lines.map(({ name, quantity }) => `${name}: ${String(quantity).replace('.', ',')}`).join(' · ')}
                </span>
                <span className="muted push">{sale.seller_name}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

export default DispensingPage
