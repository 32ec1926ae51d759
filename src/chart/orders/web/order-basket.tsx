import type { ReactNode } from 'react'
import { Button, Segments, show_moment } from '../../../base/ui/index.ts'
import type { Order, OrderPriority, Test } from '../contract.ts'
import type { BasketDesk, BasketLine } from './use-basket.ts'
import { use_words } from './words.ts'

/** What the desk asks of whoever knows of results elsewhere, for one chosen test. */
export type OfferAsk = {
  patient: string
  encounter: string
  test: Test
  reason: string
  change_reason: (reason: string) => void
  /** A valid result was offered: the order wants a reason. */
  want_reason: (is_wanted: boolean) => void
  /** Another house's result is used instead: the line goes. */
  taken: () => void
}

type LineProps = {
  line: BasketLine
  desk: BasketDesk
  /** The same test, ordered in this stay and not yet answered. */
  standing: Order | undefined
  offer: ReactNode
}

const BasketRow = ({ line, desk, standing, offer }: LineProps) => {
  const words = use_words()
  const { test, priority } = line
  const priorities: { value: OrderPriority; label: string }[] = [
    { value: 'routine', label: words.priorities.routine },
    { value: 'urgent', label: words.priorities.urgent },
    { value: 'stat', label: words.priorities.stat },
  ]
  return (
    <li className="order-line" data-test={test.code}>
      <div className="order-line-head">
        <span className="order-name">
          <b>{test.name}</b>
          <small className="muted">{words.codes(test) || words.no_code}</small>
        </span>
        <Segments
          label={`${words.priority}: ${test.name}`}
          value={priority}
          options={priorities}
          choose={(next) => desk.change_line(test.code, { priority: next })}
        />
        <Button look="quiet" aria-label={`${words.remove}: ${test.name}`} onClick={() => desk.remove(test.code)}>
          ✕
        </Button>
      </div>
      {standing && (
        <p className="amber small">
          {words.standing(standing.ordered_by, show_moment(standing.ordered_at.slice(0, 16)))}
        </p>
      )}
      {offer}
    </li>
  )
}

type BasketProps = {
  desk: BasketDesk
  orders: Order[]
  offer: (line: BasketLine) => ReactNode
}

export const OrderBasket = ({ desk, orders, offer }: BasketProps) => (
  <ol className="order-lines">
    {desk.basket.lines.map((line) => (
      <BasketRow
        key={line.test.code}
        line={line}
        desk={desk}
        standing={orders.find((one) => one.state === 'active' && one.test.code === line.test.code)}
        offer={offer(line)}
      />
    ))}
  </ol>
)
