import { Link } from 'wouter'
import { use_words } from './words.ts'

/** For the chart's menu. */
export const OrdersLink = ({ encounter, close }: { encounter: string; close: () => void }) => (
  <Link className="btn quiet" href={`/chi-dinh/${encounter}`} onClick={close}>
    {use_words().title}
  </Link>
)
