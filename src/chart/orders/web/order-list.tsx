import { useState } from 'react'
import { ask, AutoText, Button, Field, FormDialog, Pill, show_moment } from '../../../base/ui/index.ts'
import type { Order, OrdersDesk } from '../contract.ts'
import { use_words } from './words.ts'

type ListProps = {
  encounter: string
  orders: Order[]
  /** undefined: this person, or this stay, takes nothing back. */
  change: ((desk: OrdersDesk) => void) | undefined
}

const CancelDialog = ({
  order,
  send,
  close,
}: {
  order: Order
  send: (reason: string) => Promise<unknown>
  close: () => void
}) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  return (
    <FormDialog
      title={words.cancel_title(order.test.name)}
      act={words.cancel}
      look="danger"
      ready={reason.trim().length >= 5}
      send={() => send(reason)}
      close={close}
    >
      <Field label={words.cancel_reason} required>
        {(ids) => (
          <AutoText {...ids} className="box" value={reason} onChange={(event) => set_reason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  )
}

const Repeat = ({ repeat }: { repeat: NonNullable<Order['repeat']> }) => {
  const words = use_words()
  return (
    <p className="order-repeat">
      {words.repeated(repeat.reason)}
      {repeat.found.map((one) => (
        <small key={one} className="muted">
          {one}
        </small>
      ))}
    </p>
  )
}

const OrderRow = ({ encounter, order, change }: Omit<ListProps, 'orders'> & { order: Order }) => {
  const words = use_words()
  const [is_open, set_open] = useState(false)
  const cancel = async (reason: string) =>
    change?.(await ask<OrdersDesk>(`/orders/${encounter}/${order.id}/cancel`, { body: { reason } }))
  return (
    <li className={order.state === 'cancelled' ? 'off' : undefined} data-order={order.test.code}>
      <header>
        <b>{order.test.name}</b>
        {order.priority !== 'routine' && <Pill tone="red">{words.priorities[order.priority]}</Pill>}
        {order.state !== 'active' && (
          <Pill tone={order.state === 'done' ? 'green' : undefined}>{words.states[order.state]}</Pill>
        )}
      </header>
      <p>{order.reason}</p>
      {order.repeat && <Repeat repeat={order.repeat} />}
      {order.cancelled && (
        <p className="red small">
          {words.cancelled(order.cancelled.by, show_moment(order.cancelled.at.slice(0, 16)))} {order.cancelled.reason}
        </p>
      )}
      <footer>
        <span className="muted small">
          {[order.ordered_by, show_moment(order.ordered_at.slice(0, 16))].filter(Boolean).join(' · ')}
        </span>
        {order.slip && order.state !== 'cancelled' && (
          <a href={`/api/orders/${encounter}/slips/${order.slip}/pdf`} target="_blank" rel="noreferrer">
            {words.slip(order.slip)}
          </a>
        )}
        {change && order.state === 'active' && (
          <Button look="link" onClick={() => set_open(true)}>
            {words.cancel}
          </Button>
        )}
      </footer>
      {is_open && <CancelDialog order={order} send={cancel} close={() => set_open(false)} />}
    </li>
  )
}

/** What was ordered in this stay, the latest first; what was taken back stays, with who and why. */
export const OrderList = ({ encounter, orders, change }: ListProps) => {
  const words = use_words()
  return (
    <section className="order-list" aria-label={words.ordered}>
      <h2>{words.ordered}</h2>
      {orders.length === 0 && <p className="muted small">{words.none_ordered}</p>}
      <ul>
        {orders.map((order) => (
          <OrderRow key={order.id} encounter={encounter} order={order} change={change} />
        ))}
      </ul>
    </section>
  )
}
