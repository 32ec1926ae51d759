import { Link, useRoute } from 'wouter'
import { exchange_place } from './places.ts'
import { use_counts } from './queries.ts'
import './exchange.css'
import { use_words } from './words.ts'

/** The way to the trays, with how much waits for a person. */
export const ExchangeLink = () => {
  const words = use_words()
  const [is_here] = useRoute('/lien-thong/*?')
  const counts = use_counts().data
  const troubles = counts ? counts.red + counts.held + counts.stuck.reduce((sum, { count }) => sum + count, 0) : 0
  const waiting = counts ? counts.coming + counts.unmatched + troubles : 0
  return (
    <Link href={exchange_place} aria-current={is_here ? 'page' : undefined}>
      {words.title}
      {waiting > 0 && <b className={troubles > 0 ? 'exchange-badge red' : 'exchange-badge'}>{waiting}</b>}
    </Link>
  )
}
