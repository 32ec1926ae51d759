import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { ask } from '../../base/ui/index.ts'
import type { Overview } from '../../network/mailbox/contract.ts'
import type { Me } from '../../platform/access/contract.ts'
import { use_words } from './words.ts'

/** Who watches over a hub: no wards here, no patients, no papers. */
export const watches_hub = ({ rights }: Me): boolean => rights.includes('hub.watch')

const fresh_ms = 60_000

/** Ways of the top bar, with what waits for a person. */
export const HubWays = () => {
  const words = use_words()
  const [location] = useLocation()
  const desk = useQuery({
    queryKey: ['hub', 'overview', 'count'],
    queryFn: () => ask<Overview>('/hub/overview'),
    refetchInterval: fresh_ms,
  })
  const waiting = (desk.data?.held ?? 0) + (desk.data?.dead ?? 0)
  const here = (path: string) =>
    (path === '/truc' ? location === path : location.startsWith(path)) ? 'page' : undefined
  return (
    <nav className="ways">
      <Link href="/truc" aria-current={here('/truc')}>
        {words.hub}
      </Link>
      <Link href="/truc/co-so" aria-current={here('/truc/co-so')}>
        {words.hub_members}
      </Link>
      <Link href="/truc/giu-lai" aria-current={here('/truc/giu-lai')}>
        {words.hub_held} {waiting > 0 && <b className="red">{waiting}</b>}
      </Link>
      <Link href="/truc/kiem-thu" aria-current={here('/truc/kiem-thu')}>
        {words.hub_tests}
      </Link>
    </nav>
  )
}
