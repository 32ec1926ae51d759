import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import {
  ask,
  AutoText,
  Button,
  Empty,
  Field,
  Notice,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  TopSlot,
  use_keys,
  Waiting,
} from '../../../base/ui/index.ts'
import type { OrdersDesk } from '../contract.ts'
import { OrderBasket, type OfferAsk } from './order-basket.tsx'
import { OrderList } from './order-list.tsx'
import './orders.css'
import { search_id, TestSearch } from './test-search.tsx'
import { use_basket, wishes_of } from './use-basket.ts'
import { use_words } from './words.ts'

export type OrdersPageProps = {
  encounter: string
  account: string
  may_write: boolean
  /** What rooms above know of the test before it is ordered; given only where somebody may order. */
  offer: (ask: OfferAsk) => ReactNode
  /** What they keep beside the orders of this stay. */
  beside: (desk: OrdersDesk) => ReactNode
}

const OrdersPage = (props: OrdersPageProps) => {
  const words = use_words()
  const { encounter } = props
  const found = useQuery({
    queryKey: ['orders', encounter],
    queryFn: () => ask<OrdersDesk>(`/orders/${encounter}`),
    refetchOnWindowFocus: false,
  })
  useEffect(() => {
    document.title = found.data ? `${found.data.patient.name} · ${words.title}` : words.title
  }, [found.data, words])
  if (found.error) return <RefusalNotice error={found.error} again={() => void found.refetch()} />
  return found.data ? <Desk {...props} desk={found.data} /> : <Waiting />
}

const Person = ({ desk }: { desk: OrdersDesk }) => {
  const words = use_words()
  const { patient } = desk
  return (
    <div className="order-person">
      <Link href={`/benh-an/${desk.encounter}`} title={words.to_chart}>
        ‹ <b>{patient.name}</b>
      </Link>
      <span>
        {patient.age} ({show_moment(patient.birth_date)})
      </span>
      {patient.allergies.length > 0 && (
        <Pill tone="red">
          {words.allergy}: {patient.allergies.join(', ')}
        </Pill>
      )}
    </div>
  )
}

const reason_min = 3
const repeat_min = 5

const Desk = ({ desk, encounter, account, may_write, offer, beside }: OrdersPageProps & { desk: OrdersDesk }) => {
  const words = use_words()
  const client = useQueryClient()
  const chosen = use_basket(account, encounter)
  const [wanted, set_wanted] = useState<Record<string, boolean>>({})
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const { basket } = chosen
  const may_order = may_write && desk.is_open
  const unanswered = basket.lines.filter(
    ({ test, repeat_reason }) => wanted[test.code] && repeat_reason.trim().length < repeat_min,
  )
  const is_ready = basket.lines.length > 0 && basket.reason.trim().length >= reason_min && unanswered.length === 0
  const change = (next: OrdersDesk) => client.setQueryData(['orders', encounter], next)
  const send = async () => {
    if (!is_ready || is_busy) return
    set_busy(true)
    set_error(undefined)
    try {
      change(await ask<OrdersDesk>(`/orders/${encounter}`, { body: { lines: wishes_of(basket) } }))
      say_done(words.placed(basket.lines.length))
      chosen.clear()
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  use_keys(
    words.title,
    may_order
      ? [
          { key: 't', label: words.find, run: () => document.getElementById(search_id)?.focus() },
          { key: 'Ctrl+Enter', label: words.order, run: () => void send() },
        ]
      : [],
  )
  return (
    <div className="orders">
      <TopSlot>
        <Person desk={desk} />
      </TopSlot>
      <main className="orders-main">
        <header className="orders-head">
          <h1>{words.title}</h1>
          <span className={desk.list.is_starter ? 'amber small' : 'muted small'} title={desk.list.source}>
            {desk.list.is_starter ? words.starter : desk.list.title}
          </span>
        </header>
        {!desk.is_open && <Notice tone="amber">{words.stay_over}</Notice>}
        {desk.is_open && !may_write && <Notice tone="amber">{words.read_only}</Notice>}
        {may_order && (
          <TestSearch choose={chosen.add} is_off={({ code }) => basket.lines.some((line) => line.test.code === code)} />
        )}
        {may_order && basket.lines.length === 0 && <Empty title={words.empty}>{words.empty_note}</Empty>}
        {may_order && basket.lines.length > 0 && (
          <>
            <OrderBasket
              desk={chosen}
              orders={desk.orders}
              offer={({ test, repeat_reason }) =>
                offer({
                  ...{ patient: desk.patient.id, encounter, test, reason: repeat_reason },
                  change_reason: (reason) => chosen.change_line(test.code, { repeat_reason: reason }),
                  want_reason: (is_wanted) => set_wanted((before) => ({ ...before, [test.code]: is_wanted })),
                  taken: () => chosen.remove(test.code),
                })
              }
            />
            <Field label={words.reason} hint={words.reason_hint} required>
              {(ids) => (
                <AutoText
                  {...ids}
                  className="box order-reason"
                  value={basket.reason}
                  onChange={(event) => chosen.change_reason(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
      </main>
      <aside className="orders-side">
        {beside(desk)}
        <OrderList encounter={encounter} orders={desk.orders} change={may_order ? change : undefined} />
      </aside>
      {may_order && basket.lines.length > 0 && (
        <footer className="orders-foot">
          <div className="orders-said">
            <RefusalNotice error={error} />
            {!error && unanswered.length > 0 && <span className="amber">{words.reasons_left(unanswered.length)}</span>}
            {!error && unanswered.length === 0 && !is_ready && <span className="amber">{words.reason_left}</span>}
          </div>
          <Button look="quiet" onClick={chosen.clear}>
            {words.discard}
          </Button>
          <Button look="primary" shortcut="Ctrl+Enter" disabled={!is_ready || is_busy} onClick={() => void send()}>
            {words.order_count(basket.lines.length)}
          </Button>
        </footer>
      )}
    </div>
  )
}

export default OrdersPage
