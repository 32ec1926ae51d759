import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { ask } from '../../../base/ui/index.ts'
import type { ProvincePage } from '../../deployment/contract.ts'
import { register_ways, ways, type Way } from './ways.ts'
import { use_words } from './words.ts'

const fresh_ms = 60_000

/** The board's bar. The counts come with the province's page, which is kept fresh anyway. */
export const BoardWays = ({ hub }: { hub: boolean }) => {
  const words = use_words()
  const [location] = useLocation()
  const page = useQuery({
    queryKey: ['board', 'province'],
    queryFn: () => ask<ProvincePage>('/board/province'),
    refetchInterval: fresh_ms,
    retry: false,
  })
  const in_register = register_ways.some(({ path }) => location.startsWith(path))
  const is_here = ({ path, word }: Way): boolean =>
    path === '/so' ? location === path : word === 'register' ? in_register : location.startsWith(path)
  return (
    <nav className="ways">
      {ways.map((way) => {
        const count = way.waits ? (page.data?.open[way.waits] ?? 0) : 0
        return (
          <Link key={way.path} href={way.path} aria-current={is_here(way) ? 'page' : undefined}>
            {words[way.word]} {count > 0 && <b className="red">{count}</b>}
          </Link>
        )
      })}
      {hub && <Link href="/truc">{words.hub}</Link>}
    </nav>
  )
}
